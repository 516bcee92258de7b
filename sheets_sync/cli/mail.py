"""`sheets-sync mail send` and `sheets-sync mail preview`."""

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment, opened
from sheets_sync.cli.show import OUT, print_json
from sheets_sync.mail import deliver
from sheets_sync.store import QueuedMail

mail = typer.Typer(help="The mails of the last syncs.", no_args_is_help=True)
PreviewFolder = Annotated[Path, typer.Option("--into", help="Folder for the pages.")]


@mail.command()
def send(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Hand over the mails that wait in the outbox."""
    with opened(config) as project:
        report = deliver(project.store, project.transport, moment(project.config, None))
    if as_json:
        print_json({"sent": report.sent, "failed": report.failed})
    else:
        OUT.print(f"{report.sent} mails sent, {len(report.failed)} failed.", highlight=False)
    if report.failed:
        raise typer.Exit(4)


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
