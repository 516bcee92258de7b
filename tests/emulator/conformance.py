"""Checks answers against Google's discovery documents: unknown or wrongly typed fields fail."""

import re
from functools import cache
from typing import Any

from .discovery import document

Json = dict[str, Any]
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def _methods(resource: Json) -> list[Json]:
    found = list(resource.get("methods", {}).values())
    for inner in resource.get("resources", {}).values():
        found.extend(_methods(inner))
    return found


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", path)
    return re.compile("/" + ".+".join(map(re.escape, parts)))


@cache
def routes(name: str, prefix: str) -> list[tuple[str, re.Pattern[str], str | None]]:
    """HTTP method, path and the response's schema of every method; the more precise paths first."""
    found = [
        (
            method["httpMethod"],
            _pattern(prefix + str(method.get("flatPath", method["path"]))),
            method.get("response", {}).get("$ref"),
        )
        for method in _methods(document(name))
    ]
    return sorted(found, key=lambda route: -len(route[1].pattern))


def schema_of(method: str, path: str) -> tuple[str, str | None] | None:
    """The document and the schema of the answer to a call; None for what is not an API of Google's."""
    for name, start, prefix in (("sheets.v4", "/v4/", ""), ("drive.v3", "/drive/v3/", "drive/v3/")):
        if path.startswith(start):
            for verb, pattern, schema in routes(name, prefix):
                if verb == method and pattern.fullmatch(path):
                    return name, schema
    return None


def check(value: Any, schema: Json, schemas: Json, place: str = "$") -> None:
    """AssertionError names the first place where the value departs from the schema."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        assert isinstance(value, dict), f"{place}: expected an object, got {value!r}"
        for name, item in value.items():
            assert name in schema["properties"], f"{place}.{name}: not in the discovery document"
            check(item, schema["properties"][name], schemas, f"{place}.{name}")
    elif kind == "object":
        assert isinstance(value, dict), f"{place}: expected an object, got {value!r}"
        for name, item in value.items():
            check(item, schema.get("additionalProperties", {}), schemas, f"{place}.{name}")
    elif kind == "array":
        assert isinstance(value, list), f"{place}: expected a list, got {value!r}"
        for index, item in enumerate(value):
            check(item, schema["items"], schemas, f"{place}[{index}]")
    elif kind in KINDS:
        right = isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
        assert right, f"{place}: expected {kind}, got {value!r}"
        if "enum" in schema:
            assert value in schema["enum"], f"{place}: {value!r} is none of {schema['enum']}"


def check_answer(method: str, path: str, status: int, body: Any) -> None:
    """Check a JSON answer; errors must have Google's shape."""
    found = schema_of(method, path)
    if found is None:
        return
    name, schema = found
    if status >= 400:
        assert body["error"]["code"] == status
        assert isinstance(body["error"]["message"], str)
        return
    assert schema is not None, f"{method} {path} has no answer in the discovery document, got {body!r}"
    schemas = document(name)["schemas"]
    check(body, {"$ref": schema}, schemas)
