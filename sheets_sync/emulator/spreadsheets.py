"""The Spreadsheet message: properties, tabs, and cells where asked for."""

from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.fields import Mask, below, covers
from sheets_sync.emulator.griddata import grid_data
from sheets_sync.emulator.requests.protection import shown as shown_protection
from sheets_sync.emulator.requests.tabs import metadata_sheet
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
ADDRESS = "{}/spreadsheets/d/{}/edit"


def with_id(grid_range: Json, sheet_id: int) -> Json:
    """A stored GridRange with its sheetId, unless that is 0."""
    return {"sheetId": sheet_id, **grid_range} if sheet_id else dict(grid_range)


def sheet_message(workbook: Workbook, sheet: Sheet, caller: str, *, owner: bool) -> Json:
    """The Sheet message without cells."""
    hidden = () if sheet.has_grid else ("gridProperties",)
    answer: Json = {
        "properties": {name: value for name, value in sheet.properties.items() if name not in hidden}
    }
    if sheet.merges:
        answer["merges"] = [with_id(merge, sheet.id) for merge in sheet.merges]
    for name, items in sheet.lists.items():
        if items:
            answer[name] = items
    if "protectedRanges" in answer:
        answer["protectedRanges"] = [
            shown_protection(item, caller, owner=owner) for item in sheet.lists["protectedRanges"]
        ]
    if sheet.basic_filter:
        answer["basicFilter"] = sheet.basic_filter
    own = [
        item
        for item in workbook.metadata
        if metadata_sheet(item) == sheet.id and "dimensionRange" not in item["location"]
    ]
    if own:
        answer["developerMetadata"] = own
    return answer


def spreadsheet_message(
    workbook: Workbook,
    caller: str,
    today: date,
    *,
    base_url: str,
    owner: bool,
    mask: Mask,
    ranges: list[tuple[Sheet, Rect]] | None,
    with_grid: bool,
) -> Json:
    """The Spreadsheet message; `ranges` picks tabs and cells, `mask` tells what is worth computing."""
    chosen = workbook.sheets if ranges is None else _picked(workbook, ranges)
    sheets = []
    for sheet in chosen:
        answer = sheet_message(workbook, sheet, caller, owner=owner)
        if with_grid and sheet.has_grid:
            inner = below(mask, "sheets", "data")
            rects = [rect for found, rect in ranges or [] if found is sheet] or [sheet.bounds]
            answer["data"] = [grid_data(workbook, sheet, rect, inner, today) for rect in rects]
        sheets.append(answer)
    message: Json = {
        "spreadsheetId": workbook.id,
        "properties": workbook.properties,
        "sheets": sheets,
        "spreadsheetUrl": ADDRESS.format(base_url, workbook.id),
    }
    if workbook.named_ranges:
        message["namedRanges"] = workbook.named_ranges
    own = [item for item in workbook.metadata if metadata_sheet(item) is None]
    if own:
        message["developerMetadata"] = own
    return message


def _picked(workbook: Workbook, ranges: list[tuple[Sheet, Rect]]) -> list[Sheet]:
    wanted = {sheet.id for sheet, _ in ranges}
    return [sheet for sheet in workbook.sheets if sheet.id in wanted]


def wants_grid(mask: Mask, *, asked: bool) -> bool:
    """Whether cells are in the answer: a field mask decides; without one, the caller's word."""
    return covers(mask, "sheets", "data") if mask else asked
