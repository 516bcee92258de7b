"""Values, cells and workbooks as read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

#: A value of a record, typed by its form's column. None is "no value", never zero.
Value = str | int | Decimal | date | bool | None


class CellKind(StrEnum):
    """What a cell of a spreadsheet holds, told by its value and its number format."""

    EMPTY = "empty"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"
    FAULT = "fault"

    #: Enums hash their names, in Python; cells are looked up by kind all the time.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read: UNFORMATTED value, dates as serial days since 1899-12-30."""

    kind: CellKind
    value: str | float | bool | None
    #: As the unit sees it, in the workbook's locale.
    shown: str
    note: str = ""


EMPTY_CELL = Cell(CellKind.EMPTY, None, "")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, zero-based and half-open, as in Google's GridRange."""

    top: int
    left: int
    bottom: int
    right: int


class Severity(StrEnum):
    """How much a finding matters."""

    #: Must be mended: a value that cannot be read is not accepted, values that contradict each other stand.
    ERROR = "error"
    #: The value stands; something is better mended.
    WARNING = "warning"
    #: Only the unit can say what is meant.
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Flag:
    """One of our conditional formats on a tab: which cells it colours for which severity."""

    index: int
    severity: Severity
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab as read. Row and column numbers are zero-based; rows may be of unequal length."""

    sheet_id: int
    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Area, ...] = ()
    #: Size of the tab, cells without content included.
    row_count: int = 0
    column_count: int = 0
    #: Index and ranges of each conditional format that is ours (the colour of faulty cells).
    flags: tuple["Flag", ...] = ()
    #: The workbook's locale: it decides what Google made of what was typed.
    locale: str = "vi_VN"
    #: Ids of the tab's protected ranges.
    protections: tuple[int, ...] = ()
    #: Of these, the ones that cover the whole tab: Google takes one of them only.
    sealed: tuple[int, ...] = ()
    #: Those that we put there, by their descriptions.
    ours: tuple[int, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a zero-based address; cells never written are empty."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY_CELL


@dataclass(frozen=True, slots=True)
class Workbook:
    """One Google spreadsheet as read in one call."""

    id: str
    title: str
    locale: str
    time_zone: str
    grids: tuple[Grid, ...]

    def grid(self, title: str) -> Grid | None:
        """The tab with this title."""
        return next((grid for grid in self.grids if grid.title == title), None)
