"""The types of a form's fields: what a unit's cell becomes, read by the Vietnamese rules.

A row model annotates each field with one of these and a `Heading`:

    cost: Annotated[Amount, Heading("Kinh phí", measure="triệu đồng")]

Readers never raise for what a unit typed: they tell their doubts and give None where no value can be
accepted. The model sees the values that they give, never cells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from typing import Annotated

from sheets_sync.forms.columns import WRITTEN, Column, ColumnKind, most_letters
from sheets_sync.model import Cell, CellKind, Doubt, Indicator, Measurement, Personal, Seems, Value
from sheets_sync.vietnamese import dates as dates_vi
from sheets_sync.vietnamese import identifiers
from sheets_sync.vietnamese import numbers as numbers_vi
from sheets_sync.vietnamese import words as text_vi
from sheets_sync.vietnamese.answers import says_nothing
from sheets_sync.vietnamese.erased import is_erased
from sheets_sync.vietnamese.moments import VIETNAM
from sheets_sync.vietnamese.ordinary import is_ordinary
from sheets_sync.vietnamese.parsed import Parsed
from sheets_sync.vietnamese.plausible import out_of_range
from sheets_sync.vietnamese.suspicious import suspicious


@dataclass(frozen=True, slots=True)
class Context:
    """What the readers of a tab need to know beside the cell."""

    indicators: Mapping[str, Indicator]
    #: Locale of the workbook: the order of day and month in a date that was meant as a number.
    locale: str
    #: First and last day of the campaign: for years left out and flipped days and months.
    start: date
    end: date
    #: The ward's.
    zone: tzinfo = VIETNAM


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader reads."""

    column: Column
    context: Context
    #: The row's indicator code; None where it decides nothing.
    code: str | None = None


Reader = Callable[[Cell, Place], Parsed[Value]]
#: The greatest percentage of a part, and of a performance.
_WHOLE, _ANY = Decimal(100), Decimal("Infinity")
_WORDS_OF_ONES_OWN = Seems(Personal.PROSE)
_HELD_AS_NUMBER = frozenset({CellKind.NUMBER, CellKind.PERCENT, CellKind.DATE})


@dataclass(frozen=True, slots=True)
class Reads:
    """How the cells of a field are read; the mark that its type carries beside its kind."""

    reader: Reader
    #: The row's indicator decides what its cell becomes.
    by_indicator: bool = False
    #: Words stand there: ordinary ones are what they are.
    of_words: bool = False

    def read(self, cell: Cell, place: Place) -> Parsed[Value]:
        """What a cell that is not empty becomes: nothing but cell and place decides."""
        kind = place.column.kind
        if cell.kind is CellKind.TEXT:
            if self.of_words and is_ordinary(cell.shown):
                return Parsed(cell.shown)
            if "(" in cell.shown and is_erased(str(cell.value)):
                # In the place of a text the mark stands; in the place of anything else there is no value.
                return Parsed(text_vi.clean(str(cell.value)) if kind in WRITTEN else None, erased=True)
        elif cell.kind is CellKind.FAULT:
            return Parsed(None, (Doubt("cell-fault", {"typed": cell.shown}),))
        most = most_letters(kind).most
        if len(cell.shown) > most:
            return Parsed(None, (Doubt("text-too-long", {"most": f"{most:,}".replace(",", ".")}),))
        return self.reader(cell, place)


def _words(cell: Cell) -> Parsed[str]:
    typed = str(cell.value) if cell.kind is CellKind.TEXT else cell.shown
    if (found := text_vi.legacy(typed)) is not None:
        encoding, proposal = found
        return Parsed(None, (Doubt("legacy-encoding", {"encoding": encoding, "proposal": proposal}),))
    return Parsed(text_vi.clean(typed) or None)


def _text(cell: Cell, _place: Place) -> Parsed[Value]:
    return _words(cell)


def _prose(cell: Cell, place: Place) -> Parsed[Value]:
    """Words, with a question about what is none; only names and deeds are no links."""
    words, column = _words(cell), place.column
    if words.value is None:
        return words
    if column.heading.required and column.kind is ColumnKind.TEXT and says_nothing(words.value):
        return Parsed(None, (Doubt("name-says-nothing", {"typed": words.value}),))
    if text_vi.REPLACED in words.value:
        return Parsed(words.value, (Doubt("letters-unwritable", {"typed": words.value}),))
    found = suspicious(words.value, links=column.heading.required)
    if found is None:
        return words
    kind, typed = found
    return Parsed(words.value, (Doubt("text-suspicious", {"typed": typed, "kind": kind}),))


def _number(
    cell: Cell, measurement: Measurement, measure: str, locale: str, most: Decimal = _WHOLE
) -> Parsed[Value]:
    if cell.kind is CellKind.DATE:
        typed = dates_vi.as_typed(float(cell.value or 0), locale=locale)
        return Parsed(None, (Doubt("number-is-date", {"shown": cell.shown, "typed": typed}),))
    if cell.kind in (CellKind.NUMBER, CellKind.PERCENT):
        return numbers_vi.check_number(
            float(cell.value or 0),
            cell.shown,
            measurement=measurement,
            measure=measure,
            is_percent=cell.kind is CellKind.PERCENT,
            most=most,
        )
    words = _words(cell)
    if words.doubts:
        return words
    return numbers_vi.read_number(str(cell.value), measurement=measurement, measure=measure, most=most)


def _measured(measurement: Measurement, measure: str) -> Reader:
    def read(cell: Cell, place: Place) -> Parsed[Value]:
        heading = place.column.heading
        most = _WHOLE if heading.usual_most is None else heading.usual_most
        parsed = _number(cell, measurement, heading.measure or measure, place.context.locale, most)
        if measurement is Measurement.PERCENT or not isinstance(parsed.value, Decimal):
            return parsed
        unusual = out_of_range(parsed.value, heading.measure, None, heading.usual_most)
        return parsed if unusual is None else Parsed(parsed.value, (*parsed.doubts, unusual))

    return read


def _figure(cell: Cell, place: Place) -> Parsed[Value]:
    indicator = place.context.indicators.get(place.code or "")
    if indicator is None:
        return _words(cell)
    if indicator.choices:
        chosen = _chosen(cell, indicator.choices)
        if not chosen.doubts or indicator.measurement is Measurement.CHOICE:
            return chosen
    most = max(_WHOLE, indicator.maximum or _WHOLE)
    return _number(cell, indicator.measurement, indicator.measure, place.context.locale, most)


def _rate(cell: Cell, place: Place) -> Parsed[Value]:
    parsed = _number(cell, Measurement.PERCENT, "%", place.context.locale, _ANY)
    # 0,95 and 95 are both usual ways to enter a rate, and the computed rate tells them apart.
    doubts = tuple(doubt for doubt in parsed.doubts if doubt.code != "percent-fraction")
    return Parsed(parsed.value, doubts)


def _chosen(cell: Cell, choices: tuple[str, ...]) -> Parsed[Value]:
    words = _words(cell)
    if words.value is None:
        return Parsed(None, words.doubts)
    folded = text_vi.fold(words.value)
    for choice in () if text_vi.REPLACED in words.value else choices:
        if text_vi.fold(choice) == folded:
            return Parsed(choice)
    listed = "; ".join(choices)
    return Parsed(None, (Doubt("choice-unknown", {"typed": words.value, "choices": listed}),))


def _choice(cell: Cell, place: Place) -> Parsed[Value]:
    return _chosen(cell, place.column.heading.choices)


def _area(cell: Cell, place: Place) -> Parsed[Value]:
    areas = place.column.heading.choices
    chosen = _chosen(cell, areas) if areas else _words(cell)
    if not chosen.doubts:
        return chosen
    # “Kinh tế” for “Phát triển kinh tế”: what units have chosen from shorter lists stays as they have it.
    typed = _words(cell)
    if text_vi.REPLACED in (typed.value or ""):
        return chosen
    words = text_vi.fold(typed.value or "").split()
    meant = [area for area in areas if text_vi.fold(area).split()[-len(words) :] == words]
    return typed if len(words) > 1 and len(meant) == 1 else chosen


def _yes_no(cell: Cell, _place: Place) -> Parsed[Value]:
    if cell.kind is CellKind.BOOLEAN:
        return Parsed(bool(cell.value))
    chosen = _chosen(cell, ("Có", "Không"))
    return Parsed(None if chosen.value is None else chosen.value == "Có", chosen.doubts)


def _date(cell: Cell, place: Place) -> Parsed[Value]:
    span = {"start": place.context.start, "end": place.context.end}
    if cell.kind is CellKind.DATE:
        return dates_vi.check_serial(float(cell.value or 0), cell.shown, **span)
    words = _words(cell)
    if words.doubts or _says_no_day(words.value or ""):
        return Parsed(None, words.doubts)
    return dates_vi.read_date(words.value or "", **span, zone=place.context.zone)


def _says_no_day(typed: str) -> bool:
    """“Chưa hoàn thành”, “Không có”, a dash: an answer, which the record keeps as it was typed."""
    if text_vi.REPLACED in typed:
        return False
    absent = text_vi.absence(typed)
    return not text_vi.fold(typed) or absent not in (None, text_vi.Absence.PLACEHOLDER)


def _link(cell: Cell, _place: Place) -> Parsed[Value]:
    words = _words(cell)
    if words.value is None or words.value.startswith(("https://", "http://")):
        return words
    return Parsed(words.value, (Doubt("link-unreadable", {"typed": words.value}),))


def _identifier(read: Callable[[str], Parsed[str]]) -> Reader:
    """A number that is a text: its digits are those stored, whatever the number format shows."""

    def reader(cell: Cell, _place: Place) -> Parsed[Value]:
        if cell.kind in _HELD_AS_NUMBER:
            digits = identifiers.digits_of(float(cell.value or 0))
            lost = Doubt("digits-lost", {"typed": text_vi.clean(cell.shown)})
            return Parsed(None, (lost,)) if digits is None else read(digits)
        words = _words(cell)
        return words if words.doubts else read(words.value or "")

    return reader


def _born(cell: Cell, place: Place) -> Parsed[Value]:
    end = place.context.end
    if cell.kind is CellKind.DATE:
        return identifiers.read_born_serial(float(cell.value or 0), cell.shown, end=end)
    if cell.kind in _HELD_AS_NUMBER:
        return identifiers.read_born_number(float(cell.value or 0), end=end)
    words = _words(cell)
    return words if words.doubts else identifiers.read_born(words.value or "", end=end)


#: An indicator code, or another natural key.
Code = Annotated[str | None, ColumnKind.CODE, Reads(_text, of_words=True)]
#: Text that the template wrote for the reader.
Label = Annotated[str | None, ColumnKind.LABEL, Reads(_text, of_words=True)]
#: Text of a few words.
Text = Annotated[str | None, ColumnKind.TEXT, _WORDS_OF_ONES_OWN, Reads(_prose, of_words=True)]
#: Text of several sentences.
Prose = Annotated[str | None, ColumnKind.PROSE, _WORDS_OF_ONES_OWN, Reads(_prose, of_words=True)]
#: A count; the heading gives what is counted.
Count = Annotated[Decimal | None, ColumnKind.INTEGER, Reads(_measured(Measurement.INTEGER, ""))]
#: A decimal number; the heading gives its unit of measure.
Amount = Annotated[Decimal | None, ColumnKind.DECIMAL, Reads(_measured(Measurement.DECIMAL, ""))]
#: Per cent: 95 is 95%.
Percent = Annotated[Decimal | None, ColumnKind.PERCENT, Reads(_measured(Measurement.PERCENT, "%"))]
#: A figure whose type the row's indicator tells; text for a choice.
Figure = Annotated[Decimal | str | None, ColumnKind.FIGURE, Reads(_figure, by_indicator=True)]
#: A rate in per cent that the service computes itself and only compares.
Rate = Annotated[Decimal | None, ColumnKind.RATE, Reads(_rate)]
#: A calendar day.
Day = Annotated[date | None, ColumnKind.DATE, Reads(_date)]
#: One of the heading's choices.
Choice = Annotated[str | None, ColumnKind.CHOICE, Reads(_choice)]
#: One of the campaign's areas, of which campaign.toml has the names.
Area = Annotated[str | None, ColumnKind.AREA, Reads(_area)]
#: “Có” or “Không”.
YesNo = Annotated[bool | None, ColumnKind.YES_NO, Reads(_yes_no)]
#: The address of a document.
Link = Annotated[str | None, ColumnKind.LINK, _WORDS_OF_ONES_OWN, Reads(_link)]
#: A phone number, kept as text.
Phone = Annotated[
    str | None, ColumnKind.PHONE, Seems(Personal.CONTACT), Reads(_identifier(identifiers.read_phone))
]
#: The number of a citizen's identity card, kept as text.
Identity = Annotated[
    str | None, ColumnKind.PHONE, Seems(Personal.IDENTITY), Reads(_identifier(identifiers.read_identity))
]
#: A year or day of birth, kept as text.
Born = Annotated[str | None, ColumnKind.TEXT, Seems(Personal.IDENTITY), Reads(_born)]
