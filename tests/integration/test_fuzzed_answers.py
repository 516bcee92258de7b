"""Whatever Google's discovery documents allow in an answer, and what they do not, is read or told."""

import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.adapters import BaseAdapter

from sheets_sync.errors import GoogleError
from sheets_sync.google import Google
from sheets_sync.google.reading import FIELDS
from tests.emulator.discovery import document
from tests.without_socket import reached

from .test_odd_answers import ASKED, asked_once

#: Answers that are tried: 20,000 by night.
NIGHTLY = bool(os.environ.get("NIGHTLY"))
EXAMPLES = 20_000 if NIGHTLY else 300
#: What is asked, and the schema of its answer (Sheets API v4, Drive API v3).
SCHEMAS = {
    "read": ("sheets.v4", "Spreadsheet"),
    "apply with echo": ("sheets.v4", "BatchUpdateSpreadsheetResponse"),
    "changes": ("drive.v3", "ChangeList"),
    "start": ("drive.v3", "StartPageToken"),
    "living": ("drive.v3", "FileList"),
    "find": ("drive.v3", "FileList"),
    "create": ("drive.v3", "File"),
    "permissions": ("drive.v3", "PermissionList"),
    "share": ("drive.v3", "Permission"),
    "who": ("drive.v3", "About"),
    "drive": ("drive.v3", "Drive"),
}
#: What stands where something else should.
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**70,
    1e308,
    "",
    "\uffff",
    "\ud800",
    "x" * 2000,
    [],
    {},
    [[]],
    [None],
    {"": None},
    "NaN",
)
ODDS, DEEPEST = 0.005, 10
#: What is read of answers, by name.
READ = frozenset(re.findall(r"\w+", f"{FIELDS} files changes permissions user newStartPageToken"))
READ |= {"startPageToken", "updatedSpreadsheet", "file", "fileId", "id", "name", "role", "emailAddress"}


class Answering(BaseAdapter):
    """Gives to every request the answer of the moment."""

    body = b""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response.request, response.url = 200, request, request.url or ""
        response.headers["Content-Type"] = "application/json; charset=UTF-8"
        response.raw = io.BytesIO(self.body)
        return response

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[Answering, Google]]:
    adapter = Answering()
    base_url = "http://fuzzed.localhost"
    with reached(base_url, adapter), Google(asked_once(base_url)) as google:
        yield adapter, google


@dataclass
class Maker:
    """Makes values of the schemas of a document, here and there something else."""

    draw: Random
    schemas: dict[str, Any]
    #: Values that are still to be made before lists stay empty.
    left: int = 250

    def made(self, schema: dict[str, Any], depth: int = 0) -> Any:
        self.left -= 1
        if self.draw.random() < ODDS:
            return self.draw.choice(JUNK)
        if "$ref" in schema:
            schema = self.schemas[schema["$ref"]]
        match schema.get("type", "any"):
            case "object":
                return self._object(schema, depth)
            case "array":
                count = self.draw.choice((0, 1, 1, 2)) if self.left > 0 else 0
                return [self.made(schema["items"], depth + 1) for _ in range(count)]
            case "string":
                return self._text(schema)
            case "integer":
                return self.draw.choice((0, 1, 7, -1, 2**31))
            case "number":
                return self.draw.choice((0, 1.5, -3, 45509, 1e300))
            case "boolean":
                return self.draw.random() < 0.5
        return self.draw.choice(JUNK)

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties", {})
        # Of what nobody reads a little: an answer ends.
        chosen = [
            name
            for name in properties
            if self.draw.random() < (0.95 if name in READ else 0.03) and depth < DEEPEST
        ]
        found = {name: self.made(properties[name], depth + 1) for name in chosen}
        if "additionalProperties" in schema:
            found["key"] = self.made(schema["additionalProperties"], depth + 1)
        return found

    def _text(self, schema: dict[str, Any]) -> str:
        if "enum" in schema:
            return str(self.draw.choice(schema["enum"]))
        if "date" in schema.get("format", ""):
            return "2024-08-14T20:00:00.000Z"
        if schema.get("format") == "int64":
            return str(self.draw.randrange(2**40))
        return self.draw.choice(("Hộ nghèo", "1AbC", "=1+1", "user", "writer", "17", "", "a@b.example"))


def answer(asked: str, seed: int) -> bytes:
    """One answer to what is asked."""
    name, schema = SCHEMAS[asked]
    maker = Maker(Random(seed), document(name)["schemas"])  # noqa: S311 (no secret depends on it)
    return json.dumps(maker.made({"$ref": schema})).encode()


@pytest.mark.timeout(0 if NIGHTLY else 1800)
@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**63), st.sampled_from(sorted(SCHEMAS)))
def test_an_answer_of_the_discovery_documents_is_ours_or_our_error(
    answering: tuple[Answering, Google], seed: int, asked: str
) -> None:
    adapter, google = answering
    adapter.body = answer(asked, seed)
    with suppress(GoogleError):
        ASKED[asked](google)


@pytest.mark.parametrize("asked", sorted(SCHEMAS))
def test_the_fuzzer_also_makes_answers_that_are_understood(
    answering: tuple[Answering, Google], asked: str
) -> None:
    """Else it would try the refusals alone."""
    adapter, google = answering
    understood = 0
    for seed in range(400):
        adapter.body = answer(asked, seed)
        with suppress(GoogleError):
            ASKED[asked](google)
            understood += 1
        if understood == 3:
            return
    assert understood, "none of 400 answers was understood"
