"""Ranges: A1 notation, rectangles of cells, and Google's GridRange."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*")
CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d{1,8})?")
R1C1 = re.compile(r"[Rr](\d{1,8})[Cc](\d{1,6})")


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of cells: indexes from 0, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.right - self.left

    def has(self, row: int, column: int) -> bool:
        """Whether the cell lies within."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other: "Rect") -> bool:
        """Whether both have a cell in common."""
        return (
            self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def overlap(self, other: "Rect") -> "Rect | None":
        """The cells that both have; None when there are none."""
        if not self.meets(other):
            return None
        return Rect(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )

    def holds(self, other: "Rect") -> bool:
        """Whether the other lies wholly within."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every cell, row by row."""
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column

    def grid_range(self, sheet_id: int) -> dict[str, Any]:
        """As GridRange of the API, which leaves a sheetId of 0 out."""
        found = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {"sheetId": sheet_id, **found} if sheet_id else found


@dataclass(frozen=True, slots=True)
class Span:
    """What A1 notation says: a sheet's title or None, and bounds, None where open."""

    title: str | None
    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


def column_name(index: int) -> str:
    """0 → A, 26 → AA."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(name: str) -> int:
    """A → 0, aa → 26."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quote_title(title: str) -> str:
    """A sheet's title as Google writes it before `!`."""
    if PLAIN_TITLE.fullmatch(title) and not LOOKS_LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def unquote_title(text: str) -> str:
    """The title written as `'It''s'` or plainly."""
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def rect_text(rect: Rect) -> str:
    """A1:B2, or A1 for one cell."""
    first = f"{column_name(rect.left)}{rect.top + 1}"
    last = f"{column_name(rect.right - 1)}{rect.bottom}"
    return first if first == last else f"{first}:{last}"


def range_text(title: str, rect: Rect) -> str:
    """A range as Google names it in answers."""
    return f"{quote_title(title)}!{rect_text(rect)}"


def grid_range_text(title: str, grid_range: dict[str, Any]) -> str:
    """A GridRange as Google names it in refusals: `T!A1001:B`, open ends left out."""

    def corner(column: int | None, row: int | None) -> str:
        return ("" if column is None else column_name(column)) + ("" if row is None else str(row + 1))

    end_row, end_column = grid_range.get("endRowIndex"), grid_range.get("endColumnIndex")
    first = corner(grid_range.get("startColumnIndex", 0), grid_range.get("startRowIndex", 0))
    last = corner(None if end_column is None else end_column - 1, None if end_row is None else end_row - 1)
    return f"{quote_title(title)}!{first}" + (f":{last}" if last not in ("", first) else "")


def _corner(text: str) -> tuple[int | None, int | None] | None:
    """Row and column of one corner, None where it names none; None for what is no corner."""
    if numbered := R1C1.fullmatch(text):
        return int(numbered[1]) - 1, int(numbered[2]) - 1
    match = CELL.fullmatch(text)
    if not text or match is None or text.strip("$") == "":
        return None
    row = int(match[2]) - 1 if match[2] else None
    if row is not None and row < 0:
        return None
    return row, column_index(match[1]) if match[1] else None


def parse_cells(text: str, title: str | None = None) -> Span | None:
    """The span of `A1`, `A1:B2`, `A:C`, `2:3`, `A5:C`, `R1C1:R2C2`; None for anything else."""
    first, colon, last = text.partition(":")
    start = _corner(first)
    end = _corner(last) if colon else start
    if start is None or end is None or (not colon and None in start):
        return None
    rows = sorted(row for row in (start[0], end[0]) if row is not None)
    columns = sorted(column for column in (start[1], end[1]) if column is not None)
    if not rows and not columns:
        return None
    return Span(
        title,
        rows[0] if rows else None,
        columns[0] if columns else None,
        rows[1] + 1 if len(rows) == 2 else None,
        columns[1] + 1 if len(columns) == 2 else None,
    )


def split_title(text: str) -> tuple[str, str] | None:
    """Title and cells of `'My tab'!A1`; None when there is no `!`."""
    if text.startswith("'"):
        quoted = re.match(r"('(?:[^']|'')*')!", text)
        return (unquote_title(quoted[1]), text[quoted.end() :]) if quoted else None
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else None
