"""changes.list: a log with one entry for each file, replaced at each of its changes."""

from datetime import timedelta
from typing import Any

from sheets_sync.emulator.access import READER, Caller
from sheets_sync.emulator.drive import file_message
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.query import as_moment

Json = dict[str, Any]


def visible_until(library: Library) -> int:
    """Number of the latest change that the log already shows, Drive's lag considered."""
    lag = library.settings.drive_lag_s
    if not lag:
        return library.last_change
    newest = library.clock.now() - timedelta(seconds=lag)
    hidden = [
        entry["number"] for entry in list(library.changes.values()) if as_moment(entry["time"]) > newest
    ]
    return min(hidden, default=library.last_change + 1) - 1


def page(
    library: Library,
    caller: Caller,
    start: int,
    size: int,
    *,
    drive_id: str,
    removed: bool,
    all_drives: bool,
    base_url: str,
) -> Json:
    """Changes from number `start` on, and the token to go on with."""
    until = visible_until(library)
    entries = sorted(
        (entry for entry in list(library.changes.values()) if start <= entry["number"] <= until),
        key=lambda entry: entry["number"],
    )
    found: list[Json] = []
    for entry in entries:
        message = _message(
            library, caller, entry, drive_id=drive_id, all_drives=all_drives, base_url=base_url
        )
        if message is None or (message["removed"] and not removed):
            continue
        if len(found) == size:
            return {"kind": "drive#changeList", "nextPageToken": str(entry["number"]), "changes": found}
        found.append(message)
    return {"kind": "drive#changeList", "newStartPageToken": str(max(until + 1, start)), "changes": found}


def _message(
    library: Library, caller: Caller, entry: Json, *, drive_id: str, all_drives: bool, base_url: str
) -> Json | None:
    """A change as the caller sees it; None when it is not the caller's business."""
    common = {
        "kind": "drive#change",
        "type": "file",
        "changeType": "file",
        "time": entry["time"],
        "fileId": entry["fileId"],
    }
    file = library.files.get(entry["fileId"])
    home = entry.get("driveId", "") if file is None else file.get("driveId", "")
    if home != drive_id and (drive_id or not all_drives):
        return None
    if file is None:
        readers = entry.get("readers", [])
        known = bool(home) or caller.email in readers or "*" in readers
        return {**common, "removed": True} if known else None
    if library.rank(file, caller, listed=True) < READER:
        # Someone who lost access learns no more than that the file is gone.
        lost = caller.email in entry.get("lost", [])
        return {**common, "removed": True} if lost else None
    return {**common, "removed": False, "file": file_message(library, file, caller, base_url)}
