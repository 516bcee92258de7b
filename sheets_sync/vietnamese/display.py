"""What a number format shows against what the cell holds: scaled, hidden, or merely rounded."""

import re
from collections.abc import Iterator
from decimal import Decimal

from sheets_sync.vietnamese.figures import FIGURE, format_number, from_float, read_figure
from sheets_sync.vietnamese.letters import one_line, plain_figures
from sheets_sync.vietnamese.measures import conversion, declared, words

#: Binary noise and digits that a float does not hold are no rounding.
_NOISE = Decimal("1e-9")
_SCIENTIFIC = re.compile(r"(\d+)(?:[.,](\d+))?e([+-]?\d{1,3})", re.IGNORECASE)
#: 5040:00 is 210 days.
_DURATION = re.compile(r"-?\d+:\d\d(?::\d\d)?")
#: A format may show a negative number without any of these.
_NEGATIVE = re.compile(r"[-\u2212(]")
_CURRENCY = frozenset({("dong",), ("d",), ("vnd",), ("₫",)})


def hides(value: float, shown: str, measure: str) -> bool:
    """Whether a number format makes another figure of the value, or none, in a column of this measure.

    Rounding and signs of currency hide nothing; a zero may be shown as nothing or as a dash.
    """
    if is_plain(value, shown):
        return False
    held, text = abs(from_float(value)), plain_figures(one_line(shown))
    if not any(map(str.isdecimal, text)):
        return held != 0
    readings = list(_readings(text))
    if not readings:
        return _DURATION.fullmatch(text.strip()) is not None
    rest = (_SCIENTIFIC if _SCIENTIFIC.search(text) else FIGURE).sub("", text, count=1).strip(" -+()")
    factor = _factor(rest, held, measure)
    return factor is None or not any(
        abs(held - figure * factor) <= half * factor for figure, half in readings
    )


def as_held(value: float, shown: str) -> str:
    """What the cell shows if that is its value; else the value: 210,4 where the format shows 210."""
    if is_plain(value, shown):
        return shown.strip()
    held, text = abs(from_float(value)), plain_figures(one_line(shown))
    is_signed = value >= 0 or _NEGATIVE.search(shown) is not None
    exact = is_signed and any(abs(held - figure) <= held * _NOISE for figure, _ in _readings(text))
    return one_line(shown) if exact else format_number(value)


def is_plain(value: float, shown: str) -> bool:
    """Whether nothing but the value is shown, in Vietnamese or in English style: nearly every cell."""
    for plain in (shown.replace(".", "").replace(",", "."), shown.replace(",", "")):
        try:
            if float(plain) == value:
                return True
        except ValueError:
            continue
    return False


def _readings(text: str) -> Iterator[tuple[Decimal, Decimal]]:
    """The figures that a shown text may be, each with half of its last digit; none where it has several."""
    if scientific := _SCIENTIFIC.search(text):
        whole, fraction, power = scientific[1], scientific[2] or "", int(scientific[3])
        last = Decimal(1).scaleb(power - len(fraction))
        yield Decimal(f"{whole}{fraction}") * last, last / 2
        return
    figures = FIGURE.findall(text)
    figure = read_figure(figures[0]) if len(figures) == 1 else None
    for one in () if figure is None else (figure.value, figure.other):
        if one is not None:
            decimals = (
                0 if one == one.to_integral_value() and _is_grouped(figures[0]) else _decimals(figures[0])
            )
            yield one, Decimal(1).scaleb(-decimals) / 2


def _is_grouped(digits: str) -> bool:
    return re.fullmatch(r"\d{1,3}(?:[.,' ]\d{3})+", digits) is not None


def _decimals(digits: str) -> int:
    marks = [place for place, character in enumerate(digits) if character in ".,"]
    return len(digits) - marks[-1] - 1 if marks else 0


def _factor(rest: str, held: Decimal, measure: str) -> Decimal | None:
    """How many of the column's measure one of what the format writes beside the figure is; None if none."""
    known = declared(rest)
    if not known:
        return Decimal(1)
    if measure == "%" and rest == "%":
        return Decimal(1)
    factor = conversion(known, measure)
    if factor is not None and words(known) in _CURRENCY and held * factor < 1:
        return Decimal(1)
    return factor
