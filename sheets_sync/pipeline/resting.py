"""When a run may end right after asking Drive: nobody touched anything, and no moment passed that counts.

What followed from the store in the last run still follows from it, and is shown everywhere. The weekly sweep
looks at everything all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sheets_sync.pipeline.observing import Observed
from sheets_sync.pipeline.scope import Scope
from sheets_sync.store import Run
from sheets_sync.store.closings import Closing
from sheets_sync.store.notes import Note

#: Keys of a run's summary.
MARK, UNTIL = "rest_mark", "rest_until"
#: Which hindrances the master tells since.
HINDERED = "hindered"


@dataclass(frozen=True, slots=True)
class Rest:
    """A state of affairs that holds by itself until a moment."""

    mark: str
    until: datetime

    @property
    def told(self) -> dict[str, Any]:
        """As the run that brought it about keeps it."""
        return {MARK: self.mark, UNTIL: self.until}


def rest_at(
    scope: Scope, closings: Mapping[str, Closing], at: datetime, hindered: str, deeds: Iterable[Note] = ()
) -> Rest:
    """Until when nothing changes by itself: the next deadline, end of a cut-off day, end of an exception.

    `hindered` is the mark of what hinders then, `deeds` the last thing that was done about people's data,
    which the journal has to tell.
    """
    later = [moment for moment in _moments(scope, closings) if moment > at]
    mark = _mark(scope, closings, hindered, tuple(deeds))
    return Rest(mark, min(later, default=datetime.max.replace(tzinfo=UTC)))


def may_rest(last: Run | None, observed: Observed, now: Rest, at: datetime) -> bool:
    """Whether nothing can have changed since the last run."""
    if last is None or last.finished is None or last.begun > at:
        return False
    touched = observed.to_read or observed.master_changed or observed.failed
    return not touched and last.summary.get(MARK) == now.mark and at < last.summary[UNTIL]


def nothing_to_see(last: Run | None, observed: Observed, at: datetime, hindered: str) -> bool:
    """Whether a look may end: nothing moved, no moment passed that counts, and no new hindrance came up."""
    summary = {} if last is None else last.summary
    until = summary.get(UNTIL)
    quiet = not observed.to_read and not observed.master_changed and (until is None or at < until)
    return quiet and summary.get(HINDERED, hindered) == hindered


def _moments(scope: Scope, closings: Mapping[str, Closing]) -> Iterable[datetime]:
    period, zone = scope.period, scope.config.zone
    yield from {period.deadline, *period.deadlines.values()}
    yield datetime.combine(period.cut_off + timedelta(days=1), time(), zone)
    yield from (one.open_until for one in closings.values() if one.open_until is not None)


def _mark(scope: Scope, closings: Mapping[str, Closing], hindered: str, deeds: tuple[Note, ...]) -> str:
    """Changes when the campaign's files, the program, the closed reports or the hindrances do."""
    closed = sorted((one.unit, one.at, str(one.open_until)) for one in closings.values())
    told = (scope.config.mark, scope.period, closed, hindered, *(one.number for one in deeds))
    return sha256(repr(told).encode()).hexdigest()[:16]
