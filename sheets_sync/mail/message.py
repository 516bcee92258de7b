"""A Mail as an RFC 5322 message: HTML with a plain text twin, headers that no cell text can reach."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from sheets_sync.model import Mail


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mails come from."""

    name: str
    address: str
    reply_to: str | None = None


def message(mail: Mail, sender: Sender, at: datetime) -> EmailMessage:
    """The message; equal mails have equal Message-IDs, so that a receiver can recognise a repetition."""
    built = EmailMessage(policy=SMTP)
    user, _, domain = sender.address.partition("@")
    built["From"] = Address(_line(sender.name), user, domain)
    built["To"] = ", ".join(mail.recipients)
    built["Subject"] = _line(mail.subject)
    built["Date"] = at
    built["Message-ID"] = f"<{sha256(mail.key.encode()).hexdigest()[:32]}@{domain}>"
    built["Auto-Submitted"] = "auto-generated"
    if sender.reply_to:
        built["Reply-To"] = sender.reply_to
    built.set_content(mail.text, cte="quoted-printable")
    built.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return built


def _line(text: str) -> str:
    """One line: a line break in a name or subject would begin another header."""
    return " ".join(text.split())
