"""files.list and files.generateIds of the Drive API."""

import re
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.access import READER, Caller, root_id
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.defaults import FOLDER_TYPE
from sheets_sync.emulator.drive import (
    DEFAULT_FILE,
    chosen,
    drive_mask,
    file_message,
    parents_of,
)
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select
from sheets_sync.emulator.library import new_file_id
from sheets_sync.emulator.query import parse_query

Json = dict[str, Any]


DEFAULT_PAGE, LARGEST_PAGE = 100, 1000


#: Sort keys of files.list and the field of a file that each stands for.
ORDERS = {
    "name": "name",
    "name_natural": "name",
    "modifiedTime": "modifiedTime",
    "createdTime": "createdTime",
    "modifiedByMeTime": "modifiedTime",
    "viewedByMeTime": "modifiedTime",
    "recency": "modifiedTime",
    "folder": "mimeType",
    "starred": "starred",
    "sharedWithMeTime": "createdTime",
    "quotaBytesUsed": "createdTime",
}


def _sort_key(name: str) -> Callable[[Json], Any]:
    field = ORDERS[name]
    if name == "folder":
        return lambda file: file["mimeType"] != FOLDER_TYPE
    if field == "name":
        return lambda file: [
            int(part) if part.isdigit() else part.casefold() for part in re.split(r"(\d+)", file["name"])
        ]
    return lambda file: str(file.get(field, ""))


def _ordered(files: list[Json], order: str) -> list[Json]:
    """Files in the order asked for; the latest first without one."""
    files.sort(key=lambda file: file["modifiedTime"], reverse=True)
    for part in reversed([part.strip() for part in order.split(",") if part.strip()]):
        name, _, way = part.partition(" ")
        if name not in ORDERS or way not in ("", "desc"):
            raise DriveError(400, "invalid", f"Invalid Value: {part}", location="orderBy")
        files.sort(key=_sort_key(name), reverse=way == "desc")
    return files


def listing(call: Call) -> Response:
    """files.list."""
    library, caller = call.library, call.caller
    matches = parse_query(call.text("q")) if call.text("q").strip() else None
    drive = call.text("driveId")
    found = []
    for file in library.snapshot():
        if drive and file.get("driveId") != drive:
            continue
        if library.rank(file, caller, listed=True) < READER:
            continue
        shared = not library.owns(file["id"], caller) and "driveId" not in file
        if matches is None or matches({**file, "sharedWithMe": shared, "parents": _parents(file, caller)}):
            found.append(file)
    found = _ordered(found, call.text("orderBy"))
    size = call.number("pageSize", DEFAULT_PAGE, 1, LARGEST_PAGE)
    start = _page_start(call.text("pageToken"))
    message: Json = {"kind": "drive#fileList"}
    if start + size < len(found):
        message["nextPageToken"] = f"~!!~{start + size}"
    message["incompleteSearch"] = False
    files = [file_message(library, file, caller, call.base_url) for file in found[start : start + size]]
    fields = call.text("fields")
    if fields:
        return as_json(select({**message, "files": files}, drive_mask(fields, "FileList")))
    message["files"] = [chosen(file, "", "File", DEFAULT_FILE) for file in files]
    return as_json(message)


def _parents(file: Json, caller: Caller) -> list[str]:
    """The folder of a file as a query may name it: My Drive by its id and as `root`."""
    found = parents_of(file, caller)
    return [*found, "root"] if root_id(caller.email) in found else found


def _page_start(token: str) -> int:
    if not token:
        return 0
    if not re.fullmatch(r"~!!~\d{1,9}", token):
        raise DriveError(400, "invalid", "Invalid Value", location="pageToken")
    return int(token[4:])


def generate_ids(call: Call) -> Response:
    """files.generateIds."""
    count = call.number("count", 10, 1, 1000)
    return as_json(
        {"kind": "drive#generatedIds", "space": "drive", "ids": [new_file_id() for _ in range(count)]}
    )
