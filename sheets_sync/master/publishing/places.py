"""Where everything stands on the master's tabs since they were written: it need not be read to be known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_sync.master.publishing.identity import keys_on
from sheets_sync.master.publishing.layout import find_tab, holds_content, layout
from sheets_sync.master.publishing.opening import RowsStand
from sheets_sync.model import Grid, Table, Workbook


@dataclass(frozen=True, slots=True)
class Place:
    """One tab as it stands."""

    #: As the office called it last.
    title: str
    #: Zero-based row of the header.
    header: int
    #: The key of each row below it, empty for a row of the office's.
    keys: tuple[str, ...]
    #: Rows of the office's stand among ours.
    shared: bool
    #: Zero-based column of the first thing of ours that people see.
    column: int

    @property
    def rows(self) -> dict[str, int]:
        """Zero-based row by key."""
        return {key: row for row, key in enumerate(self.keys, start=self.header + 1) if key}

    def with_rows(self, table: Table) -> RowsStand:
        """Where the rows of a table stand once those that are new are written below."""
        there = self.rows
        new = [row.key for row in table.rows if row.key not in there]
        below = self.header + 1 + len(self.keys)
        return RowsStand(self.column, there | {key: row for row, key in enumerate(new, start=below)})


def places(
    tables: Iterable[Table], before: Workbook, after: Workbook | None, made: Sequence[int]
) -> dict[int, Place]:
    """Where the rows of each table stand since it was written, by the id of its tab; those that are known.

    `before` is the workbook as read, `after` tabs as Google sent them back, `made` those that are new.
    """
    found = {}
    for table in tables:
        echoed = None if after is None else find_tab(table, after)
        grid = echoed or find_tab(table, before)
        if table.sheet_id in made:
            found[table.sheet_id] = Place(table.title, 0, _in_order(table), shared=False, column=1)
        elif grid is not None and (place := _on(table, grid)) is not None:
            found[table.sheet_id] = place
    return found


def _on(table: Table, grid: Grid) -> Place | None:
    where = layout(table, grid)
    if where.key is None:
        return None
    column = next((place for place in where.own if place is not None), 1)
    if not (table.office_order or any(column.remark for column in table.columns)):
        return Place(grid.title, where.header, _in_order(table), shared=False, column=column)
    keys = dict(keys_on(grid, where))
    last = max(keys, default=where.header)
    rows = range(where.header + 1, len(grid.rows))
    shared = len(set(keys.values())) < len(keys) or any(
        row not in keys and any(map(holds_content, grid.rows[row])) for row in rows
    )
    ours = tuple(keys.get(row, "") for row in range(where.header + 1, last + 1))
    return Place(grid.title, where.header, ours, shared, column)


def _in_order(table: Table) -> tuple[str, ...]:
    return tuple(row.key for row in table.rows)


def plain_places(found: Mapping[int, Place]) -> dict[str, Any]:
    """For the store."""
    return {
        str(tab): [one.title, one.header, one.shared, one.column, list(one.keys)]
        for tab, one in found.items()
    }


def read_places(kept: Mapping[str, Any]) -> dict[int, Place]:
    """Back from the store."""
    return {
        int(tab): Place(title, header, tuple(keys), shared, column)
        for tab, (title, header, shared, column, keys) in kept.items()
    }
