"""The commands together, each imported only when it is called: most of the time of a start is imports."""

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sheets_sync.cli.commands import Commands

#: Command to its function or group, and what it does, as its own help begins.
COMMANDS = {
    "init": (
        "init:init",
        "Write campaign.toml, units.csv and indicators.csv as an example to edit; replaces nothing.",
    ),
    "login": (
        "login:login",
        "Sign in as a person, in a browser; kept beside campaign.toml for its owner only.",
    ),
    "logout": ("login:logout", "Give the person's sign-in back to Google and forget it."),
    "provision": (
        "provision:provision_command",
        "Bring the workbooks into line with the files: make, share, rename, complete;"
        " nothing that was entered goes.",
    ),
    "sync": ("sync:sync", "Read what changed, validate, consolidate, publish, give feedback, send mails."),
    "status": ("status:status", "Who has reported, as of the last sync."),
    "findings": ("status:findings", "What is wrong or doubtful, as of the last sync."),
    "history": (
        "history:history",
        "What a unit had in its sheet at each change: number, moment, and what changed.",
    ),
    "turn": (
        "turn:turn_command",
        "Make the workbooks of periods that have begun; close the reports of those that have ended.",
    ),
    "report": (
        "report:report",
        "Write the report to the leadership from what was approved, as of the last sync.",
    ),
    "commend": (
        "commend:commend",
        "Draft the council's papers and the decision: each only once what it tells of is recorded.",
    ),
    "certificates": (
        "certificates:certificates",
        "Write a certificate for each recipient whose decision has its number and day in the master.",
    ),
    "rewards": (
        "rewards:rewards",
        "Enter everybody whose decision is recorded into the register of rewards, which keeps every line.",
    ),
    "broadcast": (
        "broadcast:broadcast",
        "Draft what the station reads: exemplars who agreed, in their units' words, a working day each.",
    ),
    "lock": (
        "lock:lock",
        "Close the reports of units, or of all: their tabs are protected and later changes do not count.",
    ),
    "unlock": ("lock:unlock", "Open the reports of units again, or of all: for good, or until a moment."),
    "mail": ("mail:mail", "The mails of the last syncs."),
    "people": (
        "people:people",
        "What is known about a person: find it, hand it over, erase it for good; requests and their days.",
    ),
    "store": ("store:store", "What the service remembers: back it up, bring it back."),
    "jobs": (
        "jobs:jobs",
        "Run the jobs at the times that campaign.toml gives until told to end;"
        " or one of them once, for cron.",
    ),
    "worker": (
        "worker:worker",
        "Do the jobs of all campaigns in a folder at their times, sharing them with the workers elsewhere.",
    ),
    "workers": (
        "worker:workers",
        "Which workers are there, what waits, what is being done and what failed; no call to Google.",
    ),
    "export": (
        "export:export",
        "Write every table of the master with the office's remarks, as of the last sync.",
    ),
    "doctor": (
        "doctor:doctor",
        "Look for what could be wrong, with a remedy for each; exits with 1 when something is.",
    ),
    "audit": (
        "audit:audit_command",
        "Who can see or edit which workbook, compared with the roster; changes nothing.",
    ),
    "emulator": (
        "emulator:emulator",
        "Serve a local Google: the Sheets and Drive APIs, and a page at / to look at the workbooks.",
    ),
    "demo": (
        "demo:demo",
        "Make workbooks, fill them as units do, sync before and after the deadline, show what came of it.",
    ),
}


@contextmanager
def _all_stays() -> Iterator[None]:
    """What modules make stays until the process ends: to look through it takes a fifth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _loaded(name: str) -> Any:
    """The click command of that name."""
    # Standard output is for results: --json must stay readable by programs.
    structlog = import_module("structlog")
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
    module, _, attribute = COMMANDS[name][0].partition(":")
    with _all_stays():
        found = getattr(import_module(f"sheets_sync.cli.{module}"), attribute)
    if not isinstance(found, typer.Typer):
        alone = Commands(add_completion=False)
        alone.command(name)(found)
        found = alone
    command = typer.main.get_command(found)
    command.name = name
    return command


class _Loading(Mapping[str, Any]):
    """The commands by name, each loaded when it is asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        if name not in self._known:
            self._known[name] = _loaded(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Group(TyperGroup):
    """Lists the commands without loading them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        # Nothing is ever added.
        self.commands = _Loading()  # type: ignore[assignment]

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """A line a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


app = Commands(
    name="sheets-sync",
    cls=_Group,
    help="Reports kept in Google Sheets: collected, validated, consolidated and chased up.",
    no_args_is_help=True,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sheets-sync {version('sheets-sync')}")
        raise typer.Exit


@app.callback()
def _every_command(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Tell the installed version and end."
        ),
    ] = False,
) -> None:
    pass
