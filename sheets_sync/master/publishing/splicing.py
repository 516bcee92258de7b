"""A tab that follows an order, of which most rows are as they were: rows come in and go out between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.model import TableRow


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows between two that stay, as they stand and as they are to be."""

    #: Places among the rows that stand: the first, and the one after the last.
    first: int
    last: int
    rows: tuple[TableRow, ...]


def gaps(rows: Sequence[TableRow], stood: Sequence[str]) -> list[Gap]:
    """What is to be written between the rows that are kept, from the top; `stood` are the keys that stand.

    Raises ValueError where the rows that are kept do not stand in their order.
    """
    places: Mapping[str, int] = {key: place for place, key in enumerate(stood)}
    found: list[Gap] = []
    first, between = 0, list[TableRow]()
    for row in rows:
        if not row.kept:
            between.append(row)
            continue
        place = places.get(row.key, -1)
        if place < first:
            raise ValueError(row.key)
        if between or place > first:
            found.append(Gap(first, place, tuple(between)))
        first, between = place + 1, []
    if between or first < len(stood):
        found.append(Gap(first, len(stood), tuple(between)))
    return found
