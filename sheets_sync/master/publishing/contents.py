"""What a published row holds by field: the same from the table as it should be and the tab as it is."""

from datetime import date, datetime
from decimal import Decimal

from sheets_sync.master.publishing.cells import content
from sheets_sync.master.publishing.identity import standing
from sheets_sync.master.publishing.layout import find_tab, layout, own_columns
from sheets_sync.model import Cell, Shown, Table, TableColumn, TableRow, Value, Workbook
from sheets_sync.vietnamese.dates import from_serial
from sheets_sync.vietnamese.figures import from_float


def contents(table: Table, current: Workbook) -> dict[str, dict[str, Value]]:
    """Row key to code of the column to value, for every keyed row of the tab as read.

    Columns that have no code, and those of the office, are left out. How cells are formatted does not matter.
    """
    grid = find_tab(table, current)
    if grid is None:
        return {}
    places = layout(table, grid)
    chosen = [
        (column, place)
        for column, place in zip(own_columns(table), places.own, strict=True)
        if place is not None and column.code
    ]
    return {
        key: {column.code: _read(grid.cell(row, place), column) for column, place in chosen}
        for key, row in standing(table, grid, places).rows.items()
    }


def row_content(row: TableRow, table: Table) -> dict[str, Value]:
    """The same of a row that is to be published."""
    columns = own_columns(table)
    return {
        column.code: value_of(shown) for column, shown in zip(columns, row.cells, strict=True) if column.code
    }


def _read(cell: Cell, column: TableColumn) -> Value:
    if cell.value is None:
        return cell.shown or None
    if isinstance(cell.value, bool | str):
        return cell.value or None
    if column.days:
        try:
            return from_serial(cell.value)
        except ValueError:
            return _number(cell.value)
    return _number(cell.value)


def value_of(shown: Shown) -> Value:
    """A published value as the tab holds it once it was written."""
    if isinstance(shown.value, date) and not isinstance(shown.value, datetime):
        return shown.value
    value = content(shown)
    return value if value is None or isinstance(value, bool | str) else _number(value)


def _number(value: float) -> Decimal:
    return from_float(float(value))
