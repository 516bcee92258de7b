"""Mails as a job sends them: from what the last sync saw, without asking Google."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sheets_sync.errors import MailError
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.mail.sending.turns import FRESH
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.corresponding import Whom, correspond, last_sync
from sheets_sync.store.workbooks import MASTER

from .work import Done, Work


def send(work: Work, whom: Whom) -> Done:
    """Queue the mails that are due, over all periods at once, and hand over all that wait.

    Raises MailError when the last sync is too old, when no mail leaves at all, and when some were not taken:
    they stay in the outbox. Addresses that refused for good are told as what failed.
    """
    with work.projects(work.config.periods_at(work.now)) as projects:
        begun = [project for project in projects if MASTER in project.store.workbooks.known()]
        if not begun:
            return Done({"queued": 0, "sent": 0})
        queued, delivered = correspond(_fresh(begun, work.now), work.now, work.now, whom)
    told = {"queued": queued, "sent": delivered.sent, **_more(delivered)}
    if delivered.stopped:
        raise MailError(f"{delivered.sent} mails were sent, {delivered.waiting} wait. {delivered.stopped}")
    for reason in delivered.failed.values():
        raise MailError(f"{delivered.sent} mails were sent, {len(delivered.failed)} not: {reason}")
    return Done(told, delivered.bounced)


def _more(delivered: DeliveryReport) -> dict[str, Any]:
    """What waits and until when, and what was dropped, where anything does or was."""
    until = delivered.waits_until and delivered.waits_until.isoformat(timespec="minutes")
    told = {"waiting": delivered.waiting, "waits_until": until, "dropped": len(delivered.dropped)}
    return {name: value for name, value in told.items() if value}


def _fresh(projects: Iterable[Project], now: datetime) -> list[Project]:
    """Those that were synced; a period that has just begun has nothing to tell yet. Raises MailError."""
    synced = [(project, ended) for project in projects if (ended := last_sync(project))]
    last = min((ended for _, ended in synced), default=None)
    if last is None or now - last > FRESH:
        told = f"ended {last:%Y-%m-%d %H:%M} UTC" if last else "never ended"
        raise MailError(
            f"The last sync {told}: mails would tell of what is no longer so. "
            "See why nightly_sync fails, or run `sheets-sync sync`."
        )
    return [project for project, _ in synced]
