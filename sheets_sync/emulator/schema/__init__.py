"""The field names and types of Google's messages, and the parsing of requests by them.

`sheets_v4.json` and `drive_v3.json` are the names and types of Google's discovery documents; a test
compares them with the copies that google-api-python-client ships.
"""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sheets_sync.emulator.errors import InvalidPayload

Fields = dict[str, str]
PRIMITIVES = {"string", "int", "int64", "number", "bool", "any"}
LIMITS = {"int": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
#: The names that Google's messages give to primitive types.
PROTO = {
    "int": "TYPE_INT32",
    "int64": "TYPE_INT64",
    "number": "TYPE_DOUBLE",
    "bool": "TYPE_BOOL",
    "string": "TYPE_STRING",
}
LIST_VALUE = "type.googleapis.com/google.protobuf.ListValue"
#: Where something stands in a message: the place that it is in, and its name or its number there.
Place = str | tuple["Place", str | int]


@cache
def schemas(api: str) -> dict[str, Fields]:
    """All messages of an API: `sheets_v4` or `drive_v3`."""
    text = Path(__file__).with_name(f"{api}.json").read_text(encoding="utf-8")
    loaded: dict[str, Fields] = json.loads(text)
    return loaded


@lru_cache(maxsize=10_000)
def snake(name: str) -> str:
    """A field's name as Google's error messages write it."""
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def parse(value: Any, schema: str, place: str = "", api: str = "sheets_v4") -> dict[str, Any]:
    """The message with nulls dropped and numbers of the right type; InvalidPayload names the first fault.

    The Drive API passes over fields that it does not know, the Sheets API refuses them.
    """
    known = schemas(api)
    if api == "drive_v3" and isinstance(value, dict):
        value = {name: item for name, item in value.items() if name in known[schema]}
    return _message(value, schema, place, known)


def _invalid(place: Place, kind: str, value: Any) -> InvalidPayload:
    shown, where = json.dumps(value, ensure_ascii=False), _told(place)
    return InvalidPayload(where, f"Invalid value at '{where}' ({kind}), {shown}")


def _told(place: Place) -> str:
    """As Google's error messages write it; told of faults only, which few messages have."""
    if isinstance(place, str):
        return place
    above, name = _told(place[0]), place[1]
    if isinstance(name, int):
        return f"{above}[{name}]"
    return f"{above}.{snake(name)}" if above else snake(name)


def _message(value: Any, schema: str, place: Place, known: dict[str, Fields]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _invalid(place, f"type.googleapis.com/google.apps.sheets.v4.{schema}", value)
    fields, parsed = known[schema], {}
    for name, item in value.items():
        known_as = name if name in fields else camel(name)
        if known_as not in fields:
            at = _told(place)
            where = f" at '{at}'" if at else ""
            raise InvalidPayload(
                at, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
            )
        if item is not None:
            parsed[known_as] = _typed(item, fields[known_as], (place, known_as), known)
    return parsed


def camel(name: str) -> str:
    """A field's name as JSON has it, also of one written as in protocol buffers."""
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


def _typed(value: Any, kind: str, place: Place, known: dict[str, Fields]) -> Any:
    first = kind[0]
    if first == "@":
        return _message(value, kind[1:], place, known)
    if first == "[":
        return _list(value, kind[1:-1], place, known)
    if first == "{":
        if not isinstance(value, dict):
            raise _invalid(place, "type.googleapis.com/google.protobuf.Struct", value)
        return {name: _typed(item, kind[1:-1], place, known) for name, item in value.items()}
    if kind in PRIMITIVES:
        return _primitive(value, kind, place)
    return _enum(value, kind.split("|"), place)


def _list(value: Any, kind: str, place: Place, known: dict[str, Fields]) -> list[Any]:
    if kind == "[any]" and not isinstance(value, list):
        raise _invalid(place, LIST_VALUE, value)
    # Google reads a lone message as a list of one, null items as absent, and lists in lists as one list.
    if kind == "[any]":
        items = [item for item in value if item is not None]
        for index, item in enumerate(items):
            if not isinstance(item, list):
                raise _invalid((place, index), LIST_VALUE, item)
        return items
    items = _flat(value)
    return [_typed(item, kind, (place, index), known) for index, item in enumerate(items)]


def _flat(value: Any) -> list[Any]:
    """The items of a list, those of lists within it in their place."""
    if not isinstance(value, list):
        return [] if value is None else [value]
    if not any(item is None or isinstance(item, list) for item in value):
        return value
    return [item for inner in value for item in _flat(inner)]


def _enum(value: Any, names: list[str], place: Place) -> str:
    if isinstance(value, str) and value in names:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names):
        return names[value]
    raise _invalid(place, "TYPE_ENUM", value)


def _primitive(value: Any, kind: str, place: Place) -> Any:
    if kind == "any":
        return value
    if kind == "string":
        if isinstance(value, str):
            return value
    elif kind == "bool":
        if isinstance(value, bool):
            return value
    elif (number := _number(value, kind)) is not None:
        return number
    raise _invalid(place, PROTO[kind], value)


def _number(value: Any, kind: str) -> int | float | str | None:
    """The number, read from text as well, as the JSON mapping of protocol buffers allows."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if number != number or number in (float("inf"), float("-inf")):
        return None
    if kind == "number":
        return value if isinstance(value, int) else number
    low, high = LIMITS[kind]
    if not number.is_integer() or not low <= number <= high:
        return None
    return str(value) if kind == "int64" else int(number)
