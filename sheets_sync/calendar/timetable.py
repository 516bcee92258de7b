"""When a job is due: a time of day on certain days, in the ward's zone. Pure.

Written as people say it: `20:00`, `07:30 working days`, `03:00 sunday`, `off`, or again and again as in
`every 5 minutes 07:00-18:00 working days`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sheets_sync.calendar.workdays import IsWorking

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFF = "off"
WORKING_DAYS = "working days"
REMEDY = (
    "Write 20:00, 07:30 working days, 03:00 sunday, 03:00 monday thursday, "
    "every 5 minutes 07:00-18:00 working days or off"
)
#: How one writes what is due again and again; the rest is a span of the day, and days.
REPEATED = re.compile(r"every (\d{1,3}) minutes (\S+)-(\S+)(.*)")


@dataclass(frozen=True, slots=True)
class Times:
    """A time of day on certain days, as it is written."""

    at: time
    #: 0 for Monday to 6 for Sunday.
    days: frozenset[int]
    #: Only on days on which people of the ward work.
    working: bool
    #: Again after so long, on the same day, the last time not after `until`.
    every: timedelta | None = None
    until: time | None = None

    def of_day(self, day: date, zone: ZoneInfo) -> list[datetime]:
        """The moments of one day in UTC, the earliest first."""
        # By way of UTC: a time that summer time skips is due when the clocks have gone on.
        moments = [datetime.combine(day, self.at, zone).astimezone(UTC)]
        if self.every is not None and self.until is not None:
            end = datetime.combine(day, self.until, zone).astimezone(UTC)
            while (following := moments[-1] + self.every) <= end:
                moments.append(following)
        return moments


@dataclass(frozen=True, slots=True)
class Timetable:
    """Those times in a ward, as moments in UTC."""

    times: Times
    zone: ZoneInfo
    is_working: IsWorking

    def last(self, now: datetime) -> datetime:
        """The latest moment that was due at `now`, which counts itself."""
        return next(due for due in self._from(now, -1) if due <= now)

    def next(self, now: datetime) -> datetime:
        """The first moment that is due after `now`."""
        return next(due for due in self._from(now, 1) if due > now)

    def _from(self, now: datetime, step: int) -> Iterator[datetime]:
        """Due moments from the present day on, into the future or the past."""
        day = now.astimezone(self.zone).date()
        while True:
            if self._is_day(day):
                yield from self.times.of_day(day, self.zone)[::step]
            day += timedelta(days=step)

    def _is_day(self, day: date) -> bool:
        return self.is_working(day) if self.times.working else day.weekday() in self.times.days


def parse(text: str) -> Times | None:
    """None for `off`. Raises ValueError, which says what can be written."""
    said = " ".join(text.lower().split())
    if said == OFF:
        return None
    if repeated := REPEATED.fullmatch(said):
        minutes, first, last, days_said = repeated.groups()
        begin, end = parse(first + days_said), parse(last)
        if begin is None or end is None or not int(minutes) or end.at < begin.at:
            raise ValueError(REMEDY)
        return replace(begin, every=timedelta(minutes=int(minutes)), until=end.at)
    at, _, when = said.partition(" ")
    days = when.split() if when != WORKING_DAYS else []
    try:
        moment = datetime.strptime(at, "%H:%M").time()  # noqa: DTZ007 (a time of day has no zone)
        numbers = frozenset(map(DAYS.index, days))
    except ValueError:
        raise ValueError(REMEDY) from None
    return Times(moment, numbers or frozenset(range(len(DAYS))), when == WORKING_DAYS)
