"""Values as a cell shows them, by number format and locale."""

import re
import threading
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import ironcalc
from babel.dates import format_date

from sheets_sync.emulator.cells import ExtendedValue, plain
from sheets_sync.emulator.entry import EPOCH
from sheets_sync.emulator.locales import LocaleRules

#: What a format type shows when the format has no pattern; DATE comes from the locale.
PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "TIME": "h:mm:ss am/pm",
    "SCIENTIFIC": "0.00E+00",
    "TEXT": "@",
}
QUOTED = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]')
#: A section without exponent, fraction, or commas that divide by thousands.
PLAIN_NUMBER = re.compile(r"^[^eE/]*[0#?][^eE/,]*$")
#: Larger numbers have no halves worth rounding.
LARGEST_ROUNDED = 1e15
#: Names of days and months in a pattern; quoted texts are passed over.
NAMES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|m{3,5}|d{3,4}', re.IGNORECASE)
#: The sign of a currency, and maybe the number of a language: `[$₫]`, `[$€-407]`.
CURRENCY = re.compile(r'\[\$([^\]"-]*)(?:-[0-9A-Fa-f]+)?\]')
FRACTION = re.compile(r"(?:(?P<whole>[#0]+) )?(?P<above>[?#0]+)/(?P<below>[?#0]+|\d+)")
LAST_DAY = (date.max - EPOCH).days
ELAPSED = re.compile(r"\[(h+)\]:mm(:ss)?")
#: Digits that an automatic format shows.
DIGITS = 10
_scratch_lock = threading.Lock()


def pattern_of(number_format: dict[str, str], rules: LocaleRules) -> str:
    """The pattern that a number format shows by; empty when it is automatic."""
    if pattern := number_format.get("pattern"):
        return pattern
    kind = number_format.get("type", "")
    if kind == "DATE":
        return rules.date_pattern
    if kind == "CURRENCY":
        return rules.currency_pattern
    if kind == "DATE_TIME":
        return f"{rules.date_pattern} h:mm:ss"
    return PATTERNS.get(kind, "")


def is_temporal(pattern: str) -> bool:
    """Whether a pattern shows a date or a time."""
    bare = QUOTED.sub("", pattern).lower().replace("general", "").replace("am/pm", "h")
    return any(letter in bare for letter in "dmyhs")


def formatted(value: ExtendedValue | None, number_format: dict[str, Any], rules: LocaleRules) -> str:
    """The text that a cell shows."""
    if not value:
        return ""
    shown = plain(value)
    if isinstance(shown, bool):
        return rules.truths[0 if shown else 1]
    if isinstance(shown, str):
        return shown
    pattern = pattern_of(number_format, rules)
    if not pattern or pattern.lower() == "general" or pattern == "@":
        return automatic(shown).replace(".", rules.decimal)
    if found := FRACTION.fullmatch(pattern):
        return fraction(float(shown), found)
    pattern = named(CURRENCY.sub(_quoted, pattern), float(shown), rules.name)
    by_pattern = _by_pattern(float(shown), pattern, rules.calculated)
    return automatic(shown).replace(".", rules.decimal) if by_pattern is None else by_pattern


def _quoted(found: re.Match[str]) -> str:
    """A currency's sign as a text that stays where it stands; IronCalc puts it in front."""
    return f'"{found[1]}"' if found[1] else ""


def named(pattern: str, number: float, locale: str) -> str:
    """The pattern with names of days and months written out in the locale's language."""
    if locale.startswith("en") or not is_temporal(pattern) or not 0 <= number <= LAST_DAY:
        return pattern
    day = EPOCH + timedelta(days=int(number))
    return NAMES.sub(lambda match: _name(match[0], day, locale), pattern)


def _name(token: str, day: date, locale: str) -> str:
    if token[0] not in "dDmM":
        return token
    fields = {"dddd": "EEEE", "ddd": "EEE", "mmmmm": "MMMMM", "mmmm": "MMMM", "mmm": "MMM"}
    return f'"{format_date(day, fields[token.lower()], locale)}"'


def fraction(number: float, found: re.Match[str]) -> str:
    """`1 1/2`: the nearest fraction with as many digits as the pattern has places, aligned where it asks."""
    whole_part, above, below = found["whole"], found["above"], found["below"]
    if below.isdigit() and below.strip("0"):
        nearest = Fraction(round(abs(number) * int(below)), int(below))
        parts = round(abs(number) * int(below)), int(below)
    else:
        nearest = Fraction(abs(number)).limit_denominator(10 ** len(below) - 1)
        parts = nearest.numerator, nearest.denominator
    sign = "-" if number < 0 and nearest else ""
    if whole_part is None:
        return f"{sign}{_aligned(parts[0], above)}/{_aligned(parts[1], below, left=True)}"
    whole, rest = divmod(parts[0], parts[1])
    shown = f"{_aligned(rest, above)}/{_aligned(parts[1], below, left=True)}"
    if not rest:
        shown = " " * len(shown) if "?" in above else ""
        whole_part = whole_part.replace("#", "0", 1)
    digits = str(whole).zfill(whole_part.count("0")) if whole or "0" in whole_part else ""
    return f"{sign}{digits}{' ' if shown else ''}{shown}"


def _aligned(number: int, places: str, *, left: bool = False) -> str:
    """The digits in the width of their places: `?` keeps room, `0` fills."""
    text = str(number).zfill(places.count("0"))
    if "?" not in places:
        return text
    return text.ljust(len(places)) if left else text.rjust(len(places))


def automatic(number: float) -> str:
    """A number without format: ten significant digits, no grouping, a point as decimal sign."""
    if number == 0:
        return "0"
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    shown = Decimal(f"{number:.{DIGITS - 1}e}").normalize()
    if -7 < shown.adjusted() < 15:
        return f"{shown:f}"
    digits, _, power = f"{shown:E}".partition("E")
    return f"{digits}E{power[0]}{power[1:].zfill(2)}"


@lru_cache(maxsize=65536)
def _by_pattern(number: float, pattern: str, locale: str) -> str | None:
    """What IronCalc makes of a pattern, such as nothing of `;;;`; None when it cannot."""
    if found := ELAPSED.fullmatch(pattern):
        return _elapsed(number, len(found[1]), bool(found[2]))
    # Names of months come in IronCalc's own languages; English where it stands in for another one.
    language = "en-GB" if locale == "es" and is_temporal(pattern) else locale
    model = _scratch(language)
    with _scratch_lock:
        style = model.get_cell_style(0, 1, 1)
        style["num_fmt"] = pattern
        model.set_cell_style(0, 1, 1, style)
        model.update_cell_with_number(0, 1, 1, _rounded(number, pattern))
        shown = model.get_formatted_cell_value(0, 1, 1)
    return None if shown.startswith("#VALUE") else shown


def _rounded(number: float, pattern: str) -> float:
    """The number at the precision that the pattern shows, halves away from zero, unlike IronCalc's."""
    section = QUOTED.sub("", pattern.split(";")[0])
    if not PLAIN_NUMBER.search(section) or is_temporal(pattern) or abs(number) > LARGEST_ROUNDED:
        return number
    fraction = re.search(r"\.([0#?]+)", section)
    places = (len(fraction[1]) if fraction else 0) + 2 * section.count("%")
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


@lru_cache(maxsize=16)
def _scratch(locale: str) -> ironcalc.Model:
    return ironcalc.create("scratch", locale, "UTC", "en")


def _elapsed(days: float, width: int, with_seconds: bool) -> str:
    seconds = round(days * 86400)
    hours, rest = divmod(seconds, 3600)
    shown = f"{hours:0{width}}:{rest // 60:02}"
    return f"{shown}:{rest % 60:02}" if with_seconds else shown
