"""In what a tab's figures are measured: told by a row, a title, a row of measures or a note; never converted.

Figures in another measure than the form's are not taken: the unit is asked, with what they would be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sheets_sync.forms.form import ColumnKind, Form
from sheets_sync.model import Cell, CellKind, Doubt, Grid, Indicator
from sheets_sync.reading.binding import MEASURED, Binding
from sheets_sync.reading.headings import is_numbering
from sheets_sync.reading.rows import ReadRow
from sheets_sync.reading.shaped import Shape, ShapedRow
from sheets_sync.sheets.addresses import column_letters
from sheets_sync.vietnamese.figures import format_number
from sheets_sync.vietnamese.measures import conversion, declared, differs, stated

#: A question shows so many conversions.
_SHOWN = 3
#: The field in which a row of an indicator names its measure.
_MEASURE = "measure"
#: What a figure brings along that names its measure itself.
_WITH_MEASURE = frozenset({"number-as-words", "number-approximate"})


@dataclass(frozen=True)
class Measures:
    """What a tab says of measures apart from its rows."""

    #: Field to the measure that its column names.
    of_columns: Mapping[str, str] = field(default_factory=dict)
    #: The measure that a note names for all figures, and its zero-based row.
    of_tab: str = ""
    noted: int = -1


def measures(grid: Grid, form: Form, binding: Binding, others: Sequence[ShapedRow]) -> Measures:
    """The measures named in the header, in the row below it, and in notes above and below the table.

    `others` are the rows that are no records.
    """
    of_columns = dict(binding.measures)
    fields = {place: name for name, place in binding.positions.items()}
    for row in others:
        # A (d) that counts columns is no đồng.
        if row.shape is Shape.HEADER and not is_numbering(row.filled):
            named = {fields[p]: declared(cell.shown) for p, cell in row.filled.items() if p in fields}
            of_columns |= {name: measure for name, measure in named.items() if measure}
    notes = [
        (row.number, row.filled.values()) for row in others if row.shape in (Shape.NOTE, Shape.SIGNATURE)
    ]
    # A title that names the form's own measure proves nothing.
    own = {name: form.column(name).heading.measure for name in of_columns}
    of_columns = {name: one for name, one in of_columns.items() if not own[name] or differs(one, own[name])}
    above = [(number, grid.rows[number]) for number in range(binding.header_row)]
    for number, cells in (*above, *notes):
        if measure := _stated_in(cells):
            return Measures(of_columns, measure, number)
    return Measures(of_columns)


def _stated_in(cells: Iterable[Cell]) -> str:
    texts = [cell.shown for cell in cells if cell.kind is CellKind.TEXT]
    return next((measure for text in texts if (measure := stated(text))), "")


@dataclass(frozen=True)
class _Other:
    """A figure in another measure than its column's."""

    field: str
    typed: str
    #: The cell, column or row that names the measure.
    named_at: str
    expected: str
    #: `D2: 150.000 → 150`; empty where nothing can be converted.
    conversion: str


def judged(
    rows: Sequence[ReadRow], form: Form, binding: Binding, said: Measures, indicators: Mapping[str, Indicator]
) -> tuple[list[ReadRow], list[tuple[str, Doubt]]]:
    """The rows without figures in other measures, and what to ask: pairs of cell and doubt.

    One question a row whose own words name the measure, one a column or tab otherwise.
    """
    prose = [column.field for column in form.columns if column.kind is ColumnKind.PROSE]
    if not (prose or form.holds_indicators or said.of_columns or said.of_tab):
        return list(rows), []
    kept: list[ReadRow] = []
    asked: dict[str, list[_Other]] = {}
    for row in rows:
        own = list(_own_measures(row, form, binding, prose))
        if not (own or said.of_columns or said.of_tab):
            kept.append(row)
            continue
        others = list(_others(row, form, binding, own, said, indicators))
        kept.append(_without(row, [one.field for one in others]) if others else row)
        for one in others:
            asked.setdefault(one.named_at, []).append(one)
    return kept, [(where, _doubt(others)) for where, others in asked.items()]


def _others(
    row: ReadRow,
    form: Form,
    binding: Binding,
    own: Sequence[tuple[str, str]],
    said: Measures,
    indicators: Mapping[str, Indicator],
) -> Iterable[_Other]:
    indicator = indicators.get(row.text("code")) if form.holds_indicators else None
    worded = {name for name, doubt in row.doubts if doubt.code in _WITH_MEASURE}
    for column in form.columns:
        value = row.values.get(column.field)
        if column.kind not in MEASURED or column.field in worded or not isinstance(value, Decimal):
            continue
        is_figure = column.kind is ColumnKind.FIGURE and indicator is not None
        expected = indicator.measure if is_figure and indicator else column.heading.measure
        letters = _letters(binding, column.field)
        of_tab = ((said.of_columns.get(column.field, ""), letters), (said.of_tab, str(said.noted + 1)))
        # What the template wrote names the form's own measure and proves nothing.
        named = ((one, at) for one, at in (*own, *of_tab) if one and expected and differs(one, expected))
        measure, named_at = next(named, ("", ""))
        factor = conversion(measure, expected) if measure else None
        if value and measure and (factor is not None or (measure, named_at) in own):
            shown = "" if factor is None else f"{format_number(value)} → {format_number(value * factor)}"
            told = f"{letters}{row.number + 1}: {shown}" if shown else ""
            yield _Other(column.field, measure, named_at, expected, told)


def _own_measures(
    row: ReadRow, form: Form, binding: Binding, prose: Sequence[str]
) -> Iterable[tuple[str, str]]:
    """The measures that a row names in cells of its own, and where."""
    if form.holds_indicators and (measure := declared(row.text(_MEASURE))):
        yield measure, f"{_letters(binding, _MEASURE)}{row.number + 1}"
    for name in prose:
        if measure := stated(row.text(name)):
            yield measure, f"{_letters(binding, name)}{row.number + 1}"


def _doubt(others: Sequence[_Other]) -> Doubt:
    shown = [one.conversion for one in others if one.conversion]
    params = {"typed": others[0].typed, "measure": others[0].expected}
    if not shown:
        return Doubt("measure-other", params)
    more = "; …" if len(shown) > _SHOWN else ""
    return Doubt("measure-differs", {**params, "conversions": "; ".join(shown[:_SHOWN]) + more})


def _without(row: ReadRow, fields: Sequence[str]) -> ReadRow:
    """The row with these figures as typed, not as values; what was doubted of them is asked anew later."""
    typed = {name: format_number(value) for name in fields if isinstance(value := row.values[name], Decimal)}
    return row._replace(
        values={**row.values, **dict.fromkeys(fields)},
        rejected={**row.rejected, **typed},
        doubts=tuple((name, doubt) for name, doubt in row.doubts if name not in fields and name != "rate"),
    )


def _letters(binding: Binding, name: str) -> str:
    return column_letters(binding.positions[name]) if name in binding.positions else ""
