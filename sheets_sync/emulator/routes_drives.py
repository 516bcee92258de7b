"""Shared drives of the Drive API."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.access import RANKS, READER, permission
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.drive import checked, drive_mask
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select
from sheets_sync.emulator.library import new_file_id

Json = dict[str, Any]


def _message(drive: Json) -> Json:
    return {"kind": "drive#drive", **{name: value for name, value in drive.items() if name != "permissions"}}


def _answer(call: Call, drive: Json) -> Response:
    return as_json(select(_message(drive), drive_mask(call.text("fields") or "*", "Drive")))


def _find(call: Call, needed: int) -> Json:
    drive = call.library.drives.get(call.path["id"])
    held = 0 if drive is None else call.library.rank({"driveId": drive["id"]}, call.caller)
    if drive is None or held < READER:
        raise DriveError(404, "notFound", f"Shared drive not found: {call.path['id']}", location="driveId")
    if held < needed:
        message = "The user does not have sufficient permissions for this shared drive."
        raise DriveError(403, "insufficientFilePermissions", message)
    return drive


def list_drives(call: Call) -> Response:
    """drives.list: those that the caller is a member of."""
    mine = [
        _message(drive)
        for drive in call.library.drives.values()
        if call.library.rank({"driveId": drive["id"]}, call.caller) >= READER
    ]
    message = {"kind": "drive#driveList", "drives": mine}
    return as_json(select(message, drive_mask(call.text("fields") or "*", "DriveList")))


def get_drive(call: Call) -> Response:
    """drives.get."""
    return _answer(call, _find(call, READER))


def create_drive(call: Call) -> Response:
    """drives.create."""
    given = checked(call.json(), "Drive")
    if not call.text("requestId"):
        raise DriveError(400, "required", "Required parameter: requestId", location="requestId")
    drive = {
        "id": "0A" + new_file_id()[:17],
        "name": given.get("name") or "Untitled",
        "permissions": [permission("user", "organizer", call.caller.email)],
    }
    call.library.add_drive(drive)
    return as_json(_message(drive))


def update_drive(call: Call) -> Response:
    """drives.update: the name."""
    given, drive = checked(call.json(), "Drive"), _find(call, RANKS["organizer"])
    changed = {**drive, "name": given.get("name") or drive["name"]}
    call.library.add_drive(changed)
    return _answer(call, changed)


def delete_drive(call: Call) -> Response:
    """drives.delete: an empty one only."""
    drive = _find(call, RANKS["organizer"])
    if any(file.get("driveId") == drive["id"] for file in call.library.snapshot()):
        raise DriveError(403, "cannotDeleteResourceWithChildren", "The shared drive is not empty.")
    call.library.forget_drive(drive["id"])
    return Response(status_code=204, headers={"Content-Type": "text/html"})


def hide_drive(call: Call) -> Response:
    """drives.hide."""
    changed = {**_find(call, READER), "hidden": True}
    call.library.add_drive(changed)
    return _answer(call, changed)


def unhide_drive(call: Call) -> Response:
    """drives.unhide."""
    changed = {**_find(call, READER), "hidden": False}
    call.library.add_drive(changed)
    return _answer(call, changed)
