"""Links to rows of other tables of the master: their place is known once it is known what will be written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_sync.master.publishing.identity import standing
from sheets_sync.master.publishing.layout import find_tab, layout, used_rows
from sheets_sync.model import Area, RowsOf, Shown, Table, TableRow, Workbook
from sheets_sync.sheets.addresses import Web, span


@dataclass(frozen=True, slots=True)
class RowsStand:
    """Where a table stands once it is written."""

    #: Zero-based column of the first thing that people see.
    column: int
    #: Row key to zero-based row.
    rows: Mapping[str, int]


def opened(
    tables: Sequence[Table], current: Workbook, web: Web, books: Mapping[int, str] = {}
) -> tuple[Table, ...]:
    """The tables with addresses instead of `rows`: of the first run of neighbours among those rows.

    `books` gives by tab the workbook in which it is to stand, where that is another one than `current`. Where
    the office sorts a tab later, they are out of date until the next writing.
    """
    wanted = opened_by(tables)
    places = {table.sheet_id: _places(table, current) for table in tables if table.sheet_id in wanted}
    return opened_at(tables, current.id, places, web, books)


def opened_by(tables: Iterable[Table]) -> frozenset[int]:
    """The tabs whose rows others open."""
    rows = (row for table in tables for row in table.rows)
    return frozenset(cell.rows.sheet_id for row in rows for cell in row.cells if cell.rows)


def opened_at(
    tables: Iterable[Table],
    workbook: str,
    places: Mapping[int, RowsStand],
    web: Web,
    books: Mapping[int, str] = {},
) -> tuple[Table, ...]:
    """The same where it is known at which places the rows of each tab stand."""

    def shown(cell: Shown) -> Shown:
        if cell.rows is None or (found := places.get(tab := cell.rows.sheet_id)) is None:
            return cell
        link = web.link(books.get(tab, workbook), tab, _cells(cell.rows, found))
        return replace(cell, rows=None, opens=link)

    def row_of(row: TableRow) -> TableRow:
        return replace(row, cells=tuple(map(shown, row.cells))) if any(c.rows for c in row.cells) else row

    return tuple(replace(table, rows=tuple(map(row_of, table.rows))) for table in tables)


def _cells(rows: RowsOf, found: RowsStand) -> str:
    numbers = sorted(found.rows[key] for key in rows.keys if key in found.rows)
    if not numbers:
        return ""
    last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            break
        last = number
    return span(Area(numbers[0], found.column, last + 1, found.column + 1))


def _places(table: Table, current: Workbook) -> RowsStand:
    grid = find_tab(table, current)
    if grid is None:
        # The header, with the keys in its first column.
        return RowsStand(1, {row.key: number for number, row in enumerate(table.rows, start=1)})
    found = layout(table, grid)
    stands, kept = standing(table, grid, found).rows, {row.key for row in table.rows}
    gone = sorted(number for key, number in stands.items() if key not in kept)
    bottom = max(used_rows(grid), found.header + 1) - len(gone)
    new = [row.key for row in table.rows if row.key not in stands]
    rows = {key: number - sum(one < number for one in gone) for key, number in stands.items() if key in kept}
    column = next((place for place in found.own if place is not None), 1)
    return RowsStand(column, rows | dict(zip(new, range(bottom, bottom + len(new)), strict=True)))
