"""Uploads of the Drive API: files made or changed together with their content."""

import json
from email import message_from_bytes
from email.message import Message
from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.call import Call
from sheets_sync.emulator.defaults import SPREADSHEET_TYPE
from sheets_sync.emulator.drive import (
    checked,
)
from sheets_sync.emulator.errors import DriveError
from sheets_sync.emulator.routes_files import changed_file, file_answer, new_file

Json = dict[str, Any]


def _parts(call: Call) -> tuple[Json, bytes, str]:
    """What an upload holds: the file's message, its content, the content's type."""
    if not call.content_type.startswith("multipart/"):
        return {}, call.body, call.content_type.partition(";")[0]
    header = f"Content-Type: {call.content_type}\r\n\r\n".encode()
    parsed: Message = message_from_bytes(header + call.body)
    parts = parsed.get_payload() if parsed.is_multipart() else []
    if not isinstance(parts, list) or len(parts) != 2:
        raise DriveError(400, "badContent", "Malformed multipart body.")
    try:
        message = json.loads(_payload(parts[0]) or b"{}")
    except ValueError:
        raise DriveError(400, "parseError", "Parse Error") from None
    return checked(message, "File"), _payload(parts[1]), _type(parts[1])


def _type(part: Any) -> str:
    return str(part.get_content_type())


def _payload(part: Any) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _whole(call: Call) -> None:
    """Refuse an upload in parts, whose first part has no content yet."""
    if call.text("uploadType") == "resumable":
        message = "Resumable uploads are not supported by the local server; use uploadType=multipart."
        raise DriveError(501, "notImplemented", message)


def _checked(content: bytes, *, spreadsheet: bool) -> None:
    """Refuse to take a file that is no text for a table."""
    if spreadsheet and (b"\0" in content or content.startswith(b"PK")):
        message = "Only CSV files are converted to spreadsheets by the local server."
        raise DriveError(400, "badRequest", message)


def upload_new(call: Call) -> Response:
    """files.create with content."""
    _whole(call)
    given, content, content_type = _parts(call)
    kind = given.get("mimeType") or content_type
    _checked(content, spreadsheet=kind == SPREADSHEET_TYPE)
    return file_answer(call, new_file(call, given, content, content_type))


def upload(call: Call) -> Response:
    """files.update with content; Drive v2's answer differs only in fields that clients seldom read."""
    _whole(call)
    given, content, _ = _parts(call)
    file = call.library.files.get(call.path["id"], {})
    _checked(content, spreadsheet=file.get("mimeType") == SPREADSHEET_TYPE)
    return file_answer(call, changed_file(call, given, content))
