"""Checks that look at a whole tab: mixed separators in a column, merged cells, totals written by the unit."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sheets_sync.forms.form import Column, ColumnKind, Form
from sheets_sync.model import CellKind, Doubt, Grid, Indicator, Measurement
from sheets_sync.reading.binding import Binding
from sheets_sync.reading.rows import ReadRow
from sheets_sync.reading.shaped import Shape, ShapedRow
from sheets_sync.sheets.addresses import address, span
from sheets_sync.vietnamese.numbers import format_number, read_number, separators
from sheets_sync.vietnamese.words import clean, row_role

NUMERIC = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.FIGURE})
#: Sub-totals may differ by half of the last digit for each rounded part (docs/domain.md).
ROUNDING = Decimal("0.5")


def doubts_of_columns(
    grid: Grid, form: Form, binding: Binding, rows: Sequence[ReadRow], indicators: Mapping[str, Indicator]
) -> Iterable[tuple[str, str, Doubt]]:
    """Triples of cell, what the cell is about and doubt."""
    numeric = [
        column for column in form.columns if column.kind in NUMERIC and column.field in binding.positions
    ]
    for column in numeric:
        for row, doubt in _mixed_separators(grid, column, binding.positions[column.field], rows):
            cell = address(row.number, binding.positions[column.field])
            yield cell, form.label(column.field, row.values, indicators), doubt
    yield from _merges(grid, binding, {binding.positions[column.field]: column for column in numeric})


def _mixed_separators(
    grid: Grid, column: Column, place: int, rows: Sequence[ReadRow]
) -> Iterable[tuple[ReadRow, Doubt]]:
    held = (cells[place] for cells in grid.rows if place < len(cells))
    styles = {text: separators(text) for text in {one.shown for one in held if one.kind is CellKind.TEXT}}
    # In nearly no column there is anything to be looked at row by row.
    if not {"vi", "en"} <= set(styles.values()):
        return
    typed = [
        (row, cell.shown) for row in rows if (cell := grid.cell(row.number, place)).kind is CellKind.TEXT
    ]
    if "vi" not in {styles[text] for _, text in typed}:
        return
    for row, text in typed:
        value = row.values.get(column.field)
        if styles[text] == "en" and isinstance(value, Decimal):
            params = {"typed": text, "proposal": format_number(value)}
            yield row, Doubt("number-mixed-separators", params)


def _merges(grid: Grid, binding: Binding, numeric: Mapping[int, Column]) -> Iterable[tuple[str, str, Doubt]]:
    for area in grid.merges:
        touched = [column for place, column in numeric.items() if area.left <= place < area.right]
        if touched and area.top > binding.header_row:
            doubt = Doubt("merged-cells", {"cells": span(area)})
            yield address(area.top, area.left), touched[0].heading.title, doubt


def doubts_of_shapes(shaped: Sequence[ShapedRow]) -> Iterable[tuple[str, Doubt]]:
    """What is asked about rows that are no records; pairs of cell and doubt."""
    alike: list[ShapedRow] = []
    for row in shaped:
        if row.shape is Shape.FILLED_DOWN:
            alike.append(row)
            continue
        yield from _filled_down(alike)
        alike = []
        if row.shape is Shape.DOUBTFUL:
            *_, last = row.filled
            texts = (clean(cell.shown) for cell in row.filled.values())
            beside = next((text for text in texts if row_role([text]) is row.role), "")
            shown = {"typed": clean(row.filled[last].shown), "beside": beside}
            yield address(row.number, last), Doubt("figure-beside-words", shown)
    yield from _filled_down(alike)


def _filled_down(rows: Sequence[ShapedRow]) -> Iterable[tuple[str, Doubt]]:
    if rows:
        first, last = rows[0].number + 1, rows[-1].number + 1
        yield str(first), Doubt("rows-filled-down", {"rows": f"{first}–{last}", "count": str(len(rows))})


def totals(
    grid: Grid,
    form: Form,
    binding: Binding,
    others: Sequence[ShapedRow],
    rows: Sequence[ReadRow],
    indicators: Mapping[str, Indicator],
) -> Iterable[tuple[str, Doubt]]:
    """Compare each total row that the unit wrote with the rows above it; pairs of cell and doubt.

    `others` are the rows that are no records.

    Rows are summed from the last total or section title; different units of measure are never summed. A
    total over nothing at all is asked about: it may be all that the unit reports.
    """
    top = begin = binding.header_row + 1
    for row in others:
        if row.shape is Shape.TITLE:
            begin = row.number + 1
        elif row.shape is Shape.TOTAL:
            parts = [one for one in rows if begin <= one.number < row.number]
            if not any(top <= one.number < row.number for one in rows):
                yield from _over_nothing(grid, form, binding, row.number)
            elif parts and _same_measure(parts, form, indicators):
                yield from _compare(grid, form, binding, row.number, parts)
            begin = row.number + 1


def _over_nothing(grid: Grid, form: Form, binding: Binding, number: int) -> Iterable[tuple[str, Doubt]]:
    for column in form.columns:
        place = binding.positions.get(column.field, -1)
        if column.kind in NUMERIC and (value := _total(grid, number, place)):
            yield address(number, place), Doubt("total-of-nothing", {"typed": format_number(value)})
            return


def _same_measure(parts: Sequence[ReadRow], form: Form, indicators: Mapping[str, Indicator]) -> bool:
    found = [
        one for row in parts if (one := form.indicator(row.text(form.key or ""), indicators)) is not None
    ]
    summable = all(i.measurement in (Measurement.INTEGER, Measurement.DECIMAL) for i in found)
    return summable and len({indicator.measure for indicator in found}) <= 1


def _compare(
    grid: Grid, form: Form, binding: Binding, number: int, parts: Sequence[ReadRow]
) -> Iterable[tuple[str, Doubt]]:
    for column in form.columns:
        place = binding.positions.get(column.field, -1)
        typed = _total(grid, number, place)
        values = [value for row in parts if isinstance(value := row.values.get(column.field), Decimal)]
        if column.kind not in NUMERIC or typed is None or not values:
            continue
        computed = sum(values, Decimal(0))
        if abs(typed - computed) > ROUNDING:
            shown = {
                "typed": format_number(typed),
                "computed": format_number(computed),
                "difference": format_number(abs(typed - computed)),
                "rows": f"{parts[0].number + 1}–{parts[-1].number + 1}",
            }
            yield address(number, place), Doubt("total-mismatch", shown)


def _total(grid: Grid, number: int, place: int) -> Decimal | None:
    cell = grid.cell(number, place)
    if cell.kind is CellKind.NUMBER:
        return Decimal(repr(float(cell.value or 0)))
    return read_number(cell.shown, measurement=Measurement.INTEGER, measure="").value
