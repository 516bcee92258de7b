"""Cell addresses as users write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sheets_sync.model import Area, CellsOf


@lru_cache(1_000)
def column_letters(column: int) -> str:
    """Letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters


def address(row: int, column: int) -> str:
    """A1 address of a zero-based row and column."""
    return f"{column_letters(column)}{row + 1}"


class RowAddresses(Mapping[str, str]):
    """Field to A1 address in one row: made when it is asked for, since few ever are."""

    __slots__ = ("_letters", "_row")

    def __init__(self, letters: Mapping[str, str], row: int) -> None:
        """`letters` are those of the fields' columns, `row` is zero-based."""
        self._letters, self._row = letters, row + 1

    def __getitem__(self, field: str) -> str:
        return f"{self._letters[field]}{self._row}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._letters)

    def __len__(self) -> int:
        return len(self._letters)

    def __repr__(self) -> str:
        return repr(dict(self))


def span(area: Area) -> str:
    """A1 range of an area; a single cell without a colon."""
    first, last = address(area.top, area.left), address(area.bottom - 1, area.right - 1)
    return first if first == last else f"{first}:{last}"


def quoted(title: str) -> str:
    """A tab's title as it stands in A1 notation: by itself, the whole tab."""
    return "'" + title.replace("'", "''") + "'"


def rows_of(title: str, first: int, last: int) -> str:
    """Whole rows of a tab in A1 notation: zero-based, the first and the last."""
    return f"{quoted(title)}!{first + 1}:{last + 1}"


def column_of(title: str, column: int) -> str:
    """A whole column of a tab in A1 notation; the column is zero-based."""
    letters = column_letters(column)
    return f"{quoted(title)}!{letters}:{letters}"


@dataclass(frozen=True, slots=True)
class Web:
    """Where people open spreadsheets in a browser."""

    base: str = "https://docs.google.com"

    def link(self, workbook: str, sheet_id: int | None = None, cells: str = "") -> str:
        """Address that opens a workbook, on a tab, with cells selected.

        `cells` is an A1 address or range; a whole row or column may be given as `7` or `D`.
        """
        url = f"{self.base}/spreadsheets/d/{workbook}/edit"
        if sheet_id is None:
            return url
        if cells and (cells.isdigit() or cells.isalpha()):
            cells = f"{cells}:{cells}"
        tab = f"{url}#gid={sheet_id}"
        return str(CellsOf(tab, cells)) if cells else tab


def parse(cells: str) -> tuple[int | None, int | None]:
    """Zero-based row and column of an A1 address; None for the part that `D` or `7` leaves open."""
    letters, digits = cells.rstrip("0123456789"), cells.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(digits) - 1 if digits else None), (column - 1 if letters else None)
