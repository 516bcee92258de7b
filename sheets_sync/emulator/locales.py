"""What a locale changes: decimal and grouping signs, order of dates, separator of arguments."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision, get_currency_symbol, get_territory_currencies

#: Signs that people type for the narrow spaces that some locales group digits with.
SPACES = "\u202f\u00a0 "
#: IronCalc's locale for languages whose own it has.
CALCULATED = {"de": "de", "fr": "fr", "es": "es", "it": "it"}
TRUTHS = {
    "fr": ("VRAI", "FAUX"),
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "it": ("VERO", "FALSO"),
}


@dataclass(frozen=True, slots=True)
class LocaleRules:
    """How numbers and dates are typed and shown."""

    decimal: str
    #: Every sign that may group digits.
    groups: str
    #: Order of day, month and year: dmy, mdy or ymd.
    order: str
    #: The date pattern shown when a cell has none of its own, as d/m/yyyy.
    date_pattern: str
    #: The locale that IronCalc knows and that writes numbers and formulas alike.
    calculated: str
    #: TRUE and FALSE.
    truths: tuple[str, str]
    #: The pattern of money without one of its own, in the country's currency.
    currency_pattern: str
    #: As babel knows it.
    name: str


@lru_cache(maxsize=256)
def rules(locale: str) -> LocaleRules | None:
    """The rules of a locale in Google's writing, as vi_VN; None for one that does not exist."""
    try:
        found = Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return None
    signs = found.number_symbols.get("latn", found.number_symbols)
    decimal, group = str(signs["decimal"]), str(signs["group"])
    pattern = found.date_formats["short"].pattern
    order = "".join(sorted("dmy", key=lambda letter: pattern.lower().find(letter)))
    order = order if order in {"dmy", "mdy", "ymd"} else "dmy"
    return LocaleRules(
        decimal,
        SPACES if group in SPACES else group,
        order,
        _four_digit_year(pattern.lower()),
        _calculated(found.language, decimal, group, order),
        TRUTHS.get(found.language, ("TRUE", "FALSE")),
        _currency_pattern(found),
        locale,
    )


def _currency_pattern(locale: Locale) -> str:
    """`"$"#,##0.00` for the United States, `#,##0 "₫"` for Vietnam."""
    codes = get_territory_currencies(locale.territory) if locale.territory else []
    code = codes[-1] if codes else "USD"
    places = get_currency_precision(code)
    number = "#,##0" + ("." + "0" * places if places else "")
    shape = locale.currency_formats["standard"].pattern.partition(";")[0]
    signs = re.split(r"[#,.0]+", shape.replace("¤", get_currency_symbol(code, locale)), maxsplit=1)
    before, after = (f'"{sign}"' if sign else "" for sign in signs)
    return f"{before}{number}{after}"


def _four_digit_year(pattern: str) -> str:
    start, end = pattern.index("y"), pattern.rindex("y")
    return pattern[:start] + "yyyy" + pattern[end + 1 :]


def _calculated(language: str, decimal: str, group: str, order: str) -> str:
    if decimal == ".":
        return "en" if order == "mdy" else "en-GB"
    if group in SPACES:
        return "fr"
    return CALCULATED.get(language, "es")


def known(locale: str) -> LocaleRules:
    """The rules of a locale that a spreadsheet already has."""
    found = rules(locale)
    if found is None:
        raise ValueError(f"unknown locale {locale}")
    return found
