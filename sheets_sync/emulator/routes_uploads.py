"""Uploads of the Drive API: files made or changed together with their content."""

import json
from email import message_from_bytes
from email.message import Message
from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.call import Call
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


def upload_new(call: Call) -> Response:
    """files.create with content."""
    given, content, content_type = _parts(call)
    return file_answer(call, new_file(call, given, content, content_type))


def upload(call: Call) -> Response:
    """files.update with content; Drive v2's answer differs only in fields that clients seldom read."""
    given, content, _ = _parts(call)
    return file_answer(call, changed_file(call, given, content))
