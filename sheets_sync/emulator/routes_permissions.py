"""permissions of the Drive API, of files and of shared drives."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.access import DEEPEST, RANKS, READER, WRITER, owner_of, permission
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.drive import (
    DEFAULT_PERMISSION,
    checked,
    chosen,
    drive_mask,
    permission_message,
)
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import select

Json = dict[str, Any]
#: Addresses in this domain, which nobody can have (RFC 2606), stand for those without a Google account.
NO_ACCOUNT = ".invalid"
MUST_NOTIFY = (
    '"You are trying to invite %s. Since there is no Google account associated with this email address, '
    'you must check the "Notify people" box to invite this recipient."'
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
    if email.casefold().endswith(NO_ACCOUNT) and call.text("sendNotificationEmail").lower() == "false":
        raise DriveError(400, "invalidSharingRequest", f"Bad Request. User message: {MUST_NOTIFY % email}")
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


def _in_force(call: Call, holder: Json) -> list[Json]:
    """The permissions of a file and those that its folders and its shared drive lend it, each person once."""
    library, found = call.library, list(holder["permissions"])
    file = holder
    for _ in range(DEEPEST):
        drive = library.drives.get(file.get("driveId", ""))
        parent = library.files.get(next(iter(file.get("parents", [])), ""))
        found += [*(drive or {}).get("permissions", []), *(parent or {}).get("permissions", [])]
        if parent is None:
            break
        file = parent
    strongest: dict[str, Json] = {}
    for item in found:
        known = strongest.get(item["id"])
        if known is None or RANKS[item["role"]] > RANKS[known["role"]]:
            strongest[item["id"]] = item
    return list(strongest.values())


def list_permissions(call: Call) -> Response:
    """permissions.list."""
    holder = _holder(call, WRITER)
    found = [permission_message(item) for item in _in_force(call, holder)]
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
