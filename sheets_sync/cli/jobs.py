"""`sheets-sync jobs`, the same as `python -m jobs`."""

from typing import Annotated

import typer

from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile
from sheets_sync.cli.show import OUT, print_json
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.shipped import shipped

NameOfJob = Annotated[str | None, typer.Argument(metavar="[JOB]", help="Run this job once, now.")]


def jobs(job: NameOfJob = None, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Run the jobs at the times that campaign.toml gives until told to end; or one of them once, for cron."""
    ours = shipped("jobs")
    ours.log.configure()
    if job is None:
        ours.scheduler.serve(config)
        return
    if job not in ours.every.JOBS:
        known = ", ".join(ours.every.JOBS)
        raise ConfigError((Problem(config, "JOB", job, f"No such job. Known: {known}."),))
    done = ours.scheduler.run_once(config, job)
    if as_json:
        print_json({"told": done.told, "failed": done.failed})
    else:
        OUT.print(f"{job}: {done.told}", highlight=False, markup=False)
        for name, reason in done.failed.items():
            OUT.print(f"FAILED {name}: {reason}", style="red", highlight=False, markup=False)
    if done.failed:
        raise typer.Exit(4)
