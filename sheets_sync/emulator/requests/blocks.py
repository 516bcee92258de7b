"""Blocks of cells copied, moved, inserted, deleted."""

from dataclasses import replace

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.cells import Cell
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.references import Point, Reference, rectangle, shift
from sheets_sync.emulator.requests.merging import WHOLE
from sheets_sync.emulator.requests.registry import Batch, Json, check_fill, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook, effective

VALUE, FORMAT, RULE = "userEnteredValue", "userEnteredFormat", "dataValidation"
#: Which parts of a cell each kind of paste brings.
PARTS: dict[str, tuple[str, ...]] = {
    "PASTE_NORMAL": (VALUE, FORMAT, RULE, "note", "textFormatRuns", "chipRuns"),
    "PASTE_VALUES": (VALUE,),
    "PASTE_FORMAT": (FORMAT,),
    "PASTE_NO_BORDERS": (VALUE, FORMAT, RULE, "note", "textFormatRuns", "chipRuns"),
    "PASTE_FORMULA": (VALUE,),
    "PASTE_DATA_VALIDATION": (RULE,),
    "PASTE_CONDITIONAL_FORMATTING": (),
}
#: Kinds of paste that bring conditional formats along.
WITH_RULES = ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_NO_BORDERS", "PASTE_CONDITIONAL_FORMATTING")
Block = dict[tuple[int, int], Cell]


def _kind(body: Json) -> str:
    kind = body.get("pasteType", "PASTE_NORMAL")
    if kind not in PARTS:
        raise RequestRefused(f"Unknown pasteType: {kind}")
    return str(kind)


def take(workbook: Workbook, sheet: Sheet, rect: Rect, kind: str) -> Block:
    """The cells of a block, by their place in it; values instead of formulas where only values are pasted."""
    if kind == "PASTE_VALUES":
        compute(workbook)
    block: Block = {}
    for row, column, cell in sheet.filled(rect):
        taken = cell
        if kind == "PASTE_VALUES" and (value := effective(workbook, sheet, row, column, cell)):
            taken = {VALUE: value}
        block[row - rect.top, column - rect.left] = taken
    return block


def pasted(old: Cell, new: Cell, kind: str, rows: int, columns: int) -> Cell:
    """The cell after a paste that moved its source so many rows and columns."""
    parts = PARTS[kind]
    cell = {name: value for name, value in old.items() if name not in parts}
    cell |= {name: value for name, value in new.items() if name in parts}
    formula = cell.get(VALUE, {}).get("formulaValue") if VALUE in parts else None
    if formula is not None:
        cell[VALUE] = {"formulaValue": shift(formula, rows, columns)}
    if kind == "PASTE_NO_BORDERS" and FORMAT in cell:
        cell[FORMAT] = {name: value for name, value in cell[FORMAT].items() if name != "borders"}
    return cell


@handles("copyPaste")
def copy_paste(batch: Batch, body: Json) -> None:
    """Copy a block; into a larger destination it is repeated as often as it fits."""
    kind = _kind(body)
    source, rect = batch.area(body.get("source", {}), guarded=False)
    target, place = batch.area(body.get("destination", {}), guarded=False)
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    height, width = (rect.width, rect.height) if turned else (rect.height, rect.width)
    if not height or not width:
        return
    times = max(place.height // height, 1), max(place.width // width, 1)
    whole = Rect(place.top, place.left, place.top + times[0] * height, place.left + times[1] * width)
    if not target.bounds.holds(whole):
        raise RequestRefused("The destination is too close to the edge of the sheet.")
    batch.guard(target, whole)
    check_fill(whole)
    block = take(batch.workbook, source, rect, kind)
    for row, column in whole.cells():
        down, right = (row - whole.top) % height, (column - whole.left) % width
        home = (right, down) if turned else (down, right)
        cell = pasted(
            target.cell(row, column),
            block.get(home, {}),
            kind,
            row - rect.top - home[0],
            column - rect.left - home[1],
        )
        target.put(row, column, cell)
    if kind == "PASTE_NORMAL" and not turned:
        _copy_merges(source, rect, target, whole)
    if kind in WITH_RULES and not turned and source is target:
        _extend_rules(source, rect, whole)


def _copy_merges(source: Sheet, rect: Rect, target: Sheet, whole: Rect) -> None:
    merges = [found for found in map(source.rect, source.merges) if rect.holds(found)]
    if source is target and whole.meets(rect):
        return
    target.merges = [merge for merge in target.merges if not whole.meets(target.rect(merge))]
    for top in range(whole.top, whole.bottom, rect.height):
        for left in range(whole.left, whole.right, rect.width):
            down, right = top - rect.top, left - rect.left
            target.merges.extend(moved(found, down, right).grid_range(0) for found in merges)


def _extend_rules(sheet: Sheet, rect: Rect, whole: Rect) -> None:
    """Let the rules of the source hold for each copy of it too."""
    tops = range(whole.top, whole.bottom, rect.height)
    ways = [
        (top - rect.top, left - rect.left)
        for top in tops
        for left in range(whole.left, whole.right, rect.width)
    ]
    for rule in sheet.lists["conditionalFormats"]:
        parts = [part for found in rule["ranges"] if (part := sheet.rect(found).overlap(rect))]
        copies = [moved(part, *way) for part in parts for way in ways if way != (0, 0)]
        known = [sheet.rect(found) for found in rule["ranges"]]
        fresh = [copy for copy in copies if not any(one.holds(copy) for one in known)]
        rule["ranges"] = [*rule["ranges"], *(copy.grid_range(sheet.id) for copy in fresh)]


def moved(rect: Rect, down: int, right: int) -> Rect:
    """The rectangle elsewhere."""
    return Rect(rect.top + down, rect.left + right, rect.bottom + down, rect.right + right)


@handles("cutPaste")
def cut_paste(batch: Batch, body: Json) -> None:
    """Move a block; formulas that name it follow."""
    kind = _kind(body)
    source, rect = batch.area(body.get("source", {}))
    to = body.get("destination", {})
    target = batch.sheet(to.get("sheetId", 0))
    down, right = to.get("rowIndex", 0) - rect.top, to.get("columnIndex", 0) - rect.left
    place = moved(rect, down, right)
    if not target.bounds.holds(place):
        raise RequestRefused("The destination is too close to the edge of the sheet.")
    batch.guard(target, place)
    block = {
        at: {name: value for name, value in cell.items() if name in PARTS[kind]}
        for at, cell in take(batch.workbook, source, rect, kind).items()
    }
    for row, column, cell in list(source.filled(rect)):
        source.put(row, column, {name: value for name, value in cell.items() if name not in PARTS[kind]})
    held = {(row, column) for row, column, _ in target.filled(place)}
    for row, column in held.union((place.top + down, place.left + right) for down, right in block):
        kept = {name: value for name, value in target.cell(row, column).items() if name not in PARTS[kind]}
        target.put(row, column, {**kept, **block.get((row - place.top, column - place.left), {})})
    follow(batch.workbook, source, rect, target, (down, right))


def follow(workbook: Workbook, source: Sheet, rect: Rect, target: Sheet, way: tuple[int, int]) -> None:
    """Let formulas that name cells of the moved block name them at their new place."""

    def at(point: Point) -> Point:
        row = None if point.row is None else point.row + way[0]
        column = None if point.column is None else point.column + way[1]
        return replace(point, row=row, column=column)

    def change(home: Sheet, found: Reference) -> Reference:
        meant = home if found.title is None else workbook.titled(found.title)
        if meant is not source or not rect.holds(rectangle(found, source.row_count, source.column_count)):
            return found
        title = found.title if source is target else target.title
        return Reference(title, at(found.first), None if found.last is None else at(found.last))

    workbook.rewrite_formulas(change)


def _band(sheet: Sheet, rect: Rect, axis: str) -> Rect:
    """The cells from a block to the edge that it is pushed to or drawn from."""
    if axis == "ROWS":
        return Rect(rect.top, rect.left, sheet.row_count, rect.right)
    return Rect(rect.top, rect.left, rect.bottom, sheet.column_count)


def _push(batch: Batch, sheet: Sheet, band: Rect, down: int, right: int) -> None:
    """Move all cells of a band; what leaves the band at its near side is lost."""
    if any(band.meets(sheet.rect(merge)) for merge in sheet.merges):
        raise RequestRefused(WHOLE)
    cells = list(sheet.filled(band))
    for row, column, _ in cells:
        sheet.put(row, column, {})
    for row, column, cell in cells:
        if band.has(row + down, column + right):
            sheet.put(row + down, column + right, cell)
    follow(batch.workbook, sheet, band, sheet, (down, right))


@handles("insertRange")
def insert_range(batch: Batch, body: Json) -> None:
    """Push cells down or right to make room; the grid grows when filled cells would fall off."""
    sheet, rect = batch.area(body.get("range", {}))
    by_rows = body.get("shiftDimension") != "COLUMNS"
    band = _band(sheet, rect, "ROWS" if by_rows else "COLUMNS")
    batch.guard(sheet, band)
    last = [(row if by_rows else column) for row, column, _ in sheet.filled(band)]
    size = sheet.row_count if by_rows else sheet.column_count
    count = rect.height if by_rows else rect.width
    extra = max(last, default=-1) + 1 + count - size
    if extra > 0:
        sheet.resize("ROWS" if by_rows else "COLUMNS", size + extra)
        band = _band(sheet, rect, "ROWS" if by_rows else "COLUMNS")
    _push(batch, sheet, band, count if by_rows else 0, 0 if by_rows else count)


@handles("deleteRange")
def delete_range(batch: Batch, body: Json) -> None:
    """Delete cells and draw those below or right of them nearer."""
    sheet, rect = batch.area(body.get("range", {}))
    by_rows = body.get("shiftDimension") != "COLUMNS"
    band = _band(sheet, rect, "ROWS" if by_rows else "COLUMNS")
    batch.guard(sheet, band)
    _push(batch, sheet, band, -rect.height if by_rows else 0, 0 if by_rows else -rect.width)
