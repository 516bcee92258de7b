"""Moments that only a clock which was wrong for a while can have written."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

#: Nothing here is planned so far ahead; clocks of two machines are minutes apart, and zones a day at most.
ASTRAY = timedelta(days=1)


def is_over(moment: sa.ColumnElement[Any], at: datetime) -> sa.ColumnElement[bool]:
    """Whether what waits until a moment need not wait any more: it has come, or will not for a year."""
    return sa.or_(moment <= at, moment > at + ASTRAY)
