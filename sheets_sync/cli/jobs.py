"""`sheets-sync jobs`, the same as `python -m jobs`."""

from typing import Annotated

import typer

from sheets_sync.cli.console import print_failed, print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile
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
        print_json(job=job, told=done.told, failed=done.failed)
    else:
        say(f"{job}: {done.told}")
        print_failed(done.failed)
    if done.failed:
        raise typer.Exit(4)
