"""`python -m jobs` is the scheduler; `python -m jobs nightly_sync` runs one job once."""

from sheets_sync.cli import run_app
from sheets_sync.cli.commands import Commands
from sheets_sync.cli.jobs import jobs

app = Commands(add_completion=False)
app.command()(jobs)

if __name__ == "__main__":
    run_app(app)
