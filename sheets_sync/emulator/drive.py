"""The messages of the Drive API, from what is known of files."""

from typing import Any

from sheets_sync.emulator import schema
from sheets_sync.emulator.access import RANKS, READER, WRITER, Caller, owner_of, permission_id
from sheets_sync.emulator.defaults import FOLDER_TYPE, SPREADSHEET_TYPE
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.fields import Mask, parse_mask, select, unknown_path
from sheets_sync.emulator.library import Library

Json = dict[str, Any]
#: What Drive answers when no fields are asked for.
DEFAULT_FILE = ("kind", "id", "name", "mimeType", "driveId", "teamDriveId")
DEFAULT_PERMISSION = ("kind", "id", "type", "role", "allowFileDiscovery")
#: Fields of a file that a client may set.
SETTABLE = ("name", "description", "starred", "trashed", "modifiedTime", "folderColorRgb", "writersCanShare")
MAPS = ("properties", "appProperties")
EXPORTS = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/pdf": "pdf",
}
OPEN = {
    SPREADSHEET_TYPE: "https://docs.google.com/spreadsheets/d/{}/edit?usp=drivesdk",
    FOLDER_TYPE: "https://drive.google.com/drive/folders/{}",
}


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


def file_message(library: Library, file: Json, caller: Caller) -> Json:
    """A File message with all its fields."""
    held, owner = library.rank(file, caller), owner_of(file)
    message: Json = {
        "kind": "drive#file",
        **{name: value for name, value in file.items() if name not in ("permissions", "lastModifyingUser")},
        "version": str(file["version"]),
        "trashed": bool(file.get("trashed")),
        "explicitlyTrashed": bool(file.get("trashed")),
        "starred": bool(file.get("starred")),
        "spaces": ["drive"],
        "webViewLink": OPEN.get(file["mimeType"], "https://drive.google.com/file/d/{}/view").format(
            file["id"]
        ),
        "ownedByMe": bool(owner) and owner.casefold() == caller.email.casefold(),
        "shared": len(file["permissions"]) > 1 or "driveId" in file,
        "capabilities": _capabilities(held),
        "lastModifyingUser": user(file["lastModifyingUser"], caller),
    }
    if owner:
        message["owners"] = [user(owner, caller)]
    if held >= WRITER:
        message["permissions"] = [permission_message(found) for found in file["permissions"]]
        message["permissionIds"] = [found["id"] for found in file["permissions"]]
    if file["mimeType"] == SPREADSHEET_TYPE:
        link = "https://docs.google.com/spreadsheets/export?id={}&exportFormat={}"
        message["exportLinks"] = {kind: link.format(file["id"], name) for kind, name in EXPORTS.items()}
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
