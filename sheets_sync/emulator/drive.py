"""The messages of the Drive API, from what is known of files."""

from typing import Any

from sheets_sync.emulator import schema
from sheets_sync.emulator.access import (
    RANKS,
    READER,
    WRITER,
    Caller,
    owner_of,
    permission,
    permission_id,
    root_id,
)
from sheets_sync.emulator.defaults import FOLDER_TYPE, SPREADSHEET_TYPE
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.export import offered
from sheets_sync.emulator.fields import Mask, parse_mask, select, unknown_path
from sheets_sync.emulator.library import Library

Json = dict[str, Any]
#: What Drive answers when no fields are asked for.
DEFAULT_FILE = ("kind", "id", "name", "mimeType", "driveId", "teamDriveId")
DEFAULT_PERMISSION = ("kind", "id", "type", "role", "allowFileDiscovery")
#: Fields of a file that a client may set.
SETTABLE = (
    "name",
    "description",
    "starred",
    "trashed",
    "modifiedTime",
    "folderColorRgb",
    "writersCanShare",
    "copyRequiresWriterPermission",
    "contentHints",
)
#: What is kept of a file and told in another form.
HIDDEN = ("permissions", "lastModifyingUser", "parents", "comments")
#: When every My Drive was made.
EPOCH = "2012-04-24T00:00:00.000Z"
MAPS = ("properties", "appProperties")
OPEN = {
    SPREADSHEET_TYPE: "{}/spreadsheets/d/{}/edit?usp=drivesdk",
    FOLDER_TYPE: "{}/?folder={}",
}
CONTENT = "{}/drive/v3/files/{}?alt=media"


def user(email: str, caller: Caller) -> Json:
    """A User message."""
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email.casefold() == caller.email.casefold(),
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def permission_message(found: Json) -> Json:
    """A Permission message."""
    shown = {name: value for name, value in found.items() if name not in ("pendingOwner",)}
    message = {"kind": "drive#permission", **shown}
    if found["type"] in ("user", "group"):
        message |= {"deleted": False, "pendingOwner": found.get("pendingOwner", False)}
    return message


def root(caller: Caller) -> Json:
    """A person's My Drive, which is no file of the library."""
    return {
        "id": root_id(caller.email),
        "name": "My Drive",
        "mimeType": FOLDER_TYPE,
        "createdTime": EPOCH,
        "modifiedTime": EPOCH,
        "version": 1,
        "permissions": [permission("user", "owner", caller.email)],
        "lastModifyingUser": caller.email,
    }


def parents_of(file: Json, caller: Caller) -> list[str]:
    """The folder of a file as the caller sees it: My Drive only by its owner."""
    mine = owner_of(file).casefold() == caller.email.casefold()
    return [
        root_id(caller.email) if parent == "root" else parent
        for parent in file.get("parents", [])
        if parent != "root" or mine
    ]


def file_message(library: Library, file: Json, caller: Caller, base_url: str) -> Json:
    """A File message with all its fields; links lead to the server's own address."""
    held, owner = library.rank(file, caller), owner_of(file)
    message: Json = {
        "kind": "drive#file",
        **{name: value for name, value in file.items() if name not in HIDDEN},
        "version": str(file["version"]),
        "trashed": bool(file.get("trashed")),
        "explicitlyTrashed": bool(file.get("trashed")),
        "starred": bool(file.get("starred")),
        "spaces": ["drive"],
        "webViewLink": OPEN.get(file["mimeType"], CONTENT).format(base_url, file["id"]),
        "ownedByMe": bool(owner) and owner.casefold() == caller.email.casefold(),
        "shared": len(file["permissions"]) > 1 or "driveId" in file,
        "capabilities": _capabilities(held),
        "lastModifyingUser": user(file["lastModifyingUser"], caller),
    }
    if parents := parents_of(file, caller):
        message["parents"] = parents
    if owner:
        message["owners"] = [user(owner, caller)]
    if held >= WRITER:
        message["permissions"] = [permission_message(found) for found in file["permissions"]]
        message["permissionIds"] = [found["id"] for found in file["permissions"]]
    if file["mimeType"] == SPREADSHEET_TYPE:
        link = f"{base_url}/spreadsheets/export?id={file['id']}&exportFormat="
        message["exportLinks"] = {kind: link + name for kind, name in offered().items()}
    return message


def _capabilities(held: int) -> Json:
    edit = held >= WRITER
    return {
        "canEdit": edit,
        "canComment": held >= RANKS["commenter"],
        "canCopy": held >= READER,
        "canDownload": held >= READER,
        "canRename": edit,
        "canShare": edit,
        "canTrash": held >= RANKS["fileOrganizer"],
        "canDelete": held >= RANKS["organizer"],
    }


def drive_mask(fields: str, name: str) -> Mask:
    """The mask of a `fields` parameter of the Drive API."""
    try:
        mask = parse_mask(fields)
        unknown = unknown_path(mask, name, "drive_v3")
    except ValueError:
        unknown = fields
        mask = {}
    if unknown:
        raise DriveError(400, "invalidParameter", f"Invalid field selection {unknown}", location="fields")
    return mask


def chosen(message: Json, fields: str, name: str, default: tuple[str, ...]) -> Json:
    """The part of a message that was asked for, or Drive's usual few fields."""
    if not fields:
        return {key: message[key] for key in default if key in message}
    found: Json = select(message, drive_mask(fields, name))
    return found


def checked(given: Any, name: str) -> Json:
    """A body of the Drive API, checked; read-only fields are left to the caller."""
    return schema.parse(given, name, "", "drive_v3")
