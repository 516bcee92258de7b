"""`sheets-sync jobs`, the same as `python -m jobs`."""

from typing import Annotated

import typer

from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile
from sheets_sync.cli.show import OUT, print_json
from sheets_sync.errors import ConfigError, Problem

NameOfJob = Annotated[str | None, typer.Argument(metavar="[JOB]", help="Run this job once, now.")]


def jobs(job: NameOfJob = None, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Run the jobs at the times that campaign.toml gives until told to end; or one of them once, for cron."""
    # The jobs open campaigns by this package's options: imported at the top, each would need the other first.
    from jobs.every import JOBS
    from jobs.log import configure
    from jobs.scheduler import run_once, serve

    configure()
    if job is None:
        serve(config)
        return
    if job not in JOBS:
        known = ", ".join(JOBS)
        raise ConfigError((Problem(config, "JOB", job, f"No such job. Known: {known}."),))
    done = run_once(config, job)
    if as_json:
        print_json({"told": done.told, "failed": done.failed})
    else:
        OUT.print(f"{job}: {done.told}", highlight=False, markup=False)
        for name, reason in done.failed.items():
            OUT.print(f"FAILED {name}: {reason}", style="red", highlight=False, markup=False)
    if done.failed:
        raise typer.Exit(4)
