"""Mails as a job sends them: from what the last sync saw, without asking Google."""

from datetime import datetime, timedelta

from jobs.work import Done
from sheets_sync.errors import MailError
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.corresponding import compose, correspond
from sheets_sync.pipeline.taking_in import TakenIn

#: What a sync saw is told for so long: after that units would be asked for what they have mended since.
FRESH = timedelta(hours=26)
LOOKED_AT = 20


def send(project: Project, now: datetime, *, kind: str) -> Done:
    """Compose the mails of a kind, queue those that are new, hand over all that wait.

    Raises MailError when the last sync is too old, or some mails were not taken: they stay in the outbox.
    """
    _check_fresh(project, now)
    mails = compose(project, as_last_seen(project, now), TakenIn(), now)
    queued, delivered = correspond(project, [mail for mail in mails if mail.kind == kind], now, now)
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
