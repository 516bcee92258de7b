"""Telephone numbers, identity numbers and years of birth: read from what is stored, checked positively.

Mobile numbers have 10 digits since 2018 (03, 05, 07, 08, 09), landlines 11 (02), citizen numbers (CCCD) 12,
the identity cards before them (CMND) 9.
"""

import re
from datetime import date

from sheets_sync.model import Doubt
from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.dates import format_date, from_serial
from sheets_sync.vietnamese.letters import one_line, plain_figures
from sheets_sync.vietnamese.parsed import Parsed

#: A float keeps so many digits; of a longer number the last ones are lost.
_KEPT_DIGITS = 15
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_MOBILE, _LANDLINE = re.compile(r"0[35789]\d{8}"), re.compile(r"02\d{9}")
#: As long as a mobile number is, or was before 2018 (01).
_UNKNOWN = re.compile(r"0[^2]\d{8}|01\d{9}")
_SHORT = re.compile(r"1[01]\d|1[89]00\d{4,6}")
_LOOK_ALIKES = str.maketrans("OoQlIiSsBZz", "00011155822")
_BETWEEN_NUMBERS = re.compile(r"\s*(?:[/;,\n]| - |(?<=\d{9})-(?=\d{9})|\bvà\b|\bhoặc\b)\s*", re.IGNORECASE)
_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_]) ?:?|\([^()\d]*\)|[^\W\d_]+ ?:")
_CITIZEN, _CARD = re.compile(r"0\d{11}"), re.compile(r"\d{9}")

#: Nobody is older; nobody younger is proposed for commendation.
_OLDEST, _YOUNGEST = 110, 5
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})[/.\- ](\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:\d{4}|[12][.,]\d{3})(?!\d)")
_LONGEST = 60


def digits_of(value: float) -> str | None:
    """The digits of a number that was meant as a text; None when some are lost for good."""
    if not (0 <= value < 10**_KEPT_DIGITS and value == int(value)):
        return None
    return str(int(value))


def read_phone(text: str) -> Parsed[str]:
    """The telephone numbers in a text, as typed; a doubt tells what is wrong with the first faulty one."""
    typed = one_line(text)
    if not typed or says_nothing(typed):
        return Parsed(None)
    whole = _written_out(plain_figures(typed))
    if whole is not None:
        return Parsed(None, (Doubt("digits-lost", {"typed": typed}),)) if not whole else read_phone(whole)
    parts = _BETWEEN_NUMBERS.split(plain_figures(text[:200]))
    for number in filter(None, (_WORDS.sub(" ", part).strip() for part in parts)):
        doubt = _phone_doubt(number, typed)
        if doubt is not None:
            return Parsed(typed, (doubt,))
    return Parsed(typed)


def read_identity(text: str) -> Parsed[str]:
    """A citizen number (12 digits) or the number of an older card (9); a doubt tells what is wrong."""
    typed = one_line(text)
    if not typed or says_nothing(typed):
        return Parsed(None)
    whole = _written_out(plain_figures(typed))
    if whole is not None:
        return Parsed(None, (Doubt("digits-lost", {"typed": typed}),)) if not whole else read_identity(whole)
    number = re.sub(r"[\s.\-]", "", plain_figures(typed))
    if _CITIZEN.fullmatch(number) or _CARD.fullmatch(number):
        return Parsed(typed)
    if not number.isdecimal():
        return Parsed(typed, (_stray(number, typed, _CITIZEN),))
    if len(number) == 11 and not number.startswith("0"):
        return Parsed(typed, (_lost_zero(number),))
    told = {"typed": typed, "digits": str(len(number))}
    return Parsed(typed, (Doubt("identity-digits", told),))


def _written_out(plain: str) -> str | None:
    """The digits of a scientific number: empty when some are lost, None for whatever is none."""
    match = _SCIENTIFIC.fullmatch(plain.replace(" ", ""))
    if match is None:
        return None
    mantissa, power = match[1] + (match[2] or ""), int(match[3])
    return mantissa if len(mantissa) == power + 1 else ""


def _phone_doubt(number: str, typed: str) -> Doubt | None:
    found = re.sub(r"[\s.()\-]", "", number)
    if found.startswith(("+84", "0084")) or (found.startswith("84") and len(found) in (11, 12)):
        found = "0" + found.removeprefix("+").removeprefix("00").removeprefix("84").lstrip("0")
    if any(pattern.fullmatch(found) for pattern in (_MOBILE, _LANDLINE, _SHORT)):
        return None
    if not found.isdecimal():
        return _stray(found, typed, _MOBILE)
    if re.fullmatch(r"[35789]\d{8}|2\d{9}", found):
        return _lost_zero(found)
    told = {"typed": typed, "digits": str(len(found))}
    if _CITIZEN.fullmatch(found):
        return Doubt("phone-is-identity", {"typed": typed})
    if _UNKNOWN.fullmatch(found):
        return Doubt("phone-prefix", told)
    return Doubt("phone-digits", told)


def _lost_zero(number: str) -> Doubt:
    return Doubt("lost-leading-zero", {"digits": str(len(number)), "proposal": f"0{number}"})


def _stray(number: str, typed: str, wanted: re.Pattern[str]) -> Doubt:
    likely = number.translate(_LOOK_ALIKES)
    if wanted.fullmatch(likely):
        strays = "".join(dict.fromkeys(c for c in number if not c.isdecimal()))
        return Doubt("digits-and-letters", {"typed": typed, "stray": strays, "proposal": likely})
    return Doubt("digits-expected", {"typed": typed})


def read_born(text: str, *, end: date) -> Parsed[str]:
    """A year or day of birth, as typed, checked against the end of the campaign."""
    typed = one_line(text)[:_LONGEST]
    plain = plain_figures(typed)
    if not typed or says_nothing(typed):
        return Parsed(None)
    if _YEAR.fullmatch(plain):
        return _of_year(_year(plain), str(_year(plain)), typed, end)
    if found := _DAY.search(plain):
        day, month, year_of_day = map(int, _parts(found))
        return _of_day(day, month, year_of_day, typed, end)
    if (of_month := _MONTH.search(plain)) and 1 <= int(of_month[1]) <= 12:
        return _of_year(int(of_month[2]), typed, typed, end)
    years = _YEAR.findall(plain)
    if len(years) == 1 and sum(map(str.isdecimal, plain)) == 4:
        return _of_year(_year(years[0]), typed, typed, end)
    if plain.isdecimal():
        return read_born_number(float(plain[:_KEPT_DIGITS]), end=end)
    return _born_refused("born-unreadable", typed)


def _year(found: str) -> int:
    """A year that may be written as numbers are: `1.985`."""
    return int(found.replace(".", "").replace(",", ""))


def _parts(day: re.Match[str]) -> tuple[str, str, str]:
    return (day[1], day[2], day[3]) if day[1] else (day[6], day[5], day[4])


def read_born_number(value: float, *, end: date, shown: str = "") -> Parsed[str]:
    """A year of birth held as a number, whatever the cell shows; a day's serial number is asked about."""
    figure = digits_of(value) or str(value)
    if 1000 <= value < 10_000 and value == int(value):
        return _of_year(int(value), figure, figure, end)
    if 0 <= value < 100 and value == int(value):
        century = 2000 if int(value) <= end.year % 100 - _YOUNGEST else 1900
        return _born_refused("born-short", f"{int(value):02}", proposal=str(century + int(value)))
    try:
        day = from_serial(value)
    except ValueError:
        return _born_refused("born-unreadable", figure)
    if _is_plausible(day.year, end):
        return _born_refused("born-serial", figure, day=format_date(day), proposal=str(day.year))
    return _born_refused("born-unreadable", shown or figure)


def read_born_serial(serial: float, shown: str, *, end: date) -> Parsed[str]:
    """A day of birth held as a date; a year that the format shows as a day of 1905 gives itself back."""
    if _is_plausible(int(serial), end):
        return Parsed(str(int(serial)))
    try:
        day = from_serial(serial)
    except ValueError:
        return _born_refused("born-unreadable", shown)
    return _of_day(day.day, day.month, day.year, format_date(day), end)


def _of_year(year: int, value: str, typed: str, end: date) -> Parsed[str]:
    if _is_plausible(year, end):
        return Parsed(value)
    return _born_refused("born-implausible", typed, year=str(year))


def _of_day(day: int, month: int, year: int, typed: str, end: date) -> Parsed[str]:
    try:
        date(year, month, day)
    except ValueError:
        return _born_refused("born-no-day", typed)
    return _of_year(year, typed, typed, end)


def _is_plausible(year: int, end: date) -> bool:
    return end.year - _OLDEST <= year <= end.year - _YOUNGEST


def _born_refused(code: str, typed: str, **params: str) -> Parsed[str]:
    return Parsed(None, (Doubt(code, {"typed": typed, **params}),))
