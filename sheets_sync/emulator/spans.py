"""What happens to positions when rows or columns are inserted, deleted or moved.

`first` of each is the first row or column that may change its place.
"""

from typing import Any, Literal

Axis = Literal["ROWS", "COLUMNS"]


class Insertion:
    """`count` rows or columns inserted before index `at`."""

    def __init__(self, at: int, count: int) -> None:
        self.at = self.first = at
        self.count = count

    def index(self, index: int) -> int | None:
        """Where one row or column goes."""
        return index + self.count if index >= self.at else index

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch grows when the insertion lies inside it."""
        return (
            start + self.count if start >= self.at else start,
            end + self.count if end > self.at else end,
        )


class Deletion:
    """Rows or columns [start, end) deleted."""

    def __init__(self, start: int, end: int) -> None:
        self.start = self.first = start
        self.end = end

    def index(self, index: int) -> int | None:
        """Where one row or column goes."""
        if index < self.start:
            return index
        return None if index < self.end else index - (self.end - self.start)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch shrinks by what is deleted of it."""
        first = start if start < self.start else max(start - (self.end - self.start), self.start)
        last = end if end <= self.start else max(end - (self.end - self.start), self.start)
        return (first, last) if first < last else None


class Move:
    """Rows or columns [start, end) moved before the index `to` of the grid as it was."""

    def __init__(self, start: int, end: int, to: int) -> None:
        self.start = start
        self.end = end
        self.to = to
        self.first = min(start, to)

    def index(self, index: int) -> int | None:
        """Where one row or column goes."""
        count = self.end - self.start
        if self.start <= index < self.end:
            return index + (self.to - self.end if self.to > self.start else self.to - self.start)
        if self.end <= index < self.to:
            return index - count
        if self.to <= index < self.start:
            return index + count
        return index

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch follows its first and last row or column."""
        first, last = self.index(start), self.index(end - 1)
        if first is None or last is None or first > last:
            return start, end
        return first, last + 1


Shift = Insertion | Deletion | Move
KEYS = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}
#: Larger than any index of a grid.
OPEN_END = 10**9


def moved_range(grid_range: dict[str, Any], axis: Axis, shift: Shift) -> dict[str, Any] | None:
    """A GridRange after the change; open bounds stay open; None when nothing is left."""
    first, last = KEYS[axis]
    start, end = grid_range.get(first), grid_range.get(last)
    if start is None and end is None:
        return grid_range
    found = shift.span(start or 0, OPEN_END if end is None else end)
    if found is None:
        return None
    moved = dict(grid_range)
    if start is not None:
        moved[first] = found[0]
    if end is not None:
        moved[last] = found[1]
    return moved
