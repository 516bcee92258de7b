"""The methods of spreadsheets, apart from values."""

from typing import Any

from starlette.responses import Response

from sheets_sync.emulator import routes_append, routes_values
from sheets_sync.emulator.access import owner_of
from sheets_sync.emulator.call import Call, as_json
from sheets_sync.emulator.cells import tidy_cell
from sheets_sync.emulator.datafilters import areas, matches
from sheets_sync.emulator.errors import (
    DriveError,
    InvalidPayload,
    RequestRefused,
    bad_request,
    forbidden,
    not_found,
)
from sheets_sync.emulator.fields import Mask, select, whole_below
from sheets_sync.emulator.library import new_file_id
from sheets_sync.emulator.requests import Batch, apply_requests
from sheets_sync.emulator.requests.contents import check_cell
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.spreadsheets import spreadsheet_message, wants_grid
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
UNTITLED = "Untitled spreadsheet"
#: Lists of a Sheet message, the request that makes a member, and the field that holds it there.
MADE_OF = {
    "protectedRanges": ("addProtectedRange", "protectedRange"),
    "filterViews": ("addFilterView", "filter"),
    "bandedRanges": ("addBanding", "bandedRange"),
    "charts": ("addChart", "chart"),
    "slicers": ("addSlicer", "slicer"),
    "tables": ("addTable", "table"),
    "developerMetadata": ("createDeveloperMetadata", "developerMetadata"),
    "rowGroups": ("addDimensionGroup", "range"),
    "columnGroups": ("addDimensionGroup", "range"),
}


def batch_for(call: Call, workbook: Workbook) -> Batch:
    """What requests of this call work on."""
    file = call.library.files.get(workbook.id)
    owner = owner_of(file) if file else call.caller.email
    return Batch(
        workbook,
        call.caller.email,
        owner=owner.casefold() == call.caller.email.casefold(),
        owner_mail=owner,
        today=call.today(workbook),
    )


def create(call: Call) -> Response:
    """spreadsheets.create."""
    given = call.message("Spreadsheet")
    properties = given.get("properties", {})
    workbook = Workbook.new(new_file_id(), properties.get("title") or UNTITLED)
    batch = batch_for(call, workbook)
    if given_properties := {name: value for name, value in properties.items() if name != "title"}:
        fields = ",".join(given_properties)
        _apply(batch, "updateSpreadsheetProperties", {"properties": given_properties, "fields": fields})
    if sheets := given.get("sheets"):
        _add_sheets(batch, sheets)
    for named in given.get("namedRanges", []):
        _apply(batch, "addNamedRange", {"namedRange": named})
    for item in given.get("developerMetadata", []):
        _apply(batch, "createDeveloperMetadata", {"developerMetadata": item})
    try:
        call.library.new_workbook({"name": workbook.properties["title"]}, workbook, call.caller)
    except DriveError as error:
        raise forbidden() from error
    return _whole(call, workbook, {}, asked=False)


def _apply(batch: Batch, kind: str, body: Json) -> None:
    apply_requests(batch, [{kind: body}])


def _add_sheets(batch: Batch, sheets: list[Json]) -> None:
    """The tabs that a new spreadsheet was asked to have, instead of the usual one."""
    workbook = batch.workbook
    usual = workbook.sheets.pop()
    for index, given in enumerate(sheets):
        properties = dict(given.get("properties", {}))
        if index == 0 and "sheetId" not in properties:
            properties["sheetId"] = 0
        properties.setdefault("title", f"Sheet{index + 1}")
        properties.pop("index", None)
        _apply(batch, "addSheet", {"properties": properties})
        sheet = workbook.sheets[-1]
        _fill(sheet, given)
        for merge in given.get("merges", []):
            _apply(batch, "mergeCells", {"range": {"sheetId": sheet.id, **merge}})
        for rule in reversed(given.get("conditionalFormats", [])):
            _apply(batch, "addConditionalFormatRule", {"rule": rule})
        for name, (kind, key) in MADE_OF.items():
            for item in given.get(name, []):
                _apply(batch, kind, {key: item["range"] if key == "range" else item})
        if "basicFilter" in given:
            _apply(batch, "setBasicFilter", {"filter": given["basicFilter"]})
    if not workbook.sheets:
        workbook.sheets.append(usual)


def _fill(sheet: Sheet, given: Json) -> None:
    for data in given.get("data", []):
        top, left = data.get("startRow", 0), data.get("startColumn", 0)
        for down, line in enumerate(data.get("rowData", [])):
            for right, cell in enumerate(line.get("values", [])):
                if not sheet.bounds.has(top + down, left + right):
                    raise bad_request("Invalid sheets: data exceeds the grid of its sheet.")
                try:
                    check_cell(cell)
                except RequestRefused as error:
                    raise bad_request(f"Invalid sheets: {error}") from None
                sheet.put(top + down, left + right, tidy_cell(cell))
        for axis, name, start in (("ROWS", "rowMetadata", top), ("COLUMNS", "columnMetadata", left)):
            for index, found in enumerate(data.get(name, [])):
                sheet.dimensions[axis][start + index] = found  # type: ignore[index]


def _whole(
    call: Call,
    workbook: Workbook,
    mask: Mask,
    *,
    asked: bool,
    ranges: list[Any] | None = None,
) -> Response:
    owner = call.library.owns(workbook.id, call.caller)
    message = spreadsheet_message(
        workbook,
        call.caller.email,
        call.today(workbook),
        base_url=call.base_url,
        owner=owner,
        mask=mask,
        ranges=ranges,
        with_grid=wants_grid(mask, asked=asked),
    )
    # Cells were cut where they were made.
    return as_json(select(message, whole_below(call.mask("Spreadsheet"), "sheets", "data", "rowData")))


def get(call: Call) -> Response:
    """spreadsheets.get."""
    mask, asked = call.mask("Spreadsheet"), call.flag("includeGridData")
    with call.library.reading(call.path["id"], call.caller) as workbook:
        ranges = [workbook.find(text) for text in call.query.getlist("ranges")]
        return _whole(call, workbook, mask, asked=asked, ranges=ranges or None)


def get_by_filter(call: Call) -> Response:
    """spreadsheets.getByDataFilter."""
    body, mask = call.message("GetSpreadsheetByDataFilterRequest"), call.mask("Spreadsheet")
    with call.library.reading(call.path["id"], call.caller) as workbook:
        filters = body.get("dataFilters")
        ranges = [area for chosen in filters or [] for area in areas(workbook, chosen)]
        asked = body.get("includeGridData", False)
        return _whole(call, workbook, mask, asked=asked, ranges=ranges if filters else None)


def batch_update(call: Call) -> Response:
    """spreadsheets.batchUpdate."""
    body = call.message("BatchUpdateSpreadsheetRequest")
    with call.library.writing(call.path["id"], call.caller) as workbook:
        replies = apply_requests(batch_for(call, workbook), body.get("requests", []))
        message: Json = {"spreadsheetId": workbook.id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            ranges = [workbook.find(text) for text in body.get("responseRanges", [])]
            message["updatedSpreadsheet"] = spreadsheet_message(
                workbook,
                call.caller.email,
                call.today(workbook),
                base_url=call.base_url,
                owner=call.library.owns(workbook.id, call.caller),
                mask={},
                ranges=ranges or None,
                with_grid=body.get("responseIncludeGridData", False),
            )
        return call.answer(message, "BatchUpdateSpreadsheetResponse")


def copy_to(call: Call) -> Response:
    """spreadsheets.sheets.copyTo."""
    body = call.message("CopySheetToAnotherSpreadsheetRequest")
    try:
        sheet_id = int(call.path["sheet"])
    except ValueError:
        raise InvalidPayload(
            "sheet_id", f"Invalid value at 'sheet_id' (TYPE_INT32), \"{call.path['sheet']}\""
        ) from None
    with call.library.reading(call.path["id"], call.caller) as source:
        found = source.sheet(sheet_id)
        if found is None:
            raise not_found()
        copied = found.copied()
    with call.library.writing(body.get("destinationSpreadsheetId", ""), call.caller) as target:
        target.check_size(copied.row_count * copied.column_count)
        made = target.copy_sheet(copied, target.free_title(f"Copy of {copied.title}"), target.free_id())
        made.properties.pop("hidden", None)
        target.sheets.append(made)
        target.renumber()
        target.touch()
        return call.answer(made.properties, "SheetProperties")


def get_metadata(call: Call) -> Response:
    """spreadsheets.developerMetadata.get."""
    with call.library.reading(call.path["id"], call.caller) as workbook:
        for item in workbook.metadata:
            if str(item["metadataId"]) == call.path["metadata"]:
                return call.answer(item, "DeveloperMetadata")
    raise not_found()


def search_metadata(call: Call) -> Response:
    """spreadsheets.developerMetadata.search."""
    body = call.message("SearchDeveloperMetadataRequest")
    with call.library.reading(call.path["id"], call.caller) as workbook:
        found = []
        for item in workbook.metadata:
            chosen = [one for one in body.get("dataFilters", []) if matches(workbook, item, one)]
            if chosen:
                found.append({"developerMetadata": item, "dataFilters": chosen})
        message = {"matchedDeveloperMetadata": found} if found else {}
        return call.answer(message, "SearchDeveloperMetadataResponse")


BASE = "/v4/spreadsheets/{id}"
READ = ("valueRenderOption", "dateTimeRenderOption", "majorDimension")
WRITE = (
    "valueInputOption",
    "includeValuesInResponse",
    "responseValueRenderOption",
    "responseDateTimeRenderOption",
)
#: Method, path, what carries it out, and the parameters that it takes.
ROUTES = (
    ("POST", "/v4/spreadsheets", create, ()),
    ("POST", f"{BASE}:batchUpdate", batch_update, ()),
    ("POST", f"{BASE}:getByDataFilter", get_by_filter, ()),
    ("GET", BASE, get, ("ranges", "includeGridData", "commentsViewMode", "excludeTablesInBandedRanges")),
    ("POST", f"{BASE}/sheets/{{sheet}}:copyTo", copy_to, ()),
    ("POST", f"{BASE}/developerMetadata:search", search_metadata, ()),
    ("GET", f"{BASE}/developerMetadata/{{metadata}}", get_metadata, ()),
    ("GET", f"{BASE}/values:batchGet", routes_values.batch_get, ("ranges", *READ)),
    ("POST", f"{BASE}/values:batchGetByDataFilter", routes_values.batch_get_by_filter, ()),
    ("POST", f"{BASE}/values:batchUpdate", routes_values.batch_update, ()),
    ("POST", f"{BASE}/values:batchUpdateByDataFilter", routes_values.batch_update_by_filter, ()),
    ("POST", f"{BASE}/values:batchClear", routes_values.batch_clear, ()),
    ("POST", f"{BASE}/values:batchClearByDataFilter", routes_values.batch_clear_by_filter, ()),
    ("POST", f"{BASE}/values/{{range:path}}:append", routes_append.append, (*WRITE, "insertDataOption")),
    ("POST", f"{BASE}/values/{{range:path}}:clear", routes_values.clear, ()),
    ("GET", f"{BASE}/values/{{range:path}}", routes_values.get, READ),
    ("PUT", f"{BASE}/values/{{range:path}}", routes_values.update, WRITE),
)
