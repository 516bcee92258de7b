"""Whether mails can leave."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sheets_sync.config.loading import Config
from sheets_sync.doctor.check import Check, asked, doubtful, failed, good
from sheets_sync.errors import Problem
from sheets_sync.mail.composing.compose import Letterhead, Writer
from sheets_sync.mail.composing.trying import mistakes
from sheets_sync.mail.receiving.mailbox import MailboxServer, opened
from sheets_sync.mail.sending.refused import refused_addresses
from sheets_sync.mail.sending.smtp import SmtpTransport
from sheets_sync.pipeline.posting import direct_transport, mailbox_server
from sheets_sync.report.content.wording import Wording
from sheets_sync.store import Store
from sheets_sync.templates import templates


def examine_mail(config: Config) -> Check:
    """Without sending one."""
    mail, transport = config.mail, direct_transport(config)
    if isinstance(transport, SmtpTransport):
        remedy = "Correct `[mail]`; the password comes from the environment, as SHEETS_SYNC_MAIL__PASSWORD."
        return asked("mail", lambda: _server(transport, config), remedy)
    if mail.transport == "gmail":
        remedy = "Try it: `sheets-sync mail test ADDRESS`."
        return doubtful("mail", "Gmail does not tell without a mail whether it would take one.", remedy)
    return _folder(config)


def _server(transport: SmtpTransport, config: Config) -> Check:
    """As far as a mail to the office goes before it is one: sender, recipients, and back."""
    mail, office = config.mail, config.office.emails
    to = office if mail.redirect is None else (mail.redirect,)
    handed, place = transport.try_out(to), f"{mail.host}:{mail.port}"
    told = [f"{address}: {one.reply}." for address, one in handed.refused.items()]
    if not told:
        takes = f"It takes mails from {mail.sender_address} to {', '.join(to)}; none was sent."
        return good("mail", f"{place} answers and lets us in. {takes}")
    lines = {one.answer for one in handed.refused.values() if one.answer is not None}
    remedy = " ".join(one.remedy for one in lines if one.remedy) or "Nothing at first: it passes by itself."
    if any(one.permanent for one in handed.refused.values()):
        return failed("mail", " ".join((f"{place} refuses mails.", *told)), remedy)
    return doubtful("mail", " ".join((f"{place} puts mails off.", *told)), remedy)


def examine_mailbox(config: Config) -> Iterator[Check]:
    """Whether the mailbox to which mails come back can be read, where there is one; nothing in it changes."""
    server = mailbox_server(config)
    if server is not None:
        remedy = "Correct `[mailbox]`; the password comes from SHEETS_SYNC_MAILBOX__PASSWORD."
        yield asked("mailbox", lambda: _mailbox(server), remedy)


def _mailbox(server: MailboxServer) -> Check:
    with opened(server):
        return good("mailbox", f"{server.host}:{server.port} lets {server.user} in.")


def examine_refusals(config: Config, store: Store, at: datetime) -> Iterator[Check]:
    """Whether mails have left, and which addresses none of them reaches. Raises StoreError."""
    trouble = store.post.trouble()
    if trouble is not None:
        remedy = "Mend what the message names, then `sheets-sync mail send`: all that still holds is waiting."
        yield failed("mails leave", trouble.told(), remedy)
    found = refused_addresses(store, at.astimezone(config.zone), timedelta(days=config.mail.give_up_days))
    if found:
        told = " ".join(f"{one.address} for {one.days} days: {one.reason}." for one in found)
        remedy = "Ask the units for addresses that take mails, and correct units.csv."
        yield doubtful("mail addresses", f"No mail reaches {told}", remedy)
    else:
        yield good("mail addresses", "No address is known to refuse mails.")


def examine_templates(config: Config) -> Iterator[Check]:
    """Whether the office's own templates can be used, where it has any."""
    mail, report = config.mail.templates, config.report.templates
    found: list[Problem] = []
    if mail is not None:
        head = Letterhead(
            config.campaign.code, config.campaign.title, config.ward.name, config.office.contact
        )
        found += mistakes(Writer(head, templates("mail", config.path(mail))))
    if report is not None:
        found += Wording(templates("report", config.path(report))).renderer.examine()
    for problem in found:
        yield failed("templates", f"{problem.file}: {problem.key}".removesuffix(": "), problem.remedy)
    if not found and (mail is not None or report is not None):
        yield good("templates", "Those of your own can be used.")


def _folder(config: Config) -> Check:
    folder = config.path(config.mail.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return failed(
            "mail", f"{folder} cannot be made ({error.strerror}).", "Give `mail.folder` another path."
        )
    return good("mail", f"Mails go into {folder}; nobody gets them from there by itself.")
