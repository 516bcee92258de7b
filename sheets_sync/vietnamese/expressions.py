"""Texts that are no figure yet: ranges, calculations, scientific numbers, amounts left unfinished.

They are told apart before figures are looked for, lest `10-15` or `2 tỷ 5` be taken for two values.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from sheets_sync.vietnamese.figures import read_figure
from sheets_sync.vietnamese.measures import Words, words

Times = Callable[[Words], Decimal | None]

_DIGITS = r"\d+(?:[.,']\d+)*"
_UNIT = r"[^\d+*×:=~±→;()/-]*"
_TO = r"(?:-{1,2}|~|→|->|\.{2,3}|…|đến|den|tới|toi|±|\+ ?/ ?-|\+-)"
_RANGE = re.compile(
    rf"(?:từ|tu|trong )?{_UNIT}(?P<low>{_DIGITS}){_UNIT}?(?P<to>{_TO}) ?{_UNIT}?(?P<high>{_DIGITS}){_UNIT}",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(
    r"(?P<mantissa>\d+(?:[.,]\d+)?) ?(?:e ?\+?|[x×*.] ?10 ?\^ ?\+?)(?P<power>-?\d{1,2})(?P<unit>[^\d]*)",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?P<base>\d{1,3}) ?\^ ?(?P<power>\d{1,2})(?P<unit>[^\d]*)")
_EITHER = re.compile(
    rf"(?P<first>{_DIGITS})(?P<own>{_UNIT}) ?(?:hoặc|hoac|hay) ?(?P<second>{_DIGITS})(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_SIGNS = {"+": "+", "cộng": "+", "x": "*", "*": "*", "×": "*", ":": "/", "÷": "/", "-": "-"}
_SIGN = r"(?:\+|cộng|x|\*|×)"
_CALCULATION = re.compile(
    rf"=? ?(?P<terms>{_DIGITS}(?: ?{_SIGN} ?{_DIGITS})+)(?: ?= ?(?P<result>{_DIGITS}))?(?P<unit>[^\d+=]*)",
    re.IGNORECASE,
)
#: A calculation that begins with an equals sign was meant for the spreadsheet: here `-` and `:` count too.
_FORMULA = re.compile(rf"= ?(?P<terms>{_DIGITS}(?: ?[-+*/:×] ?{_DIGITS})+)(?P<unit>)(?P<result>(?!))?")
#: With its result beside it a difference is no range.
_EQUATION = re.compile(
    rf"(?P<terms>{_DIGITS}(?: ?[-+*×x] ?{_DIGITS})+) ?= ?(?P<result>{_DIGITS})(?P<unit>[^\d+=]*)",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_DIGITS})|({_SIGN}|[-/:÷])", re.IGNORECASE)
_UNFINISHED = re.compile(
    rf"(?P<head>{_DIGITS}) ?(?P<unit>[^\W\d_]+)(?P<gap> ?)(?P<tail>\d{{1,3}}|rưỡi|ruoi)(?P<end>[^\d]*)",
    re.IGNORECASE,
)
#: What the figure after a unit counts when its own unit is left out: `5 tỷ 570` are 570 triệu.
_NEXT = {"ty": "triệu", "ti": "triệu", "trieu": "nghìn", "tr": "nghìn", "nghin": "đồng", "km": "m"}


@dataclass(frozen=True, slots=True)
class Expression:
    """What a text is that is no plain figure."""

    #: Code of its finding.
    code: str
    #: The values it may mean, in the column's measure, the likeliest first; none where nothing is certain.
    values: tuple[Decimal, ...] = ()


def expression(plain: str, times: Times) -> Expression | None:
    """What kind of expression a text of plain figures is; None for figures and whatever else."""
    readers = (_scientific, _power, _calculation, _either, _range, _unfinished)
    return next((found for read in readers if (found := read(plain, times)) is not None), None)


def _scientific(plain: str, times: Times) -> Expression | None:
    match = _SCIENTIFIC.fullmatch(plain)
    factor = None if match is None else times(words(match["unit"]))
    if match is None or factor is None:
        return None
    mantissa = Decimal(match["mantissa"].replace(",", "."))
    return Expression("number-scientific", (mantissa.scaleb(int(match["power"])) * factor,))


def _power(plain: str, times: Times) -> Expression | None:
    match = _POWER.fullmatch(plain)
    factor = None if match is None else times(words(match["unit"]))
    if match is None or factor is None:
        return None
    return Expression("number-scientific", (Decimal(match["base"]) ** int(match["power"]) * factor,))


def _either(plain: str, times: Times) -> Expression | None:
    """`15 hoặc 20`: one of two, in the measure that the last one names."""
    match = _EITHER.fullmatch(plain)
    if match is None:
        return None
    last = words(match["unit"])
    figures, factors = (
        (_certain(match["first"]), _certain(match["second"])),
        (times(words(match["own"]) or last), times(last)),
    )
    found = [one * factor for one, factor in zip(figures, factors, strict=True) if one and factor]
    return Expression("number-range", tuple(found) if len(found) == len(figures) else ())


def _calculation(plain: str, times: Times) -> Expression | None:
    match = _CALCULATION.fullmatch(plain) or _FORMULA.fullmatch(plain) or _EQUATION.fullmatch(plain)
    factor = None if match is None else times(words(match["unit"]))
    if match is None or factor is None:
        return None
    value, result = _calculated(match["terms"]), match["result"]
    if value is None or (result is not None and _certain(result) != value):
        return Expression("number-calculation")
    return Expression("number-calculation", (value * factor,))


def _calculated(terms: str) -> Decimal | None:
    """The result, products before sums; None when a figure can be read in two ways."""
    total, product, sign, operation = Decimal(0), Decimal(0), 1, "+"
    for figure, typed in _PART.findall(terms):
        if not figure:
            operation = _SIGNS.get(typed.lower(), "/")
            continue
        value = _certain(figure)
        if value is None:
            return None
        try:
            if operation in "*/":
                product = product * value if operation == "*" else product / value
            else:
                total, product, sign = total + sign * product, value, 1 if operation == "+" else -1
        except (DivisionByZero, InvalidOperation):
            return None
    return total + sign * product


def _range(plain: str, times: Times) -> Expression | None:  # noqa: ARG001 (every reader takes the same)
    match = _RANGE.fullmatch(plain)
    if match is None:
        return None
    low, high = read_figure(match["low"]), read_figure(match["high"])
    ascends = low is not None and high is not None and low.value < high.value
    return Expression("number-range") if ascends or match["to"][0] in "±+" else None


def _unfinished(plain: str, times: Times) -> Expression | None:
    match = _UNFINISHED.fullmatch(plain)
    if match is None or not set(words(match["end"])) <= {"dong", "d", "vnd"}:
        return None
    unit, head, tail = words(match["unit"]), _certain(match["head"]), match["tail"]
    factor = times(unit)
    if factor is None and unit[0] in _NEXT:
        return Expression("number-unreadable")
    if factor is None or head is None or head % 1:
        return None
    return Expression("number-unfinished", tuple(_finished(head, factor, unit, tail, match["gap"], times)))


def _finished(
    head: Decimal, factor: Decimal, unit: Words, tail: str, gap: str, times: Times
) -> Iterator[Decimal]:
    """`5tr5` is certain; `2 tỷ 5` may mean tenths or the next smaller unit; `5 tỷ 570` the latter alone."""
    if not tail.isdigit():
        yield (head + Decimal("0.5")) * factor
        return
    smaller = times(words(_NEXT.get(unit[0], "?")))
    if len(tail) < 3 and unit != ("km",):
        yield (head + Decimal(f"0.{tail}")) * factor
    if smaller is not None and (gap or len(tail) == 3):
        yield head * factor + int(tail) * smaller
    elif len(tail) == 3 or unit == ("km",):
        yield (head + Decimal(f"0.{tail}")) * factor


def _certain(digits: str) -> Decimal | None:
    figure = read_figure(digits)
    return None if figure is None or figure.other is not None else figure.value
