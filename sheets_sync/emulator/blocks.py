"""Which rows of a tab are stored together: a block keeps its number and moves as a whole with its rows."""

from collections.abc import Callable, Iterable

#: Rows of a block at most.
BLOCK = 32
#: Where a row goes; None when it goes away.
Moving = Callable[[int], int | None]


class Blocks:
    """The block of every row, and which of them the storage does not have as they are."""

    def __init__(self) -> None:
        #: Row → number of its block.
        self.home: dict[int, int] = {}
        #: Number → the row that places within the block count from.
        self.base: dict[int, int] = {}
        self._count: dict[int, int] = {}
        #: Blocks with other rows or cells than stored, and blocks that stand elsewhere with the same.
        self.dirty: set[int] = set()
        self.moved: set[int] = set()
        self._before_home: dict[int, int | None] = {}
        self._before_base: dict[int, int | None] = {}
        self._next = 0

    def load(self, number: int, base: int, rows: Iterable[int]) -> None:
        """A block that the storage has."""
        listed = list(rows)
        self.home.update(dict.fromkeys(listed, number))
        self.base[number], self._count[number] = base, len(listed)
        self._next = max(self._next, number + 1)

    def touch(self, row: int) -> None:
        """The cells of a row changed; a new row joins the block of the one above it while that has room."""
        number = self.home.get(row)
        if number is None:
            number = self.home.get(row - 1)
            if number is None or self._count[number] >= BLOCK:
                number = self._next
                self._next += 1
                self._set_base(number, row)
            self._settle(row, number)
        self.dirty.add(number)

    def drop(self, row: int) -> None:
        """A row holds nothing any more."""
        self.dirty.add(self.home[row])
        self._settle(row, None)

    def _settle(self, row: int, number: int | None) -> None:
        former = self.home.pop(row, None)
        self._before_home.setdefault(row, former)
        if former is not None:
            self._count[former] -= 1
        if number is not None:
            self.home[row] = number
            self._count[number] = self._count.get(number, 0) + 1

    def _set_base(self, number: int, row: int) -> None:
        self._before_base.setdefault(number, self.base.get(number))
        self.base[number] = row

    def move(self, place: Moving) -> None:
        """Rows go elsewhere; a block whose rows all go the same way is not touched."""
        ways: dict[int, int | None] = {}
        home: dict[int, int] = {}
        for row, number in self.home.items():
            to = place(row)
            way = None if to is None else to - row
            ways[number] = way if ways.setdefault(number, way) == way else None
            if to != row:
                self._before_home.setdefault(row, number)
            if to is not None:
                if to != row:
                    self._before_home.setdefault(to, self.home.get(to))
                home[to] = number
            else:
                self._count[number] -= 1
        self.home = home
        for number, way in ways.items():
            if way is None:
                self.dirty.add(number)
            elif way:
                self._set_base(number, self.base[number] + way)
                self.moved.add(number)

    def rows_of(self, numbers: set[int]) -> dict[int, list[int]]:
        """The rows of blocks, in their order."""
        found: dict[int, list[int]] = {number: [] for number in numbers}
        if numbers:
            for row, number in self.home.items():
                if number in numbers:
                    found[number].append(row)
        return {number: sorted(rows) for number, rows in found.items()}

    def undo(self) -> None:
        """Everything as it was at the last save."""
        for row, former in self._before_home.items():
            self._settle(row, former)
        for number, base in self._before_base.items():
            if base is None:
                del self.base[number]
            else:
                self.base[number] = base
        self.saved()

    def saved(self) -> None:
        """The storage has everything as it is."""
        for kept in (self.dirty, self.moved, self._before_home, self._before_base):
            kept.clear()
