"""A mailbox by IMAP: what is unread is looked at and stays unread, unless it is said to be done with."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from imaplib import IMAP4
from pathlib import Path
from typing import Literal

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailMessageFlags
from imap_tools.errors import ImapToolsError

from sheets_sync.errors import MailError

#: So many unread mails are looked at in one go, the latest first.
LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class MailboxServer:
    """Where the mailbox is and who signs in."""

    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str
    #: The password; asked for when it is needed. Raises MailError.
    secret: Callable[[], str] = field(repr=False)
    folder: str = "INBOX"
    #: Certificates trusted besides the system's.
    certificates: Path | None = None
    #: Seconds for any answer.
    timeout: float = 60.0


class Mailbox:
    """An open mailbox."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def unread(self, since: date) -> Iterator[tuple[str, EmailMessage]]:
        """Identifier and content of mails that nobody has read, received since a day; they stay unread."""
        wanted = AND(seen=False, date_gte=since)
        for found in self._box.fetch(wanted, mark_seen=False, reverse=True, limit=LOOKED_AT):
            built = message_from_bytes(found.obj.as_bytes(), policy=SMTP)
            if found.uid and isinstance(built, EmailMessage):
                yield found.uid, built

    def done(self, identifier: str) -> None:
        """A mail counts as read."""
        self._box.flag(identifier, MailMessageFlags.SEEN, True)


@contextmanager
def opened(server: MailboxServer) -> Iterator[Mailbox]:
    """The mailbox, signed in. Raises MailError, never with the password."""
    secret = server.secret()
    context = ssl.create_default_context()
    if server.certificates is not None:
        context.load_verify_locations(server.certificates)
    place = f"The mailbox {server.user} at {server.host}:{server.port}"
    try:
        kind = MailBox if server.security == "tls" else MailBoxStartTls
        box = kind(server.host, server.port, timeout=server.timeout, ssl_context=context)
        try:
            box.login(server.user, secret, server.folder)
            yield Mailbox(box)
        finally:
            box.client.shutdown()
    except (ImapToolsError, IMAP4.error, OSError) as error:
        said = " ".join(str(error).split())[:300].replace(secret, "…")
        raise MailError(f"{place} cannot be read: {said}. See `[mailbox]` and its password.") from None
