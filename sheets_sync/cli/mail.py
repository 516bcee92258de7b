"""`sheets-sync mail`: send, test, preview, waiting, drop and settle."""

import re
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import tzinfo
from html import escape
from pathlib import Path
from typing import Annotated, Any

import typer

from sheets_sync.campaign import chosen_periods, opened_offline, read_config
from sheets_sync.cli.commands import Commands
from sheets_sync.cli.console import print_json, print_table, say
from sheets_sync.cli.documents import tell_mistake
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment
from sheets_sync.cli.show import print_mails, print_stopped
from sheets_sync.config.remedies import NOT_AN_ADDRESS
from sheets_sync.config.section import ADDRESS
from sheets_sync.disk import write_whole
from sheets_sync.errors import ConfigError, MailError, Problem
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.composing.trying import mistakes
from sheets_sync.mail.sending.preview import INDEX, page_name, pages, state
from sheets_sync.model import Mail
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.corresponding import send_waiting
from sheets_sync.pipeline.places import settle
from sheets_sync.store import QueuedMail

mail = Commands(help="The mails of the last syncs.", no_args_is_help=True)
Address = Annotated[str, typer.Argument(help="Where to send it.")]
PreviewFolder = Annotated[Path, typer.Option("--into", help="Folder for the pages.")]
Keys = Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Keys of mails that wait.")]
Every = Annotated[bool, typer.Option("--all", help="Drop every mail that waits.")]
#: The note on a mail that a person took out.
BY_HAND = "dropped by hand"
NoOpen = Annotated[bool, typer.Option("--no-open", help="Only write the pages; open no browser.")]


@contextmanager
def _campaign(file: Path) -> Iterator[Project]:
    """The campaign without its account at Google: mails need none."""
    config = read_config(file)
    with opened_offline(config, chosen_periods(config, None, moment(config, None))[0]) as project:
        yield project


@mail.command()
def send(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Hand over the mails that wait in the outbox and may leave now."""
    campaign = read_config(config)
    now = moment(campaign, None)
    with ExitStack() as stack:
        periods = chosen_periods(campaign, None, now)
        projects = [stack.enter_context(opened_offline(campaign, period)) for period in periods]
        report = send_waiting(projects, now)
    if as_json:
        print_json(**asdict(report))
    else:
        print_mails(report)
    if report.failed or report.bounced or report.stopped:
        raise typer.Exit(4)


@mail.command()
def waiting(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """What waits in the outbox, for whom, since when, and why."""
    with _campaign(config) as project:
        found, zone = project.store.outbox.unsent(), project.config.zone
        trouble = project.store.post.trouble()
    if as_json:
        print_json(waiting=[_as_data(one) for one in found], stopped=trouble.told() if trouble else "")
        return
    rows = [(o.key, o.subject, f"{o.made.astimezone(zone):%d/%m %H:%M}", _why(o, zone)) for o in found]
    print_table(f"Thư đang chờ ({len(found)})", ("Mã thư", "Tiêu đề", "Từ", "Vì sao"), rows)
    print_stopped(trouble.told() if trouble else "")


@mail.command()
def drop(
    keys: Keys = None, every: Every = False, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Take mails out of the outbox, unsent; what still holds is told by the next sync's mails."""
    with _campaign(config) as project:
        at, known = moment(project.config, None), {one.key for one in project.store.outbox.unsent()}
        chosen = known if every else set(keys or ())
        if unknown := sorted(chosen - known):
            remedy = "No such mail waits; see `sheets-sync mail waiting`."
            raise ConfigError(tuple(Problem(config, "KEY", key, remedy) for key in unknown))
        if not chosen and not every:
            raise ConfigError((Problem(config, "KEY", "", "Name the mails to drop, or all with --all."),))
        dropped = [key for key in sorted(chosen) if project.store.outbox.drop([key], BY_HAND, at)]
    if as_json:
        print_json(dropped=dropped)
    else:
        say(f"{len(dropped)} mails dropped.")


@mail.command("settle")
def settle_here(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Let this campaign write to people from here: it has moved, and is no copy to rehearse with."""
    with _campaign(config) as project:
        place = settle(project, moment(project.config, None))
    if as_json:
        print_json(place=place)
    else:
        say(f"From now on mails may leave from {place}.")


def _as_data(one: QueuedMail) -> dict[str, Any]:
    names = ("key", "kind", "units", "subject", "made", "attempts", "not_before", "failure", "served")
    return {name: getattr(one, name) for name in names}


def _why(one: QueuedMail, zone: tzinfo) -> str:
    until = f", thử lại lúc {one.not_before.astimezone(zone):%d/%m %H:%M}" if one.not_before else ""
    return f"{one.failure}{until}" if one.failure else "chưa gửi"


@mail.command("test")
def send_one(address: Address, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Send one mail to an address, past the outbox: to see whether mails arrive and what they look like."""
    if not re.fullmatch(ADDRESS, address):
        raise ConfigError((Problem(config, "ADDRESS", address, NOT_AN_ADDRESS),))
    with _campaign(config) as project:
        at = moment(project.config, None)
        ward = project.config.ward.name
        text = f"Thư thử của hệ thống báo cáo {ward}, gửi lúc {at:%H:%M} ngày {at:%d/%m/%Y}."
        key = f"{project.config.campaign.code}/test/-/test/{at:%Y%m%d%H%M%S%f}"
        html = f"<p>{escape(text)}</p>"
        built = message(
            Mail(key, "", "test", (address,), f"[{ward}] Thư thử", text + "\n", html), project.sender, at
        )
        try:
            handed = project.transport.send(built.as_bytes(), key, (address,))
        finally:
            project.transport.close()
    if handed.refused:
        told = (f"{who}: {why.reply}. {why.remedy}".rstrip() for who, why in handed.refused.items())
        raise MailError(" ".join(told))
    if as_json:
        print_json(handed_over_to=address)
    else:
        say(f"Handed over to {address}.")


@mail.command()
def preview(
    into: PreviewFolder = Path("mail-preview"),
    no_open: NoOpen = False,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Show every mail of the outbox in a browser."""
    with _campaign(config) as project:
        mails, zone = project.store.outbox.all(), project.config.zone
        for problem in mistakes(project.writer):
            tell_mistake(problem)
    for name, page in pages(mails, zone).items():
        write_whole(into / name, page.encode())
    kept = [queued for queued in mails if queued.message]
    index = (into / INDEX).resolve()
    if as_json:
        print_json(index=str(index), pages={queued.key: str(into / page_name(queued)) for queued in kept})
        return
    for queued in kept:
        say(f"{into / page_name(queued)}: [{state(queued)}] {queued.subject}")
    say(f"All of them: {index}")
    if not no_open:
        webbrowser.open(index.as_uri())
