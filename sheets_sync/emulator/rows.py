"""The cells of one tab: copied on write, with what a write did to them kept until it is saved or undone."""

from collections.abc import Iterator, Mapping

from sheets_sync.emulator.blocks import Blocks, Moving
from sheets_sync.emulator.cells import Cell

Columns = dict[int, Cell]
Place = tuple[int, int]
NOTHING: Mapping[int, Cell] = {}


class Rows:
    """row → column → cell, only cells that hold something. Cells are never changed in place."""

    def __init__(self, cells: dict[int, Columns] | None = None) -> None:
        self._cells = {} if cells is None else cells
        #: Whether the storage has these rows, apart from what was changed since.
        self._stored = False
        #: Rows as they were at the last save, of those changed since.
        self._before: dict[int, Columns | None] = {}
        #: Rows whose dictionary nobody else holds.
        self._own: set[int] = set()
        #: Cells changed since formulas were computed; None when so much was that all is to be read again.
        self.changed: set[Place] | None = None
        #: Rows copied since the last save.
        self.copied = 0
        #: Whether rows or columns were moved since the last save.
        self.moved = False
        self._formulas: dict[int, set[int]] = {}
        self.blocks = Blocks()
        for row in sorted(self._cells):
            self._index(row)
            self.blocks.touch(row)

    def load(self, number: int, base: int, rows: dict[int, Columns]) -> None:
        """Take over a block of rows that the storage has; each row counts from the block's base."""
        placed = {base + row: cells for row, cells in rows.items()}
        self._cells.update(placed)
        self.blocks.load(number, base, placed)
        for row in placed:
            self._index(row)

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[int]:
        return iter(self._cells)

    def __contains__(self, row: int) -> bool:
        return row in self._cells

    def row(self, row: int) -> Mapping[int, Cell]:
        """The cells of a row by their column; not to be changed."""
        return self._cells.get(row, NOTHING)

    def last(self) -> int:
        """Index of the last row that holds something, -1 when none does."""
        return max(self._cells, default=-1)

    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        return bool(self._formulas)

    def formulas(self) -> list[Place]:
        """Where the formulas are."""
        return [(row, column) for row, columns in self._formulas.items() for column in columns]

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; an empty one is removed."""
        if not cell and column not in self.row(row):
            return
        cells = self._open(row)
        if cell:
            cells[column] = cell
        else:
            del cells[column]
            if not cells:
                self._drop(row)
        self._note_formula(row, column, cell)
        if self.changed is not None:
            self.changed.add((row, column))

    def _open(self, row: int) -> Columns:
        """A row that may be changed in place."""
        cells = self._cells.get(row)
        self._keep(row)
        self.blocks.touch(row)
        if cells is None or row not in self._own:
            cells = self._cells[row] = dict(cells or {})
            self._own.add(row)
            self.copied += 1
        return cells

    def _keep(self, row: int) -> None:
        """Remember how the row was before the write."""
        if self._stored:
            self._before.setdefault(row, self._cells.get(row))

    def _drop(self, row: int) -> None:
        del self._cells[row]
        self._own.discard(row)
        self.blocks.drop(row)

    def _note_formula(self, row: int, column: int, cell: Cell) -> None:
        if "formulaValue" in cell.get("userEnteredValue", ()):
            self._formulas.setdefault(row, set()).add(column)
        elif row in self._formulas:
            self._formulas[row].discard(column)
            if not self._formulas[row]:
                del self._formulas[row]

    def _index(self, row: int) -> None:
        self._formulas.pop(row, None)
        for column, cell in self.row(row).items():
            self._note_formula(row, column, cell)

    def move_rows(self, place: Moving, first: int) -> None:
        """Move whole rows; those before `first` stay."""
        self.moved = True
        if self.last() < first:
            return
        moved: dict[int, Columns] = {}
        own: set[int] = set()
        for row, cells in self._cells.items():
            to = place(row)
            if to != row:
                self._keep(row)
                if to is not None:
                    self._keep(to)
            if to is not None:
                moved[to] = cells
                if row in self._own:
                    own.add(to)
        places = ((place(row), columns) for row, columns in self._formulas.items())
        self._formulas = {row: columns for row, columns in places if row is not None}
        self._cells, self._own, self.changed = moved, own, None
        self.blocks.move(place)

    def move_columns(self, place: Moving, first: int) -> None:
        """Move the cells within every row; columns before `first` stay."""
        self.moved = True
        for row in [row for row, cells in self._cells.items() if max(cells) >= first]:
            self._keep(row)
            self.blocks.touch(row)
            cells = {
                to: cell for column, cell in self._cells[row].items() if (to := place(column)) is not None
            }
            self._cells[row] = cells
            self._own.add(row)
            self.copied += 1
            if not cells:
                self._drop(row)
            self._index(row)
            self.changed = None

    def clear(self) -> None:
        """Take every cell away."""
        for row in list(self._cells):
            self._keep(row)
            self._drop(row)
        self._formulas, self.changed = {}, None

    def shared(self) -> "Rows":
        """A copy for another tab; a row is copied when either tab changes it."""
        self._own.clear()
        made = Rows()
        made._cells = dict(self._cells)
        for row in sorted(made._cells):
            made.blocks.touch(row)
        made._formulas = {row: set(columns) for row, columns in self._formulas.items()}
        return made

    def undo(self) -> None:
        """Everything as it was at the last save."""
        for row, cells in self._before.items():
            now = self._cells.pop(row, NOTHING)
            if self.changed is not None:
                self.changed.update((row, column) for column in {*now, *(cells or ())})
            if cells is not None:
                self._cells[row] = cells
            self._index(row)
        self.blocks.undo()
        self._end()

    def saved(self) -> None:
        """The storage has everything as it is."""
        self._stored = True
        self.blocks.saved()
        self._end()

    def _end(self) -> None:
        self._before.clear()
        self._own.clear()
        self.copied, self.moved = 0, False

    def unsaved_changes(self) -> Iterator[tuple[int, tuple[Mapping[int, Cell], Mapping[int, Cell]]]]:
        """The rows changed since the last save, each as it was and as it is."""
        for row, before in self._before.items():
            yield row, (before or NOTHING, self.row(row))

    def unsaved(self) -> dict[int, list[tuple[int, Mapping[int, Cell]]]]:
        """The rows of each block that the storage does not have as it is, counted from the block's base."""
        found = self.blocks.rows_of(self.blocks.dirty)
        base = self.blocks.base
        return {
            number: [(row - base[number], self._cells[row]) for row in rows] for number, rows in found.items()
        }
