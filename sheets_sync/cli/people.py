"""`sheets-sync people …`: what is known about a person, handed over or erased; requests and their days."""

import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from sheets_sync.campaign import opened_periods, read_config
from sheets_sync.cli.commands import Commands
from sheets_sync.cli.console import print_failed, print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment
from sheets_sync.cli.people_show import (
    plain_places,
    print_found,
    print_over,
    print_possible,
    print_requests,
    print_stays,
)
from sheets_sync.cli.store import key_of
from sheets_sync.config.loading import Config
from sheets_sync.disk import write_new
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.people.asking import Asked, deadlines
from sheets_sync.people.exporting import page
from sheets_sync.people.finding import FoundPlaces, Wanted, find
from sheets_sync.people.keeping import counted, over
from sheets_sync.people.staying import BEYOND, staying
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.outcome import PARTIAL
from sheets_sync.pipeline.person import erase as erase_person
from sheets_sync.pipeline.person import forget_what_is_over
from sheets_sync.store import open_store
from sheets_sync.vietnamese.letters import clean
from sheets_sync.vietnamese.mentions import needle
from sheets_sync.vietnamese.spelt import together, words_of

people = Commands(
    help="What is known about a person: find it, hand it over, erase it for good; requests and their days.",
    no_args_is_help=True,
)
Texts = Annotated[
    list[str],
    typer.Argument(metavar="TEXT...", help="Full name, telephone or identity number, or mail address."),
]
Into = Annotated[Path, typer.Option("--into", help="Folder for the page; only its owner can read it.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, without the person's name: it is kept.")]
OnlyOf = Annotated[str, typer.Option("--unit", help="Only what this unit reported: for namesakes.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask back.")]
History = Annotated[
    bool, typer.Option("--history", help="Drop only old values of what was put right in the sheet since.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")]
ForRequest = Annotated[int | None, typer.Option("--request", help="Number of the request that it answers.")]
Ask = Annotated[Asked | None, typer.Option("--ask", help="Enter a request that came today.")]
Answered = Annotated[int | None, typer.Option("--answered", help="The person was told how it goes on.")]
Done = Annotated[int | None, typer.Option("--done", help="The request with this number was carried out.")]
Outcome = Annotated[str, typer.Option("--outcome", help="What was done, or why not; without names.")]


@people.command("find")
def find_command(texts: Texts, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Where somebody is named: sheets, store, files, backups; each place with its link."""
    campaign = read_config(config)
    with _opened(campaign) as projects:
        found = _found(projects[0], campaign, texts)
    print_found(found, as_json=as_json)


@people.command()
def export(
    texts: Texts,
    into: Into,
    request: ForRequest = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Write what is known about somebody as a page for this person."""
    campaign = read_config(config)
    now = moment(campaign, None)
    with _opened(campaign) as projects:
        _check_request(projects[0], campaign, Asked.EXPORT, request)
        found = _found(projects[0], campaign, texts)
        told = page(found, campaign.settings.ward.name, campaign.office.contact, now)
        file = _written(into, f"thong-tin-ca-nhan-{now:%Y%m%d-%H%M%S}.html", told)
        outcome = f"{len(found.rows)} rows and {len(found.sure)} places handed over"
        _note(projects, now, f"Lập bản thông tin cho một người theo yêu cầu: {len(found.sure)} chỗ.")
        number = _carried_out(projects[0], campaign, Asked.EXPORT, request, now, outcome)
    if as_json:
        print_json(file=str(file), request=number, rows=len(found.rows), places=len(found.sure))
    else:
        say(f"{file}: request {number}, {outcome}.")


def _written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    write_new(file, text.encode())
    return file


@people.command()
def erase(
    texts: Texts,
    reason: Reason,
    unit: OnlyOf = "",
    yes: Yes = False,
    history: History = False,
    request: ForRequest = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Erase somebody everywhere, for good: asks back with the list, then tells what stays and why."""
    campaign = read_config(config)
    now = moment(campaign, None)
    with _opened(campaign) as projects:
        _check_request(projects[0], campaign, Asked.ERASE, request)
        found = _found(projects[0], campaign, texts)
        _check_meant(campaign, texts, found)
        if _wanted(campaign, texts).mentions(reason):
            text = "It is kept and shown in the journal: say it without naming the person."
            raise ConfigError((Problem(campaign.file, "--reason", reason, text),))
        if not as_json:
            print_found(found, as_json=False)
        if not yes:
            _ask_back(campaign, as_json=as_json)
        if not history:
            _note(projects, now, f"Xóa thông tin của một người ở {len(found.sure)} chỗ. Lý do: {reason}.")
        failed = dict(erase_person(projects, texts, reason, unit, now, history=history))
        left = _found(projects[0], campaign, texts)
        outcome = (
            "old values dropped" if history else f"{len(found.sure)} places erased, {len(left.sure)} stay"
        )
        number = _carried_out(projects[0], campaign, Asked.ERASE, request, now, outcome)
    stays = [] if history else staying(left.sure, campaign.path(campaign.settings.units))
    if as_json:
        possible = plain_places(left.possible)
        print_json(
            request=number,
            erased=len(found.sure),
            possible=possible,
            stays=stays,
            beyond=BEYOND,
            failed=failed,
        )
    else:
        say(f"Request {number}: {outcome}.", "bold")
        print_stays(stays)
        print_possible(left.possible)
        print_failed(failed)
    if failed:
        raise typer.Exit(PARTIAL)


def _note(projects: Sequence[Project], at: datetime, told: str) -> None:
    """For the journal of each master; without the values."""
    for project in projects:
        project.store.notes.add(at, told)


def _check_meant(campaign: Config, texts: Sequence[str], found: FoundPlaces) -> None:
    """A name told without diacritics may be that of several people: then nobody is erased."""
    if not any(needle(text, b"").is_bare for text in texts):
        return
    named = [clean(one.spelt).title() for one in found.sure if not clean(one.spelt).isascii()]
    # “Hoà” and “Hòa” are one.
    spelt = sorted({together(words_of(one)): one for one in named}.values())
    if len(spelt) > 1:
        text = (
            f"Several names are written so: {', '.join(spelt)}. Give the one that is meant, as it is spelt."
        )
        raise ConfigError((Problem(campaign.file, "TEXT", " ".join(texts), text),))


def _ask_back(campaign: Config, *, as_json: bool) -> None:
    if as_json or not sys.stdin.isatty():
        text = "Look at the list that `people find` gives, then add --yes: nobody can be asked here."
        raise ConfigError((Problem(campaign.file, "--yes", "", text),))
    if not typer.confirm("Erase all this for good?"):
        raise typer.Exit(1)


@people.command()
def requests(
    ask: Ask = None,
    answered: Answered = None,
    done: Done = None,
    outcome: Outcome = "",
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """What people asked: when, by when to answer and to carry it out, and what was done."""
    campaign = read_config(config)
    now = moment(campaign, None)
    with open_store(campaign.store_url, campaign.campaign.code, makes=False) as store:
        if ask is not None:
            _asked(store.requests, campaign, ask, now)
        for number, known in (
            (answered, answered is None or store.requests.answered(answered, now)),
            (done, done is None or store.requests.done(done, now, outcome)),
        ):
            if not known:
                text = "No such request; `sheets-sync people requests` lists them."
                raise ConfigError((Problem(campaign.file, "NUMBER", str(number), text),))
        found = store.requests.known()
    print_requests(found, now, campaign.zone, as_json=as_json)


@people.command()
def forget(dry_run: DryRun = False, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Make unidentifiable what has been kept for long enough (people.keep), as the job `retention` does."""
    campaign = read_config(config)
    now = moment(campaign, None)
    with open_store(campaign.store_url, campaign.campaign.code, makes=False) as store:
        found = over(campaign, store, now)
        counts = {one.period: counted(campaign, store, one) for one in found}
    failed: dict[str, str] = {}
    if not dry_run and found:
        chosen = [campaign.find_period(one.period) for one in found]
        with opened_periods(campaign, chosen) as projects:
            _, failed = forget_what_is_over({one.period.code: one for one in projects}, found, now)
    print_over(found, counts, failed, dry_run=dry_run, as_json=as_json)
    if failed:
        raise typer.Exit(PARTIAL)


@contextmanager
def _opened(campaign: Config) -> Iterator[tuple[Project, ...]]:
    """Every period of the campaign that has workbooks."""
    with open_store(campaign.store_url, campaign.campaign.code, makes=False) as store:
        made = {period for period, _, _ in store.workbooks.of_all_periods()}
    chosen = [one for one in campaign.periods if one.code in made] or [campaign.period]
    with opened_periods(campaign, chosen) as projects:
        yield projects


def _wanted(campaign: Config, texts: Sequence[str]) -> Wanted:
    problems = []
    for text in texts:
        try:
            needle(text, b"")
        except ValueError as error:
            problems.append(Problem(campaign.file, "TEXT", text, f"Say more: {error}."))
    if problems:
        raise ConfigError(tuple(problems))
    return Wanted.of(texts, secrets.token_bytes(32))


def _found(project: Project, campaign: Config, texts: Sequence[str]) -> FoundPlaces:
    return find(project.holdings, _wanted(campaign, texts), project.web, key_of(campaign))


def _asked(store: Any, campaign: Config, kind: Asked, now: datetime) -> int:
    people_settings = campaign.settings.people
    days = deadlines(
        now.date(), people_settings.answer_days, people_settings.carry_out_days, campaign.is_working
    )
    return int(store.ask(kind.value, now, days.answer, days.carry_out))


def _carried_out(
    project: Project, campaign: Config, kind: Asked, request: int | None, now: datetime, outcome: str
) -> int:
    """The request is done; one that nobody entered is entered now."""
    number = request if request is not None else _asked(project.store.requests, campaign, kind, now)
    project.store.requests.done(number, now, outcome)
    return number


def _check_request(project: Project, campaign: Config, kind: Asked, request: int | None) -> None:
    """Before anything is done: that this was asked for."""
    found = next((one for one in project.store.requests.known() if one.number == request), None)
    if request is None or (found is not None and found.kind == kind):
        return
    text = "No such request" if found is None else f"It asks for another thing: {found.kind}"
    text += "; `sheets-sync people requests` lists them."
    raise ConfigError((Problem(campaign.file, "--request", str(request), text),))
