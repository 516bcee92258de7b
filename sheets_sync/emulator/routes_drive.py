"""Changes, about, and the table of all methods of the Drive API."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator import (
    routes_comments,
    routes_drives,
    routes_files,
    routes_listing,
    routes_permissions,
    routes_refused,
    routes_revisions,
    routes_uploads,
)
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.changes import page, visible_until
from sheets_sync.emulator.drive import (
    drive_mask,
    user,
)
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select

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
        base_url=call.base_url,
    )
    mask = drive_mask(call.text("fields") or DEFAULT_CHANGE, "ChangeList")
    return as_json(select(found, mask))


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


V3, FILE = "/drive/v3", "/drive/v3/files/{id}"
#: Method, path, what carries it out; the Drive API ignores parameters that it does not know.
ROUTES = (
    ("GET", f"{V3}/about", about, None),
    ("GET", f"{V3}/changes/startPageToken", start_token, None),
    ("GET", f"{V3}/changes", list_changes, None),
    ("GET", f"{V3}/drives", routes_drives.list_drives, None),
    ("POST", f"{V3}/drives", routes_drives.create_drive, None),
    ("GET", f"{V3}/drives/{{id}}", routes_drives.get_drive, None),
    ("PATCH", f"{V3}/drives/{{id}}", routes_drives.update_drive, None),
    ("DELETE", f"{V3}/drives/{{id}}", routes_drives.delete_drive, None),
    ("POST", f"{V3}/drives/{{id}}/hide", routes_drives.hide_drive, None),
    ("POST", f"{V3}/drives/{{id}}/unhide", routes_drives.unhide_drive, None),
    ("GET", f"{V3}/files/generateIds", routes_listing.generate_ids, None),
    ("GET", f"{V3}/files", routes_listing.listing, None),
    ("POST", f"{V3}/files", routes_files.create, None),
    ("DELETE", f"{V3}/files/trash", routes_files.empty_trash, None),
    *routes_refused.ROUTES,
    ("GET", FILE, routes_files.get, None),
    ("PATCH", FILE, routes_files.update, None),
    ("DELETE", FILE, routes_files.delete, None),
    ("POST", f"{FILE}/copy", routes_files.copy, None),
    ("GET", f"{FILE}/export", routes_files.export, None),
    *routes_comments.ROUTES,
    ("GET", f"{FILE}/revisions", routes_revisions.list_revisions, None),
    ("GET", f"{FILE}/revisions/{{revision}}", routes_revisions.get_revision, None),
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
