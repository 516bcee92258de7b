"""Values as a cell shows them, by number format and locale."""

import re
import threading
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

import ironcalc

from sheets_sync.emulator.cells import ExtendedValue, plain
from sheets_sync.emulator.locales import LocaleRules

#: What a format type shows when the format has no pattern; DATE comes from the locale.
PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": '"$"#,##0.00',
    "TIME": "h:mm:ss am/pm",
    "SCIENTIFIC": "0.00E+00",
    "TEXT": "@",
}
QUOTED = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]')
#: A section without exponent, fraction, or commas that divide by thousands.
PLAIN_NUMBER = re.compile(r"^[^eE/]*[0#?][^eE/,]*$")
#: Larger numbers have no halves worth rounding.
LARGEST_ROUNDED = 1e15
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
    return _by_pattern(float(shown), pattern, rules.calculated) or automatic(shown).replace(
        ".", rules.decimal
    )


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
def _by_pattern(number: float, pattern: str, locale: str) -> str:
    """What IronCalc makes of a pattern; empty when it cannot."""
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
    return "" if shown.startswith("#VALUE") else shown


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
