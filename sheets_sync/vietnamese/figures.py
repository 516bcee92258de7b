"""Figures as digits: what digits with separators can mean, and how figures are written in Vietnamese."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal

from sheets_sync.vietnamese.letters import RECENT, plain_figures

#: What a spreadsheet's float holds for certain, and so the most that a figure keeps.
_SIGNIFICANT = 15
#: More digits than this are no figure but a number of some document or account.
_MOST_DIGITS = 18
#: Room for every float, whatever context the caller works in.
_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)

#: A run of digits with its separators; spaces separate groups of three only.
FIGURE = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?(?![.,']?\d)|\d+(?:[.,']\d+)*|(?<![.,])[.,]\d+")

_GROUPED = r"[1-9]\d{0,2}(?:%s\d{3})+"
_SPELLINGS = re.compile(
    rf"(?P<vi>{_GROUPED % '[.]'},\d+|{_GROUPED % '[.]'}[.]\d{{3}}|\d*,\d+)"
    rf"|(?P<en>{_GROUPED % ','}[.]\d+|{_GROUPED % ','},\d{{3}}|\d*[.]\d+)"
    rf"|(?P<neutral>\d+|{_GROUPED % ' '}(?:[.,]\d+)?|{_GROUPED % chr(39)}(?:[.,]\d+)?)"
)
#: Parsed once: by its name the library would parse it for every figure.
_VIETNAMESE = Locale("vi")
#: Python groups with commas; babel says the same as this, twenty times slower.
_AS_IN_VIETNAM = str.maketrans(",.", ".,")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a run of digits means."""

    value: Decimal
    #: The other meaning, with a decimal part, of one separator before three digits: `1.234`.
    other: Decimal | None = None
    #: The separators are unmistakably Vietnamese (`vi`, 1.234,5) or English (`en`, 1,234.5).
    style: str | None = None


def read_figure(digits: str) -> Figure | None:
    """The meaning of what FIGURE matched; None for faulty groups (`1.234.56`) and for too many digits."""
    if sum(map(str.isdigit, digits)) > _MOST_DIGITS:
        return None
    if _EITHER.fullmatch(digits):
        return Figure(Decimal(re.sub("[.,]", "", digits)), Decimal(digits.replace(",", ".")))
    spelling = _SPELLINGS.fullmatch(digits)
    if spelling is None:
        return None
    decimal_mark = {"vi": ",", "en": "."}.get(spelling.lastgroup or "") or ("," if "," in digits else ".")
    whole, _, fraction = digits.partition(decimal_mark)
    value = Decimal(f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}")
    style = None if spelling.lastgroup == "neutral" else spelling.lastgroup
    return Figure(canonical(value), style=style)


@lru_cache(RECENT)
def separators(text: str) -> str | None:
    """`vi` for a figure unmistakably written as 1.234,5, `en` for one written as 1,234.5, else None."""
    if text.isascii() and "," not in text and "." not in text:
        return None
    found = {
        figure.style for digits in FIGURE.findall(plain_figures(text)) if (figure := read_figure(digits))
    }
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def canonical(value: Decimal) -> Decimal:
    """The same value with no trailing zeros and no exponent, so that equal figures are stored equally."""
    plain = Decimal(f"{value.normalize(_CONTEXT):f}")
    return plain or Decimal(0)  # never -0


def from_float(value: float) -> Decimal:
    """The figure a person sees in a cell's float: its shortest form, without binary noise."""
    shortest = f"{value:.{_SIGNIFICANT}g}"
    # Without an exponent it is canonical already, but for -0.
    return canonical(Decimal(shortest)) if "e" in shortest or not value else Decimal(shortest)


def format_number(value: Decimal | int | float, *, grouped: bool = True) -> str:
    """A figure in Vietnamese style, without trailing zeros: `1.234,5`; ungrouped: `1234,5`."""
    exact = from_float(value) if isinstance(value, float) else canonical(Decimal(value))
    return f"{exact:{',' if grouped else ''}f}".translate(_AS_IN_VIETNAM)


def format_decimal_places(value: Decimal | int | float, places: int) -> str:
    """A figure in Vietnamese style with this many decimal places, halves rounded up: `92,3`."""
    exact = from_float(value) if isinstance(value, float) else Decimal(value)
    pattern = "#,##0." + "0" * places if places else "#,##0"
    with localcontext(_CONTEXT):
        return str(format_decimal(exact, format=pattern, locale=_VIETNAMESE))
