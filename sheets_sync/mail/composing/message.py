"""A Mail as an RFC 5322 message: HTML with a plain text twin, headers that no cell text can reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from hashlib import sha256
from typing import Any
from unicodedata import category

from sheets_sync.model import Mail

#: To read messages back: what was written once is sent as it was.
AS_WRITTEN = SMTP.clone(refold_source="none")


class _Folding(EmailPolicy):
    """Folds names and subjects as RFC 2047 wants: the library's own way loses spaces of long ones."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "Subject":
            encoded = Header(str(value), "utf-8", header_name=name)
        elif name == "From":
            (address,) = value.addresses
            encoded = Header(address.display_name, "utf-8", header_name=name)
            encoded.append(f"<{address.addr_spec}>", "us-ascii")
        else:
            return super().fold_binary(name, value)
        return f"{name}: {encoded.encode(linesep=self.linesep)}{self.linesep}".encode("ascii")


_POLICY = _Folding(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mails come from."""

    name: str
    address: str
    reply_to: str | None = None


def message(mail: Mail, sender: Sender, at: datetime) -> EmailMessage:
    """The message; equal mails have equal Message-IDs, so that a receiver can recognise a repetition."""
    built = EmailMessage(policy=_POLICY)
    domain = sender.address.partition("@")[2]
    built["From"] = Address(_line(sender.name), addr_spec=sender.address)
    built["To"] = _addresses(mail.recipients)
    if mail.copies:
        built["Cc"] = _addresses(mail.copies)
    built["Subject"] = _line(mail.subject)
    built["Date"] = at
    built["Message-ID"] = f"<{sha256(mail.key.encode()).hexdigest()[:32]}@{domain}>"
    built["Auto-Submitted"] = "auto-generated"
    # Exchange would answer an absence notice to every reminder.
    built["X-Auto-Response-Suppress"] = "All"
    if sender.reply_to:
        built["Reply-To"] = Address(addr_spec=sender.reply_to)
    if mail.unsubscribe:
        built["List-Unsubscribe"] = f"<mailto:{mail.unsubscribe}?subject=unsubscribe>"
    built.set_content(_sendable(mail.text), cte="quoted-printable")
    built.add_alternative(_sendable(mail.html), subtype="html", cte="quoted-printable")
    return built


def _addresses(given: Iterable[str]) -> tuple[Address, ...]:
    return tuple(Address(addr_spec=address) for address in dict.fromkeys(given))


def _line(text: str) -> str:
    """One line: a line break in a name or subject would begin another header."""
    return " ".join("".join(" " if category(one) == "Cc" else one for one in _sendable(text)).split())


def _sendable(text: str) -> str:
    """Without lone surrogates, which a cell can hold and no message can."""
    return text.encode("utf-8", "replace").decode("utf-8")
