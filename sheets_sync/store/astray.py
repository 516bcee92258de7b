"""Moments that only a clock which was wrong for a while can have written."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from sheets_sync.store.jobs import Jobs

#: Nobody was at work for so long: either the service was switched off, or the clock is wrong.
LONG = timedelta(days=60)
DOUBTED = (
    "Nothing that is old was deleted: by this computer's clock nobody was at work for {} days. If it is"
    " right, what is old goes from tomorrow on."
)
#: Nothing here is planned so far ahead; clocks of two machines are minutes apart, and zones a day at most.
ASTRAY = timedelta(days=1)


def doubted(jobs: Jobs, now: datetime) -> str:
    """Why the clock is not believed where something would be deleted by its age; empty where it is.

    A year ahead, everything would be old. Who is at work by a wrong clock for a day is believed.
    """
    last = jobs.last_at_work(now - ASTRAY)
    return DOUBTED.format((now - last).days) if last is not None and now - last > LONG else ""


def is_over(moment: sa.ColumnElement[Any], at: datetime) -> sa.ColumnElement[bool]:
    """Whether what waits until a moment need not wait any more: it has come, or will not for a year."""
    return sa.or_(moment <= at, moment > at + ASTRAY)
