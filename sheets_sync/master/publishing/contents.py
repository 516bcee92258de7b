"""What a published row holds, as text: the same from the table as it should be and from the tab as it is."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sheets_sync.master.publishing.cells import content
from sheets_sync.master.publishing.identity import standing
from sheets_sync.master.publishing.layout import find_tab, layout, own_columns
from sheets_sync.model import Cell, CellKind, Shown, Table, TableRow, Workbook
from sheets_sync.vietnamese.dates import format_date, from_serial
from sheets_sync.vietnamese.numbers import format_number


def contents(table: Table, current: Workbook, without: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """Row key to column title to text, for every keyed row of the tab as read.

    Leaves out the columns titled as in `without`, and those of the office.
    """
    grid = find_tab(table, current)
    if grid is None:
        return {}
    places = layout(table, grid)
    titles = [column.title for column in own_columns(table)]
    chosen = [
        (title, place)
        for title, place in zip(titles, places.own, strict=True)
        if place is not None and title not in without
    ]
    return {
        key: {title: _read(grid.cell(row, place)) for title, place in chosen}
        for key, row in standing(table, grid, places).rows.items()
    }


def row_content(row: TableRow, table: Table, without: Collection[str] = ()) -> dict[str, str]:
    """The same of a row that is to be published."""
    titles = [column.title for column in own_columns(table)]
    return {
        title: text_of(shown) for title, shown in zip(titles, row.cells, strict=True) if title not in without
    }


def _read(cell: Cell) -> str:
    if cell.kind is CellKind.DATE and isinstance(cell.value, float):
        return format_date(from_serial(cell.value))
    if cell.value is None:
        return cell.shown
    return _text(cell.value)


def text_of(shown: Shown) -> str:
    """A published value as text; what `contents` gives once it was written."""
    if isinstance(shown.value, date) and not isinstance(shown.value, datetime):
        return format_date(shown.value)
    value = content(shown)
    return "" if value is None else _text(value)


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return value
    return format_number(Decimal(repr(float(value))))
