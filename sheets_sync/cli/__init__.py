"""The command line: `sheets-sync COMMAND`. Names concrete forms, opens everything, shows what was done."""

import sys

import structlog
import typer

from sheets_sync.cli.app import app
from sheets_sync.errors import SheetsSyncError


def main() -> None:
    """Run the command line."""
    run_app(app)


def run_app(app: typer.Typer) -> None:
    """Run a command; an error of ours becomes its message and its exit code."""
    # Standard output is for results: --json must stay readable by programs.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        app()
    except SheetsSyncError as error:
        print(f"sheets-sync: {error}", file=sys.stderr)  # noqa: T201 (the command line speaks)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
