"""The commands together."""

from importlib.metadata import version
from typing import Annotated

import typer

from sheets_sync.cli.audit import audit_command
from sheets_sync.cli.broadcast import broadcast
from sheets_sync.cli.commands import Commands
from sheets_sync.cli.commend import commend
from sheets_sync.cli.console import say
from sheets_sync.cli.demo import demo
from sheets_sync.cli.doctor import doctor
from sheets_sync.cli.emulator import emulator
from sheets_sync.cli.export import export
from sheets_sync.cli.history import history
from sheets_sync.cli.init import init
from sheets_sync.cli.jobs import jobs
from sheets_sync.cli.lock import lock, unlock
from sheets_sync.cli.mail import mail
from sheets_sync.cli.provision import provision_command
from sheets_sync.cli.report import report
from sheets_sync.cli.status import findings, status
from sheets_sync.cli.store import store
from sheets_sync.cli.sync import sync
from sheets_sync.cli.turn import turn_command

app = Commands(
    name="sheets-sync",
    help="Reports kept in Google Sheets: collected, validated, consolidated and chased up.",
    no_args_is_help=True,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        say(f"sheets-sync {version('sheets-sync')}")
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


app.command()(init)
app.command("provision")(provision_command)
app.command()(sync)
app.command()(status)
app.command()(findings)
app.command()(history)
app.command("turn")(turn_command)
app.command()(report)
app.command()(commend)
app.command()(broadcast)
app.command()(lock)
app.command()(unlock)
app.add_typer(mail, name="mail")
app.add_typer(store, name="store")
app.command()(jobs)
app.command()(export)
app.command()(doctor)
app.command("audit")(audit_command)
app.command()(emulator)
app.command()(demo)
