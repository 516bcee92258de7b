"""A batch that is refused leaves nothing behind, whatever it did before: in memory, on disk, in formulas."""

import copy
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.errors import GoogleError
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.requests.registry import HANDLERS
from sheets_sync.emulator.workbook import Workbook

from .test_effort import OWNER, batch, opened, reopened, state_of

Json = dict[str, Any]
A: Json = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
C: Json = {**A, "startRowIndex": 8, "endRowIndex": 12}
ROWS: Json = {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}
LOOK: Json = {"userEnteredFormat": {"backgroundColor": {"red": 1}}}
RULE: Json = {"ranges": [A], "booleanRule": {"condition": {"type": "BLANK"}, "format": {}}}
SPEC: Json = {"basicChart": {"chartType": "LINE"}}
PLACE: Json = {"overlayPosition": {"anchorCell": {}}}
META: Json = {"metadataKey": "k", "location": {"sheetId": 0}, "visibility": "DOCUMENT"}
LOOKUP: Json = {"developerMetadataLookup": {"metadataId": 1}}
#: What the spreadsheet has before.
GIVEN: list[Json] = [
    {"addSheet": {"properties": {"sheetId": 5, "title": "Hai"}}},
    {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "ten", "range": A}}},
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": C}}},
    {"addBanding": {"bandedRange": {"bandedRangeId": 1, "range": A, "rowProperties": {}}}},
    {"addFilterView": {"filter": {"filterViewId": 1, "title": "L", "range": A}}},
    {"addTable": {"table": {"tableId": "t", "range": C}}},
    {"addChart": {"chart": {"chartId": 1, "spec": SPEC, "position": PLACE}}},
    {"addSlicer": {"slicer": {"slicerId": 2, "spec": {"title": "x"}, "position": PLACE}}},
    {"addConditionalFormatRule": {"rule": RULE}},
    {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 1, **META}}},
    {"addDimensionGroup": {"range": {**ROWS, "endIndex": 4}}},
    {"setBasicFilter": {"filter": {"range": A}}},
    {"mergeCells": {"range": {**A, "startRowIndex": 5, "endRowIndex": 6}}},
]
#: One of every kind of request.
TRIED: dict[str, Json] = {
    "updateSpreadsheetProperties": {"properties": {"title": "Khác"}, "fields": "title"},
    "updateSheetProperties": {"properties": {"sheetId": 0, "title": "Một"}, "fields": "title"},
    "updateDimensionProperties": {"range": ROWS, "properties": {"pixelSize": 9}, "fields": "pixelSize"},
    "updateNamedRange": {"namedRange": {"namedRangeId": "n", "name": "khac"}, "fields": "name"},
    "repeatCell": {"range": A, "cell": LOOK, "fields": "userEnteredFormat"},
    "addNamedRange": {"namedRange": {"name": "moi", "range": A}},
    "deleteNamedRange": {"namedRangeId": "n"},
    "addSheet": {"properties": {"title": "Ba"}},
    "deleteSheet": {"sheetId": 5},
    "autoFill": {"sourceAndDestination": {"source": A, "dimension": "ROWS", "fillLength": 1}},
    "cutPaste": {"source": A, "destination": {"rowIndex": 13}},
    "copyPaste": {"source": A, "destination": C},
    "mergeCells": {"range": A},
    "unmergeCells": {"range": {**A, "startRowIndex": 5, "endRowIndex": 6}},
    "updateBorders": {"range": A, "top": {"style": "SOLID"}},
    "updateCells": {"range": A, "fields": "userEnteredValue"},
    "addFilterView": {"filter": {"title": "M", "range": A}},
    "appendCells": {"rows": [{"values": [{"note": "x"}]}], "fields": "note"},
    "clearBasicFilter": {},
    "deleteDimension": {"range": ROWS},
    "deleteEmbeddedObject": {"objectId": 1},
    "deleteFilterView": {"filterId": 1},
    "duplicateFilterView": {"filterId": 1},
    "duplicateSheet": {"sourceSheetId": 0},
    "findReplace": {"find": "a", "replacement": "b", "allSheets": True},
    "insertDimension": {"range": ROWS},
    "insertRange": {"range": {**C, "startRowIndex": 14, "endRowIndex": 16}, "shiftDimension": "ROWS"},
    "moveDimension": {"source": ROWS, "destinationIndex": 0},
    "updateEmbeddedObjectPosition": {
        "objectId": 1,
        "newPosition": {"overlayPosition": {"anchorCell": {"sheetId": 5}}},
    },
    "updateEmbeddedObjectBorder": {"objectId": 1, "border": {"color": {"red": 1}}, "fields": "color"},
    "pasteData": {"coordinate": {}, "data": "x,y", "delimiter": ","},
    "textToColumns": {"source": {**A, "endColumnIndex": 1}, "delimiterType": "SPACE"},
    "updateFilterView": {"filter": {"filterViewId": 1, "title": "N"}, "fields": "title"},
    "deleteRange": {"range": A, "shiftDimension": "COLUMNS"},
    "appendDimension": {"dimension": "ROWS", "length": 5},
    "addConditionalFormatRule": {"rule": RULE},
    "updateConditionalFormatRule": {"rule": {**RULE, "ranges": [C]}, "index": 0},
    "deleteConditionalFormatRule": {"index": 0},
    "sortRange": {"range": A, "sortSpecs": [{"sortOrder": "DESCENDING"}]},
    "setDataValidation": {"range": A, "rule": {"condition": {"type": "BOOLEAN"}}},
    "setBasicFilter": {"filter": {"range": A, "sortSpecs": [{"sortOrder": "DESCENDING"}]}},
    "addProtectedRange": {"protectedRange": {"range": A}},
    "updateProtectedRange": {"protectedRange": {"protectedRangeId": 1, "description": "x"}, "fields": "*"},
    "deleteProtectedRange": {"protectedRangeId": 1},
    "autoResizeDimensions": {"dimensions": {"dimension": "COLUMNS"}},
    "addChart": {"chart": {"spec": SPEC, "position": {"newSheet": True}}},
    "updateChartSpec": {"chartId": 1, "spec": {"title": "x", **SPEC}},
    "updateBanding": {"bandedRange": {"bandedRangeId": 1, "range": C}, "fields": "range"},
    "addBanding": {"bandedRange": {"range": C, "rowProperties": {}}},
    "deleteBanding": {"bandedRangeId": 1},
    "createDeveloperMetadata": {"developerMetadata": META},
    "updateDeveloperMetadata": {
        "dataFilters": [LOOKUP],
        "developerMetadata": {"metadataKey": "z"},
        "fields": "metadataKey",
    },
    "deleteDeveloperMetadata": {"dataFilter": LOOKUP},
    "randomizeRange": {"range": A},
    "addDimensionGroup": {"range": ROWS},
    "deleteDimensionGroup": {"range": ROWS},
    "updateDimensionGroup": {
        "dimensionGroup": {"range": {**ROWS, "endIndex": 4}, "depth": 1, "collapsed": True},
        "fields": "collapsed",
    },
    "trimWhitespace": {"range": A},
    "deleteDuplicates": {"range": A},
    "addSlicer": {"slicer": {"spec": {"title": "y"}, "position": PLACE}},
    "updateSlicerSpec": {"slicerId": 2, "spec": {"title": "z"}, "fields": "title"},
    "addTable": {"table": {"range": A}},
    "updateTable": {"table": {"tableId": "t", "name": "Khac"}, "fields": "name"},
    "deleteTable": {"tableId": "t"},
}


def test_one_of_every_kind_is_tried() -> None:
    assert set(TRIED) == set(HANDLERS)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Library, str]:
    library, workbook = opened(tmp_path), Workbook.new("1" * 44, "Sổ")
    sheet = workbook.sheets[0]
    sheet.resize("ROWS", 40)
    for row, text in enumerate((" a b", "c", "c", "a")):
        sheet.put(row, 0, {"userEnteredValue": {"stringValue": text}})
        sheet.put(row, 1, {"userEnteredValue": {"formulaValue": f"=ROW()+LEN(A{row + 1})"}})
        sheet.put(row + 8, 0, {"note": text})
    for request in GIVEN:
        batch(copy.deepcopy(request))(workbook)
    library.new_workbook({"name": "Sổ"}, workbook, OWNER)
    return library, workbook.id


def values(library: Library, book: str) -> Any:
    with library.reading(book, OWNER) as workbook:
        compute(workbook)
        assert workbook.computed is not None
        return {place: workbook.computed((0, *place)) for place in workbook.sheets[0].rows.formulas()}


@pytest.mark.parametrize("kind", TRIED)
def test_a_refused_batch_is_undone(kept: tuple[Library, str], tmp_path: Path, kind: str) -> None:
    library, book = kept
    before, computed = copy.deepcopy(state_of(library, book)), values(library, book)
    request = {kind: copy.deepcopy(TRIED[kind])}
    with pytest.raises(GoogleError, match="No sheet with id: 99"), library.writing(book, OWNER) as workbook:
        batch(request, {"deleteSheet": {"sheetId": 99}})(workbook)
    assert state_of(library, book) == before
    assert values(library, book) == computed
    with library.writing(book, OWNER) as workbook:
        batch(request)(workbook)
    assert reopened(library, tmp_path, book) == state_of(library, book)
