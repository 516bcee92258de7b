"""What a row below the header may be, and one that was told to be that."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from sheets_sync.model import Cell, CellKind
from sheets_sync.vietnamese.words import RowRole, clean


class Shape(StrEnum):
    """What a row is."""

    BLANK = "blank"
    RECORD = "record"
    TITLE = "title"
    TOTAL = "total"
    NOTE = "note"
    SIGNATURE = "signature"
    #: A signature or note with something beside it that may be a report.
    DOUBTFUL = "doubtful"
    #: The header once more, column numbers, measures: repeated below the header.
    HEADER = "header"
    #: Nothing but defaults: unticked boxes, zeros, one choice filled down.
    IDLE = "idle"
    #: Several rows without a name that all hold the same.
    FILLED_DOWN = "filled-down"
    #: The unit says that it has nothing to report.
    NOTHING = "nothing"


class ShapedRow(NamedTuple):
    """One row below the header: its cells, and what they may be."""

    number: int
    cells: Sequence[Cell]
    role: RowRole | None
    shape: Shape

    @property
    def filled(self) -> Mapping[int, Cell]:
        """The filled cells by column."""
        return {place: cell for place, cell in enumerate(self.cells) if is_filled(cell)}


def is_filled(cell: Cell) -> bool:
    """Whether something can be seen in a cell, or is held in it."""
    if cell.kind is not CellKind.TEXT:
        return cell.kind is not CellKind.EMPTY
    return cell.shown[:1].isalnum() or bool(clean(cell.shown))
