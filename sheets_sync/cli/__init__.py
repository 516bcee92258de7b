"""The command line: `sheets-sync COMMAND`. Names concrete forms, opens everything, shows what was done."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn, TextIO

import typer

from sheets_sync.cli.app import app
from sheets_sync.cli.console import silence
from sheets_sync.cli.failures import failure_of, tell

#: What a shell reports of a process that Ctrl-C ended.
INTERRUPTED = 130
#: Commands whose files are made for others to open: what the office edits, signs and hands on.
FOR_OTHERS = frozenset({"init", "report", "commend", "broadcast", "demo", "emulator"})


def main() -> NoReturn:
    """Run the command line."""
    run_app(app)


def run_app(app: typer.Typer) -> NoReturn:
    """Run a command and end the process: whatever goes wrong becomes a message and an exit code."""
    _open_streams()
    if not FOR_OTHERS.intersection(sys.argv[1:2]):
        # The store, its backups, exports and mails name people: they are for their owner alone.
        os.umask(0o077)
    sys.exit(_flushed(_run(app)))


def _run(app: typer.Typer) -> int:
    out = sys.stdout
    try:
        # The code of typer.Exit comes back as the result; commands themselves have none.
        return int(app(standalone_mode=False) or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:
        # Typer ends so at any broken pipe: that of a reader who has seen enough (`| head`) is no failure.
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        return 0 if _is_unread(out) else _failed(ended.__context__)
    except Exception as error:  # noqa: BLE001 (the only place that knows them all)
        return _failed(error)


def _failed(error: Exception) -> int:
    failure = failure_of(error)
    try:
        tell(failure, as_json="--json" in sys.argv)
    except OSError:
        # Where nothing can be written at all, the exit code is what tells.
        with suppress(OSError):
            tell(failure, as_json=False)
    return failure.exit_code


def _is_unread(out: TextIO) -> bool:
    """Whether nobody reads what is printed; from then on it goes nowhere."""
    try:
        # Only a write tells: what was refused before is not kept to be flushed.
        out.write("\n")
        out.flush()
    except BrokenPipeError:
        silence(out)
        return True
    return False


def _open_streams() -> None:
    """A closed stream leads nowhere; one that lacks Vietnamese letters gets them as escapes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # The lowest free number is taken: no file of ours may stand where others print to.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flushed(code: int) -> int:
    """The exit code when everything printed has arrived; another when it could not be kept."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            silence(stream)
        except OSError as error:
            silence(stream)
            # A command that failed has said so.
            code = code or _failed(error)
    return code
