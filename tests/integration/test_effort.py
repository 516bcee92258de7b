"""Twice as many units are at most twice the work, whatever is asked for: counted by function, never timed."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from jobs.every import JOBS
from jobs.work import Work
from sheets_sync.cli.app import app
from tests.effort import Effort, counted, outgrown
from tests.integration.test_renewing import FEW, INDICATORS, MANY, reported, roster
from tests.shared import Shared
from tests.ward import CAMPAIGN, EVENING, Ward, ward
from tests.without_socket import running_here

NIGHTLY = os.environ.get("NIGHTLY") == "1"
#: By night, of a campaign with an officer and so many units, one of which changes: twice as many others.
SIZES = (24, 47)
#: What twice as many may take, and what is no more than how things fall.
RATIO, SLACK = 2.1, 12
STEP = timedelta(minutes=17)
#: As of a night that the ledger knows, and of one after the deadline.
KNOWN, LATER = ("--as-of", "2024-08-14T21:20"), ("--as-of", "2024-09-14T21:00")
#: By what is typed, with what follows it; in an order in which each has something to do.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "status": KNOWN,
    "findings": KNOWN,
    "history": ("--unit", "T001"),
    "sync": ("--dry-run", *KNOWN),
    "report": ("--out", "report.docx", *KNOWN),
    "export": KNOWN,
    "commend": KNOWN,
    "certificates": KNOWN,
    "rewards": KNOWN,
    "broadcast": KNOWN,
    "provision": (),
    "audit": (),
    "doctor": (),
    "turn": LATER,
    "mail waiting": (),
    "mail preview": ("--no-open",),
    "mail send": (),
    "mail drop": ("--all",),
    "mail settle": (),
    "mail test": ("ai@phuong.example",),
    "people find": ("Nguyễn Văn An",),
    "people export": ("Nguyễn Văn An", "--into", "."),
    "people erase": ("Nguyễn Văn An", "--yes", "--reason", "theo đề nghị"),
    "people requests": (),
    "people forget": (),
    "store backup": ("backup.zip",),
    "store check": ("backup.zip",),
    "store restore": ("backup.zip",),
    "store prune": (),
    "lock": (),
    "unlock": (),
}
#: What is typed before the first sync.
FIRST = {"provision", "store key"}
#: What is counted in every gate; all else by night.
ALWAYS = {
    "a night without changes",
    "a night with one change",
    "jobs validation_mail",
    "jobs office_digest",
    "jobs watch",
    "status",
    "findings",
    "audit",
    "mail waiting",
}
#: They are about no campaign that exists, or serve until they are told to end.
WITHOUT = {"init", "login", "logout", "demo", "emulator", "jobs", "worker", "workers"}


def names(command: Any, *path: str) -> Iterator[str]:
    """All commands, as they are typed."""
    found = getattr(command, "commands", None)
    if found is None:
        yield " ".join(path)
        return
    for name in found:
        yield from names(found[name], *path, name)


class Counting:
    """Does one thing after the other to a campaign, and counts."""

    def __init__(self, one: Ward) -> None:
        self.ward = one
        #: What each took, and how the commands ended.
        self.taken: dict[str, Effort] = {}
        self.codes: dict[str, int] = {}

    def does(self, name: str, work: Callable[[], object]) -> None:
        if NIGHTLY or name in ALWAYS:
            with counted() as self.taken[name]:
                work()

    def typed(self, name: str, *words: str) -> None:
        def work() -> None:
            line = [*name.split(), *words, "--config", str(self.ward.project.config.file)]
            self.codes[name] = CliRunner().invoke(app, line).exit_code

        self.does(name, work)

    def all_of_it(self) -> None:
        """Everything but the first sync."""
        one, config = self.ward, self.ward.project.config
        one.sync(EVENING + STEP)
        self.does("a night without changes", lambda: one.sync(EVENING + 2 * STEP))
        one.type("T001", "culture_society", {"E3": "101"})
        self.does("a night with one change", lambda: one.sync(EVENING + 3 * STEP))
        if NIGHTLY:
            _report(one, {"E3": "abc"})
            self.does("a night in which all is faulty", lambda: one.sync(EVENING + 4 * STEP))
        for job, act in JOBS.items():
            at = EVENING + 5 * STEP
            self.does(f"jobs {job}", lambda act=act, at=at: act(Work(config, at, nullcontext)))  # type: ignore[misc]
        for command, words in COMMANDS.items():
            self.typed(command, *words)


def _first(one: Ward) -> Counting:
    """Of a campaign without workbooks, and all that comes after."""
    counting = Counting(one)
    counting.typed("provision")
    # Without one no job makes a backup.
    counting.typed("store key")
    _report(one, {"E2": "205", "D3": "90", "E3": "100"})
    counting.does("a first sync", lambda: one.sync(EVENING, mails=False))
    counting.all_of_it()
    return counting


def _later(one: Ward) -> Counting:
    """Of a campaign that was synced once."""
    counting = Counting(one)
    counting.all_of_it()
    return counting


def _with_a_key() -> str:
    """The demo's settings with a key for backups."""
    settings = (CAMPAIGN / "campaign.toml").read_text(encoding="utf-8")
    return settings.replace("[store]\n", '[store]\nbackup_key_file = "backup.key"\n')


def _report(one: Ward, figures: Mapping[str, str]) -> None:
    for unit in one.project.units:
        one.type(unit, "culture_society", figures)
        if unit.startswith("T"):
            letters = "".join(chr(ord("a") + int(digit)) for digit in unit[1:])
            one.type(unit, "works", {"B2": f"Sửa đường số {unit}", "B3": "x"})
            one.type(unit, "commendation", {"B2": "Cá nhân", "C2": f"Nguyễn Văn {letters.title()}"})


def test_every_command_is_counted() -> None:
    assert {*names(typer.main.get_command(app))} == {*COMMANDS, *FIRST, *WITHOUT}


@pytest.fixture
def efforts(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Counting, Counting]:
    """What everything takes at one size and at twice of it."""
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    found = []
    for count in SIZES if NIGHTLY else (FEW, MANY):
        folder = tmp_path / str(count)
        folder.mkdir()
        monkeypatch.chdir(folder)
        if NIGHTLY:
            with ward(
                folder,
                monkeypatch,
                units=roster(count),
                indicators=INDICATORS,
                campaign=_with_a_key(),
                google=running_here,
                provisioned=False,
            ) as one:
                found.append(_first(one))
        else:
            with shared.ward(
                folder, monkeypatch, reported, units=roster(count), indicators=INDICATORS
            ) as one:
                found.append(_later(one))
    less, more = found
    return less, more


def test_twice_as_many_units_are_at_most_twice_the_work(efforts: tuple[Counting, Counting]) -> None:
    less, more = efforts
    assert {name: code for name, code in more.codes.items() if code} == {}
    found = {name: outgrown(less.taken[name], one, RATIO, SLACK) for name, one in more.taken.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}
    nights = ("a night without changes", "a night with one change")
    assert [more.taken[one].statements for one in nights] == [less.taken[one].statements for one in nights]
