"""Permissions, changes, shared drives, comments, about: the Drive API apart from files."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator import routes_files
from sheets_sync.emulator.access import RANKS, READER, WRITER, owner_of, permission
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.changes import page, visible_until
from sheets_sync.emulator.drive import (
    DEFAULT_PERMISSION,
    checked,
    chosen,
    drive_mask,
    permission_message,
    user,
)
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select
from sheets_sync.emulator.library import new_file_id

Json = dict[str, Any]
ABOUT = ("kind", "user", "storageQuota")
DEFAULT_CHANGE = (
    "kind,nextPageToken,newStartPageToken,"
    "changes(kind,type,changeType,time,removed,fileId,file(kind,id,name,mimeType))"
)


def _holder(call: Call, needed: int) -> Json:
    """The file or shared drive whose permissions are meant."""
    drive = call.library.drives.get(call.path["id"])
    if drive is not None and call.library.rank({"driveId": drive["id"]}, call.caller) >= needed:
        return drive
    return call.library.file(call.path["id"], call.caller, needed)


def _permission_answer(call: Call, found: Json) -> Response:
    return as_json(chosen(permission_message(found), call.text("fields"), "Permission", DEFAULT_PERMISSION))


def _find(holder: Json, permission_id: str) -> Json:
    for found in holder["permissions"]:
        if found["id"] == permission_id:
            return dict(found)
    raise DriveError(404, "notFound", f"Permission not found: {permission_id}.", location="permissionId")


def _keep(call: Call, holder: Json, permissions: list[Json], lost: str = "") -> None:
    library = call.library
    if holder["id"] in library.drives:
        library.add_drive({**holder, "permissions": permissions})
        return
    library.keep({**holder, "permissions": permissions}, call.caller, touched=False, lost=lost)


def _checked_permission(call: Call, holder: Json, given: Json) -> Json:
    kind, role = given.get("type", ""), given.get("role", "")
    if kind not in ("user", "group", "domain", "anyone"):
        raise DriveError(
            400, "required", "The permission type field is required.", location="permission.type"
        )
    if role not in RANKS:
        raise DriveError(
            400, "required", "The permission role field is required.", location="permission.role"
        )
    email = given.get("emailAddress", "")
    if kind in ("user", "group") and "@" not in email:
        raise DriveError(400, "invalidSharingRequest", "The emailAddress field is required.")
    if kind == "domain" and not given.get("domain"):
        raise DriveError(400, "invalid", "The domain field is required.", location="permission.domain")
    if role == "owner":
        _check_transfer(call, holder, kind, email)
    more: Json = {name: given[name] for name in ("expirationTime", "view") if name in given}
    if kind in ("domain", "anyone"):
        more["allowFileDiscovery"] = given.get("allowFileDiscovery", False)
    return permission(kind, role, email, given.get("domain", ""), **more)


def _check_transfer(call: Call, holder: Json, kind: str, email: str) -> None:
    """Refuse a change of owner, unless it changes nothing."""
    if owner_of(holder).casefold() == email.casefold():
        return
    if not call.flag("transferOwnership") or kind != "user":
        raise DriveError(
            403,
            "forbidden",
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
        )
    if owner_of(holder).casefold() != call.caller.email.casefold():
        raise DriveError(403, "insufficientFilePermissions", "Only the owner can transfer ownership.")


def _with(holder: Json, made: Json) -> list[Json]:
    """The permissions with a new one in place of an older of the same id; a former owner becomes writer."""
    kept = [found for found in holder["permissions"] if found["id"] != made["id"]]
    if made["role"] == "owner":
        kept = [{**found, "role": "writer"} if found["role"] == "owner" else found for found in kept]
    return [*kept, made]


def create_permission(call: Call) -> Response:
    """permissions.create."""
    given = checked(call.json(), "Permission")
    with call.library.holding(call.path["id"]):
        holder = _holder(call, WRITER)
        made = _checked_permission(call, holder, given)
        _keep(call, holder, _with(holder, made))
    return _permission_answer(call, made)


def list_permissions(call: Call) -> Response:
    """permissions.list."""
    holder = _holder(call, WRITER)
    found = [permission_message(item) for item in holder["permissions"]]
    message: Json = {"kind": "drive#permissionList"}
    if fields := call.text("fields"):
        return as_json(select({**message, "permissions": found}, drive_mask(fields, "PermissionList")))
    message["permissions"] = [chosen(item, "", "Permission", DEFAULT_PERMISSION) for item in found]
    return as_json(message)


def get_permission(call: Call) -> Response:
    """permissions.get."""
    return _permission_answer(call, _find(_holder(call, READER), call.path["permission"]))


def update_permission(call: Call) -> Response:
    """permissions.update: the role only, as in Drive."""
    given = checked(call.json(), "Permission")
    with call.library.holding(call.path["id"]):
        holder = _holder(call, WRITER)
        found = _find(holder, call.path["permission"])
        role = given.get("role", found["role"])
        if role not in RANKS:
            raise DriveError(400, "invalid", f"Invalid role: {role}", location="permission.role")
        if found["role"] == "owner" and role != "owner":
            raise DriveError(403, "forbidden", "The owner of a file cannot be removed.")
        if role == "owner":
            _check_transfer(call, holder, found["type"], found.get("emailAddress", ""))
        made = {**found, "role": role}
        _keep(call, holder, _with(holder, made))
    return _permission_answer(call, made)


def delete_permission(call: Call) -> Response:
    """permissions.delete; those with less than writer's rights may only leave themselves."""
    with call.library.holding(call.path["id"]):
        holder = _holder(call, READER)
        found = _find(holder, call.path["permission"])
        if found.get("emailAddress", "").casefold() != call.caller.email.casefold():
            holder = _holder(call, WRITER)
        if found["role"] == "owner":
            raise DriveError(403, "forbidden", "The owner of a file cannot be removed.")
        kept = [item for item in holder["permissions"] if item["id"] != found["id"]]
        _keep(call, holder, kept, lost=found.get("emailAddress", ""))
    return Response(status_code=204, headers={"Content-Type": "text/html"})


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
    ("GET", f"{V3}/files/generateIds", routes_files.generate_ids, None),
    ("GET", f"{V3}/files", routes_files.listing, None),
    ("POST", f"{V3}/files", routes_files.create, None),
    ("GET", FILE, routes_files.get, None),
    ("PATCH", FILE, routes_files.update, None),
    ("DELETE", FILE, routes_files.delete, None),
    ("POST", f"{FILE}/copy", routes_files.copy, None),
    ("GET", f"{FILE}/export", routes_files.export, None),
    ("GET", f"{FILE}/comments", list_comments, None),
    ("GET", f"{FILE}/permissions", list_permissions, None),
    ("POST", f"{FILE}/permissions", create_permission, None),
    ("GET", f"{FILE}/permissions/{{permission}}", get_permission, None),
    ("PATCH", f"{FILE}/permissions/{{permission}}", update_permission, None),
    ("DELETE", f"{FILE}/permissions/{{permission}}", delete_permission, None),
    ("POST", "/upload/drive/v3/files", routes_files.upload_new, None),
    ("PATCH", "/upload/drive/v3/files/{id}", routes_files.upload, None),
    ("POST", "/upload/drive/v2/files", routes_files.upload_new, None),
    ("PUT", "/upload/drive/v2/files/{id}", routes_files.upload, None),
)
