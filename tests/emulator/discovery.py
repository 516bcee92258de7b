"""Google's discovery documents, as google-api-python-client ships them, and their compact form."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
DRIVE_ROOTS = (
    "About Change ChangeList CommentList Drive DriveList File FileList GeneratedIds Permission "
    "PermissionList ReplyList Revision RevisionList StartPageToken AccessProposal"
)
#: Where the parsing of a request or an answer of each API starts.
ROOTS = {
    "sheets.v4": None,
    "drive.v3": DRIVE_ROOTS.split(),
}


@cache
def document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def type_of(field: dict[str, Any]) -> str:
    """The type of a field in one word: string, int, number, bool, any, @Schema, [type], {type} or A|B."""
    if "$ref" in field:
        return "@" + str(field["$ref"])
    kind = field.get("type", "any")
    if kind == "array":
        return f"[{type_of(field['items'])}]"
    if kind == "object" and "additionalProperties" in field:
        return "{" + type_of(field["additionalProperties"]) + "}"
    if "enum" in field:
        return "|".join(field["enum"])
    if kind == "string" and field.get("format") == "int64":
        return "int64"
    return {"integer": "int", "boolean": "bool", "object": "any"}.get(str(kind), str(kind))


def inline(schemas: dict[str, Any], name: str) -> dict[str, str]:
    """The fields of a schema; objects declared in place become schemas named Outer.field."""
    return {field: type_of(spec) for field, spec in schemas[name].get("properties", {}).items()}


def lift(schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas with every object that is declared in place moved to a schema of its own."""
    lifted = dict(schemas)
    queue = list(schemas)
    while queue:
        name = queue.pop()
        for field, spec in lifted[name].get("properties", {}).items():
            inner = spec.get("items", spec)
            if inner.get("type") == "object" and "properties" in inner:
                title = f"{name}.{field}"
                lifted[title] = {"properties": inner["properties"]}
                queue.append(title)
                inner.clear()
                inner["$ref"] = title
    return lifted


def compact(name: str) -> dict[str, dict[str, str]]:
    """What `sheets_sync/emulator/schema/` holds for the API `name`."""
    schemas = lift(json.loads(json.dumps(document(name)["schemas"])))
    wanted = ROOTS[name] or sorted(schemas)
    found: dict[str, dict[str, str]] = {}
    queue = list(wanted)
    while queue:
        title = queue.pop()
        if title in found:
            continue
        found[title] = inline(schemas, title)
        for kind in found[title].values():
            if "@" in kind:
                queue.append(kind.strip("[]{}").removeprefix("@"))
    return dict(sorted(found.items()))


def text(name: str) -> str:
    """The compact form as JSON, one schema on a line, for a diff that can be read."""
    lines = (
        f"  {json.dumps(title)}: {json.dumps(fields, sort_keys=True)}"
        for title, fields in compact(name).items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"
