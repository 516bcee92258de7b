"""Requests that write, clear and make room for rows on a tab that exists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from sheets_sync.master.publishing.cells import OWN_FIELDS, data, same
from sheets_sync.master.publishing.dressing import dressed_remarks
from sheets_sync.master.publishing.fingerprints import row_fingerprint
from sheets_sync.master.publishing.layout import Layout, own_columns, remark_columns, runs
from sheets_sync.master.publishing.remarks import text_of
from sheets_sync.model import Area, Grid, Table, TableRow
from sheets_sync.sheets.batch import CellData, Request, append_dimension, cell, update_cells
from sheets_sync.sheets.late_rows import FEW, LateRows

#: Empty rows that a new tab has, and that are added whenever a tab has to grow.
SPARE_ROWS = 50


class Numbered(Mapping[int, TableRow]):
    """Rows that stand one below the other, by number, without an entry for each."""

    def __init__(self, rows: Sequence[TableRow], first: int) -> None:
        """`first` is the number of the first one."""
        self._rows, self._first = rows, first

    def __getitem__(self, number: int) -> TableRow:
        place = number - self._first
        if not 0 <= place < len(self._rows):
            raise KeyError(number)
        return self._rows[place]

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._first, self._first + len(self._rows)))

    def __len__(self) -> int:
        return len(self._rows)


def holds(
    table: Table, grid: Grid, number: int, places: Layout, row: TableRow, previous: Mapping[str, str]
) -> bool:
    """Whether a row of the tab shows the row: its key, its values, and by its fingerprint its look."""
    if row.kept:
        return True
    if previous.get(row.key) != row_fingerprint(row, table) or places.key is None:
        return False
    cells = zip(places.own, row.cells, strict=True)
    return grid.cell(number, places.key).shown == row.key and all(
        place is not None and same(shown, grid.cell(number, place)) for place, shown in cells
    )


def room(table: Table, grid: Grid, places: Layout, needed: int) -> Iterable[Request]:
    """Rows for the tab to have `needed` of them and some to spare, the office's columns dressed in them."""
    if needed > grid.row_count:
        length = needed - grid.row_count + SPARE_ROWS
        yield append_dimension(table.sheet_id, "ROWS", length)
        yield from dressed_remarks(table, places, range(grid.row_count, grid.row_count + length))


def write_rows(table: Table, places: Layout, rows: Mapping[int, TableRow], fields: str) -> Iterable[Request]:
    """One updateCells for each run of neighbouring rows and each run of neighbouring columns."""
    for numbers in runs(sorted(rows)):
        if len(numbers) >= FEW:
            yield from _write_late(table, places, rows, numbers, fields)
            continue
        block = [_cells_by_place(table, places, rows[number]) for number in numbers]
        for span in runs(sorted(block[0])):
            area = Area(numbers[0], span[0], numbers[-1] + 1, span[-1] + 1)
            values = [[cells[place] for place in span] for cells in block]
            yield update_cells(table.sheet_id, area, values, fields)


def _write_late(
    table: Table, places: Layout, rows: Mapping[int, TableRow], numbers: Sequence[int], fields: str
) -> Iterable[Request]:
    """The same of many neighbouring rows, whose cells are made when they are sent."""

    def cells(span: Sequence[int], number: int) -> Sequence[CellData]:
        made = _cells_by_place(table, places, rows[number])
        return [made[place] for place in span]

    for span in runs(sorted(_cells_by_place(table, places, rows[numbers[0]]))):
        area = Area(numbers[0], span[0], numbers[-1] + 1, span[-1] + 1)
        yield update_cells(table.sheet_id, area, LateRows(numbers, partial(cells, span)), fields)


def _cells_by_place(table: Table, places: Layout, row: TableRow) -> dict[int, CellData]:
    cells = zip(places.own, row.cells, own_columns(table), strict=True)
    found: dict[int, CellData] = {
        place: data(shown, column, table) for place, shown, column in cells if place is not None
    }
    if places.key is not None:
        found[places.key] = cell(row.key)
    return found


def write_remarks(table: Table, grid: Grid, places: Layout, numbers: Mapping[str, int]) -> Iterable[Request]:
    """What the sync has to write into the office's columns, cell by cell; `numbers` are the rows by key.

    A text whose column is gone goes into the last of the office's columns, with the title before it.
    """
    offered = {
        column.office: (column, place)
        for column, place in zip(remark_columns(table), places.remarks, strict=True)
    }
    for row in table.rows:
        wanted: dict[int, str] = {}
        for office, kept in row.remarks.items():
            if office in offered:
                column, place = offered[office]
                text = text_of(column, kept)
            else:
                place, text = places.office.get(office.title), kept
            last = places.remarks[-1]
            if place is not None:
                wanted[place] = "\n".join(filter(None, (text, wanted.get(place))))
            elif last is not None:
                wanted[last] = "\n".join(filter(None, (wanted.get(last), f"{office.title}: {text}")))
        for place, text in wanted.items():
            number = numbers[row.key]
            if grid.cell(number, place).shown != text:
                area = Area(number, place, number + 1, place + 1)
                yield update_cells(table.sheet_id, area, [[cell(text)]], "userEnteredValue")


def write_office_rows(table: Table, first: int, rows: Sequence[Mapping[int, str]]) -> Iterable[Request]:
    """Rows of the office, column to text, from a row on."""
    for number, texts in enumerate(rows, start=first):
        for place, text in texts.items():
            area = Area(number, place, number + 1, place + 1)
            yield update_cells(table.sheet_id, area, [[cell(text)]], "userEnteredValue")


def clear_rows(table: Table, places: Layout, rows: range) -> Iterable[Request]:
    """Empty our own cells, keys included, of these rows; the office's stay."""
    if rows:
        ours = {place for place in (places.key, *places.own) if place is not None}
        for span in runs(sorted(ours)):
            area = Area(rows.start, span[0], rows.stop, span[-1] + 1)
            yield update_cells(table.sheet_id, area, [], OWN_FIELDS)
