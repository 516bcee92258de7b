"""Numbers as units of a Vietnamese ward write them, read by the column's kind and measure, never guessed.

Source: docs/domain.md, “What people type”. Where two readings are possible the value is None
and the doubt names both.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.model import Doubt, Measurement
from sheets_sync.vietnamese.amounts import Amount, Written, take_apart
from sheets_sync.vietnamese.display import as_held, hides, is_plain
from sheets_sync.vietnamese.expressions import Expression, expression
from sheets_sync.vietnamese.figures import (
    canonical,
    format_decimal_places,
    format_number,
    from_float,
    separators,
)
from sheets_sync.vietnamese.letters import REPLACED, clean, one_line, plain_figures
from sheets_sync.vietnamese.measures import Words, is_money, measure_words, spell_out, times, words
from sheets_sync.vietnamese.parsed import Parsed
from sheets_sync.vietnamese.words import Absence, absence, legacy

__all__ = ["Parsed", "check_number", "format_decimal_places", "format_number", "read_number", "separators"]

#: A longer text is a sentence, not a number; messages repeat this much of it.
_LONGEST = 100
#: Numbers from here on are no figures of a ward.
_LIMIT = Decimal(10**18)
_FLOAT_LIMIT = float(_LIMIT)

#: Before a number: words that say that it is not exact, that say nothing, that make it negative.
_ABOUT = frozenset(
    words("gần hơn trên dưới khoảng xấp xỉ ước tính chừng tầm độ tối thiểu đa ít nhất ~≈±><≥≤")
)
_FILLERS = frozenset(words("đạt được có là +"))
_MINUS = frozenset(words("- âm"))
#: From here on a percentage is more likely a hundredfold one: 95 formatted as 9500%.
_HUNDREDFOLD = Decimal(1000)
_WHOLE = Decimal(100)
#: A figure that can be read in one way alone: nearly every text in a column of this kind.
_ONE_WAY = r"[0-9]{1,13}(?:,(?:[0-9]{1,2}|[0-9]{4,5}))?|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,4}"
_PLAIN = {
    Measurement.INTEGER: re.compile(rf"({_ONE_WAY}|[1-9][0-9]{{0,2}}\.[0-9]{{3}})"),
    Measurement.DECIMAL: re.compile(rf"({_ONE_WAY})"),
    Measurement.PERCENT: re.compile(rf"({_ONE_WAY})%?"),
}
_PERCENT_SIGNS: tuple[Words, ...] = (("%",), ("phan", "tram"))


@dataclass(frozen=True, slots=True)
class _Cell:
    """What was typed, and what its column asks for."""

    typed: str
    measurement: Measurement
    measure: str
    #: The greatest percentage that is none too much.
    most: Decimal = _WHOLE

    def times(self, unit: Words) -> Decimal | None:
        """How many of the column's measure one of the unit is."""
        own = self.measurement is Measurement.PERCENT and unit in _PERCENT_SIGNS
        return Decimal(1) if own else times(unit, self.measure_words)

    @property
    def measure_words(self) -> Words:
        return measure_words(self.measure)

    def doubt(self, code: str, **params: str) -> Doubt:
        return Doubt(code, {"typed": self.typed, **params})

    def refuse(self, code: str, **params: str) -> Parsed[Decimal]:
        return Parsed(None, (self.doubt(code, **params),))

    def unreadable(self) -> Parsed[Decimal]:
        return self.refuse("number-unreadable", measure=self.measure)

    def accept(self, value: Decimal, *remarks: Doubt) -> Parsed[Decimal]:
        """The value with the remarks, unless the column's kind forbids it."""
        if self.measurement is Measurement.INTEGER and value != value.to_integral_value():
            return self.refuse("number-not-integer", measure=self.measure)
        if self.measurement is Measurement.PERCENT and value > self.most:
            return self.too_much(value)
        if self.measurement is Measurement.PERCENT and 0 < value <= 1:
            first, second = format_number(value), format_number(value * 100)
            remarks = (*remarks, self.doubt("percent-fraction", first=first, second=second))
        return Parsed(canonical(value), remarks)

    def too_much(self, value: Decimal) -> Parsed[Decimal]:
        """A share above the whole; a hundredth of it where that is one."""
        shown, likely = format_number(value), value / 100
        if 1 < likely <= 100 and value >= _HUNDREDFOLD:
            return self.refuse("percent-hundredfold", value=shown, proposal=format_number(likely))
        return self.refuse("percent-above-100", value=shown)


def read_number(
    text: str, *, measurement: Measurement, measure: str, most: Decimal = _WHOLE
) -> Parsed[Decimal]:
    """The number that a text means in a column of this kind and measure (`triệu đồng`, `hộ`, `%`).

    A percentage above `most` is questioned.

    An empty text is None without doubts; every other None has a doubt that says why. Never raises.
    """
    typed = one_line(text)
    plain_figure = _PLAIN[measurement].fullmatch(typed) if measurement in _PLAIN else None
    if plain_figure is not None:
        digits = plain_figure[1].replace(".", "").replace(",", ".")
        return _Cell(typed, measurement, measure, most).accept(Decimal(digits))
    too_long = len(typed) > _LONGEST
    cell = _Cell(typed[:_LONGEST] + "…" if too_long else typed, measurement, measure, most)
    if not typed:
        return Parsed(None)
    if REPLACED in typed:
        # What stood there is not known: it parts no two numbers, and joins no words into “không có”.
        return cell.unreadable()
    absent = absence(typed)
    if absent is not None:
        return _read_absence(cell, absent)
    if too_long or legacy(text):
        return cell.unreadable()
    plain = _plain(text)
    told = expression(plain, cell.times)
    if told is not None:
        return _read_expression(cell, told)
    written = take_apart(plain, cell.times)
    if written is None:
        return cell.unreadable()
    return _read_one(cell, written) if len(written.amounts) == 1 else _read_several(cell, written.amounts)


def check_number(
    value: float,
    shown: str,
    *,
    measurement: Measurement,
    measure: str,
    is_percent: bool,
    most: Decimal = _WHOLE,
) -> Parsed[Decimal]:
    """The figure of a numeric cell, judged as if it had been typed.

    `is_percent` tells that the cell is formatted as a percentage: it holds 0.95 and shows 95%. That is
    refused in a column that is not in per cent. Never raises.
    """
    in_percent = measurement is Measurement.PERCENT
    # No limit is above what is no number.
    if not abs(value) < _FLOAT_LIMIT or (is_percent and not in_percent):
        return _Cell(one_line(shown)[:_LONGEST] or str(value), measurement, measure).unreadable()
    # Nearly every cell shows plainly what it holds, and that fits its column.
    plain = not is_percent and is_plain(value, shown)
    if plain and value >= 0 and _fits(value, measurement, most):
        return Parsed(from_float(value))
    typed = shown.strip() if plain else one_line(shown) if is_percent else as_held(value, shown)
    cell = _Cell(typed[:_LONGEST], measurement, measure, most)
    if value < 0:
        return cell.refuse("number-negative")
    if not (is_percent or plain) and hides(value, shown, measure):
        visible = one_line(shown)[:_LONGEST] or "(trống)"
        return cell.refuse("shown-differs", shown=visible, held=format_number(value))
    return cell.accept(from_float(value) * (100 if is_percent else 1))


def _fits(value: float, measurement: Measurement, most: Decimal) -> bool:
    """Whether there is nothing to say of a figure in a column of this kind."""
    if measurement is Measurement.PERCENT:
        return value == 0 or 1 < value <= most
    return measurement is not Measurement.INTEGER or value.is_integer()


def _plain(text: str) -> str:
    return spell_out(plain_figures(clean(text))).replace("\n", ";")


def _read_absence(cell: _Cell, absent: Absence) -> Parsed[Decimal]:
    match absent:
        case Absence.NOT_YET:
            return cell.refuse("value-not-yet")
        case Absence.PLACEHOLDER:
            return cell.refuse("value-placeholder")
        case Absence.UNCLEAR:
            return cell.refuse("zero-in-words")
        case Absence.NONE_OCCURRED:
            counts = cell.measurement is Measurement.INTEGER
            return Parsed(Decimal(0), in_words=cell.typed) if counts else cell.refuse("zero-in-words")


def _read_expression(cell: _Cell, told: Expression) -> Parsed[Decimal]:
    """Never a value: only the unit knows which one is meant, however likely it is."""
    counts = cell.measurement is Measurement.INTEGER
    possible = (v for v in told.values if 0 <= v < _LIMIT and not (counts and v % 1))
    shown = [format_number(value) for value in possible]
    if told.code == "number-unreadable":
        return cell.unreadable()
    match shown:
        case []:
            suggestion = f"Đề nghị nhập một số chính xác (đơn vị tính: {cell.measure})."
        case [only]:
            suggestion = f"Nếu đúng là {only} {cell.measure}".rstrip() + f", đề nghị nhập {only}."
        case [first, second, *_]:
            return cell.refuse("number-ambiguous", first=first, second=second)
    return cell.refuse(told.code, suggestion=suggestion)


def _read_one(cell: _Cell, written: Written) -> Parsed[Decimal]:
    before = frozenset(written.before)
    readings = written.amounts[0].readings(
        counts=cell.measurement is Measurement.INTEGER, money=is_money(cell.measure_words)
    )
    if readings is None or max(readings) >= _LIMIT or not before <= _ABOUT | _FILLERS | _MINUS:
        return cell.unreadable()
    first, second = readings
    if first and (written.bracketed or before & _MINUS):
        return cell.refuse("number-negative")
    if first != second:
        one, other = (format_number(reading, grouped=False) for reading in readings)
        return cell.refuse("number-ambiguous", first=one, second=other)
    return cell.accept(first, *_remarks(cell, written, first))


def _remarks(cell: _Cell, written: Written, value: Decimal) -> tuple[Doubt, ...]:
    """What to say of a number that is not written as a bare one."""
    if written.bare:
        return ()
    inexact = written.inexact or not _ABOUT.isdisjoint(written.before)
    code = "number-approximate" if inexact else "number-as-words"
    return (cell.doubt(code, proposal=format_number(value), measure=cell.measure),)


def _read_several(cell: _Cell, amounts: tuple[Amount, ...]) -> Parsed[Decimal]:
    """Two values, with or without the rate that they make (`48/52 (92,3%)`); more are not understood."""
    parts = [amount for amount in amounts if not amount.is_share] if len(amounts) == 3 else list(amounts)
    if len(parts) != 2:
        return cell.unreadable()
    first, second = (amount.shown() for amount in parts)
    return cell.refuse("number-two-values", first=first, second=second)
