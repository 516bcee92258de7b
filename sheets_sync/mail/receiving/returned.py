"""What a mail in our mailbox is: one of ours that came back, an answer of a unit, or none of our business.

Whatever stands in it was written by strangers: it counts only where it names a mail of ours by its
Message-ID, and of addresses only those that this mail went to.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import parseaddr

from sheets_sync.mail.sending.answers import Stage, answer_of

#: What is looked at of one mail, in letters: a report says it at its beginning.
LOOKED_AT = 100_000
OURS = re.compile(r"<([0-9a-f]{32}@[^<>\s]{1,255})>")
DAEMONS = re.compile(r"mailer-?daemon|postmaster|mail delivery|bounce", re.IGNORECASE)
FAILED = re.compile(
    r"undeliver|(delivery|mail).{0,20}(fail|status|problem)|fail\w* (delivery|notice)|returned mail"
    r"|not delivered|non remis|không (gửi|chuyển|phát) được|thất bại|delayed|warning: could not send",
    re.IGNORECASE,
)
DELAYED = re.compile(r"delayed|will (keep|continue) trying|still trying|warning|tạm thời", re.IGNORECASE)
CODE = re.compile(r"\b([45])\d\d\b[ -#]{0,3}(?:[45]\.\d{1,3}\.\d{1,3})?|#?\b([45])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address that a mail of ours did not reach, though a server had taken it."""

    #: Of our mail, with its angle brackets.
    message_id: str
    address: str
    #: What the last server said, in one line.
    reply: str
    #: Nobody tries again.
    permanent: bool
    #: Line of the table of answers.
    answer: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A person's answer to a mail of ours."""

    message_id: str
    address: str


def header_of(message: Message, name: str) -> str:
    """A header, decoded; as it came where a stranger's cannot be."""
    try:
        return str(message.get(name, ""))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def named_in(message: EmailMessage) -> tuple[str, ...]:
    """Message-IDs that may be ours, in angle brackets: in headers first, then in texts and reports."""
    heads = " ".join(header_of(message, name) for name in ("In-Reply-To", "References"))
    found = OURS.findall(f"{heads}\n{_texts(message)}")
    return tuple(f"<{one}>" for one in dict.fromkeys(found))


def bounces(message: EmailMessage, message_id: str, recipients: Sequence[str]) -> Sequence[Bounce]:
    """The addresses, of those that our mail went to, which it did not reach; empty for any other mail."""
    known = {address.lower(): address for address in recipients}
    report = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if report:
        return [one for block in _blocks(report) for one in _of_block(block, message_id, known)]
    if not _is_of_a_daemon(message):
        return []
    return list(_of_free_text(_texts(message), header_of(message, "Subject"), message_id, known))


def reply_in(message: EmailMessage, message_id: str, own: Iterable[str]) -> Reply | None:
    """The answer of a person; None for what a machine wrote, or we ourselves (`own` addresses)."""
    address = parseaddr(header_of(message, "From"))[1].lower()
    automatic = header_of(message, "Auto-Submitted").partition(";")[0].strip().lower() not in ("", "no")
    lists = any(header_of(message, name) for name in ("List-Id", "X-Autoreply", "X-Autorespond"))
    bulk = header_of(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply")
    strange = not address or address in {one.lower() for one in own} or _is_of_a_daemon(message)
    return None if automatic or lists or bulk or strange else Reply(message_id, address)


def text_of(message: EmailMessage) -> str:
    """What a person wrote, as plain text; empty where only another form of it came."""
    body = message.get_body(("plain",))
    raw = body.get_payload(decode=True) if body is not None else b""
    return raw.decode("utf-8", "replace")[:LOOKED_AT] if isinstance(raw, bytes) else ""


def _is_of_a_daemon(message: EmailMessage) -> bool:
    sender = header_of(message, "From")
    no_return = header_of(message, "Return-Path").strip() == "<>"
    told = bool(FAILED.search(header_of(message, "Subject")))
    return bool(DAEMONS.search(sender)) or (no_return and told)


def _blocks(report: Iterable[Message]) -> Iterator[Message]:
    """What a report says of each recipient (RFC 3464, 2.3)."""
    for part in report:
        held = part.get_payload()
        yield from (one for one in held if isinstance(one, Message)) if isinstance(held, list) else ()


def _of_block(block: Message, message_id: str, known: Mapping[str, str]) -> Iterator[Bounce]:
    action = header_of(block, "Action").strip().lower()
    named = [header_of(block, name).rpartition(";")[2] for name in ("Original-Recipient", "Final-Recipient")]
    address = next(
        (known[one] for one in (name.strip(" <>").lower() for name in named) if one in known), None
    )
    if address is None and len(known) == 1 and any(named):
        # Passed on by its mailbox: the report names where to.
        address = next(iter(known.values()))
    if action not in ("failed", "delayed") or address is None:
        return
    said = header_of(block, "Diagnostic-Code").partition(";")[2] or header_of(block, "Diagnostic-Code")
    status = header_of(block, "Status").strip()
    yield _bounce(message_id, address, f"{'' if status in said else status} {said}", action == "failed")


def _of_free_text(text: str, subject: str, message_id: str, known: Mapping[str, str]) -> Iterator[Bounce]:
    """From reports as people wrote programs to write them: the address, and near it why."""
    flat = " ".join(text.split())
    delayed = bool(DELAYED.search(subject))
    lower = flat.lower()
    places = {address: lower.find(address) for address in known}
    named = {address: place for address, place in places.items() if place >= 0}
    if not named and len(known) == 1:
        named = dict.fromkeys(known, 0)
    for address, place in named.items():
        near = flat[max(0, place - 200) : place + 600]
        code = CODE.search(near[200:]) or CODE.search(near)
        said = near[code.start() if place == 0 else near.find(code.group()) :][:300] if code else near[:300]
        is_later = delayed or bool(code and "4" in code.groups())
        yield _bounce(message_id, known[address], said, not is_later)


def _bounce(message_id: str, address: str, said: str, permanent: bool) -> Bounce:
    reply = " ".join(said.split())[:300] or "came back without a reason"
    code = 550 if permanent else 450
    answer = answer_of(Stage.RECIPIENT, code, reply)
    return Bounce(message_id, address, reply, permanent, answer.code)


def _texts(message: EmailMessage) -> str:
    """Texts and headers of all its parts, those of the mail that it brings back too."""
    found = []
    for part in message.walk():
        if part is not message:
            found.append("\n".join(f"{name}: {value}" for name, value in part.raw_items()))
        if part.get_content_maintype() == "text":
            raw = part.get_payload(decode=True)
            found.append(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else "")
    return "\n".join(found)[:LOOKED_AT]
