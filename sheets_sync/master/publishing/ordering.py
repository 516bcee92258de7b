"""Rows moved back into a table's order: what stands beside a row, or is being typed there, moves with it."""

from collections.abc import Collection, Iterable, Sequence

from sheets_sync.master.publishing.identity import KeyedRows
from sheets_sync.model import Table
from sheets_sync.sheets.batch import Request, move_rows

#: The key of a row, or the number of one that is the office's.
Standing = str | int


def left(stands: KeyedRows, rows: range, added: Iterable[str], gone: Collection[int]) -> list[Standing]:
    """What stands below the header after rows were written. `rows` are the numbers that stood before.

    `added` are the keys that were written below them, `gone` the numbers that were deleted.
    """
    keys = {number: key for key, number in stands.rows.items()}
    return [*(keys.get(number, number) for number in rows if number not in gone), *added]


def reordered(table: Table, present: Sequence[Standing], top: int) -> Iterable[Request]:
    """Moves, to be made after all else. Rows of the office keep their places; `top` is the first row."""
    now, wanted = [*present], in_order(table, present)
    place = 0
    while place < len(now):
        if now[place] == wanted[place]:
            place += 1
            continue
        first = now.index(wanted[place], place + 1)
        last = first + 1
        while last < len(now) and now[last] == wanted[place + last - first]:
            last += 1
        yield move_rows(table.sheet_id, top + first, top + last, top + place)
        moved = now[first:last]
        del now[first:last]
        now[place:place] = moved
        place += len(moved)


def in_order(table: Table, present: Sequence[Standing]) -> list[Standing]:
    """The same in the table's order."""
    there = {one for one in present if isinstance(one, str)}
    keys = iter([row.key for row in table.rows if row.key in there])
    return [next(keys) if isinstance(one, str) else one for one in present]
