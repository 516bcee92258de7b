"""A tab of which some rows were read, and where the others stand is known since they were written. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sheets_sync.master.publishing.fingerprints import row_fingerprint
from sheets_sync.master.publishing.layout import KEY_TITLE, layout, own_columns, remark_columns, titles
from sheets_sync.master.publishing.places import Place
from sheets_sync.model import EMPTY_CELL, Cell, CellKind, Grid, OfficeColumn, Stand, Table, TableRow
from sheets_sync.vietnamese.words import clean


def key_column(table: Table, grid: Grid, place: Place) -> int | None:
    """The column of the keys; None where the tab's header is not as it was, or says something twice."""
    header = grid.rows[place.header] if place.header < len(grid.rows) else ()
    there = Counter(clean(cell.shown) for cell in header)
    wanted = [KEY_TITLE, *(clean(title) for column in own_columns(table) for title in titles(column))]
    if any(there[title] > 1 for title in wanted):
        return None
    found = layout(replace(table, rows=()), grid)
    if found.header != place.header or None in (*found.own, *found.remarks):
        return None
    return found.key


def remark_column(table: Table, grid: Grid, office: OfficeColumn) -> int | None:
    """Where one of the columns that are offered to the office stands."""
    places = layout(replace(table, rows=()), grid).remarks
    there = zip(remark_columns(table), places, strict=True)
    return next((place for column, place in there if column.office == office), None)


def as_known(grid: Grid, place: Place, column: int, rows: Collection[int]) -> Grid | None:
    """The tab with the keys of all rows; None where one of those that were read has another key."""
    known: list[Sequence[Cell]] = [*grid.rows[: place.header + 1]]
    left = (EMPTY_CELL,) * column
    for number, key in enumerate(place.keys, start=place.header + 1):
        if number not in rows:
            known.append((*left, Cell(CellKind.TEXT, key, key)) if key else ())
        elif grid.cell(number, column).shown == key:
            known.append(grid.rows[number])
        else:
            return None
    return replace(grid, rows=tuple(map(tuple, known)))


def kept_row(key: str, before: Mapping[str, str]) -> TableRow:
    """A row as it was published. Raises KeyError for one that was not."""
    return TableRow(key, (), kept=before[key])


def without_unchanged(table: Table, before: Mapping[str, str]) -> Table:
    """The table, of whose rows those that differ from what was published are left."""

    def seen(row: TableRow) -> TableRow:
        if row.kept:
            return row
        fingerprint = row_fingerprint(row, table)
        return TableRow(row.key, (), kept=fingerprint) if before.get(row.key) == fingerprint else row

    return replace(table, rows=tuple(map(seen, table.rows)))


def differing(table: Table) -> list[TableRow]:
    """The rows of a table that are not as they were published."""
    return [row for row in table.rows if not row.kept]


def gone(table: Table, place: Place) -> list[str]:
    """Keys of rows that stand on the tab and are no longer to."""
    kept = {row.key for row in table.rows}
    return [key for key in place.keys if key and key not in kept]


def expected(table: Table, stand: Stand | None) -> tuple[str, ...]:
    """The keys from the header down, once the tab was brought to the table; empty where a row has none.

    `stand` is where rows that are found by keys stand then.
    """
    if stand is None:
        return tuple(row.key for row in table.rows)
    last = max(stand.keys, default=stand.header)
    return tuple(stand.keys.get(number, "") for number in range(stand.header + 1, last + 1))


def rows_of(tables: Iterable[Table], units: Collection[str]) -> dict[int, dict[str, list[TableRow]]]:
    """By tab and unit the rows that belong to these units, by their keys."""
    found: dict[int, dict[str, list[TableRow]]] = {}
    for table in tables:
        own = found.setdefault(table.sheet_id, {unit: [] for unit in units})
        for row in table.rows:
            own[row.key.partition("/")[0]].append(row)
    return found
