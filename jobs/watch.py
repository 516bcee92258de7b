"""Every few minutes of a working day: findings and decisions are carried over while people are there."""

from datetime import datetime

from sheets_sync.errors import RunInProgress
from sheets_sync.pipeline import Options, Project
from sheets_sync.pipeline.run import run

from .work import Done, Work


def watch(work: Work) -> Done:
    """Look at what changed in every period that is reported now; mails stay with the night."""
    return work.in_each_period(_watch)


def _watch(project: Project, now: datetime) -> Done:
    try:
        outcome = run(project, now, Options(watch=True, mails=False))
    except RunInProgress as busy:
        # Whatever goes on there does the same, or more.
        return Done({"busy": str(busy)})
    told = {
        "units_read": len(outcome.units_read),
        "units_changed": len(outcome.units_changed),
        "calls": dict(outcome.calls),
        "most_read": project.config.settings.jobs.watch_most,
    }
    return Done(told, outcome.failed)
