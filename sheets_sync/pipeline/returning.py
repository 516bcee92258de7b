"""Read what came back: addresses that mails did not reach, and answers, which go on to the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from hashlib import sha256

from sheets_sync.mail.composing.message import POLICY, identifier, one_line
from sheets_sync.mail.receiving.mailbox import Mailbox, MailboxServer, opened
from sheets_sync.mail.receiving.returned import Reply, bounces, header_of, named_in, reply_in, text_of
from sheets_sync.mail.sending.delivery import recipients_of
from sheets_sync.model import Mail
from sheets_sync.pipeline.project import Project
from sheets_sync.store import QueuedMail

#: Mails of this age may still come back, or be answered.
REMEMBERED = timedelta(days=30)
#: Mails in our mailbox that are older are nobody's news.
LOOKED_BACK = timedelta(days=14)
#: An address that took a mail and from which nothing came back for so long is reached again.
QUIET = timedelta(days=2)


@dataclass(slots=True)
class Returned:
    """What the mailbox held."""

    #: Address to what the last server said.
    bounced: dict[str, str] = field(default_factory=dict)
    #: Addresses whose answers went on to the office.
    replies: list[str] = field(default_factory=list)
    #: Mails that are none of our business; they stay unread.
    left: int = 0


def read_returned(project: Project, server: MailboxServer, now: datetime) -> Returned:
    """Look at what is unread. Raises MailError.

    What is understood is noted, then marked as read: killed between, it is noted again to the same end.
    """
    found = Returned()
    domain = project.sender.address.partition("@")[2]
    since = now - REMEMBERED
    ours = {identifier(one.key, domain): one for one in project.store.outbox.all() if one.made > since}
    with opened(server) as mailbox:
        for number, message in mailbox.unread((now - LOOKED_BACK).date()):
            _read(project, mailbox, number, message, ours, found, now)
    _reached_again(project, now)
    return found


def _read(
    project: Project,
    mailbox: Mailbox,
    number: str,
    message: EmailMessage,
    ours: Mapping[str, QueuedMail],
    found: Returned,
    now: datetime,
) -> None:
    named = next((one for one in named_in(message) if one in ours), None)
    own = {project.sender.address, *project.config.settings.office.emails}
    if named is None:
        found.left += 1
        return
    queued = ours[named]
    back = bounces(message, named, recipients_of(queued) if queued.message else ())
    if not back and (reply := reply_in(message, named, own)):
        _forward(project, queued, message, reply, now)
        found.replies.append(reply.address)
    elif not back:
        found.left += 1
        return
    for one in back:
        project.store.addresses.unreached(
            one.address, one.reply, now, one.answer, permanent=one.permanent, returned=True
        )
        found.bounced[one.address] = one.reply
    mailbox.done(number)


def _reached_again(project: Project, now: datetime) -> None:
    served = project.store.addresses.last_served()
    project.store.addresses.forget(
        one.address
        for one in project.store.addresses.known()
        if one.returned and one.address in served and one.at < served[one.address] <= now - QUIET
    )


def _forward(
    project: Project, queued: QueuedMail, message: EmailMessage, reply: Reply, now: datetime
) -> None:
    """To the office, with the answer as it came; once, however often it is read."""
    office = project.config.settings.office.emails
    names = [project.units[code].name for code in queued.units if code in project.units]
    who = ", ".join(names) or reply.address
    subject = one_line(f"[{project.config.ward.name}] Trả lời của {who}: {header_of(message, 'Subject')}")
    text = (
        f"{reply.address} ({who}) đã trả lời thư “{queued.subject}” như sau; thư gốc được đính kèm. "
        f"Hệ thống không trả lời đơn vị.\n\n{text_of(message)}\n"
    )
    hashed = sha256(f"{header_of(message, 'Message-ID')}{header_of(message, 'Date')}{reply.address}".encode())
    local = now.astimezone(project.config.zone)
    unit = queued.units[0] if queued.units else ""
    key = f"{project.config.campaign.code}/reply/{unit or '-'}/reply/{hashed.hexdigest()[:16]}"
    built = EmailMessage(policy=POLICY)
    built["From"] = f"{one_line(project.sender.name)} <{project.sender.address}>"
    built["To"] = ", ".join(office)
    built["Subject"] = subject
    built["Date"] = local
    built["Message-ID"] = identifier(key, project.sender.address.partition("@")[2])
    built["Auto-Submitted"] = "auto-generated"
    built["Reply-To"] = reply.address
    built.set_content(text, cte="quoted-printable")
    # As it came: whatever a stranger's headers hold, ours are written by our rules.
    built.add_attachment(
        message.as_bytes(), maintype="application", subtype="octet-stream", filename="tra-loi.eml"
    )
    mail = Mail(key, unit, "reply", tuple(office), subject, text, "", units=queued.units)
    project.store.outbox.queue(mail, built.as_bytes(), local)
