"""Where a table's columns stand on its tab: by header title, so that the office may move and add columns."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.master.publishing.cells import same
from sheets_sync.model import Cell, CellKind, Grid, Table, TableColumn, Workbook
from sheets_sync.sheets.addresses import column_letters
from sheets_sync.vietnamese.words import clean

#: Header of the hidden column that holds the row keys.
KEY_TITLE = "Mã dòng"


@dataclass(frozen=True, slots=True)
class Layout:
    """Zero-based places of a table's header row and columns on its tab; None for a column that is gone."""

    header: int
    key: int | None
    #: In the table's order.
    own: tuple[int | None, ...]
    remarks: tuple[int | None, ...]
    #: The columns of the office's own: title to place. A title that stands twice, or none at all, is told
    #: apart by the column's letters.
    office: dict[str, int]


def columns_by_title(table: Table, places: Layout) -> dict[str, int | None]:
    """Title of a column, ours or the office's, to its place; the keys' is empty."""
    ours = zip((column.title for column in own_columns(table)), places.own, strict=True)
    offered = zip((column.title for column in remark_columns(table)), places.remarks, strict=True)
    return {**places.office, **dict(ours), **dict(offered), "": places.key}


def find_tab(table: Table, current: Workbook) -> Grid | None:
    """The table's tab; its id finds it although the office renamed it."""
    return next((grid for grid in current.grids if grid.sheet_id == table.sheet_id), None)


def own_columns(table: Table) -> tuple[TableColumn, ...]:
    """The columns that the sync writes."""
    return tuple(column for column in table.columns if not column.remark)


def remark_columns(table: Table) -> tuple[TableColumn, ...]:
    """The columns that the sync only offers to the office."""
    return tuple(column for column in table.columns if column.remark)


def layout(table: Table, grid: Grid) -> Layout:
    """Where the columns stand now; a table whose header row is gone is to begin below all content."""
    header = _header_row(table, grid)
    if header is None:
        own, remarks = own_columns(table), remark_columns(table)
        return Layout(used_rows(grid), None, (None,) * len(own), (None,) * len(remarks), {})
    places = _places(grid, header)
    key = _key_column(table, grid, header, places)
    taken = {key}
    own_places = []
    for number, column in enumerate(own_columns(table)):
        own_places.append(_ours(_titled(column, places, taken), number, table, grid, key))
        taken.add(own_places[-1])
    remark_places: list[int | None] = []
    for column in remark_columns(table):
        remark_places.append(next(iter(_titled(column, places, taken)), None))
        taken.add(remark_places[-1])
    offered = [clean(grid.cell(header, place).shown) for place in remark_places if place is not None]
    return Layout(
        header, key, tuple(own_places), tuple(remark_places), _labelled(grid, header, taken, offered)
    )


def _header_row(table: Table, grid: Grid) -> int | None:
    """The office may have put a title above; at least half of the headers must still stand in one row."""
    wanted = [{KEY_TITLE}, *({clean(title) for title in titles(column)} for column in own_columns(table))]
    for number, row in enumerate(grid.rows):
        there = {clean(cell.shown) for cell in row}
        if 2 * sum(not there.isdisjoint(titled) for titled in wanted) >= len(wanted):
            return number
    return None


def titles(column: TableColumn) -> tuple[str, ...]:
    """Titles under which a column may stand: the one that we wrote last comes first."""
    return (column.former, column.title) if column.former else (column.title,)


def _titled(
    column: TableColumn, places: Mapping[str, Sequence[int]], taken: Collection[int | None]
) -> list[int]:
    """The free places under the first of the column's titles that stands anywhere."""
    found = ([place for place in places[clean(title)] if place not in taken] for title in titles(column))
    return next(filter(None, found), [])


def _places(grid: Grid, header: int) -> defaultdict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(used_columns(grid)):
        places[clean(grid.cell(header, place).shown)].append(place)
    return places


def _key_column(table: Table, grid: Grid, header: int, places: defaultdict[str, list[int]]) -> int | None:
    """The column titled so, or one without a title in which keys of the table stand."""
    if titled := places[KEY_TITLE]:
        return titled[0]
    keys = {row.key for row in table.rows}
    return next(
        (
            place
            for place in places[""]
            if any(grid.cell(row, place).shown in keys for row in range(header + 1, len(grid.rows)))
        ),
        None,
    )


def _ours(candidates: Sequence[int], number: int, table: Table, grid: Grid, key: int | None) -> int | None:
    """The column that is ours among those of the same title: the one that holds most of what we publish."""
    if len(candidates) < 2 or key is None:
        return next(iter(candidates), None)
    wanted = {row.key: row.cells[number] for row in table.rows}
    keyed = [
        (row, wanted[text]) for row, cells in enumerate(grid.rows) if (text := _at(cells, key)) in wanted
    ]

    def held(place: int) -> int:
        return sum(same(shown, grid.cell(row, place)) for row, shown in keyed)

    return max(candidates, key=held)


def _at(cells: Sequence[Cell], place: int) -> str:
    return cells[place].shown if place < len(cells) else ""


def _labelled(
    grid: Grid, header: int, taken: Collection[int | None], offered: Collection[str]
) -> dict[str, int]:
    labels: dict[str, int] = {}
    for place in range(used_columns(grid)):
        if place not in taken:
            title = clean(grid.cell(header, place).shown)
            if not title or title in labels or title in offered:
                title = f"{title} (cột {column_letters(place)})".strip()
            labels[title] = place
    return labels


def holds_content(cell: Cell) -> bool:
    """Whether a cell holds a value or a note; a box that is not ticked is none."""
    empty = cell.kind is CellKind.EMPTY or cell.value is False
    return not empty or bool(cell.note)


def used_rows(grid: Grid) -> int:
    """Number of rows down to the last one with content."""
    numbers = range(len(grid.rows), 0, -1)
    return next((number for number in numbers if any(map(holds_content, grid.rows[number - 1]))), 0)


def used_columns(grid: Grid) -> int:
    """Number of columns as far right as any row reaches."""
    return max(map(len, grid.rows), default=0)


def runs(numbers: Iterable[int]) -> list[range]:
    """Sorted numbers as runs of neighbours: 1 2 5 6 gives 1 to 2 and 5 to 6."""
    found: list[range] = []
    for number in numbers:
        if found and found[-1].stop == number:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found
