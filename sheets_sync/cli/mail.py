"""`sheets-sync mail send` and `sheets-sync mail preview`."""

from dataclasses import asdict
from email import message_from_bytes
from email.policy import SMTP
from html import escape
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment, opened
from sheets_sync.cli.show import OUT, print_json
from sheets_sync.errors import MailError
from sheets_sync.mail import message
from sheets_sync.model import Mail
from sheets_sync.pipeline.corresponding import hand_over
from sheets_sync.store import QueuedMail

mail = typer.Typer(help="The mails of the last syncs.", no_args_is_help=True)
Address = Annotated[str, typer.Argument(help="Where to send it.")]
PreviewFolder = Annotated[Path, typer.Option("--into", help="Folder for the pages.")]


@mail.command()
def send(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Hand over the mails that wait in the outbox."""
    with opened(config) as project:
        report = hand_over(project, moment(project.config, None))
    if as_json:
        print_json(asdict(report))
    else:
        told = f"{report.sent} mails sent, {len(report.failed)} failed, {report.waiting} waiting."
        OUT.print(told, highlight=False)
        for key, reason in report.failed.items():
            OUT.print(f"FAILED {key}: {reason}", style="red", highlight=False, markup=False)
    if report.failed:
        raise typer.Exit(4)


@mail.command("test")
def send_one(address: Address, config: ConfigFile = DEFAULT_CONFIG) -> None:
    """Send one mail to an address, past the outbox: to see whether mails arrive and what they look like."""
    with opened(config) as project:
        at = moment(project.config, None)
        ward = project.config.ward.name
        text = f"Thư thử của hệ thống báo cáo {ward}, gửi lúc {at:%H:%M} ngày {at:%d/%m/%Y}."
        key = f"{project.config.campaign.code}/test/-/test/{at:%Y%m%d%H%M%S}"
        html = f"<p>{escape(text)}</p>"
        built = message(
            Mail(key, "", "test", (address,), f"[{ward}] Thư thử", text + "\n", html), project.sender, at
        )
        refused = project.transport.send(built, key)
        project.transport.close()
    if refused:
        raise MailError("; ".join(f"{who}: {why}" for who, why in refused.items()))
    OUT.print(f"Handed over to {address}.", highlight=False, markup=False)


@mail.command()
def preview(
    into: PreviewFolder = Path("mail-preview"), config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Write every mail as a page that opens in a browser."""
    with opened(config) as project:
        mails = project.store.outbox.all()
    into.mkdir(parents=True, exist_ok=True)
    pages = {queued.key: str(_page(into, queued)) for queued in mails}
    if as_json:
        print_json(pages)
    for queued in () if as_json else mails:
        OUT.print(f"{pages[queued.key]}: {queued.subject}", highlight=False, markup=False, soft_wrap=True)


def _page(into: Path, queued: QueuedMail) -> Path:
    built = message_from_bytes(queued.message, policy=SMTP)
    html = built.get_body(preferencelist=("html",))
    file = into / f"{queued.key.replace('/', '_')}.html"
    file.write_text("" if html is None else html.get_content(), encoding="utf-8")
    return file
