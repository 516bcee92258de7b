"""Working days in Vietnam: Monday to Friday, without public holidays (library `holidays`). Pure.

The days that the government swaps each year are in the library only once they are announced; until then the
office can name them itself.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache

#: Whether people work on a day.
IsWorking = Callable[[date], bool]
SATURDAY = 5


def working_days(off: Collection[date] = (), working: Collection[date] = ()) -> IsWorking:
    """The calendar of a ward: `off` and `working` are days that it has swapped."""

    def is_working(day: date) -> bool:
        if day in off or day in working:
            return day in working
        return day.weekday() < SATURDAY and day not in _holidays(day.year)

    return is_working


@cache
def _holidays(year: int) -> frozenset[date]:
    # It brings the calendars of every faith: most commands ask for no working day.
    import holidays

    return frozenset(holidays.country_holidays("VN", years=year))


def after(day: date, count: int, is_working: IsWorking) -> date:
    """The `count`th working day after a day; before it for a negative count; the day itself for 0."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working(day)
    return day


def between(first: date, last: date, is_working: IsWorking) -> int:
    """Working days after the first day, up to and with the last one; negative when it lies before."""
    if last < first:
        return -between(last, first, is_working)
    days = ((first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
    return sum(map(is_working, days))
