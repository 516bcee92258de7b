"""Headers that are gone come back: right of all content, so that nothing of the office is overwritten."""

from dataclasses import dataclass
from itertools import count

from sheets_sync.master.publishing.cells import OWN_FIELDS
from sheets_sync.master.publishing.dressing import dressed_columns, dressed_remarks, header_cell, key_header
from sheets_sync.master.publishing.layout import (
    KEY_TITLE,
    Layout,
    own_columns,
    remark_columns,
    runs,
    used_columns,
)
from sheets_sync.model import Area, Grid, Table
from sheets_sync.sheets.batch import CellData, Request, append_dimension, update_cells
from sheets_sync.vietnamese.words import clean


@dataclass(frozen=True, slots=True)
class Headers:
    """The requests that complete a tab's header, and where the columns stand then."""

    requests: tuple[Request, ...]
    places: Layout


def completed(table: Table, grid: Grid, found: Layout) -> Headers:
    """Give each column without a place one, and write the headers that are missing or reworded since."""
    places = _with_places(grid, found)
    differing = _differing_headers(table, grid, places)
    had = {found.key, *found.own, *found.remarks}
    texts = {place: header for place, header in differing.items() if place not in had}
    # What a column is called changes alone: its look belongs to the office by now.
    reworded = tuple(
        update_cells(grid.sheet_id, _header_of(places, place), [[header]], "userEnteredValue")
        for place, header in differing.items()
        if place in had
    )
    if not texts:
        return Headers(reworded, places)
    width = max(texts) + 1
    requests: list[Request] = [*reworded]
    if places.header >= grid.row_count:
        requests.append(append_dimension(grid.sheet_id, "ROWS", places.header + 1 - grid.row_count))
    if width > grid.column_count:
        requests.append(append_dimension(grid.sheet_id, "COLUMNS", width - grid.column_count))
    for span in runs(sorted(texts)):
        area = Area(places.header, span[0], places.header + 1, span[-1] + 1)
        requests.append(update_cells(grid.sheet_id, area, [[texts[place] for place in span]], OWN_FIELDS))
    requests += dressed_columns(table, places, texts)
    requests += dressed_remarks(table, places, range(places.header + 1, grid.row_count), texts)
    return Headers(tuple(requests), places)


def _header_of(places: Layout, place: int) -> Area:
    return Area(places.header, place, places.header + 1, place + 1)


def _with_places(grid: Grid, found: Layout) -> Layout:
    ours = (found.key, *found.own, *found.remarks)
    anew = not found.office and all(place is None for place in ours)
    # A table whose whole header is gone begins below all content: there every column is free.
    free = count(0 if anew else used_columns(grid))

    def placed(place: int | None) -> int:
        return next(free) if place is None else place

    key = placed(found.key)
    own = tuple(map(placed, found.own))
    return Layout(found.header, key, own, tuple(map(placed, found.remarks)), found.office)


def _differing_headers(table: Table, grid: Grid, places: Layout) -> dict[int, CellData]:
    columns = (*own_columns(table), *remark_columns(table))
    wanted = [
        (places.key, KEY_TITLE, key_header()),
        *(
            (place, column.title, header_cell(column))
            for place, column in zip((*places.own, *places.remarks), columns, strict=True)
        ),
    ]
    return {
        place: header
        for place, title, header in wanted
        if place is not None and clean(grid.cell(places.header, place).shown) != clean(title)
    }
