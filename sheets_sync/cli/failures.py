"""What is told when a command fails: what is wrong, what to do, an exit code; never a traceback."""

import os
import sys
from dataclasses import asdict, dataclass

import typer

from sheets_sync.cli.console import print_json
from sheets_sync.disk import OF_THE_MACHINE, remedy
from sheets_sync.errors import NO_MEMORY, ConfigError, Defect, Problem, SheetsSyncError

#: Exit codes for what was asked wrongly, and for what a machine, or a defect of ours, did not let happen.
WRONG, UNABLE = 2, 1
#: Extras of the package by the modules that they bring.
EXTRAS = {
    "cryptography": "emulator",
    "docx": "document",
    "ironcalc": "emulator",
    "matplotlib": "document",
    "openpyxl": "export",
    "psycopg": "postgresql",
    "starlette": "emulator",
    "uvicorn": "emulator",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a command did not do its work."""

    #: The error's class.
    kind: str
    #: What is wrong; whether it also says what to do, `complete` tells.
    message: str
    remedy: str
    exit_code: int
    complete: bool = False
    #: Every mistake of a configuration.
    problems: tuple[Problem, ...] = ()


def failure_of(error: Exception) -> Failure:
    """What to tell about an error. A defect of ours leaves its details in a file."""
    match error:
        case ConfigError():
            return _of_ours(error, error.problems)
        case SheetsSyncError():
            return _of_ours(error)
        case typer.TyperException():
            return _of_usage(error)
        case ImportError() if (module := str(error.name).partition(".")[0]) in EXTRAS:
            install = f"Install it with the extra: pip install 'sheets-sync[{EXTRAS[module]}]'."
            return Failure("NotInstalled", f"This command needs {module}.", install, WRONG)
        case OSError() if error.errno in OF_THE_MACHINE or error.filename is not None:
            return _of_system(error)
        case UnicodeError():
            text = "Write files and options in UTF-8; without accents they are read everywhere."
            return Failure("UnicodeError", f"Not readable as text: {error}.", text, WRONG)
        case _:
            return _of_defect(error)


def _of_ours(error: SheetsSyncError, problems: tuple[Problem, ...] = ()) -> Failure:
    kind = type(error)
    return Failure(kind.__name__, str(error), kind.remedy, kind.exit_code, complete=True, problems=problems)


def _of_usage(error: typer.TyperException) -> Failure:
    context = getattr(error, "ctx", None)
    program = "sheets-sync" if context is None else context.command_path
    message = error.format_message()
    # A group without a command answers with its help, which says what to do.
    is_help = message.startswith("Usage:")
    remedy = f"`{program} --help` lists what it knows."
    return Failure("UsageError", message, remedy, error.exit_code, complete=is_help)


def _of_system(error: OSError) -> Failure:
    told = error.strerror or str(error)
    message = told if error.filename is None else f"{_shown(error.filename)}: {told}"
    code = UNABLE if error.errno in OF_THE_MACHINE else WRONG
    return Failure("FileError", f"{message}.", remedy(error), code)


def _shown(filename: object) -> str:
    return os.fsdecode(filename) if isinstance(filename, str | bytes | os.PathLike) else str(filename)


def _of_defect(error: Exception) -> Failure:
    told = Defect.of(error)
    kind = "OutOfMemory" if told.message == NO_MEMORY else "Defect"
    return Failure(kind, told.message, told.remedy, UNABLE)


def tell(failure: Failure, *, as_json: bool) -> None:
    """Say it: to programs on standard output, to people on standard error."""
    if as_json:
        print_json(
            error={
                "class": failure.kind,
                "message": failure.message,
                "remedy": failure.remedy,
                "exit_code": failure.exit_code,
                "problems": [asdict(problem) for problem in failure.problems],
            }
        )
        return
    end = "" if failure.message.endswith((".", "?", "!")) else "."
    told = failure.message if failure.complete else f"{failure.message}{end} {failure.remedy}"
    sys.stderr.write(told + "\n" if told.startswith("Usage:") else f"sheets-sync: {told}\n")
