"""Cells written directly: updateCells, repeatCell, appendCells, validation, borders."""

from sheets_sync.emulator.a1 import Rect, grid_range_text
from sheets_sync.emulator.cells import LONGEST_TEXT, WRITABLE, Cell, tidy_cell, tidy_look
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import Mask, apply_mask, update_mask
from sheets_sync.emulator.references import shift
from sheets_sync.emulator.requests.refused import check_computed
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import out_of_grid

#: The only keys that count in a value.
KINDS = ("numberValue", "stringValue", "boolValue", "formulaValue")


def cell_mask(fields: str, root: str = "") -> Mask:
    """The mask of cells; `*` names every field a client may set."""
    mask = update_mask(fields, "CellData", root)
    if "*" in mask:
        return {name: {} for name in WRITABLE}
    for name in mask:
        if name not in WRITABLE:
            raise RequestRefused(f"Invalid field: {name}")
    # A value is one of several kinds, so it is always replaced whole.
    return {name: {} if name == "userEnteredValue" else inner for name, inner in mask.items()}


def check_cell(data: Json) -> None:
    """Refuse values that no cell can hold."""
    check_computed(data)
    value = data.get("userEnteredValue", {})
    if "errorValue" in value:
        raise RequestRefused("user_entered_value.error_value is not allowed.")
    if len([kind for kind in KINDS if kind in value]) > 1:
        raise RequestRefused("user_entered_value must have exactly one kind of value.")
    if "formulaValue" in value and not value["formulaValue"].startswith("="):
        raise RequestRefused("user_entered_value.formula_value must start with '='.")
    for name in ("stringValue", "formulaValue"):
        if len(value.get(name, "")) > LONGEST_TEXT:
            raise RequestRefused(
                f"Your input contains more than the maximum of {LONGEST_TEXT} characters in a single cell."
            )


def changed(cell: Cell, data: Json, mask: Mask) -> Cell:
    """The cell after what the mask names was set from the data."""
    result = dict(cell)
    apply_mask(result, data, mask)
    return tidy_cell(result)


def _write_rows(sheet: Sheet, top: int, left: int, rows: list[Json], mask: Mask) -> None:
    for down, line in enumerate(rows):
        for right, data in enumerate(line.get("values", [])):
            check_cell(data)
            row, column = top + down, left + right
            sheet.put(row, column, changed(sheet.cell(row, column), data, mask))


def _extent(rows: list[Json]) -> tuple[int, int]:
    return len(rows), max((len(line.get("values", [])) for line in rows), default=0)


@handles("updateCells")
def update_cells(batch: Batch, body: Json) -> None:
    """Set cells; with a range, cells of it that no row covers are cleared."""
    mask = cell_mask(body.get("fields", ""))
    rows = body.get("rows", [])
    height, width = _extent(rows)
    if "range" in body:
        sheet, rect = batch.area(body["range"])
        if height > rect.height or width > rect.width:
            raise RequestRefused(
                f"rows has {height} rows and {width} columns, which do not fit the range of "
                f"{rect.height} rows and {rect.width} columns."
            )
        _clear_uncovered(sheet, rect, rows, mask)
        _write_rows(sheet, rect.top, rect.left, rows, mask)
        return
    if "start" not in body:
        raise RequestRefused("Must specify a start or a range.")
    start = body["start"]
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    place = Rect(top, left, top + height, left + width).grid_range(start.get("sheetId", 0))
    sheet, _ = batch.area(place)
    if not sheet.bounds.holds(Rect(top, left, top + height, left + width)):
        raise RequestRefused(out_of_grid(sheet, grid_range_text(sheet.title, place)).message)
    _write_rows(sheet, top, left, rows, mask)


def _clear_uncovered(sheet: Sheet, rect: Rect, rows: list[Json], mask: Mask) -> None:
    for row, column, cell in list(sheet.filled(rect)):
        line = rows[row - rect.top].get("values", []) if row - rect.top < len(rows) else []
        if column - rect.left >= len(line):
            sheet.put(row, column, changed(cell, {}, mask))


@handles("repeatCell")
def repeat_cell(batch: Batch, body: Json) -> None:
    """The same content or format in every cell of a range."""
    mask = cell_mask(body.get("fields", ""), "cell")
    data = body.get("cell", {})
    check_cell(data)
    sheet, rect = batch.fill(body.get("range", {}))
    from_formula = data.get("userEnteredValue", {}).get("formulaValue")
    # Cells that held nothing all become the same one; it is never changed in place.
    fresh = changed({}, data, mask)
    for row, column in rect.cells():
        old = sheet.cell(row, column)
        if not old and not from_formula:
            sheet.put(row, column, fresh)
            continue
        given = data
        if from_formula:
            moved = shift(from_formula, row - rect.top, column - rect.left)
            given = {**data, "userEnteredValue": {"formulaValue": moved}}
        sheet.put(row, column, changed(old, given, mask))


@handles("appendCells")
def append_cells(batch: Batch, body: Json) -> None:
    """Rows below the last one that holds something; the grid grows when it must."""
    mask = cell_mask(body.get("fields", ""))
    sheet = batch.sheet(body.get("sheetId", 0))
    rows = body.get("rows", [])
    height, width = _extent(rows)
    top = sheet.last_row() + 1
    if width > sheet.column_count:
        raise RequestRefused(f"Cannot append {width} columns to a sheet of {sheet.column_count}.")
    batch.guard(sheet, Rect(top, 0, top + height, max(width, 1)))
    if top + height > sheet.row_count:
        batch.workbook.check_size((top + height - sheet.row_count) * sheet.column_count)
        sheet.resize("ROWS", top + height)
    _write_rows(sheet, top, 0, rows, mask)


@handles("setDataValidation")
def set_data_validation(batch: Batch, body: Json) -> None:
    """A rule for every cell of a range, or none."""
    rule = body.get("rule")
    sheet, rect = (batch.fill if rule else batch.area)(body.get("range", {}))
    if rule is not None and "type" not in rule.get("condition", {}):
        raise RequestRefused("rule.condition must be set.")
    for row, column in rect.cells() if rule else [place[:2] for place in list(sheet.filled(rect))]:
        cell = {name: value for name, value in sheet.cell(row, column).items() if name != "dataValidation"}
        sheet.put(row, column, {**cell, "dataValidation": rule} if rule else cell)


@handles("updateBorders")
def update_borders(batch: Batch, body: Json) -> None:
    """Borders around and inside a range."""
    sheet, rect = batch.fill(body.get("range", {}))
    for row, column in rect.cells():
        sides = _sides(body, rect, row, column)
        if not sides:
            continue
        cell = sheet.cell(row, column)
        style = dict(cell.get("userEnteredFormat", {}))
        borders = {**style.get("borders", {}), **sides}
        style["borders"] = {
            side: line for side, line in borders.items() if line.get("style", "NONE") != "NONE"
        }
        if not style["borders"]:
            del style["borders"]
        kept = {name: value for name, value in cell.items() if name != "userEnteredFormat"}
        sheet.put(row, column, {**kept, "userEnteredFormat": tidy_look(style)} if style else kept)


def _sides(body: Json, rect: Rect, row: int, column: int) -> dict[str, Json]:
    chosen = {
        "top": "top" if row == rect.top else "innerHorizontal",
        "bottom": "bottom" if row == rect.bottom - 1 else "innerHorizontal",
        "left": "left" if column == rect.left else "innerVertical",
        "right": "right" if column == rect.right - 1 else "innerVertical",
    }
    return {side: body[name] for side, name in chosen.items() if name in body}
