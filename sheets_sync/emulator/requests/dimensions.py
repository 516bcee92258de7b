"""Rows and columns: added, deleted, moved, sized, hidden, grouped."""

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import DEFAULT_PIXELS, Sheet
from sheets_sync.emulator.spans import Axis, Deletion, Insertion, Move
from sheets_sync.emulator.values import shown
from sheets_sync.emulator.workbook import MOST_COLUMNS

#: Rough width of a letter and the space around a text, in pixels.
LETTER, MARGIN = 7, 13
NARROWEST = 21


def axis_range(batch: Batch, given: Json) -> tuple[Sheet, Axis, int, int]:
    """Tab, axis, start and end of a DimensionRange."""
    axis: Axis = "COLUMNS" if given.get("dimension") == "COLUMNS" else "ROWS"
    if given.get("dimension") not in ("ROWS", "COLUMNS"):
        raise RequestRefused("range.dimension must be ROWS or COLUMNS.")
    sheet = batch.sheet(given.get("sheetId", 0))
    start, end = given.get("startIndex", 0), given.get("endIndex", sheet.size(axis))
    if start < 0 or end < 0 or start >= end:
        raise RequestRefused(f"range.startIndex {start} must be less than range.endIndex {end}.")
    if given.get("endIndex", 0) > sheet.size(axis) and start > sheet.size(axis):
        raise RequestRefused(
            f"range.startIndex[{start}] is too large. Sheet has {sheet.size(axis)} {axis.lower()}."
        )
    return sheet, axis, start, end


def reachable(batch: Batch, given: Json) -> tuple[Sheet, Axis, int, int]:
    """As `axis_range`, cut at the grid; refused when it starts outside."""
    sheet, axis, start, end = axis_range(batch, given)
    within(sheet, axis, start + 1)
    return sheet, axis, start, min(end, sheet.size(axis))


def strip(sheet: Sheet, axis: Axis, start: int, end: int) -> Rect:
    """The cells of rows or columns [start, end)."""
    if axis == "ROWS":
        return Rect(start, 0, end, sheet.column_count)
    return Rect(0, start, sheet.row_count, end)


def within(sheet: Sheet, axis: Axis, end: int) -> None:
    """Refuse an end beyond the grid."""
    if end > sheet.size(axis):
        raise RequestRefused(
            f"range.endIndex[{end}] is too large. Sheet has {sheet.size(axis)} {axis.lower()}."
        )


def _grow(batch: Batch, sheet: Sheet, axis: Axis, count: int) -> None:
    other = sheet.column_count if axis == "ROWS" else sheet.row_count
    batch.workbook.check_size(count * other)
    if axis == "COLUMNS" and sheet.column_count + count > MOST_COLUMNS:
        raise RequestRefused(f"A sheet cannot have more than {MOST_COLUMNS} columns.")
    sheet.resize(axis, sheet.size(axis) + count)


@handles("appendDimension")
def append_dimension(batch: Batch, body: Json) -> None:
    """Empty rows or columns at the end."""
    sheet = batch.sheet(body.get("sheetId", 0))
    axis: Axis = "COLUMNS" if body.get("dimension") == "COLUMNS" else "ROWS"
    if body.get("length", 0) < 1:
        raise RequestRefused("length must be greater than zero.")
    _grow(batch, sheet, axis, body["length"])


@handles("insertDimension")
def insert_dimension(batch: Batch, body: Json) -> None:
    """Empty rows or columns in the middle; they take the format of the neighbour they inherit from."""
    sheet, axis, start, end = axis_range(batch, body.get("range", {}))
    if start > sheet.size(axis):
        raise RequestRefused(
            f"range.startIndex[{start}] is too large. Sheet has {sheet.size(axis)} {axis.lower()}."
        )
    before = body.get("inheritFromBefore", False)
    if before and start == 0:
        raise RequestRefused("inheritFromBefore cannot be true when inserting at index 0.")
    if start < sheet.size(axis):
        batch.guard(sheet, strip(sheet, axis, start, start + 1))
    count = end - start
    _grow(batch, sheet, axis, count)
    batch.workbook.shift(sheet, axis, Insertion(start, count))
    _inherit(sheet, axis, start, count, start - 1 if before else start + count)


def _inherit(sheet: Sheet, axis: Axis, start: int, count: int, source: int) -> None:
    if not 0 <= source < sheet.size(axis):
        return
    for row, column, cell in list(sheet.filled(strip(sheet, axis, source, source + 1))):
        kept = {
            name: value for name, value in cell.items() if name in ("userEnteredFormat", "dataValidation")
        }
        for index in range(start, start + count) if kept else ():
            sheet.put(*((index, column) if axis == "ROWS" else (row, index)), kept)


@handles("deleteDimension")
def delete_dimension(batch: Batch, body: Json) -> None:
    """Rows or columns with what is in them."""
    sheet, axis, start, end = axis_range(batch, body.get("range", {}))
    size, name = sheet.size(axis), "row" if axis == "ROWS" else "column"
    if end > size:
        raise RequestRefused(
            f"Cannot delete a {name} that doesn't exist. Tried to delete {name} index {max(start, size)} "
            f"but there are only {size} {name}s."
        )
    if end - start >= sheet.size(axis):
        raise RequestRefused(f"You can't delete all the {axis.lower()} on the sheet.")
    batch.guard(sheet, strip(sheet, axis, start, end))
    batch.workbook.shift(sheet, axis, Deletion(start, end))
    sheet.resize(axis, sheet.size(axis) - (end - start))
    frozen = "frozenRowCount" if axis == "ROWS" else "frozenColumnCount"
    grid = sheet.properties["gridProperties"]
    if grid.get(frozen, 0) > start:
        left = max(start, grid[frozen] - (end - start))
        rest = {name: value for name, value in grid.items() if name != frozen}
        sheet.properties["gridProperties"] = {**rest, frozen: left} if left else rest


@handles("moveDimension")
def move_dimension(batch: Batch, body: Json) -> None:
    """Rows or columns to another place; the destination counts before the move."""
    sheet, axis, start, end = axis_range(batch, body.get("source", {}))
    within(sheet, axis, end)
    to = body.get("destinationIndex", 0)
    if not 0 <= to <= sheet.size(axis):
        raise RequestRefused(f"destinationIndex[{to}] is outside the sheet.")
    if start < to < end:
        raise RequestRefused("destinationIndex cannot be inside of the source.")
    batch.guard(sheet, strip(sheet, axis, min(start, to), max(end, to)))
    if to not in (start, end):
        batch.workbook.shift(sheet, axis, Move(start, end, to))


@handles("updateDimensionProperties")
def update_dimension_properties(batch: Batch, body: Json) -> None:
    """Sizes, and hiding by a person."""
    sheet, axis, start, end = reachable(batch, body.get("range", {}))
    mask = update_mask(body.get("fields", ""), "DimensionProperties", "properties")
    if set(mask) - {"*", "pixelSize", "hiddenByUser"}:
        raise RequestRefused("Only pixelSize and hiddenByUser can be updated.")
    given = body.get("properties", {})
    if given.get("pixelSize", 0) < 0:
        raise RequestRefused("properties.pixelSize must not be negative.")
    for index in range(start, end):
        properties = dict(sheet.dimensions[axis].get(index, {}))
        apply_mask(properties, given, mask)
        kept = {name: value for name, value in properties.items() if value}
        if kept:
            sheet.dimensions[axis][index] = kept
        else:
            sheet.dimensions[axis].pop(index, None)


@handles("autoResizeDimensions")
def auto_resize(batch: Batch, body: Json) -> None:
    """Column widths after the longest text, estimated; rows go back to their default height."""
    sheet, axis, start, end = reachable(batch, body.get("dimensions", {}))
    compute(batch.workbook)
    widest: dict[int, int] = {}
    if axis == "COLUMNS":
        for row, column, cell in sheet.filled(strip(sheet, axis, start, end)):
            text = shown(batch.workbook, sheet, row, column, cell)
            longest = max((len(line) for line in text.splitlines()), default=0)
            widest[column] = max(widest.get(column, 0), longest)
    for index in range(start, end):
        properties = {
            name: value
            for name, value in sheet.dimensions[axis].get(index, {}).items()
            if name != "pixelSize"
        }
        if widest.get(index):
            properties["pixelSize"] = max(widest[index] * LETTER + MARGIN, NARROWEST)
        elif axis == "COLUMNS" and index in sheet.dimensions[axis]:
            properties["pixelSize"] = sheet.dimensions[axis][index].get("pixelSize", DEFAULT_PIXELS[axis])
        sheet.dimensions[axis].pop(index, None)
        if properties:
            sheet.dimensions[axis][index] = properties
