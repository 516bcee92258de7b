"""values.append: rows below a table."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator import values
from sheets_sync.emulator.a1 import Rect, range_text
from sheets_sync.emulator.call import Call
from sheets_sync.emulator.routes_values import guarded, parsed, response_rendering, summary
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.spans import Insertion
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]


def append(call: Call) -> Response:
    """values.append: below the table that the range touches; the grid grows when it must."""
    body = call.message("ValueRange", "data")
    typed = parsed(call.text("valueInputOption"))
    how, echo = response_rendering(call), call.flag("includeValuesInResponse")
    inserts = call.choice("insertDataOption", "OVERWRITE", "INSERT_ROWS") == "INSERT_ROWS"
    lines = values.lines_of(body.get("values", []), body.get("majorDimension", "ROWS"))
    with call.library.writing(call.path["id"], call.caller) as workbook:
        sheet, rect = workbook.find(call.path["range"])
        table = values.find_table(sheet, rect)
        top, left = (table.bottom, table.left) if table else (rect.top, rect.left)
        width = max((len(line) for line in lines), default=0)
        target = Rect(top, left, top + max(len(lines), 1), left + max(width, 1))
        guarded(call, workbook, sheet, target)
        make_room(workbook, sheet, target, inserted=len(lines) if inserts else 0)
        written = values.put(workbook, sheet, target, lines, call.today(workbook), parsed=typed)
        message: Json = {"spreadsheetId": workbook.id}
        if table:
            message["tableRange"] = range_text(sheet.title, table)
        message["updates"] = summary(workbook, written, body, how, echo=echo)
        return call.answer(message, "AppendValuesResponse")


def make_room(workbook: Workbook, sheet: Sheet, target: Rect, *, inserted: int) -> None:
    """Insert so many rows where the target begins, and grow the grid for what does not fit yet."""
    if inserted and target.top < sheet.row_count:
        workbook.check_size(inserted * sheet.column_count)
        sheet.resize("ROWS", sheet.row_count + inserted)
        workbook.shift(sheet, "ROWS", Insertion(target.top, inserted))
    extra_rows = max(target.bottom - sheet.row_count, 0)
    extra_columns = max(target.right - sheet.column_count, 0)
    if extra_rows or extra_columns:
        rows, columns = sheet.row_count + extra_rows, sheet.column_count + extra_columns
        workbook.check_size(rows * columns - sheet.row_count * sheet.column_count)
        sheet.resize("ROWS", rows)
        sheet.resize("COLUMNS", columns)
