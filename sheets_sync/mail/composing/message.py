"""A Mail as an RFC 5322 message: HTML with a plain text twin, headers that no cell text can reach."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from hashlib import sha256
from typing import Any
from unicodedata import category

from sheets_sync.model import Mail

#: To read messages back: what was written once is sent as it was.
AS_WRITTEN = SMTP.clone(refold_source="none")


#: RFC 2047, 2: letters of an encoded word, and of a line that holds one, at most.
WORD, LINE = 75, 76
BEGIN, END = "=?utf-8?b?", "?="


class _Folding(EmailPolicy):
    """Folds headers as RFC 2047 wants: the library loses spaces of names and breaks identifiers."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "Subject":
            parts = _words(str(value), len(name) + 2)
        elif name == "From":
            (address,) = value.addresses
            parts = [*_words(address.display_name, len(name) + 2), f"<{address.addr_spec}>"]
        elif name == "List-Id":
            title, _, identifier = str(value).rpartition(" ")
            parts = [*_words(title, len(name) + 2), identifier]
        elif name in ("References", "In-Reply-To"):
            parts = str(value).split()
        else:
            return super().fold_binary(name, value)
        return f"{name}: {_folded(parts, len(name) + 2)}\r\n".encode("ascii")


def _words(text: str, used: int) -> list[str]:
    """The text as it is where one line holds it, else as encoded words; `used` letters stand before it."""
    if text.isascii() and not text.startswith("=?") and used + len(text) <= LINE:
        return [text] if text else []
    words, letters, room = [], "", WORD - used + 1
    for letter in text:
        if len(_encoded(letters + letter)) > room:
            words.append(_encoded(letters))
            letters, room = "", WORD
        letters += letter
    return [*words, _encoded(letters)]


def _encoded(letters: str) -> str:
    return BEGIN + b64encode(letters.encode()).decode() + END


def _folded(parts: Iterable[str], used: int) -> str:
    text = ""
    for part in parts:
        fits = used + len(part) + bool(text) <= LINE
        text += (" " if fits else "\r\n ") * bool(text) + part
        used = (used if fits else 0) + len(part) + 1
    return text


#: To write messages by.
POLICY = _Folding(linesep="\r\n", max_line_length=LINE)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mails come from."""

    name: str
    address: str
    reply_to: str | None = None


def message(mail: Mail, sender: Sender, at: datetime) -> EmailMessage:
    """The message; equal mails have equal Message-IDs, so that a receiver can recognise a repetition."""
    built = EmailMessage(policy=POLICY)
    domain = sender.address.partition("@")[2]
    built["From"] = Address(one_line(sender.name), addr_spec=sender.address)
    built["To"] = _addresses(mail.recipients)
    if mail.copies:
        built["Cc"] = _addresses(mail.copies)
    built["Subject"] = one_line(mail.subject)
    built["Date"] = at
    built["Message-ID"] = identifier(mail.key, domain)
    if mail.threads:
        # A conversation that no mail begins: each of its mails answers the same one (RFC 5322, 3.6.4).
        threads = " ".join(identifier(thread, domain) for thread in mail.threads)
        built["In-Reply-To"] = built["References"] = threads
    if mail.list_name:
        built["List-Id"] = f"{one_line(mail.list_title)} <{mail.list_name}.{domain}>"
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


def identifier(name: str, domain: str) -> str:
    """The Message-ID of a mail with this key, or of a conversation with this name."""
    return f"<{sha256(name.encode()).hexdigest()[:32]}@{domain}>"


def _addresses(given: Iterable[str]) -> tuple[Address, ...]:
    return tuple(Address(addr_spec=address) for address in dict.fromkeys(given))


def one_line(text: str) -> str:
    """On one line: a line break in a name or subject would begin another header."""
    return " ".join("".join(" " if category(one) == "Cc" else one for one in _sendable(text)).split())


def _sendable(text: str) -> str:
    """Without lone surrogates, which a cell can hold and no message can."""
    return text.encode("utf-8", "replace").decode("utf-8")
