"""Where a table's columns stand on its tab: by header title, so that the office may move and add columns."""

from dataclasses import dataclass

from sheets_sync.model import Grid, Table, TableColumn, Workbook
from sheets_sync.text_vi import clean

#: Header of the hidden first column that holds the row keys.
KEY_TITLE = "Mã dòng"


@dataclass(frozen=True, slots=True)
class Layout:
    """Zero-based places of a table's columns on its tab."""

    key: int
    #: Place of each own column, in the table's order; None where the header is gone.
    own: tuple[int | None, ...]
    #: Remark columns and the office's own ones: header title to place.
    office: dict[str, int]


def find_tab(table: Table, current: Workbook) -> Grid | None:
    """The table's tab; its id finds it although the office renamed it."""
    return next((grid for grid in current.grids if grid.sheet_id == table.sheet_id), None)


def own_columns(table: Table) -> tuple[TableColumn, ...]:
    """The columns that the sync writes."""
    return tuple(column for column in table.columns if not column.remark)


def layout(table: Table, grid: Grid) -> Layout:
    """Where the columns stand now."""
    header = grid.rows[0] if grid.rows else ()
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        if title := clean(cell.shown):
            places.setdefault(title, place)
    own = tuple(places.get(column.title) for column in own_columns(table))
    taken = {places.get(KEY_TITLE, 0), *own}
    office = {title: place for title, place in places.items() if place not in taken}
    return Layout(places.get(KEY_TITLE, 0), own, office)


def keys_on(grid: Grid, places: Layout) -> list[tuple[int, str]]:
    """Row number and key of every keyed row below the header, from the top."""
    found = ((row, clean(grid.cell(row, places.key).shown)) for row in range(1, len(grid.rows)))
    return [(row, key) for row, key in found if key]
