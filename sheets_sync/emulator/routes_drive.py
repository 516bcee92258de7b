"""Changes, shared drives, comments, about, and the table of all methods of the Drive API."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator import routes_files, routes_listing, routes_permissions, routes_uploads
from sheets_sync.emulator.access import READER, permission
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.changes import page, visible_until
from sheets_sync.emulator.drive import (
    checked,
    drive_mask,
    user,
)
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select
from sheets_sync.emulator.library import new_file_id

Json = dict[str, Any]
DEFAULT_CHANGE = (
    "kind,nextPageToken,newStartPageToken,"
    "changes(kind,type,changeType,time,removed,fileId,file(kind,id,name,mimeType))"
)


def start_token(call: Call) -> Response:
    """changes.getStartPageToken."""
    token = str(visible_until(call.library) + 1)
    return as_json({"kind": "drive#startPageToken", "startPageToken": token})


def list_changes(call: Call) -> Response:
    """changes.list."""
    token = call.text("pageToken")
    if not token:
        raise DriveError(400, "required", "Required parameter: pageToken", location="pageToken")
    if not token.isascii() or not token.isdigit() or len(token) > 18:
        raise DriveError(400, "invalid", "Invalid Value", location="pageToken")
    found = page(
        call.library,
        call.caller,
        int(token),
        call.number("pageSize", 100, 1, 1000),
        drive_id=call.text("driveId"),
        removed=call.text("includeRemoved", "true").lower() != "false",
        all_drives=call.flag("includeItemsFromAllDrives"),
    )
    mask = drive_mask(call.text("fields") or DEFAULT_CHANGE, "ChangeList")
    return as_json(select(found, mask))


def _drive_message(drive: Json) -> Json:
    return {"kind": "drive#drive", **{name: value for name, value in drive.items() if name != "permissions"}}


def list_drives(call: Call) -> Response:
    """drives.list: those that the caller is a member of."""
    mine = [
        _drive_message(drive)
        for drive in call.library.drives.values()
        if call.library.rank({"driveId": drive["id"]}, call.caller) >= READER
    ]
    message = {"kind": "drive#driveList", "drives": mine}
    return as_json(select(message, drive_mask(call.text("fields") or "*", "DriveList")))


def get_drive(call: Call) -> Response:
    """drives.get."""
    drive = call.library.drives.get(call.path["id"])
    if drive is None or call.library.rank({"driveId": drive["id"]}, call.caller) < READER:
        raise DriveError(404, "notFound", f"Shared drive not found: {call.path['id']}", location="driveId")
    return as_json(select(_drive_message(drive), drive_mask(call.text("fields") or "*", "Drive")))


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
    return as_json(_drive_message(drive))


def about(call: Call) -> Response:
    """about.get."""
    fields = call.text("fields")
    if not fields:
        raise DriveError(
            400, "required", "The 'fields' parameter is required for this method.", location="fields"
        )
    owns = not call.caller.service or call.settings.service_accounts_own_files
    message = {
        "kind": "drive#about",
        "user": user(call.caller.email, call.caller),
        "storageQuota": {"limit": str(15 * 2**30 if owns else 0), "usage": "0", "usageInDrive": "0"},
        "canCreateDrives": not call.caller.service,
        "maxUploadSize": str(5 * 2**40),
    }
    return as_json(select(message, drive_mask(fields, "About")))


def list_comments(call: Call) -> Response:
    """comments.list: none."""
    call.library.file(call.path["id"], call.caller)
    message = {"kind": "drive#commentList", "comments": []}
    return as_json(select(message, drive_mask(call.text("fields") or "*", "CommentList")))


V3, FILE = "/drive/v3", "/drive/v3/files/{id}"
#: Method, path, what carries it out; the Drive API ignores parameters that it does not know.
ROUTES = (
    ("GET", f"{V3}/about", about, None),
    ("GET", f"{V3}/changes/startPageToken", start_token, None),
    ("GET", f"{V3}/changes", list_changes, None),
    ("GET", f"{V3}/drives", list_drives, None),
    ("POST", f"{V3}/drives", create_drive, None),
    ("GET", f"{V3}/drives/{{id}}", get_drive, None),
    ("GET", f"{V3}/files/generateIds", routes_listing.generate_ids, None),
    ("GET", f"{V3}/files", routes_listing.listing, None),
    ("POST", f"{V3}/files", routes_files.create, None),
    ("GET", FILE, routes_files.get, None),
    ("PATCH", FILE, routes_files.update, None),
    ("DELETE", FILE, routes_files.delete, None),
    ("POST", f"{FILE}/copy", routes_files.copy, None),
    ("GET", f"{FILE}/export", routes_files.export, None),
    ("GET", f"{FILE}/comments", list_comments, None),
    ("GET", f"{FILE}/permissions", routes_permissions.list_permissions, None),
    ("POST", f"{FILE}/permissions", routes_permissions.create_permission, None),
    ("GET", f"{FILE}/permissions/{{permission}}", routes_permissions.get_permission, None),
    ("PATCH", f"{FILE}/permissions/{{permission}}", routes_permissions.update_permission, None),
    ("DELETE", f"{FILE}/permissions/{{permission}}", routes_permissions.delete_permission, None),
    ("POST", "/upload/drive/v3/files", routes_uploads.upload_new, None),
    ("PATCH", "/upload/drive/v3/files/{id}", routes_uploads.upload, None),
    ("POST", "/upload/drive/v2/files", routes_uploads.upload_new, None),
    ("PUT", "/upload/drive/v2/files/{id}", routes_uploads.upload, None),
)
