"""One call of a client: who asks, with what parameters and body; and answers in Google's form."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import PydanticSerializationError, to_json
from starlette.datastructures import QueryParams
from starlette.responses import Response

from sheets_sync.emulator import schema
from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.clock import Clock
from sheets_sync.emulator.errors import InvalidPayload
from sheets_sync.emulator.fields import Mask, response_mask, select
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.settings import Settings
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
JSON_TYPE = "application/json; charset=UTF-8"
HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _refuse(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)


@dataclass(frozen=True)
class Call:
    """A call that reached its method."""

    library: Library
    settings: Settings
    clock: Clock
    caller: Caller
    path: dict[str, str]
    query: QueryParams
    body: bytes
    content_type: str
    base_url: str

    def text(self, name: str, default: str = "") -> str:
        """A parameter."""
        return self.query.get(name, default)

    def flag(self, name: str) -> bool:
        """A parameter that is true or false; absent is false."""
        given = self.query.get(name, "false")
        if given.lower() not in BOOLEANS:
            raise InvalidPayload(name, f"Invalid value at '{schema.snake(name)}' (TYPE_BOOL), \"{given}\"")
        return BOOLEANS[given.lower()]

    def choice(self, name: str, *allowed: str) -> str:
        """A parameter that is one of several words; the first is the default."""
        given = self.query.get(name) or allowed[0]
        if given not in allowed:
            raise InvalidPayload(name, f"Invalid value at '{schema.snake(name)}' (TYPE_ENUM), \"{given}\"")
        return given

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A parameter that is a whole number between bounds."""
        given = self.query.get(name)
        try:
            found = default if given is None else int(given)
        except ValueError:
            found = low - 1
        if not low <= found <= high:
            raise InvalidPayload(
                name, f"Invalid value '{given}'. Values must be within the range: [{low}, {high}]"
            )
        return found

    def json(self) -> Any:
        """The body as JSON; an empty one is an empty message."""
        if not self.body.strip():
            return {}
        try:
            found = json.loads(self.body, parse_constant=_refuse)
            if HALF_CHARACTER.search(self.body):
                # Escapes of half a character are JSON, but no text.
                json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise InvalidPayload("", "Invalid JSON payload received. Parse error.") from None
        return found

    def message(self, name: str, place: str = "", api: str = "sheets_v4") -> Json:
        """The body as a message of Google's, checked."""
        return schema.parse(self.json(), name, place, api)

    def mask(self, name: str) -> Mask:
        """The mask of the `fields` parameter for a Sheets message of that name."""
        fields = self.query.get("fields")
        return response_mask(fields, name) if fields else {}

    def today(self, workbook: Workbook) -> date:
        """The day in the spreadsheet's time zone."""
        return self.clock.today(workbook.properties["timeZone"])

    def answer(self, message: Json, name: str) -> Response:
        """A message of the Sheets API as an answer, cut by the `fields` parameter."""
        return as_json(select(message, self.mask(name)))


def as_json(message: Any, status: int = 200) -> Response:
    """JSON as Google sends it."""
    return Response(_written(message), status, media_type=None, headers={"Content-Type": JSON_TYPE})


def _written(message: Any) -> bytes:
    try:
        # In a sixth of the time of the standard library's.
        body = to_json(message)
    except PydanticSerializationError:
        # Half characters, which a text may hold.
        pass
    else:
        if b"NaN" not in body and b"Infinity" not in body:
            return body
    # Tells a number that JSON lacks from such a text.
    return json.dumps(message, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
