"""Reading and writing values: the methods under `spreadsheets.values`."""

import re
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect, column_name, range_text
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.cells import LONGEST_TEXT, Cell, ExtendedValue, extended, plain, tidy_value
from sheets_sync.emulator.entry import keeps_format, parse_entry
from sheets_sync.emulator.errors import bad_request
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.numberformat import formatted, is_temporal, pattern_of
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook, effective, out_of_grid

#: A cell holds a number of double precision.
LARGEST_NUMBER = sys.float_info.max
#: A typed text that becomes a link.
ADDRESS = re.compile(r"https?://\S+")
Json = dict[str, Any]
Matrix = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Rendering:
    """How values are shown; the defaults are Google's."""

    #: FORMATTED_VALUE, UNFORMATTED_VALUE or FORMULA.
    values: str = "FORMATTED_VALUE"
    #: SERIAL_NUMBER or FORMATTED_STRING; without effect on formatted values.
    dates: str = "SERIAL_NUMBER"
    #: ROWS or COLUMNS.
    dimension: str = "ROWS"


def number_format(workbook: Workbook, sheet: Sheet, row: int, column: int, cell: Cell) -> dict[str, str]:
    """The number format of a cell: its own, or the one that its formula brings along."""
    found: dict[str, str] = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    if not found and workbook.computed and "formulaValue" in cell.get("userEnteredValue", ()):
        pattern = workbook.computed((sheet.id, row, column))[1]
        if pattern:
            return {"type": "DATE" if is_temporal(pattern) else "NUMBER", "pattern": pattern}
    return found


def shown(workbook: Workbook, sheet: Sheet, row: int, column: int, cell: Cell) -> str:
    """The text that a cell shows."""
    value = effective(workbook, sheet, row, column, cell)
    return formatted(value, number_format(workbook, sheet, row, column, cell), known(workbook.locale))


def _rendered(workbook: Workbook, sheet: Sheet, place: tuple[int, int], cell: Cell, how: Rendering) -> Any:
    row, column = place
    if how.values == "FORMATTED_VALUE":
        return shown(workbook, sheet, row, column, cell)
    entered = cell.get("userEnteredValue", {})
    if how.values == "FORMULA" and "formulaValue" in entered:
        return entered["formulaValue"]
    value = effective(workbook, sheet, row, column, cell)
    if how.dates == "FORMATTED_STRING" and value and "numberValue" in value:
        pattern = pattern_of(number_format(workbook, sheet, row, column, cell), known(workbook.locale))
        if is_temporal(pattern):
            return shown(workbook, sheet, row, column, cell)
    return plain(value)


def read(workbook: Workbook, sheet: Sheet, rect: Rect, how: Rendering) -> Json:
    """A ValueRange: empty rows and cells at the end left out, `values` absent when there are none."""
    compute(workbook)
    matrix: Matrix = []
    by_row = how.dimension != "COLUMNS"
    found = sheet.filled(rect)
    for row, column, cell in found if by_row else sorted(found, key=lambda item: (item[1], item[0])):
        if "userEnteredValue" not in cell:
            continue
        line, place = row - rect.top, column - rect.left
        if not by_row:
            line, place = place, line
        while len(matrix) <= line:
            matrix.append([])
        matrix[line].extend([""] * (place - len(matrix[line])))
        matrix[line].append(_rendered(workbook, sheet, (row, column), cell, how))
    answer: Json = {"range": range_text(sheet.title, rect), "majorDimension": how.dimension}
    if matrix:
        answer["values"] = matrix
    return answer


def _entered(cell: Cell, value: Any, workbook: Workbook, today: date, *, parsed: bool) -> Cell:
    """The cell after a value was written into it."""
    cell = dict(cell)
    new: ExtendedValue | None
    if parsed and isinstance(value, str):
        present = keeps_format(cell.get("userEnteredFormat", {}))
        new, brought = parse_entry(value, known(workbook.locale), today, present)
        if brought and not present:
            cell["userEnteredFormat"] = {**cell.get("userEnteredFormat", {}), "numberFormat": brought}
        if ADDRESS.fullmatch(value):
            _link(cell, value)
    else:
        new = extended(value)
    new = tidy_value(new)
    if new is None:
        cell.pop("userEnteredValue", None)
    else:
        cell["userEnteredValue"] = new
    cell.pop("textFormatRuns", None)
    return cell


def _link(cell: Cell, address: str) -> None:
    """Let a cell link to the address that was typed into it."""
    look = cell.get("userEnteredFormat", {})
    text = {**look.get("textFormat", {}), "link": {"uri": address}}
    cell["userEnteredFormat"] = {**look, "textFormat": text}


def check_value(value: Any, place: str) -> None:
    """Refuse what no cell can hold."""
    if isinstance(value, list | dict):
        kind = "list_value" if isinstance(value, list) else "struct_value"
        raise bad_request(f"Invalid {place}: {kind} {{\n}}\n")
    if isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:
        raise bad_request(f"Invalid {place}: number_value is out of range")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise bad_request(
            f"Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell."
        )


def _extent(rect: Rect, rows: int, columns: int, sheet: Sheet, text: str, *, grows: bool) -> Rect:
    """The cells that data of that size fills, starting where the range starts."""
    target = Rect(rect.top, rect.left, rect.top + max(rows, 1), rect.left + max(columns, 1))
    one_cell = rect.height == rect.width == 1
    if not one_cell and not grows:
        name = range_text(sheet.title, rect)
        if target.bottom > rect.bottom:
            raise bad_request(
                f"Requested writing within range [{name}], but tried writing to row [{rect.bottom + 1}]"
            )
        if target.right > rect.right:
            column = column_name(rect.right)
            raise bad_request(
                f"Requested writing within range [{name}], but tried writing to column [{column}]"
            )
    if target.bottom > sheet.row_count or target.right > sheet.column_count:
        raise out_of_grid(sheet, text)
    return target


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did."""

    sheet: Sheet
    rect: Rect
    #: The cells that a value was given for.
    cells: frozenset[tuple[int, int]]

    @property
    def rows(self) -> set[tuple[int, int]]:
        """Rows that were touched, each with the sheetId."""
        return {(self.sheet.id, row) for row, _ in self.cells}

    @property
    def columns(self) -> set[tuple[int, int]]:
        """Columns that were touched, each with the sheetId."""
        return {(self.sheet.id, column) for _, column in self.cells}

    def summary(self, spreadsheet_id: str) -> Json:
        """An UpdateValuesResponse; zero counts are left out."""
        answer: Json = {
            "spreadsheetId": spreadsheet_id,
            "updatedRange": range_text(self.sheet.title, self.rect),
        }
        if self.cells:
            answer |= {
                "updatedRows": len(self.rows),
                "updatedColumns": len(self.columns),
                "updatedCells": len(self.cells),
            }
        return answer


def lines_of(matrix: Matrix, dimension: str) -> Matrix:
    """The values row by row, whatever way they came; gaps become None, which leaves a cell as it is."""
    if dimension != "COLUMNS":
        return matrix
    height = max((len(column) for column in matrix), default=0)
    return [[column[row] if row < len(column) else None for column in matrix] for row in range(height)]


def write(
    workbook: Workbook, found: tuple[Sheet, Rect], text: str, lines: Matrix, today: date, *, parsed: bool
) -> Written:
    """Put the values where the range starts; None leaves a cell alone, "" empties it."""
    sheet, rect = found
    width = max((len(line) for line in lines), default=0)
    target = _extent(rect, len(lines), width, sheet, text, grows=False)
    return put(workbook, sheet, target, lines, today, parsed=parsed)


def put(
    workbook: Workbook, sheet: Sheet, target: Rect, lines: Matrix, today: date, *, parsed: bool
) -> Written:
    """Put the values into a rectangle that is known to be there."""
    touched = []
    for down, line in enumerate(lines):
        for right, value in enumerate(line):
            if value is None:
                continue
            check_value(value, f"values[{down}][{right}]")
            row, column = target.top + down, target.left + right
            sheet.put(row, column, _entered(sheet.cell(row, column), value, workbook, today, parsed=parsed))
            touched.append((row, column))
    workbook.touch()
    return Written(sheet, target, frozenset(touched))


def clear(workbook: Workbook, sheet: Sheet, rect: Rect) -> None:
    """Empty the cells; formats, notes and validation stay."""
    for row, column, cell in list(sheet.filled(rect)):
        if "userEnteredValue" in cell:
            kept = {
                name: value
                for name, value in cell.items()
                if name not in ("userEnteredValue", "textFormatRuns")
            }
            sheet.put(row, column, kept)
    workbook.touch()


def find_table(sheet: Sheet, rect: Rect) -> Rect | None:
    """The table that `append` continues: the block of filled cells around the last one in the range."""
    start = _last_filled(sheet, rect)
    if start is None:
        return None
    table = _widened(sheet, Rect(start[0], start[1], start[0] + 1, start[1] + 1))
    while (longer := _lengthened(sheet, table)) != table:
        table = _widened(sheet, longer)
        if table == longer:
            break
    return table


def _filled(sheet: Sheet, row: int, columns: range) -> int | None:
    """The first column of a row, of those given, that holds a value."""
    cells = sheet.rows.row(row)
    return next((column for column in columns if "userEnteredValue" in cells.get(column, ())), None)


def _last_filled(sheet: Sheet, rect: Rect) -> tuple[int, int] | None:
    """The last filled cell of the last row in the range that has one."""
    columns = range(rect.right - 1, rect.left - 1, -1)
    for row in range(min(rect.bottom, sheet.last_row() + 1) - 1, rect.top - 1, -1):
        if (column := _filled(sheet, row, columns)) is not None:
            return row, column
    return None


def _lengthened(sheet: Sheet, table: Rect) -> Rect:
    """The table with the rows above and below that touch it."""
    top, bottom = table.top, table.bottom
    near = range(table.left - 1, table.right + 1)
    while _filled(sheet, top - 1, near) is not None:
        top -= 1
    while _filled(sheet, bottom, near) is not None:
        bottom += 1
    return Rect(top, table.left, bottom, table.right)


def _widened(sheet: Sheet, table: Rect) -> Rect:
    """The table with the columns beside it that touch it."""

    def touched(column: int) -> bool:
        rows = range(table.top, table.bottom)
        return any("userEnteredValue" in sheet.rows.row(row).get(column, ()) for row in rows)

    left, right = table.left, table.right
    while touched(left - 1):
        left -= 1
    while touched(right):
        right += 1
    return Rect(table.top, left, table.bottom, right)
