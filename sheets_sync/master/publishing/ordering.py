"""Rows moved back into a table's order: what stands beside a row, or is being typed there, moves with it."""

from collections.abc import Collection, Iterable, Sequence

from sheets_sync.master.publishing.identity import KeyedRows
from sheets_sync.model import Table
from sheets_sync.sheets.batch import Request, move_rows

#: The key of a row, or the number of one that is the office's.
_Row = str | int


def reordered(
    table: Table, stands: KeyedRows, rows: range, added: Iterable[str], gone: Collection[int]
) -> Iterable[Request]:
    """Moves, to be made after all else. `rows` are the numbers below the header that stood before.

    `added` are the keys that were written below them, `gone` the numbers that were deleted. Rows of the
    office keep their places.
    """
    keys = {number: key for key, number in stands.rows.items()}
    present: list[_Row] = [keys.get(number, number) for number in rows if number not in gone]
    present += added
    wanted = _wanted(table, present)
    place = 0
    while place < len(present):
        if present[place] == wanted[place]:
            place += 1
            continue
        first = present.index(wanted[place], place + 1)
        last = first + 1
        while last < len(present) and present[last] == wanted[place + last - first]:
            last += 1
        yield move_rows(table.sheet_id, rows.start + first, rows.start + last, rows.start + place)
        moved = present[first:last]
        del present[first:last]
        present[place:place] = moved
        place += len(moved)


def _wanted(table: Table, present: Sequence[_Row]) -> list[_Row]:
    there = {one for one in present if isinstance(one, str)}
    keys = iter([row.key for row in table.rows if row.key in there])
    return [next(keys) if isinstance(one, str) else one for one in present]
