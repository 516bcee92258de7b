"""What a typed text becomes, as if a person had entered it into a cell of that locale (USER_ENTERED)."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from sheets_sync.emulator.cells import ExtendedValue
from sheets_sync.emulator.locales import LocaleRules

NumberFormat = dict[str, str]
#: The value, and the number format it brings along.
Entry = tuple[ExtendedValue, NumberFormat | None]

#: Day 0 of serial dates.
EPOCH = date(1899, 12, 30)
MONTH_NAMES = "janfebmaraprmayjunjulaugsepoctnovdec"
CURRENCIES = "$€£¥₫đ"
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])[Mm]?)?")
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
LONG_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
SHORT_DATE = re.compile(r"(\d{1,2})([-/])(\d{1,4})")
NAMED_DATE = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})|(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")


def parse_entry(text: str, rules: LocaleRules, today: date, present: str = "") -> Entry:
    """The value of a typed text.

    `today` gives the year of a date typed without one. `present` is the type of the number format that
    the cell already has: an entry into a TEXT cell stays text; any other format is kept by the caller.
    """
    if text.startswith("="):
        return ({"formulaValue": text} if len(text) > 1 else {"stringValue": text}), None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if present == "TEXT":
        return {"stringValue": text}, None
    typed = text.strip()
    if typed.upper() in {"TRUE", "FALSE"} or typed.upper() in rules.truths:
        return {"boolValue": typed.upper() in {"TRUE", rules.truths[0]}}, None
    if found := _number(typed, rules) or _moment(typed, rules, today):
        return found
    return {"stringValue": text}, None


def _number(text: str, rules: LocaleRules) -> Entry | None:
    match = _number_pattern(rules.decimal, rules.groups).fullmatch(text)
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    before, after, percent = match["before"], match["after"], match["percent"]
    if (before and after) or (percent and (before or after)):
        return None
    whole = re.sub(f"[{re.escape(rules.groups)}]", "", match["whole"])
    fraction = (match["fraction"] or rules.decimal)[1:]
    value = float(f"{whole or '0'}.{fraction or '0'}{match['exponent'] or ''}")
    if value in (float("inf"), float("-inf")):
        return None
    negative = (match["sign"] or "") == "-" or match["open"] is not None
    if percent:
        value = _hundredth(whole, fraction, match["exponent"])
    grouped = whole != match["whole"]
    entered = {"numberValue": -value if negative and value else value}
    return entered, _number_format(match, grouped=grouped, places=len(fraction))


def _hundredth(whole: str, fraction: str, exponent: str | None) -> float:
    """A percentage as a fraction, by moving the point in the text: 9.5% is 0.095 exactly."""
    power = int((exponent or "e0")[1:]) - 2
    return float(f"{whole or '0'}.{fraction or '0'}e{power}")


def _number_pattern(decimal: str, groups: str) -> re.Pattern[str]:
    group, point = f"[{re.escape(groups)}]", re.escape(decimal)
    money = f"[{re.escape(CURRENCIES)}]"
    return re.compile(
        rf"(?P<open>\()?(?P<sign>[+-])?\s?(?P<before>{money})?\s?"
        rf"(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+|(?={point}\d))(?P<fraction>{point}\d*)?"
        rf"(?P<exponent>[eE][+-]?\d{{1,3}})?\s?(?P<percent>%)?\s?(?P<after>{money})?(?P<close>\))?"
    )


def _number_format(match: re.Match[str], *, grouped: bool, places: int) -> NumberFormat | None:
    point = ".00" if places else ""
    if match["percent"]:
        return {"type": "PERCENT", "pattern": f"0{point}%"}
    if sign := match["before"]:
        return {"type": "CURRENCY", "pattern": f'"{sign}"#,##0{point}'}
    if sign := match["after"]:
        return {"type": "CURRENCY", "pattern": f'#,##0{point}"{sign}"'}
    if match["exponent"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if grouped:
        return {"type": "NUMBER", "pattern": "#,##0" + ("." + "0" * places if places else "")}
    return None


def _moment(text: str, rules: LocaleRules, today: date) -> Entry | None:
    """A date, a time of day, or both."""
    if clock := TIME.fullmatch(text):
        return _time(clock)
    day, _, rest = text.partition(" ")
    if rest and (clock := TIME.fullmatch(rest.strip())):
        found, hour = _date(day.rstrip(","), rules, today), _time(clock)
        if found and hour:
            value = found[0]["numberValue"] + hour[0]["numberValue"] % 1
            pattern = f"{(found[1] or {})['pattern']} {(hour[1] or {})['pattern']}"
            return {"numberValue": value}, {"type": "DATE_TIME", "pattern": pattern}
        return None
    return _date(text, rules, today)


def _time(match: re.Match[str]) -> Entry | None:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").lower()
    if hour > 23 or minute > 59 or second > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    pattern = "h:mm" + (":ss" if match[3] else "") + (" am/pm" if half else "")
    seconds = hour * 3600 + minute * 60 + second
    return {"numberValue": seconds / 86400}, {"type": "TIME", "pattern": pattern}


def _date(text: str, rules: LocaleRules, today: date) -> Entry | None:
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Entry | None]], ...] = (
        (ISO_DATE, lambda match: _serial(match[1], match[3], match[4], f"yyyy{match[2]}mm{match[2]}dd")),
        (LONG_DATE, lambda match: _long(match, rules)),
        (SHORT_DATE, lambda match: _short(match, rules, today)),
        (NAMED_DATE, _named),
    )
    for pattern, read in readers:
        if match := pattern.fullmatch(text):
            return read(match)
    return None


def _serial(year: str | int, month: str | int, day: str | int, pattern: str) -> Entry | None:
    try:
        moment = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if moment < EPOCH:
        return None
    return {"numberValue": (moment - EPOCH).days}, {"type": "DATE", "pattern": pattern}


def _year(text: str) -> int:
    """Two digits below 50 are of this century."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _long(match: re.Match[str], rules: LocaleRules) -> Entry | None:
    first, sign, second, year = match.groups()
    month_first = rules.order == "mdy"
    day, month = (second, first) if month_first else (first, second)
    letters = "mm dd" if month_first else "dd mm"
    one, two = letters.split()
    pattern = sign.join((one[: len(first)], two[: len(second)], "y" * len(year)))
    return _serial(_year(year), month, day, pattern)


def _short(match: re.Match[str], rules: LocaleRules, today: date) -> Entry | None:
    """Day and month of this year, or month and year."""
    first, sign, second = match.groups()
    if len(second) == 4:
        return _serial(second, first, 1, f"{'mm'[: len(first)]}{sign}yyyy")
    if len(second) == 3:
        return None
    if rules.order == "dmy":
        return _serial(today.year, second, first, f"{'dd'[: len(first)]}{sign}{'mm'[: len(second)]}")
    return _serial(today.year, first, second, f"{'mm'[: len(first)]}{sign}{'dd'[: len(second)]}")


def _named(match: re.Match[str]) -> Entry | None:
    name, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    place, rest = divmod(MONTH_NAMES.find(name[:3].lower()), 3)
    if rest:
        return None
    return _serial(year, place + 1, day, "mmm d, yyyy" if match[1] else "d mmm yyyy")


def keeps_format(cell_format: dict[str, Any]) -> str:
    """The type of the number format that a cell already has, empty when it is automatic."""
    found = cell_format.get("numberFormat", {}).get("type", "")
    return "" if found == "NUMBER_FORMAT_TYPE_UNSPECIFIED" else str(found)
