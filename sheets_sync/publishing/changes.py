"""What changes on a tab that exists: only rows that differ are written, each where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sheets_sync.model import Area, Grid, Shown, Table, TableRow
from sheets_sync.publishing.cells import data, fields, same
from sheets_sync.publishing.fingerprints import row_fingerprint
from sheets_sync.publishing.layout import Layout, keys_on, own_columns
from sheets_sync.requests import Request, cell, update_cells

#: Empty rows added whenever a tab has to grow.
SPARE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Change:
    """The requests for one tab, with the rows they add, change and remove."""

    requests: tuple[Request, ...]
    added: int = 0
    changed: int = 0
    removed: int = 0

    def line(self, title: str) -> str:
        """For --dry-run."""
        return f"{title}: {self.added} rows added, {self.changed} changed, {self.removed} removed"


def change_tab(table: Table, grid: Grid, places: Layout, previous: Mapping[str, str]) -> Change:
    """Bring a tab to its table; `previous` holds the fingerprints of the rows as last published."""
    restored = tuple(_restored_headers(table, grid, places))
    if restored:
        places = _with_restored(table, grid, places)
    if table.office_order:
        change = _keyed(table, grid, places, previous)
    else:
        change = _ordered(table, grid, places, previous)
    return Change((*restored, *change.requests), change.added, change.changed, change.removed)


def _restored_headers(table: Table, grid: Grid, places: Layout) -> Iterable[Request]:
    """Columns whose header is gone come back at the right end: what stands in their old place is kept."""
    missing = [column for column, place in zip(own_columns(table), places.own, strict=True) if place is None]
    if missing:
        width = len(missing)
        yield {"appendDimension": {"sheetId": grid.sheet_id, "dimension": "COLUMNS", "length": width}}
        area = Area(0, grid.column_count, 1, grid.column_count + width)
        yield update_cells(
            grid.sheet_id, area, [[cell(column.title) for column in missing]], "userEnteredValue"
        )


def _with_restored(table: Table, grid: Grid, places: Layout) -> Layout:
    free = iter(range(grid.column_count, grid.column_count + len(own_columns(table))))
    own = tuple(next(free) if place is None else place for place in places.own)
    return Layout(places.key, own, places.office)


def _keyed(table: Table, grid: Grid, places: Layout, previous: Mapping[str, str]) -> Change:
    standing: dict[str, int] = {}
    copies: list[int] = []
    for row, key in keys_on(grid, places):
        if key in standing:
            copies.append(row)
        else:
            standing[key] = row
    changed = {
        standing[row.key]: row
        for row in table.rows
        if row.key in standing and not _holds(grid, standing[row.key], places, row, previous)
    }
    bottom = max(len(grid.rows), 1)
    new = [row for row in table.rows if row.key not in standing]
    added = {bottom + place: row for place, row in enumerate(new)}
    gone = sorted(set(standing.values()) - {standing[row.key] for row in table.rows if row.key in standing})
    requests = [
        *_grown(grid, bottom + len(new)),
        *_written(table, places, {**changed, **added}),
        # A row that the office copied keeps its text and loses only the key: it is a row of the office.
        *(_cleared(grid.sheet_id, Area(row, places.key, row + 1, places.key + 1)) for row in copies),
        *(_deleted(grid.sheet_id, row) for row in reversed(gone)),
    ]
    return Change(tuple(requests), len(added), len(changed), len(gone))


def _ordered(table: Table, grid: Grid, places: Layout, previous: Mapping[str, str]) -> Change:
    differing = {
        number: row
        for number, row in enumerate(table.rows, start=1)
        if grid.cell(number, places.key).shown != row.key or not _holds(grid, number, places, row, previous)
    }
    present = {key for _, key in keys_on(grid, places)}
    wanted = {row.key for row in table.rows}
    surplus = range(len(table.rows) + 1, len(grid.rows))
    requests = [
        *_grown(grid, len(table.rows) + 1),
        *_written(table, places, differing),
        *(_cleared(grid.sheet_id, area) for area in _own_areas(places, surplus)),
    ]
    added = len(wanted - present)
    return Change(tuple(requests), added, max(0, len(differing) - added), len(present - wanted))


def _holds(grid: Grid, number: int, places: Layout, row: TableRow, previous: Mapping[str, str]) -> bool:
    if previous.get(row.key) != row_fingerprint(row):
        return False
    cells = zip(places.own, row.cells, strict=True)
    return all(place is not None and same(shown, grid.cell(number, place)) for place, shown in cells)


def _grown(grid: Grid, needed: int) -> Iterable[Request]:
    if needed > grid.row_count:
        length = needed - grid.row_count + SPARE_ROWS
        yield {"appendDimension": {"sheetId": grid.sheet_id, "dimension": "ROWS", "length": length}}


def _written(table: Table, places: Layout, rows: Mapping[int, TableRow]) -> Iterable[Request]:
    """One updateCells for each run of neighbouring rows and each run of neighbouring columns."""
    columns = own_columns(table)
    for numbers in runs(sorted(rows)):
        block = [_cells_by_place(places, rows[number]) for number in numbers]
        for span in runs(sorted(block[0])):
            values = [
                [
                    cell(shown)
                    if isinstance(shown, str)
                    else data(shown, columns[places.own.index(place)], table)
                    for place in span
                    for shown in (cells[place],)
                ]
                for cells in block
            ]
            area = Area(numbers[0], span[0], numbers[-1] + 1, span[-1] + 1)
            yield update_cells(table.sheet_id, area, values, fields(table))


def _cells_by_place(places: Layout, row: TableRow) -> dict[int, Shown | str]:
    own = {place: shown for place, shown in zip(places.own, row.cells, strict=True) if place is not None}
    return {places.key: row.key, **own}


def _own_areas(places: Layout, rows: Sequence[int]) -> Iterable[Area]:
    if rows:
        for span in runs(sorted({places.key, *(place for place in places.own if place is not None)})):
            yield Area(rows[0], span[0], rows[-1] + 1, span[-1] + 1)


def _cleared(sheet_id: int, area: Area) -> Request:
    return update_cells(sheet_id, area, [], "userEnteredValue,userEnteredFormat")


def _deleted(sheet_id: int, row: int) -> Request:
    span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"deleteDimension": {"range": span}}


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """Sorted numbers as runs of neighbours: 1 2 5 6 gives [1, 2] and [5, 6]."""
    grouped = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in grouped]
