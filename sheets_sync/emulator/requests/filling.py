"""autoFill: a block continued by its series."""

from datetime import date, timedelta

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.cells import Cell, tidy_number
from sheets_sync.emulator.entry import EPOCH
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.references import shift
from sheets_sync.emulator.requests.blocks import take
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.series import Item, continued
from sheets_sync.emulator.sheet import Sheet

VALUE = "userEnteredValue"
OVER_THE_EDGE = "The fill goes over the edge of the sheet."


@handles("autoFill")
def auto_fill(batch: Batch, body: Json) -> None:
    """Continue a block, given with the way to go or found in a range."""
    if "range" in body:
        sheet, whole = batch.area(body["range"], guarded=False)
        rect, length, down = _found(sheet, whole)
    elif "sourceAndDestination" in body:
        given = body["sourceAndDestination"]
        sheet, rect = batch.area(given.get("source", {}), guarded=False)
        length, down = given.get("fillLength", 0), given.get("dimension") != "COLUMNS"
    else:
        raise RequestRefused("range or sourceAndDestination must be set.")
    size = rect.height if down else rect.width
    if not size or abs(length) > sheet.size("ROWS" if down else "COLUMNS"):
        raise RequestRefused(OVER_THE_EDGE)
    block = take(batch.workbook, sheet, rect, "PASTE_NORMAL")
    steps = range(size, size + length) if length > 0 else range(-1, length - 1, -1)
    for step in steps:
        top, left = (rect.top + step, rect.left) if down else (rect.top, rect.left + step)
        target = Rect(top, left, top + 1, rect.right) if down else Rect(rect.top, left, rect.bottom, left + 1)
        if not sheet.bounds.holds(target) or min(top, left) < 0:
            raise RequestRefused(OVER_THE_EDGE)
        batch.guard(sheet, target)
        for row, column in target.cells():
            across = column - rect.left if down else row - rect.top
            line = [block.get((index, across) if down else (across, index), {}) for index in range(size)]
            cell = _next(batch, line, step, down=down, other=body.get("useAlternateSeries", False))
            sheet.put(row, column, cell)


def _found(sheet: Sheet, whole: Rect) -> tuple[Rect, int, bool]:
    """The filled part of a range, and how far and which way the rest of it lies."""
    places = [(row, column) for row, column, cell in sheet.filled(whole) if VALUE in cell]
    if not places:
        raise RequestRefused("There is no data in the range to fill from.")
    rows, columns = [row for row, _ in places], [column for _, column in places]
    rect = Rect(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
    if rect.height < whole.height:
        return rect, (whole.bottom - rect.bottom) or (whole.top - rect.top), True
    return rect, (whole.right - rect.right) or (whole.left - rect.left), False


def _next(batch: Batch, line: list[Cell], step: int, *, down: bool, other: bool) -> Cell:
    """The cell that follows in a line; it looks like the one that it repeats."""
    size = len(line)
    cell = line[step % size]
    formula = cell.get(VALUE, {}).get("formulaValue")
    if formula is not None:
        way = step - step % size
        return {**cell, VALUE: {"formulaValue": shift(formula, way if down else 0, 0 if down else way)}}
    items = [_item(one) for one in line]
    known = [item for item in items if item is not None]
    found = None
    if len(known) == size:
        found = continued(known, step, batch.workbook.locale, other=other)
    return cell if found is None else {**cell, VALUE: _value(found)}


def _item(cell: Cell) -> Item | None:
    value = cell.get(VALUE, {})
    if "stringValue" in value:
        return str(value["stringValue"])
    if "numberValue" not in value:
        return None
    number: float = value["numberValue"]
    kind = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
    is_day = kind == "DATE" and float(number).is_integer() and 0 <= number < MOST_DAYS
    return EPOCH + timedelta(days=number) if is_day else number


#: Days that a date of Python can be after the first.
MOST_DAYS = (date.max - EPOCH).days


def _value(item: Item) -> Json:
    if isinstance(item, date):
        return {"numberValue": (item - EPOCH).days}
    return {"stringValue": item} if isinstance(item, str) else {"numberValue": tidy_number(item)}
