"""Mails without those who are named in them: subject, text and page. Pure."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage

from sheets_sync.mail.composing.message import AS_WRITTEN
from sheets_sync.vietnamese.mentions import Sought


def masked_message(raw: bytes, sought: Sought) -> bytes:
    """The message without those who are named in it; the very same where nobody is."""
    if not raw:
        return raw
    message = message_from_bytes(raw, policy=AS_WRITTEN)
    subject, is_changed = str(message["Subject"] or ""), False
    if (without := sought.masked(subject)) != subject:
        message.replace_header("Subject", without)
        is_changed = True
    for part in _texts(message):
        text = part.get_content()
        if (without := sought.masked(text)) != text:
            part.set_content(without, subtype=part.get_content_subtype(), cte="quoted-printable")
            is_changed = True
    return message.as_bytes() if is_changed else raw


def texts_in(raw: bytes) -> Iterator[str]:
    """Subject and texts of a message."""
    if raw:
        message = message_from_bytes(raw, policy=AS_WRITTEN)
        yield str(message["Subject"] or "")
        yield from (part.get_content() for part in _texts(message))


def _texts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            yield part
