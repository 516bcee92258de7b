"""One spreadsheets.get for a whole workbook, and how its answer becomes a Workbook."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from gspread.urls import SPREADSHEET_URL
from pydantic import TypeAdapter

from sheets_sync.google.cells import cell_from
from sheets_sync.google.http_client import GoogleHTTPClient
from sheets_sync.google.shapes import (
    BlockShape,
    CellShape,
    RangeShape,
    RuleShape,
    SheetShape,
    SpreadsheetShape,
)
from sheets_sync.model import EMPTY_CELL, Area, Cell, Flag, Grid, Workbook
from sheets_sync.sheets.addresses import quoted
from sheets_sync.sheets.palette import FLAG_FORMULA
from sheets_sync.sheets.protections import PROTECTED_BY_US
from sheets_sync.vietnamese.letters import writable

#: All that is read of a workbook, in one call.
FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets("
    "properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),merges,"
    "conditionalFormats(ranges,booleanRule(condition)),"
    "protectedRanges(protectedRangeId,range,description,warningOnly),"
    "data(startRow,startColumn,rowData(values("
    "effectiveValue,formattedValue,note,effectiveFormat(numberFormat(type,pattern))))))"
)
SPREADSHEET = TypeAdapter(SpreadsheetShape)
SEVERITY_OF_FORMULA = {formula: severity for severity, formula in FLAG_FORMULA.items()}
#: Of a GridRange; a whole tab has none of them.
BOUNDS = frozenset({"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"})
Row = tuple[Cell, ...]
#: How the CellData of an answer becomes a cell.
ReadCell = Callable[[CellShape], Cell]


def read(client: GoogleHTTPClient, workbook: str, tabs: Collection[str] | None = None) -> Workbook:
    """A workbook with all its tabs, or with those of these titles only. One read.

    Raises RequestRefused where a title is not there.
    """
    params: dict[str, Any] = {"fields": FIELDS}
    if tabs is not None:
        params["ranges"] = ranges_of(tabs)
    return workbook_from(client.ask(SPREADSHEET, "get", SPREADSHEET_URL % workbook, params=params))


def read_rows(client: GoogleHTTPClient, workbook: str, ranges: Sequence[str]) -> Workbook:
    """Some rows of a workbook, those of each tab from the top; the others come empty. One read."""
    params = {"fields": FIELDS, "ranges": list(ranges)}
    return workbook_from(client.ask(SPREADSHEET, "get", SPREADSHEET_URL % workbook, params=params))


def ranges_of(tabs: Collection[str]) -> list[str]:
    """Whole tabs by their titles, in A1 notation."""
    return [quoted(title) for title in tabs]


def workbook_from(answer: SpreadsheetShape, cell: ReadCell = cell_from) -> Workbook:
    """The workbook told by a spreadsheets.get answer; tabs that are charts are left out."""
    properties = answer["properties"]
    locale = properties.get("locale", "")
    return Workbook(
        id=answer["spreadsheetId"],
        title=writable(properties.get("title", "")),
        locale=locale,
        time_zone=properties.get("timeZone", ""),
        grids=tuple(
            _grid(sheet, locale, cell)
            for sheet in answer["sheets"]
            if sheet["properties"].get("sheetType", "GRID") == "GRID"
        ),
    )


def _grid(sheet: SheetShape, locale: str, cell: ReadCell) -> Grid:
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    rows, columns = size.get("rowCount", 0), size.get("columnCount", 0)
    return Grid(
        sheet_id=properties.get("sheetId", 0),
        title=properties.get("title", ""),
        rows=_rows(sheet.get("data", ()), cell),
        merges=tuple(_area(merge, rows, columns) for merge in sheet.get("merges", ())),
        row_count=rows,
        column_count=columns,
        flags=tuple(_flags(sheet.get("conditionalFormats", ()), rows, columns)),
        protections=tuple(one["protectedRangeId"] for one in sheet.get("protectedRanges", ())),
        sealed=tuple(
            one["protectedRangeId"]
            for one in sheet.get("protectedRanges", ())
            if "range" in one and not one["range"].keys() & BOUNDS
        ),
        ours=tuple(
            one["protectedRangeId"]
            for one in sheet.get("protectedRanges", ())
            if one.get("description") in PROTECTED_BY_US and not one.get("warningOnly")
        ),
        locale=locale,
    )


def _rows(data: Iterable[BlockShape], cell: ReadCell) -> tuple[Row, ...]:
    """Rows from A1 on, without the empty ends that formatting leaves behind."""
    # A whole tab comes as one block, ranges of it as one each; what lies in none is empty.
    rows: list[Row] = []
    for block in data:
        first, left = block.get("startRow", 0), block.get("startColumn", 0)
        told = block.get("rowData", ())
        rows += [()] * (first + len(told) - len(rows))
        for number, row in enumerate(told, start=first):
            rows[number] = _trimmed(_beside(rows[number], left, tuple(map(cell, row.get("values", ())))))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _beside(row: Row, left: int, cells: Row) -> Row:
    """A row with these cells in it, from a column on."""
    gap = (EMPTY_CELL,) * (left - len(row))
    return (*row[:left], *gap, *cells, *row[left + len(cells) :])


def _trimmed(row: Row) -> Row:
    length = len(row)
    while length and row[length - 1] == EMPTY_CELL:
        length -= 1
    return row[:length]


def _flags(rules: Iterable[RuleShape], rows: int, columns: int) -> Iterable[Flag]:
    for index, rule in enumerate(rules):
        condition = rule.get("booleanRule", {}).get("condition", {})
        formula = next((value.get("userEnteredValue") for value in condition.get("values", ())), None)
        if condition.get("type") == "CUSTOM_FORMULA" and formula in SEVERITY_OF_FORMULA:
            areas = tuple(_area(area, rows, columns) for area in rule.get("ranges", ()))
            yield Flag(index, SEVERITY_OF_FORMULA[formula], areas)


def _area(part: RangeShape, rows: int, columns: int) -> Area:
    """A GridRange; bounds left open reach to the tab's edge."""
    return Area(
        part.get("startRowIndex", 0),
        part.get("startColumnIndex", 0),
        part.get("endRowIndex", rows),
        part.get("endColumnIndex", columns),
    )
