"""How a series goes on: numbers, dates by days or months, names of days and months, texts with a number."""

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from babel import Locale

from sheets_sync.emulator.entry import EPOCH

#: What a cell of a series holds: a number, a day, or a text.
Item = float | date | str
NUMBERED = re.compile(r"(.*?)(\d+)(\D*)")
QUARTER = re.compile(r"(q|quý |quarter )([1-4])()", re.IGNORECASE)
#: The numerals of quarters, as Vietnamese offices write them.
ROMAN = ("Quý I", "Quý II", "Quý III", "Quý IV")
WIDTHS = ("wide", "abbreviated")


def continued(items: list[Item], step: int, locale: str, *, other: bool) -> Item | None:
    """The item `step` places after the first one; None where the series only repeats itself.

    `other` asks for the less usual series: one number counts up, and what would count up repeats.
    """
    if all(isinstance(item, date) for item in items):
        days = [item for item in items if isinstance(item, date)]
        return None if other else _day(days, step)
    if all(isinstance(item, int | float) for item in items):
        numbers = [float(item) for item in items if isinstance(item, int | float)]
        gap = _gap(numbers) if len(numbers) > 1 else 1.0
        counts = (len(numbers) > 1) is not other
        return numbers[0] + step * gap if counts and gap is not None else None
    if other or not all(isinstance(item, str) for item in items):
        return None
    texts = [str(item) for item in items]
    return _name(texts, step, locale) or _numbered(texts, step)


def _gap(numbers: list[float]) -> float | None:
    """The constant difference of numbers."""
    gaps = {round(after - before, 9) for before, after in pairwise(numbers)}
    return numbers[1] - numbers[0] if len(gaps) == 1 else None


def _day(days: list[date], step: int) -> date | None:
    if len(days) == 1:
        return days[0] + timedelta(days=step)
    months = _gap([day.year * 12 + day.month for day in days])
    if months and len({day.day for day in days}) == 1:
        return _months_later(days[0], step * int(months))
    gap = _gap([float((day - EPOCH).days) for day in days])
    return None if gap is None else days[0] + timedelta(days=step * gap)


def _months_later(day: date, count: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _name(texts: list[str], step: int, locale: str) -> str | None:
    for names in cycles(locale):
        folded = [name.casefold() for name in names]
        if all(text.casefold() in folded for text in texts):
            places = [float(folded.index(text.casefold())) for text in texts]
            gap = _gap([*places]) if len(places) > 1 else 1
            if gap is None:
                return None
            return _in_case_of(texts[0], names[(int(places[0]) + step * int(gap)) % len(names)])
    return None


def _in_case_of(model: str, name: str) -> str:
    if model.isupper() and len(model) > 1:
        return name.upper()
    return name.lower() if model.islower() else name[:1].upper() + name[1:]


@lru_cache(maxsize=64)
def cycles(locale: str) -> tuple[tuple[str, ...], ...]:
    """Names that follow each other in a circle, in the locale's language and in English."""
    found: list[tuple[str, ...]] = [ROMAN]
    for language in (Locale.parse(locale), Locale("en")):
        for width in WIDTHS:
            found.append(tuple(name for _, name in sorted(language.days["format"][width].items())))
            found.append(tuple(name for _, name in sorted(language.months["format"][width].items())))
    return tuple(found)


def _numbered(texts: list[str], step: int) -> str | None:
    """`Bài 1`, `Bài 2`: the last number counts, of quarters up to four."""
    matches = [QUARTER.fullmatch(text) for text in texts]
    wraps = all(matches)
    if not wraps:
        matches = [NUMBERED.fullmatch(text) for text in texts]
    known = [match.groups() for match in matches if match]
    if len(known) < len(texts) or len({(before, after) for before, _, after in known}) > 1:
        return None
    gap = _gap([float(number) for _, number, _ in known]) if len(known) > 1 else 1
    if gap is None:
        return None
    before, first, after = known[0]
    number = int(first) + step * int(gap)
    number = (number - 1) % 4 + 1 if wraps else abs(number)
    return f"{before}{str(number).zfill(len(first) if first.startswith('0') else 1)}{after}"
