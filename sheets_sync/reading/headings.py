"""Rows that belong to a header although they stand below it: repeated titles, column numbers, measures."""

import re
from collections.abc import Mapping

from sheets_sync.forms.columns import ColumnKind, compared
from sheets_sync.model import Cell, CellKind
from sheets_sync.vietnamese.letters import clean, plain_figures
from sheets_sync.vietnamese.measures import declared

#: Fewer cells than these prove nothing.
_TITLES, _NUMBERS = 2, 3
#: `(1)`, `[2]`, `3.`, `6=5/4`, `(7) = (6):(5)x100`; Sheets makes -1 of a typed `(1)`.
_NUMBER = re.compile(r"[(\[]?-?(\d{1,2})[)\]]?\.?(?: ?= ?[\d()\[\]+*/:x×% .-]+)?", re.IGNORECASE)
_LETTER = re.compile(r"[(\[]?([A-Z])[)\]]?", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()\d]{1,30}\)|\[[^\[\]\d]{1,30}\]")
_FIGURES = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.FIGURE, ColumnKind.PERCENT})


def is_header(cells: Mapping[int, Cell], titles: Mapping[int, frozenset[str]]) -> bool:
    """Whether most filled cells repeat the titles of their columns; `titles` are as compared, by column."""
    texts = [(place, cell.shown) for place, cell in cells.items() if cell.kind is CellKind.TEXT]
    if len(texts) < _TITLES or len(texts) * 2 < len(cells):
        return False
    repeated = sum(compared(text) in titles.get(place, ()) for place, text in texts)
    return repeated >= _TITLES and repeated * 2 >= len(cells)


def is_numbering(cells: Mapping[int, Cell]) -> bool:
    """Whether the cells count their columns: `(1) | (2) | (3)`, `A | B | 1 | 2=1/3`."""
    if len(cells) < _NUMBERS:
        return False
    before: tuple[str, int] | None = None
    for cell in cells.values():
        place = _ordinal(cell)
        if place is None:
            return False
        if before is not None and place[0] == before[0] and place[1] != before[1] + 1:
            return False
        if before is not None and place[0] != before[0] and (place[0] == "letter" or place[1] != 1):
            return False
        before = place
    return True


def _ordinal(cell: Cell) -> tuple[str, int] | None:
    if cell.kind in (CellKind.NUMBER, CellKind.DATE, CellKind.PERCENT):
        # A column of the template shows the number as a day of 1900, or as a hundredth of it.
        value = abs(float(cell.value or 0))
        value = round(value * 100, 6) if cell.kind is CellKind.PERCENT and value < 1 else value
        return ("number", int(value)) if value.is_integer() and 0 < value < 100 else None
    return _counted(clean(cell.shown)) if cell.kind is CellKind.TEXT else None


def is_ordinal(typed: str) -> bool:
    """Whether a text may count a column."""
    return _counted(typed) is not None


def _counted(typed: str) -> tuple[str, int] | None:
    plain = plain_figures(typed)
    if number := _NUMBER.fullmatch(plain):
        return "number", int(number[1])
    letter = _LETTER.fullmatch(plain)
    return ("letter", ord(letter[1].upper())) if letter else None


def is_measures(cells: Mapping[int, Cell], kinds: Mapping[int, ColumnKind]) -> bool:
    """Whether the cells only say in what their columns are measured: `(nghìn đồng)`, `%`, `(hộ)`."""
    if any(cell.kind is not CellKind.TEXT for cell in cells.values()):
        return False
    texts = {place: clean(cell.shown) for place, cell in cells.items()}
    return (
        any(kinds.get(place) in _FIGURES for place in texts)
        and any(declared(text) for text in texts.values())
        and all(declared(text) or _BRACKETED.fullmatch(text) for text in texts.values())
    )
