"""Mails as a job sends them: from what the last sync saw, without asking Google."""

from datetime import datetime, timedelta

from jobs.work import Done, Work
from sheets_sync.errors import MailError
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.corresponding import Whom, correspond
from sheets_sync.store.workbooks import MASTER

#: What a sync saw is told for so long: after that units would be asked for what they have mended since.
FRESH = timedelta(hours=26)
LOOKED_AT = 20


def send(work: Work, whom: Whom) -> Done:
    """Queue the mails that are due, over all periods at once, and hand over all that wait.

    Raises MailError when the last sync is too old, or some mails were not taken: they stay in the outbox.
    """
    with work.projects(work.config.periods_at(work.now)) as projects:
        begun = [project for project in projects if MASTER in project.store.workbooks.known()]
        for project in begun:
            _check_fresh(project, work.now)
        if not begun:
            return Done({"queued": 0, "sent": 0})
        queued, delivered = correspond(begun, work.now, work.now, whom)
    for reason in delivered.failed.values():
        raise MailError(f"{delivered.sent} mails were sent, {len(delivered.failed)} not: {reason}")
    return Done({"queued": queued, "sent": delivered.sent})


def _check_fresh(project: Project, now: datetime) -> None:
    finished = [run.finished for run in project.store.runs.latest(LOOKED_AT) if run.finished]
    if not finished or now - max(finished) > FRESH:
        last = f"ended {max(finished):%Y-%m-%d %H:%M} UTC" if finished else "never ended"
        raise MailError(
            f"The last sync {last}: mails would tell of what is no longer so. "
            "See why nightly_sync fails, or run `sheets-sync sync`."
        )
