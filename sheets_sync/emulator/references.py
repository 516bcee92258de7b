"""Cell references inside formulas: found, and rewritten when rows, columns or tabs change."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from sheets_sync.emulator.a1 import Rect, column_index, column_name, quote_title, unquote_title
from sheets_sync.emulator.spans import OPEN_END, Axis, Shift

TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # text, left alone
    r"|(?P<title>(?:'(?:[^']|'')+'|[A-Za-z_\u00c0-\uffff][\w.\u00c0-\uffff]*)!)?"
    r"(?:"
    r"(?P<range>\$?[A-Za-z]{1,3}\$?\d{1,7}:\$?[A-Za-z]{1,3}(?:\$?\d{1,7})?(?![\w(]))"
    r"|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(]))"
    r"|(?P<rows>\$?\d{1,7}:\$?\d{1,7}(?![\w(.]))"
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w(.!]))"
    r")"
    r"|[A-Za-z_\u00c0-\uffff][\w.\u00c0-\uffff]*"  # a function or a name, left alone
    r"|\d+(?:\.\d+)?"
)
PART = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)(\d{1,7})?")
GONE = "#REF!"


@dataclass(frozen=True, slots=True)
class Point:
    """One corner of a reference; None where it is open, as the row in `A:A`."""

    column: int | None
    row: int | None
    column_fixed: bool
    row_fixed: bool

    def at(self, axis: Axis, index: int | None) -> "Point":
        """The corner with another row or column."""
        return replace(self, row=index) if axis == "ROWS" else replace(self, column=index)

    def text(self) -> str:
        """As a formula writes it."""
        column = "" if self.column is None else ("$" * self.column_fixed) + column_name(self.column)
        row = "" if self.row is None else ("$" * self.row_fixed) + str(self.row + 1)
        return column + row


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a range in a formula; `title` is None when the formula's own tab is meant."""

    title: str | None
    first: Point
    last: Point | None

    def shifted(self, axis: Axis, shift: Shift) -> "Reference | None":
        """The reference after rows or columns of the tab it means were inserted, deleted or moved."""
        last = self.last or self.first
        start = self.first.row if axis == "ROWS" else self.first.column
        end = last.row if axis == "ROWS" else last.column
        if start is None and end is None:
            return self
        found = shift.span(start or 0, OPEN_END if end is None else end + 1)
        if found is None:
            return None
        first = self.first.at(axis, None if start is None else found[0])
        last = last.at(axis, None if end is None else found[1] - 1)
        return replace(self, first=first, last=None if self.last is None else last)

    def text(self) -> str:
        """As a formula writes it."""
        prefix = "" if self.title is None else quote_title(self.title) + "!"
        return prefix + self.first.text() + ("" if self.last is None else ":" + self.last.text())


#: The reference to put in place, or None when what it meant is gone.
Rewrite = Callable[[Reference], Reference | None]


def _point(text: str) -> Point:
    match = PART.fullmatch(text)
    if match is None:
        raise ValueError(text)
    dollar, letters, second, digits = match.groups()
    column = column_index(letters) if letters else None
    fixed_row = bool(second) or (column is None and bool(dollar))
    return Point(column, int(digits) - 1 if digits else None, bool(dollar) and column is not None, fixed_row)


def rewrite(formula: str, change: Rewrite) -> str:
    """The formula with every reference replaced by what `change` makes of it.

    References that stay the same keep their spelling.
    """

    def replaced(match: re.Match[str]) -> str:
        body = next((match[kind] for kind in ("range", "columns", "rows", "cell") if match[kind]), None)
        if body is None:
            return match[0]
        title = unquote_title(match["title"][:-1]) if match["title"] else None
        first, _, last = body.partition(":")
        found = Reference(title, _point(first), _point(last) if last else None)
        changed = change(found)
        if changed is None:
            return GONE
        return match[0] if changed == found else changed.text()

    return TOKEN.sub(replaced, formula)


def shift(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads after being copied that many rows down and columns right."""

    def moved(point: Point) -> Point | None:
        row = point.row if point.row is None or point.row_fixed else point.row + rows
        column = point.column if point.column is None or point.column_fixed else point.column + columns
        if (row is not None and row < 0) or (column is not None and column < 0):
            return None
        return replace(point, row=row, column=column)

    def change(found: Reference) -> Reference | None:
        first = moved(found.first)
        last = None if found.last is None else moved(found.last)
        if first is None or (found.last is not None and last is None):
            return None
        return replace(found, first=first, last=last)

    return rewrite(formula, change)


def rename_title(formula: str, old: str, new: str) -> str:
    """The formula after a tab got another title."""

    def change(found: Reference) -> Reference:
        same = found.title is not None and found.title.casefold() == old.casefold()
        return replace(found, title=new) if same else found

    return rewrite(formula, change)


def drop_title(formula: str, title: str) -> str:
    """The formula after a tab was deleted."""

    def change(found: Reference) -> Reference | None:
        return None if found.title is not None and found.title.casefold() == title.casefold() else found

    return rewrite(formula, change)


def bounded(formula: str, size: Callable[[str | None], tuple[int, int] | None]) -> str:
    """The formula with open ends as `A2:A` closed at the grid's size (rows, columns) of the tab meant."""

    def change(found: Reference) -> Reference:
        limits = size(found.title)
        if found.last is None or limits is None:
            return found
        first, last = found.first, found.last
        if first.row is None and first.column is not None:
            first = replace(first, row=0)
        if first.column is None:
            first = replace(first, column=0)
        if last.row is None:
            last = replace(last, row=limits[0] - 1)
        if last.column is None:
            last = replace(last, column=limits[1] - 1)
        return replace(found, first=first, last=last)

    return rewrite(formula, change)


def rectangle(found: Reference, rows: int, columns: int) -> Rect:
    """The cells that a reference means on a tab of that size."""
    last = found.last or found.first
    top = found.first.row or 0
    left = found.first.column or 0
    bottom = rows if last.row is None else last.row + 1
    right = columns if last.column is None else last.column + 1
    return Rect(min(top, bottom - 1), min(left, right - 1), max(top + 1, bottom), max(left + 1, right))
