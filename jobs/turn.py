"""Every morning: make workbooks for periods that have begun, close reports of those that have ended."""

from jobs.work import Done, Work
from sheets_sync import pipeline


def turn(work: Work) -> Done:
    """As `sheets-sync turn` does. Without a call to Google when nothing is due."""
    with work.projects(work.config.periods, "provision") as projects:
        turned = pipeline.turn(projects, work.now)
    return Done({"opened": turned.opened, "closed": turned.closed}, turned.failed)
