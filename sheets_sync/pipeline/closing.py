"""Close reports (chốt số liệu) and open them again: for units, for a while or for good."""

from collections.abc import Iterable
from datetime import datetime

from sheets_sync.pipeline.outcome import Outcome
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.run import Options, run


def close(project: Project, units: Iterable[str], at: datetime, now: datetime | None = None) -> Outcome:
    """Take in what the units hold now, then let nothing that they change later count.

    Their tabs are protected; what was typed before the protection stood is held back and told. Two runs
    without mails; raises what a run raises.
    """
    run(project, at, Options(mails=False), now=now)
    for unit in units:
        project.store.closings.close(unit, at)
    return run(project, at, Options(mails=False), now=now)


def reopen(
    project: Project,
    units: Iterable[str],
    at: datetime,
    until: datetime | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Let units go on, until a moment or for good; what was held back counts again. One run without mails."""
    for unit in units:
        project.store.closings.reopen(unit, until)
        # Read it although nothing moved: what it holds counts again.
        project.store.workbooks.seen(unit, None)
    return run(project, at, Options(mails=False), now=now)
