"""Revisions of files: the latest one."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.drive import drive_mask, user
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select

Json = dict[str, Any]


def _latest(call: Call) -> Json:
    """The revision that a file is at; earlier ones are not kept."""
    file = call.library.file(call.path["id"], call.caller)
    return {
        "kind": "drive#revision",
        "id": str(file["version"]),
        "mimeType": file["mimeType"],
        "modifiedTime": file["modifiedTime"],
        "lastModifyingUser": user(file["lastModifyingUser"], call.caller),
    }


def list_revisions(call: Call) -> Response:
    """revisions.list: the latest one."""
    message = {"kind": "drive#revisionList", "revisions": [_latest(call)]}
    return as_json(select(message, drive_mask(call.text("fields") or "*", "RevisionList")))


def get_revision(call: Call) -> Response:
    """revisions.get: of the latest one, also by the name `head`."""
    found = _latest(call)
    if call.path["revision"] not in (found["id"], "head"):
        message = f"Revision not found: {call.path['revision']}."
        raise DriveError(404, "notFound", message, location="revisionId")
    return as_json(select(found, drive_mask(call.text("fields") or "*", "Revision")))
