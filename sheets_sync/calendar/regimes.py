"""Periodic reporting (chế độ báo cáo định kỳ): from a regime to its periods. Pure.

What a period counts runs from the day after the last cut-off to its own: with the 14th, a month from the 15th
of the one before, a year from 15 December (NĐ 09/2019/NĐ-CP; the second half-year is taken in the same way).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from zoneinfo import ZoneInfo

from sheets_sync.calendar.workdays import IsWorking, after
from sheets_sync.model import Period


class Rhythm(StrEnum):
    """How often a regime is reported."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTHS = "nine-months"
    YEAR = "year"


#: Months that a period covers, and the months in which it ends.
SPANS: Mapping[Rhythm, tuple[int, tuple[int, ...]]] = {
    Rhythm.MONTH: (1, tuple(range(1, 13))),
    Rhythm.QUARTER: (3, (3, 6, 9, 12)),
    Rhythm.HALF_YEAR: (6, (6, 12)),
    Rhythm.NINE_MONTHS: (9, (9,)),
    Rhythm.YEAR: (12, (12,)),
}
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Regime:
    """What is reported again and again."""

    code: str
    title: str
    rhythm: Rhythm
    #: Periods are made whose cut-off lies between these days.
    first: date
    last: date
    #: Day of the month, 31 for the last one; in a week, its day from 1 for Monday.
    cut_off_day: int
    #: Working days after the cut-off (at least one: NĐ 09/2019/NĐ-CP, article 8), and the time of day.
    deadline_days: int
    deadline_time: time
    #: Days before the cut-off from which units find their workbooks.
    opens_days: int
    #: Days after the deadline after which the reports are closed.
    closes_days: int
    zone: ZoneInfo
    #: Codes of the forms that it asks for; empty for all.
    forms: frozenset[str] = frozenset()
    #: Working days after the cut-off for kinds of units that have another deadline.
    deadline_days_of: Mapping[str, int] = field(default_factory=dict)


def periods(regime: Regime, is_working: IsWorking) -> Iterable[Period]:
    """The periods of a regime in order."""
    for before, cut_off in _cut_offs(regime):
        deadline = _moment(regime, after(cut_off, regime.deadline_days, is_working))
        yield Period(
            code=f"{regime.code}-{_code(regime.rhythm, cut_off)}",
            title=_title(regime.title, _name(regime.rhythm, cut_off)),
            start=before + timedelta(days=1),
            cut_off=cut_off,
            deadline=deadline,
            opens=cut_off - timedelta(days=regime.opens_days),
            closes=deadline + timedelta(days=regime.closes_days),
            regime=regime.code,
            forms=regime.forms,
            deadlines={
                kind: _moment(regime, after(cut_off, days, is_working))
                for kind, days in regime.deadline_days_of.items()
            },
        )


def _title(title: str, name: str) -> str:
    """One after the other; words that end the one and begin the other stand once: `Báo cáo tháng 12/2026`."""
    before, after_ = title.split(), name.split()
    shared = (
        length
        for length in range(min(len(before), len(after_)), 0, -1)
        if [word.casefold() for word in before[-length:]] == [word.casefold() for word in after_[:length]]
    )
    return " ".join([*before, *after_[next(shared, 0) :]])


def _moment(regime: Regime, day: date) -> datetime:
    return datetime.combine(day, regime.deadline_time, regime.zone)


def _cut_offs(regime: Regime) -> Iterable[tuple[date, date]]:
    """Pairs of the cut-off before and the period's own."""
    if regime.rhythm is Rhythm.WEEK:
        first = regime.first + timedelta(days=(regime.cut_off_day - regime.first.isoweekday()) % 7)
        while first <= regime.last:
            yield first - WEEK, first
            first += WEEK
        return
    length, ends = SPANS[regime.rhythm]
    months = ((year, month) for year in range(regime.first.year, regime.last.year + 1) for month in ends)
    for year, month in months:
        cut_off = _day(year, month, regime.cut_off_day)
        if regime.first <= cut_off <= regime.last:
            yield _day(*_months_before(year, month, length), regime.cut_off_day), cut_off


def _months_before(year: int, month: int, count: int) -> tuple[int, int]:
    years, place = divmod(year * 12 + month - 1 - count, 12)
    return years, place + 1


def _day(year: int, month: int, day: int) -> date:
    """A day of a month, the last one where the month is shorter."""
    first = date(year, month, 1)
    days = takewhile(lambda one: one.month == month, (first + timedelta(days=n) for n in range(day)))
    return max(days)


def _code(rhythm: Rhythm, cut_off: date) -> str:
    match rhythm:
        case Rhythm.WEEK:
            year, week, _ = cut_off.isocalendar()
            return f"{year}-w{week:02d}"
        case Rhythm.MONTH:
            return f"{cut_off:%Y-%m}"
        case Rhythm.QUARTER:
            return f"{cut_off.year}-q{cut_off.month // 3}"
        case Rhythm.HALF_YEAR:
            return f"{cut_off.year}-h{cut_off.month // 6}"
        case Rhythm.NINE_MONTHS:
            return f"{cut_off.year}-9m"
        case Rhythm.YEAR:
            return f"{cut_off.year}"


def _name(rhythm: Rhythm, cut_off: date) -> str:
    year = cut_off.year
    match rhythm:
        case Rhythm.WEEK:
            year, week, _ = cut_off.isocalendar()
            return f"tuần {week} năm {year}"
        case Rhythm.MONTH:
            return (
                f"tháng {cut_off.month:02d}/{year}" if cut_off.month <= 2 else f"tháng {cut_off.month}/{year}"
            )
        case Rhythm.QUARTER:
            return f"quý {('I', 'II', 'III', 'IV')[cut_off.month // 3 - 1]}/{year}"
        case Rhythm.HALF_YEAR:
            return f"6 tháng {'đầu' if cut_off.month <= 6 else 'cuối'} năm {year}"
        case Rhythm.NINE_MONTHS:
            return f"9 tháng năm {year}"
        case Rhythm.YEAR:
            return f"năm {year}"
