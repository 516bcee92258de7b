"""Dates as units of a Vietnamese ward write them: day before month, read against the campaign's days.

Source: docs/domain.md, “What people type”. Serial numbers are Google's: days from 30/12/1899.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta, tzinfo

from babel import Locale, UnknownLocaleError

from sheets_sync.model import Doubt
from sheets_sync.vietnamese.figures import format_number
from sheets_sync.vietnamese.letters import one_line, plain_figures
from sheets_sync.vietnamese.moments import VIETNAM, Moment, without_time
from sheets_sync.vietnamese.parsed import Parsed

_EPOCH = date(1899, 12, 30)
#: A longer text is a sentence, not a date; messages repeat this much of it.
_LONGEST = 60

_BETWEEN = r"(?: ?[/.-] ?| )"
_DAY_FIRST = re.compile(
    rf"(?:ng(?:ày|ay) ?)?(?P<day>\d{{1,2}})(?:{_BETWEEN}| ?,? ?th(?:áng|ang) ?)(?P<month>\d{{1,2}})"
    rf"(?:(?:{_BETWEEN}| ?, ?| ?,? ?n(?:ăm|am) ?)(?P<year>\d{{4}}|\d{{2}}))?[.,]?"
)
#: Nearly every date: no time of day beside it.
_PLAIN = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}")
#: 20240805, as programs write it.
_UNDIVIDED = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})")


def read_date(text: str, *, start: date, end: date, zone: tzinfo = VIETNAM) -> Parsed[date]:
    """The date that a text means in a campaign from `start` to `end`, both included.

    A time of day is dropped; with an offset it is first brought to the ward's `zone`. A missing year or
    century is the one that puts the date into the campaign or nearest to it. An empty text is None without
    doubts; every other None has a doubt that says why. Never raises.
    """
    typed = one_line(text)
    if not typed:
        return Parsed(None)
    if _PLAIN.fullmatch(typed):
        moment = Moment(typed)
    else:
        moment = without_time(plain_figures(typed).casefold() if len(typed) <= _LONGEST else "")
    divided = _UNDIVIDED.sub(r"\1-\2-\3", moment.text) if _UNDIVIDED.fullmatch(moment.text) else moment.text
    match = _DAY_FIRST.fullmatch(divided) or _YEAR_FIRST.fullmatch(divided)
    if match is None:
        return _unreadable(typed, start)
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if year is not None and len(year) == 4 and (written := _existing(day, month, int(year))):
        local = moment.day(written, zone)
        day, month, year = local.day, local.month, f"{local.year:04d}"
    found = _nearest(_candidates(day, month, year, start, end), start, end)
    flipped = _nearest(_candidates(month, day, year, start, end), start, end)
    judged = _judge(found, flipped, typed, start, end)
    if year is None and judged.value is not None:
        no_year = Doubt("date-no-year", {"typed": typed, "proposal": format_date(judged.value)})
        return Parsed(judged.value, (no_year, *judged.doubts))
    return judged


def check_serial(serial: float, shown: str, *, start: date, end: date) -> Parsed[date]:
    """The date of a date cell, judged as if it had been typed; a time of day is dropped. Never raises."""
    typed = one_line(shown) or str(serial)
    try:
        found = from_serial(serial)
    except ValueError:
        return _unreadable(typed, start)
    flipped = _nearest(_candidates(found.month, found.day, str(found.year), start, end), start, end)
    return _judge(found, flipped, typed, start, end)


def from_serial(serial: float) -> date:
    """The date of a serial number, e.g. 5 August 2024 of 45509; ValueError beyond the years 1 to 9999."""
    try:
        return _EPOCH + timedelta(days=serial // 1)
    except OverflowError as error:
        raise ValueError(f"no date: {serial}") from error


def to_serial(day: date) -> int:
    """The serial number of a date."""
    return (day - _EPOCH).days


def format_date(day: date) -> str:
    """A date as offices write it: zero before days below 10 and before months 1 and 2 (NĐ 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year:04d}"


def as_typed(serial: float, *, locale: str = "vi_VN") -> str:
    """What was probably typed where a number was meant and a date came out: `3/4`, or `13:14` of a time.

    `locale` is the workbook's: it says whether the day or the month was typed first.
    """
    if 0 <= serial < 1:
        hours, minutes = divmod(round(serial * 24 * 60), 60)
        return f"{hours}:{minutes:02d}"
    try:
        day = from_serial(serial)
    except ValueError:
        return format_number(serial)
    return f"{day.month}/{day.day}" if _month_first(locale) else f"{day.day}/{day.month}"


def _month_first(locale: str) -> bool:
    try:
        pattern = str(Locale.parse(locale).date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return False
    return pattern.upper().index("M") < pattern.upper().index("D")


def _candidates(day: int, month: int, year: str | None, start: date, end: date) -> Iterable[date]:
    """The dates that a day, a month and a year of four, two or no digits can mean."""
    if year is None:
        years = range(start.year - 1, end.year + 2)
    elif len(year) == 2:
        years = range(1900 + int(year), 2100, 100)
    else:
        years = range(int(year), int(year) + 1)
    for full_year in years:
        try:
            yield date(full_year, month, day)
        except ValueError:
            continue


def _existing(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(days: Iterable[date], start: date, end: date) -> date | None:
    return min(days, key=lambda day: max(start - day, day - end, timedelta(0)), default=None)


def _judge(found: date | None, flipped: date | None, typed: str, start: date, end: date) -> Parsed[date]:
    if found is not None and start <= found <= end:
        return Parsed(found)
    if flipped is not None and start <= flipped <= end:
        return Parsed(None, (Doubt("date-flipped", {"shown": typed, "proposal": format_date(flipped)}),))
    if found is None:
        return _unreadable(typed, start)
    bounds = {"start": format_date(start), "end": format_date(end)}
    return Parsed(found, (Doubt("date-outside", {"shown": typed, **bounds}),))


def _unreadable(typed: str, start: date) -> Parsed[date]:
    shortened = typed[:_LONGEST] + "…" if len(typed) > _LONGEST else typed
    return Parsed(None, (Doubt("date-unreadable", {"typed": shortened, "example": format_date(start)}),))
