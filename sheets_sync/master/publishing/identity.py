"""Which row of a tab is which record: by the key in the hidden column, wherever the office sorted it."""

from dataclasses import dataclass

from sheets_sync.master.publishing.cells import content
from sheets_sync.master.publishing.layout import Layout
from sheets_sync.model import Grid, Table


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """The rows of a tab that are records."""

    #: Key to row number.
    rows: dict[str, int]
    #: Rows with the key of a row above: the office copied them, they are its own.
    copies: tuple[int, ...]


def standing(table: Table, grid: Grid, places: Layout) -> KeyedRows:
    """The records' rows; where the column of keys is gone, rows that hold exactly what is to be published.

    `places` is the layout as found. With the column in place, a row without key is the office's even when it
    looks like a record.
    """
    if places.key is None:
        return KeyedRows(_recognised(table, grid, places), ())
    rows: dict[str, int] = {}
    copies: list[int] = []
    for row, key in keys_on(grid, places):
        if key in rows:
            copies.append(row)
        else:
            rows[key] = row
    return KeyedRows(rows, tuple(copies))


def keys_on(grid: Grid, places: Layout) -> list[tuple[int, str]]:
    """Row number and key of every keyed row below the header, from the top."""
    if places.key is None:
        return []
    found = ((row, grid.cell(row, places.key).shown) for row in range(places.header + 1, len(grid.rows)))
    return [(row, key) for row, key in found if key.strip()]


def _recognised(table: Table, grid: Grid, places: Layout) -> dict[str, int]:
    unclaimed: dict[tuple[object, ...], list[str]] = {}
    for row in reversed(table.rows):
        unclaimed.setdefault(tuple(map(content, row.cells)), []).append(row.key)
    found: dict[str, int] = {}
    for number in range(places.header + 1, len(grid.rows)):
        held = tuple(None if place is None else grid.cell(number, place).value for place in places.own)
        if any(held) and (keys := unclaimed.get(held)):
            found[keys.pop()] = number
    return found
