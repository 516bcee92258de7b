"""Every morning: make workbooks for periods that have begun, close reports of those that have ended."""

from sheets_sync import pipeline
from sheets_sync.errors import GoogleError

from .work import Done, Work


def turn(work: Work) -> Done:
    """As `sheets-sync turn` does. Without a call to Google when nothing is due.

    Raises GoogleError for the first period that could not be opened or closed, when all have had their turn.
    """
    with work.projects(work.config.periods, "provision") as projects:
        turned = pipeline.turn(projects, work.now)
    for period, reason in turned.failed.items():
        raise GoogleError(f"{period}: {reason}")
    told = {"opened": turned.opened, "closed": turned.closed}
    # An address without access is no failure to repeat within the hour: the office has to do something.
    besides = {"unserved": turned.unserved, "changed": turned.changed, "waiting": turned.waiting}
    return Done(told | {name: found for name, found in besides.items() if found})
