"""One spreadsheets.get for a whole workbook, and how its answer becomes a Workbook."""

from collections.abc import Iterable, Mapping
from typing import Any

from sheets_sync.flags import FLAG_FORMULA
from sheets_sync.model import EMPTY_CELL, Area, Cell, CellKind, Flag, Grid, Workbook

#: All that is read of a workbook, in one call.
FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets("
    "properties(sheetId,title,gridProperties(rowCount,columnCount)),merges,"
    "conditionalFormats(ranges,booleanRule(condition)),"
    "data(startRow,startColumn,rowData(values("
    "effectiveValue,formattedValue,note,effectiveFormat(numberFormat(type))))))"
)
SEVERITY_OF_FORMULA = {formula: severity for severity, formula in FLAG_FORMULA.items()}
DATE_TYPES = frozenset({"DATE", "DATE_TIME"})


def workbook_from(answer: Mapping[str, Any]) -> Workbook:
    """The workbook told by a spreadsheets.get answer."""
    properties = answer["properties"]
    return Workbook(
        id=answer["spreadsheetId"],
        title=properties["title"],
        locale=properties.get("locale", ""),
        time_zone=properties.get("timeZone", ""),
        grids=tuple(_grid(sheet, properties.get("locale", "")) for sheet in answer.get("sheets", ())),
    )


def _grid(sheet: Mapping[str, Any], locale: str) -> Grid:
    properties = sheet["properties"]
    size = properties.get("gridProperties", {})
    rows, columns = size.get("rowCount", 0), size.get("columnCount", 0)
    return Grid(
        sheet_id=properties["sheetId"],
        title=properties["title"],
        rows=_rows(sheet.get("data", ())),
        merges=tuple(_area(merge, rows, columns) for merge in sheet.get("merges", ())),
        row_count=rows,
        column_count=columns,
        flags=tuple(_flags(sheet.get("conditionalFormats", ()), rows, columns)),
        locale=locale,
    )


def _rows(data: Iterable[Mapping[str, Any]]) -> tuple[tuple[Cell, ...], ...]:
    # One block from A1 when no ranges are asked for.
    rows = [row for block in data for row in block.get("rowData", ())]
    return tuple(tuple(_cell(value) for value in row.get("values", ())) for row in rows)


def _cell(value: Mapping[str, Any]) -> Cell:
    effective, note = value.get("effectiveValue", {}), value.get("note", "")
    shown = value.get("formattedValue", "")
    if "numberValue" in effective:
        kind = _number_kind(value.get("effectiveFormat", {}).get("numberFormat", {}).get("type", ""))
        return Cell(kind, effective["numberValue"], shown, note)
    if "stringValue" in effective:
        return Cell(CellKind.TEXT, effective["stringValue"], effective["stringValue"], note)
    if "boolValue" in effective:
        return Cell(CellKind.BOOLEAN, effective["boolValue"], shown, note)
    if "errorValue" in effective:
        return Cell(CellKind.FAULT, None, shown or effective["errorValue"].get("type", "#ERROR!"), note)
    return Cell(CellKind.EMPTY, None, "", note) if note else EMPTY_CELL


def _number_kind(number_format: str) -> CellKind:
    if number_format in DATE_TYPES:
        return CellKind.DATE
    return CellKind.PERCENT if number_format == "PERCENT" else CellKind.NUMBER


def _flags(rules: Iterable[Mapping[str, Any]], rows: int, columns: int) -> Iterable[Flag]:
    for index, rule in enumerate(rules):
        condition = rule.get("booleanRule", {}).get("condition", {})
        formula = next((value.get("userEnteredValue") for value in condition.get("values", ())), None)
        if formula in SEVERITY_OF_FORMULA:
            areas = tuple(_area(area, rows, columns) for area in rule.get("ranges", ()))
            yield Flag(index, SEVERITY_OF_FORMULA[formula], areas)


def _area(part: Mapping[str, Any], rows: int, columns: int) -> Area:
    """A GridRange; bounds left open reach to the tab's edge."""
    return Area(
        part.get("startRowIndex", 0),
        part.get("startColumnIndex", 0),
        part.get("endRowIndex", rows),
        part.get("endColumnIndex", columns),
    )
