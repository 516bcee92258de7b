"""Properties of the spreadsheet; tabs added, copied, changed, deleted."""

from typing import Any

from sheets_sync.emulator.cells import tidy_format
from sheets_sync.emulator.defaults import COLUMNS, ROWS, new_sheet_properties
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.locales import rules
from sheets_sync.emulator.references import drop_title, rename_title
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.spans import Axis, Deletion
from sheets_sync.emulator.timezones import is_time_zone
from sheets_sync.emulator.workbook import MOST_COLUMNS, Workbook

LONGEST_TITLE = 100
#: Switches that Google leaves out when they are off.
SWITCHES = ("hidden", "rightToLeft")
GRID_SWITCHES = (
    "hideGridlines",
    "rowGroupControlAfter",
    "columnGroupControlAfter",
    "frozenRowCount",
    "frozenColumnCount",
)


@handles("updateSpreadsheetProperties")
def update_spreadsheet_properties(batch: Batch, body: Json) -> None:
    """Title, locale, time zone and the like."""
    mask = update_mask(body.get("fields", ""), "SpreadsheetProperties", "properties")
    properties = dict(batch.workbook.properties)
    apply_mask(properties, body.get("properties", {}), mask, needed=tuple(properties))
    if rules(str(properties.get("locale", ""))) is None:
        raise RequestRefused(f"Unsupported locale: {properties.get('locale', '')}")
    if not is_time_zone(str(properties.get("timeZone", ""))):
        raise RequestRefused(f"Invalid time zone: {properties.get('timeZone', '')}")
    if not properties.get("title"):
        raise RequestRefused("The spreadsheet title cannot be empty.")
    if "iterativeCalculationSettings" in properties:
        raise RequestRefused("Iterative calculation is not computed by the local server.")
    batch.workbook.properties = properties


def check_title(workbook: Workbook, title: str, own: Sheet | None = None) -> None:
    """Refuse a title that is empty, too long, or another tab's."""
    if not title:
        raise RequestRefused("The sheet name cannot be empty.")
    if len(title) > LONGEST_TITLE:
        raise RequestRefused(f"The sheet name cannot be greater than {LONGEST_TITLE} characters.")
    if workbook.titled(title) not in (None, own):
        raise RequestRefused(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _check_grid(grid: Json) -> None:
    for name in ("rowCount", "columnCount"):
        if grid.get(name, 1) < 1:
            raise RequestRefused(f"gridProperties.{name} must be greater than zero.")
    if grid["columnCount"] > MOST_COLUMNS:
        raise RequestRefused(f"A sheet cannot have more than {MOST_COLUMNS} columns.")
    for name, size in (("frozenRowCount", "rowCount"), ("frozenColumnCount", "columnCount")):
        if grid.get(name, 0) < 0 or (grid.get(name, 0) > 0 and grid[name] >= grid[size]):
            kind = "rows" if size == "rowCount" else "columns"
            raise RequestRefused(f"You can't freeze all visible {kind} on the sheet.")


def tidy_properties(properties: Json) -> Json:
    """SheetProperties as Google returns them: switches that are off are left out."""
    kept = {name: value for name, value in properties.items() if value or name not in SWITCHES}
    kept["gridProperties"] = {
        name: value
        for name, value in properties["gridProperties"].items()
        if value or name not in GRID_SWITCHES
    }
    tidied: Json = tidy_format(kept)
    return tidied


def insert(workbook: Workbook, sheet: Sheet, index: int | None) -> None:
    """Put a tab at its place; at the end without one."""
    workbook.sheets.insert(len(workbook.sheets) if index is None else index, sheet)
    workbook.renumber()


@handles("addSheet")
def add_sheet(batch: Batch, body: Json) -> Json:
    """A new, empty tab."""
    workbook, given = batch.workbook, body.get("properties", {})
    title = given.get("title") or workbook.free_title(f"Sheet{len(workbook.sheets) + 1}")
    check_title(workbook, title)
    sheet_id = new_id(workbook, given.get("sheetId"))
    properties = new_sheet_properties(sheet_id, title)
    grid = {"rowCount": ROWS, "columnCount": COLUMNS, **given.get("gridProperties", {})}
    _check_grid(grid)
    workbook.check_size(grid["rowCount"] * grid["columnCount"])
    properties = tidy_properties(
        {**properties, **given, "title": title, "sheetId": sheet_id, "gridProperties": grid}
    )
    insert(workbook, Sheet(properties), _index(workbook, given.get("index")))
    return {"properties": dict(properties)}


def _index(workbook: Workbook, index: int | None) -> int | None:
    if index is not None and not 0 <= index <= len(workbook.sheets):
        raise RequestRefused(f"Invalid sheet index: {index}")
    return index


def new_id(workbook: Workbook, wanted: int | None) -> int:
    """The sheetId that a client chose, or a free one."""
    if wanted is None:
        return workbook.free_id()
    if wanted < 0:
        raise RequestRefused(f"sheetId {wanted} must not be negative.")
    if workbook.sheet(wanted):
        raise RequestRefused(f'A sheet with id "{wanted}" already exists. Please choose another id.')
    return wanted


@handles("deleteSheet")
def delete_sheet(batch: Batch, body: Json) -> None:
    """A tab with all that belongs to it."""
    workbook = batch.workbook
    sheet = batch.sheet(body.get("sheetId", 0))
    batch.guard(sheet, sheet.bounds)
    if not any(other is not sheet and not other.properties.get("hidden") for other in workbook.sheets):
        raise RequestRefused("You can't remove all the visible sheets in a document.")
    workbook.sheets.remove(sheet)
    workbook.renumber()
    workbook.named_ranges = [
        named for named in workbook.named_ranges if named["range"].get("sheetId", 0) != sheet.id
    ]
    workbook.metadata = [item for item in workbook.metadata if metadata_sheet(item) != sheet.id]
    for other in workbook.sheets:
        if other.rows.has_formulas():
            workbook.map_formulas(other, lambda text: drop_title(text, sheet.title))


def metadata_sheet(item: Json) -> int | None:
    """The sheetId that developer metadata belongs to, None for the spreadsheet's own."""
    place = item["location"]
    if "dimensionRange" in place:
        return int(place["dimensionRange"].get("sheetId", 0))
    return int(place.get("sheetId", 0)) if place.get("locationType") == "SHEET" else None


@handles("duplicateSheet")
def duplicate_sheet(batch: Batch, body: Json) -> Json:
    """A copy of a tab within the spreadsheet."""
    workbook = batch.workbook
    source = batch.sheet(body.get("sourceSheetId", 0))
    title = body.get("newSheetName") or workbook.free_title(f"Copy of {source.title}")
    check_title(workbook, title)
    workbook.check_size(source.row_count * source.column_count)
    made = workbook.copy_sheet(source, title, new_id(workbook, body.get("newSheetId")))
    insert(workbook, made, _index(workbook, body.get("insertSheetIndex", 0)))
    return {"properties": dict(made.properties)}


@handles("updateSheetProperties")
def update_sheet_properties(batch: Batch, body: Json) -> None:
    """Title, place, size, colour, visibility of a tab."""
    workbook, given = batch.workbook, body.get("properties", {})
    mask = update_mask(body.get("fields", ""), "SheetProperties", "properties")
    sheet = batch.sheet(given.get("sheetId", 0))
    if not batch.owner and sheet.lists["protectedRanges"]:
        batch.guard(sheet, sheet.bounds)
    old = sheet.properties
    changed = {**old, "gridProperties": dict(old["gridProperties"])}
    apply_mask(changed, given, mask, fixed=("sheetId", "sheetType", "index"), needed=("title",))
    changed |= {"sheetId": sheet.id, "sheetType": old["sheetType"]}
    _fill_grid(changed, old)
    _check_grid(changed["gridProperties"])
    check_title(workbook, changed.get("title", ""), sheet)
    others_shown = any(one is not sheet and not one.properties.get("hidden") for one in workbook.sheets)
    if changed.get("hidden") and not others_shown:
        raise RequestRefused("You can't hide all the sheets in a document.")
    _resize(workbook, sheet, changed["gridProperties"])
    if changed["title"] != old["title"]:
        for home in workbook.sheets:
            if home.rows.has_formulas():
                workbook.map_formulas(home, lambda text: rename_title(text, old["title"], changed["title"]))
    sheet.properties = tidy_properties(changed)
    if "index" in mask or ("*" in mask and "index" in given):
        _move(workbook, sheet, given.get("index", len(workbook.sheets)))


def _fill_grid(changed: Json, old: Json) -> None:
    """A grid always has a size, even when the mask cleared it."""
    grid = changed.setdefault("gridProperties", {})
    for name in ("rowCount", "columnCount"):
        grid.setdefault(name, old["gridProperties"][name])


def _move(workbook: Workbook, sheet: Sheet, index: int) -> None:
    """Move a tab; the index counts the tabs as they were before the move."""
    here = workbook.sheets.index(sheet)
    if not 0 <= index <= len(workbook.sheets):
        raise RequestRefused(f"Invalid sheet index: {index}")
    workbook.sheets.remove(sheet)
    workbook.sheets.insert(index - 1 if index > here else index, sheet)
    workbook.renumber()


def _resize(workbook: Workbook, sheet: Sheet, grid: dict[str, Any]) -> None:
    rows, columns = grid["rowCount"], grid["columnCount"]
    workbook.check_size(rows * columns - sheet.row_count * sheet.column_count)
    cuts: tuple[tuple[Axis, int], ...] = (("ROWS", rows), ("COLUMNS", columns))
    for axis, size in cuts:
        if size < sheet.size(axis):
            workbook.shift(sheet, axis, Deletion(size, sheet.size(axis)))
        sheet.resize(axis, size)
