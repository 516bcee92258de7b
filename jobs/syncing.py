"""A sync as a job does it: without mails, which have jobs of their own."""

from datetime import datetime

from sheets_sync.pipeline import Options, Project
from sheets_sync.pipeline.run import run

from .work import Done


def sync(project: Project, now: datetime, *, full: bool = False) -> Done:
    """Read what changed, or everything; publish and give feedback. Raises what a run raises."""
    outcome = run(project, now, Options(full=full, mails=False))
    told = {
        "units_read": len(outcome.units_read),
        "units_changed": len(outcome.units_changed),
        "findings": outcome.findings_count,
        "calls": dict(outcome.calls),
    }
    return Done(told, outcome.failed)
