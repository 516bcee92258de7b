"""`python -m jobs` is the scheduler; `python -m jobs nightly_sync` runs one job once."""

import typer

from sheets_sync.cli import run_app
from sheets_sync.cli.jobs import jobs

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command()(jobs)

if __name__ == "__main__":
    run_app(app)
