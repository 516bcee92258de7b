"""Where “late” is decided: the first of the three status axes (docs/domain.md, “Statuses”)."""

from datetime import datetime

from sheets_sync.model import Period, Timeliness


def timeliness(arrived: datetime | None, period: Period, deadline: datetime, now: datetime) -> Timeliness:
    """From when the unit's own content was first seen; nothing is missing before the cut-off has passed."""
    if arrived is not None:
        return Timeliness.LATE if arrived > deadline else Timeliness.ON_TIME
    if now > deadline:
        return Timeliness.OVERDUE
    today = now.astimezone(deadline.tzinfo).date()
    return Timeliness.MISSING if today > period.cut_off else Timeliness.NOT_DUE


def days_late(arrived: datetime | None, deadline: datetime) -> int:
    """Calendar days after the deadline, at least 1 for a late report; 0 for others."""
    if arrived is None or arrived <= deadline:
        return 0
    local = arrived.astimezone(deadline.tzinfo)
    return max(1, (local.date() - deadline.date()).days)
