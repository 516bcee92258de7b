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
from tests.integration.test_renewing import INDICATORS, roster
from tests.ward import CAMPAIGN, EVENING, Ward, ward
from tests.without_socket import running_here

NIGHTLY = os.environ.get("NIGHTLY") == "1"
#: Of a campaign with an officer and so many units, one of which changes: there are twice as many others.
FEW, MANY = (24, 47) if NIGHTLY else (4, 7)
#: What twice as many may take, and what is no more than how things fall.
RATIO, SLACK = 2.1, MANY
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
    "store key": (),
    "store prune": (),
    "lock": (),
    "unlock": (),
}
#: They take long, or make others take long.
BY_NIGHT = {
    "report",
    "export",
    "people find",
    "people export",
    "people erase",
    "store restore",
    "lock",
    "unlock",
    "jobs full_sweep",
    "a night in which all is faulty",
}
#: They are about no campaign that exists, or serve until they are told to end.
WITHOUT = {"init", "login", "logout", "demo", "emulator", "jobs"}


def names(command: Any, *path: str) -> Iterator[str]:
    """All commands, as they are typed."""
    found = getattr(command, "commands", None)
    if found is None:
        yield " ".join(path)
        return
    for name in found:
        yield from names(found[name], *path, name)


def everything(count: int, folder: Path) -> tuple[dict[str, Effort], dict[str, int]]:
    """What each piece of work takes, and the exit codes of the commands."""
    taken, codes = dict[str, Effort](), dict[str, int]()
    with (
        pytest.MonkeyPatch.context() as patched,
        ward(
            folder,
            patched,
            units=roster(count),
            indicators=INDICATORS,
            campaign=_with_a_key(),
            google=running_here,
            provisioned=False,
        ) as one,
    ):
        patched.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
        patched.chdir(folder)
        config, runner = one.project.config, CliRunner()

        def does(name: str, work: Callable[[], object]) -> None:
            if NIGHTLY or name not in BY_NIGHT:
                with counted() as taken[name]:
                    work()

        def typed(name: str, *words: str) -> None:
            def work() -> None:
                line = [*name.split(), *words, "--config", str(config.file)]
                codes[name] = runner.invoke(app, line).exit_code

            does(name, work)

        typed("provision")
        _report(one, {"E2": "205", "D3": "90", "E3": "100"})
        does("a first sync", lambda: one.sync(EVENING, mails=False))
        does("the first mails", lambda: one.sync(EVENING + STEP))
        does("a night without changes", lambda: one.sync(EVENING + 2 * STEP))
        one.type("T001", "culture_society", {"E3": "101"})
        does("a night with one change", lambda: one.sync(EVENING + 3 * STEP))
        _report(one, {"E3": "abc"})
        does("a night in which all is faulty", lambda: one.sync(EVENING + 4 * STEP))
        for job, act in JOBS.items():
            at = EVENING + 5 * STEP
            does(f"jobs {job}", lambda act=act, at=at: act(Work(config, at, nullcontext)))  # type: ignore[misc]
        for command, words in COMMANDS.items():
            typed(command, *words)
        return taken, codes


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
    assert {*names(typer.main.get_command(app))} == {*COMMANDS, *WITHOUT}


def test_twice_as_many_units_are_at_most_twice_the_work(tmp_path: Path) -> None:
    for name in ("few", "many"):
        (tmp_path / name).mkdir()
    less, _ = everything(FEW, tmp_path / "few")
    more, codes = everything(MANY, tmp_path / "many")
    assert {name: code for name, code in codes.items() if code} == {}
    found = {name: outgrown(less[name], more[name], RATIO, SLACK) for name in more}
    assert {name: lines for name, lines in found.items() if lines} == {}
    nights = ("a night without changes", "a night with one change")
    assert {name: more[name].statements - less[name].statements for name in nights} == dict.fromkeys(
        nights, 0
    )
