"""The commands together."""

import typer

from sheets_sync.cli.audit import audit_command
from sheets_sync.cli.broadcast import broadcast
from sheets_sync.cli.commend import commend
from sheets_sync.cli.demo import demo
from sheets_sync.cli.doctor import doctor
from sheets_sync.cli.emulator import emulator
from sheets_sync.cli.export import export
from sheets_sync.cli.history import history
from sheets_sync.cli.init import init
from sheets_sync.cli.jobs import jobs
from sheets_sync.cli.lock import lock, unlock
from sheets_sync.cli.login import login, logout
from sheets_sync.cli.mail import mail
from sheets_sync.cli.provision import provision_command
from sheets_sync.cli.report import report
from sheets_sync.cli.status import findings, status
from sheets_sync.cli.store import store
from sheets_sync.cli.sync import sync
from sheets_sync.cli.turn import turn_command

app = typer.Typer(
    name="sheets-sync",
    help="Reports kept in Google Sheets: collected, validated, consolidated and chased up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(init)
app.command()(login)
app.command()(logout)
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
