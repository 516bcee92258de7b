"""What changes on a tab that exists: only rows that differ are written, each where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sheets_sync.master.publishing.cells import ADDED_FIELDS, CHANGED_FIELDS, OWN_FIELDS
from sheets_sync.master.publishing.dressing import dressed_remarks
from sheets_sync.master.publishing.headers import completed
from sheets_sync.master.publishing.identity import KeyedRows, keys_on, standing
from sheets_sync.master.publishing.layout import Layout, columns_by_title, layout, runs, used_rows
from sheets_sync.master.publishing.office_rows import Damage
from sheets_sync.master.publishing.ordering import in_order, left, reordered
from sheets_sync.master.publishing.splicing import gaps
from sheets_sync.master.publishing.writing import (
    SPARE_ROWS,
    Numbered,
    clear_rows,
    holds,
    room,
    write_office_rows,
    write_remarks,
    write_rows,
)
from sheets_sync.model import Area, Grid, Stand, Table, TableRow
from sheets_sync.sheets.batch import Request, delete_rows, insert_rows, resize_rows, update_cells

#: More empty rows than this at the end of a tab that only the sync writes are taken off.
MOST_SPARE_ROWS = 4 * SPARE_ROWS


@dataclass(frozen=True, slots=True)
class TabChange:
    """The requests for one tab, with the rows they add, change and remove."""

    requests: tuple[Request, ...]
    added: int = 0
    changed: int = 0
    removed: int = 0
    #: Where all stands then; None where rows are not found by keys.
    stand: Stand | None = None

    def line(self, title: str) -> str:
        """For --dry-run."""
        return f"{title}: {self.added} rows added, {self.changed} changed, {self.removed} removed"


def change_tab(
    table: Table, grid: Grid, previous: Mapping[str, str], damage: Damage | None = None
) -> TabChange:
    """Bring a tab to its table; `previous` holds the fingerprints of the rows as last published.

    Rows with remarks are found by their keys even where the office has no say in their order. `damage`, when
    given, says that our last writing came across a sorting: rows with the key of another are ours then.
    """
    found = layout(table, grid)
    headers = completed(table, grid, found)
    if table.office_order or any(column.remark for column in table.columns):
        change = _keyed(table, grid, headers.places, standing(table, grid, found), previous, damage)
    else:
        change = _ordered(table, grid, headers.places, previous)
    return replace(change, requests=(*headers.requests, *change.requests))


def _keyed(
    table: Table,
    grid: Grid,
    places: Layout,
    stands: KeyedRows,
    previous: Mapping[str, str],
    damage: Damage | None,
) -> TabChange:
    changed = {
        stands.rows[row.key]: row
        for row in table.rows
        if row.key in stands.rows and not holds(table, grid, stands.rows[row.key], places, row, previous)
    }
    new = [row for row in table.rows if row.key not in stands.rows]
    bottom = max(used_rows(grid), places.header + 1)
    added = Numbered(new, bottom)
    kept = {row.key for row in table.rows}
    mend = damage or Damage()
    doubled, lost, strays = stands.copies if damage else (), mend.lost, mend.strays
    gone = sorted([*doubled, *strays, *(number for key, number in stands.rows.items() if key not in kept)])
    # Google refuses to delete the last row below the frozen ones.
    end = bottom + len(new)
    below = end + len(lost)
    needed = max(bottom + 1, len(gone) + places.header + 2 if gone else 0)
    requests = [
        *room(table, grid, places, needed),
        *_inserted(table, places, range(bottom, below)),
        *_written_over(table, grid, places, changed),
        *write_rows(table, places, added, ADDED_FIELDS if table.office_order else OWN_FIELDS),
        *write_remarks(table, grid, places, {row.key: number for number, row in added.items()} | stands.rows),
        *write_office_rows(table, end, lost),
        *(one for number, row in mend.spoiled.items() for one in write_office_rows(table, number, [row])),
        *(() if damage else _without_copied_keys(grid, places, stands)),
        # From the bottom up, after all writes: no row moves before it was written.
        *(delete_rows(grid.sheet_id, run[0], run[-1] + 1) for run in reversed(runs(gone))),
    ]
    stood = range(places.header + 1, bottom)
    present = left(stands, stood, [row.key for row in new], set(gone))
    if table.keeps_order:
        requests += reordered(table, present, stood.start)
        present = in_order(table, present)
    keys = {number: key for number, key in enumerate(present, stood.start) if isinstance(key, str)}
    there = Stand(places.header, columns_by_title(table, places), keys)
    return TabChange(tuple(requests), len(added), len(changed), len(gone), there)


def _written_over(
    table: Table, grid: Grid, places: Layout, changed: Mapping[int, TableRow]
) -> Iterable[Request]:
    """Rows where they stand. Their keys are not written again: where rows move meanwhile, those tell it."""
    fields = CHANGED_FIELDS if table.office_order else OWN_FIELDS
    known, column = replace(places, key=None), places.key
    named = {
        number: row
        for number, row in changed.items()
        if column is not None and grid.cell(number, column).shown == row.key
    }
    yield from write_rows(table, known, named, fields)
    yield from write_rows(
        table, places, {number: changed[number] for number in changed.keys() - named.keys()}, fields
    )


def _inserted(table: Table, places: Layout, rows: range) -> list[Request]:
    """New rows: what the office has typed there since we read is pushed down, not written over."""
    if not rows:
        return []
    return [insert_rows(table.sheet_id, rows.start, rows.stop), *dressed_remarks(table, places, rows)]


def _without_copied_keys(grid: Grid, places: Layout, stands: KeyedRows) -> list[Request]:
    """A row that the office copied keeps its text and loses only the key: it is a row of the office."""
    if places.key is None:
        return []
    return [
        update_cells(grid.sheet_id, Area(run[0], places.key, run[-1] + 1, places.key + 1), [], OWN_FIELDS)
        for run in runs(stands.copies)
    ]


def _ordered(table: Table, grid: Grid, places: Layout, previous: Mapping[str, str]) -> TabChange:
    top = places.header + 1
    if any(row.kept for row in table.rows):
        return _spliced(table, grid, places, top)
    differing = {
        number: row
        for number, row in enumerate(table.rows, start=top)
        if not holds(table, grid, number, places, row, previous)
    }
    end = top + len(table.rows)
    surplus = range(end, max(end, _own_end(grid, places)))
    requests = [
        *room(table, grid, places, end),
        *write_rows(table, places, differing, OWN_FIELDS),
        *clear_rows(table, places, surplus),
        *_trimmed(grid, max(end, used_rows(grid) if places.office else 0)),
    ]
    present, wanted = {key for _, key in keys_on(grid, places)}, {row.key for row in table.rows}
    added = len(wanted - present)
    return TabChange(tuple(requests), added, max(0, len(differing) - added), len(present - wanted))


def _spliced(table: Table, grid: Grid, places: Layout, top: int) -> TabChange:
    """From the bottom up: no row moves before what stands above it was written."""
    stood = [key for _, key in keys_on(grid, places)]
    requests: list[Request] = []
    added = changed = removed = 0
    for gap in reversed(gaps(table.rows, stood)):
        had, wanted = gap.last - gap.first, len(gap.rows)
        if wanted > had:
            requests.append(insert_rows(grid.sheet_id, top + gap.last, top + gap.first + wanted))
        if wanted < had:
            requests.append(delete_rows(grid.sheet_id, top + gap.first + wanted, top + gap.last))
        requests += write_rows(table, places, Numbered(gap.rows, top + gap.first), OWN_FIELDS)
        added, removed = added + max(0, wanted - had), removed + max(0, had - wanted)
        changed += min(had, wanted)
    # A row below the last one has to be there before it.
    return TabChange((*room(table, grid, places, top + len(stood) + 1), *requests), added, changed, removed)


def _own_end(grid: Grid, places: Layout) -> int:
    """The row below the last one in which one of our columns holds something."""
    ours = [place for place in (places.key, *places.own) if place is not None]
    numbers = range(len(grid.rows), 0, -1)
    return next(
        (number for number in numbers if any(grid.cell(number - 1, place).shown for place in ours)), 0
    )


def _trimmed(grid: Grid, needed: int) -> list[Request]:
    """Empty cells count against Google's limit."""
    if grid.row_count - needed <= MOST_SPARE_ROWS:
        return []
    return [resize_rows(grid.sheet_id, needed + SPARE_ROWS)]
