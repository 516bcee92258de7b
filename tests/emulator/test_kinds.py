"""Kinds of requests that clients met at Google's own servers: lists, ranges and masks."""

from typing import Any

import pytest

from .client import Api, Json


def rows(start: int, end: int, **more: Any) -> Json:
    return {"startRowIndex": start, "endRowIndex": end, **more}


def test_requests_in_lists_in_lists_are_one_list(api: Api) -> None:
    book = api.new()
    merges = [
        {"mergeCells": {"range": rows(top, top + 1, startColumnIndex=0, endColumnIndex=2)}}
        for top in range(4)
    ]
    body = {"requests": [merges[0], [merges[1], [merges[2]]], [], merges[3]]}
    assert len(api.ok("POST", f"/v4/spreadsheets/{book}:batchUpdate", body)["replies"]) == 4
    assert len(api.sheet(book)["merges"]) == 4


def test_other_lists_in_lists_are_one_list_too(api: Api) -> None:
    book = api.new()
    cells = [[{"values": [[{"note": "a"}], {"note": "b"}]}]]
    api.update(book, {"updateCells": {"start": {}, "rows": cells, "fields": "note"}})
    assert api.cell(book, "B1")["note"] == "b"
    data = [[{"range": "A1", "values": [["x"]]}], {"range": "A2", "values": [["y"]]}]
    path = f"/v4/spreadsheets/{book}/values:batchUpdate"
    assert api.ok("POST", path, {"valueInputOption": "RAW", "data": data})["totalUpdatedRows"] == 2


RANGED: dict[str, Json] = {
    "repeatCell": {"cell": {"note": "x"}, "fields": "note"},
    "updateCells": {"fields": "note"},
    "updateBorders": {"top": {"style": "SOLID"}},
    "setDataValidation": {"rule": {"condition": {"type": "BOOLEAN"}}},
    "mergeCells": {"mergeType": "MERGE_ALL"},
    "unmergeCells": {},
    "sortRange": {"sortSpecs": [{"dimensionIndex": 0}]},
    "trimWhitespace": {},
    "deleteDuplicates": {},
    "randomizeRange": {},
    "findReplace": {"find": "x", "replacement": "y"},
}


@pytest.mark.parametrize("kind", RANGED)
def test_a_range_past_the_end_is_cut_and_the_grid_stays(api: Api, kind: str) -> None:
    book = api.new(rows=20, columns=10)
    api.update(book, {kind: {**RANGED[kind], "range": rows(0, 201, endColumnIndex=99)}})
    grid = api.sheet(book)["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (20, 10)


@pytest.mark.parametrize("kind", RANGED)
def test_a_range_that_starts_past_the_end_is_refused(api: Api, kind: str) -> None:
    place = {"startRowIndex": 20, "startColumnIndex": 0, "endColumnIndex": 2}
    message = api.refuse(api.new(rows=20, columns=10), {kind: {**RANGED[kind], "range": place}})
    assert message == (
        f"Invalid requests[0].{kind}: Range (Sheet1!A21:B) exceeds grid limits. Max rows: 20, max columns: 10"
    )


KEPT: dict[str, tuple[Json, tuple[str, ...]]] = {
    "protectedRanges": ({"addProtectedRange": {"protectedRange": {"range": rows(0, 201)}}}, ("range",)),
    "bandedRanges": (
        {
            "addBanding": {
                "bandedRange": {"range": rows(0, 201), "rowProperties": {"firstBandColor": {"red": 1}}}
            }
        },
        ("range",),
    ),
    "filterViews": ({"addFilterView": {"filter": {"title": "Lọc", "range": rows(0, 201)}}}, ("range",)),
    "tables": ({"addTable": {"table": {"range": rows(0, 201, endColumnIndex=2)}}}, ("range",)),
    "basicFilter": ({"setBasicFilter": {"filter": {"range": rows(0, 201)}}}, ("range",)),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_with_a_range_past_the_end_ends_with_the_grid(api: Api, name: str) -> None:
    book = api.new(rows=20, columns=10)
    api.update(book, KEPT[name][0])
    found = api.sheet(book)[name]
    assert (found if isinstance(found, dict) else found[0])["range"]["endRowIndex"] == 20


@pytest.mark.parametrize("kind", ["updateDimensionProperties", "autoResizeDimensions", "addDimensionGroup"])
def test_rows_past_the_end_are_passed_over(api: Api, kind: str) -> None:
    place = {"dimension": "ROWS", "startIndex": 18, "endIndex": 40}
    bodies: dict[str, Json] = {
        "updateDimensionProperties": {"range": place, "properties": {"pixelSize": 50}, "fields": "pixelSize"},
        "autoResizeDimensions": {"dimensions": place},
        "addDimensionGroup": {"range": place},
    }
    book = api.new(rows=20)
    api.update(book, {kind: bodies[kind]})
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == 20


def test_cells_are_not_written_past_the_end(api: Api) -> None:
    cell = {"values": [{"note": "x"}]}
    message = api.refuse(
        api.new(rows=20), {"updateCells": {"start": {"rowIndex": 19}, "rows": [cell, cell], "fields": "note"}}
    )
    assert "exceeds grid limits" in message


MADE = {
    "metadataId": 5,
    "metadataKey": "k",
    "metadataValue": "a",
    "location": {"sheetId": 0},
    "visibility": "DOCUMENT",
}


def with_one_of_each(api: Api) -> str:
    """A spreadsheet with one of everything that has an id."""
    book = api.new()
    api.update(
        book,
        {"createDeveloperMetadata": {"developerMetadata": MADE}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "ten", "range": rows(0, 1)}}},
        {"addFilterView": {"filter": {"filterViewId": 6, "title": "Lọc", "range": rows(0, 9)}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 7, "range": rows(0, 1)}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 8, "range": rows(0, 4), "rowProperties": {}}}},
        {"addTable": {"table": {"tableId": "t", "range": rows(5, 9, endColumnIndex=2)}}},
    )
    return book


def test_a_mask_of_all_fields_leaves_the_ids(api: Api) -> None:
    book = with_one_of_each(api)
    lookup = [{"developerMetadataLookup": {"metadataId": 5}}]
    replies = api.update(
        book,
        {
            "updateDeveloperMetadata": {
                "dataFilters": lookup,
                "developerMetadata": {"metadataValue": "b"},
                "fields": "*",
            }
        },
        {"updateNamedRange": {"namedRange": {"namedRangeId": "n", "name": "ten_moi"}, "fields": "*"}},
        {"updateFilterView": {"filter": {"filterViewId": 6, "title": "Lọc lại"}, "fields": "*"}},
        {
            "updateProtectedRange": {
                "protectedRange": {"protectedRangeId": 7, "description": "x"},
                "fields": "*",
            }
        },
        {"updateBanding": {"bandedRange": {"bandedRangeId": 8, "columnProperties": {}}, "fields": "*"}},
        {"updateTable": {"table": {"tableId": "t", "name": "Bang"}, "fields": "*"}},
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Tab"}, "fields": "*"}},
        {"updateSpreadsheetProperties": {"properties": {"title": "Sổ mới"}, "fields": "*"}},
    )
    assert replies[0]["updateDeveloperMetadata"]["developerMetadata"][0]["metadataId"] == 5
    answer = api.ok("GET", f"/v4/spreadsheets/{book}")
    sheet = answer["sheets"][0]
    assert sheet["properties"]["sheetId"] == 0
    location = {"locationType": "SHEET", "sheetId": 0}
    assert sheet["developerMetadata"][0] == {**MADE, "metadataValue": "b", "location": location}
    assert answer["namedRanges"] == [{"namedRangeId": "n", "name": "ten_moi", "range": rows(0, 1)}]
    assert (sheet["filterViews"][0]["filterViewId"], sheet["filterViews"][0]["title"]) == (6, "Lọc lại")
    assert sheet["protectedRanges"][0]["protectedRangeId"] == 7
    assert sheet["bandedRanges"][0]["bandedRangeId"] == 8
    assert (sheet["tables"][0]["tableId"], sheet["tables"][0]["name"]) == ("t", "Bang")
    assert (answer["properties"]["title"], answer["properties"]["locale"]) == ("Sổ mới", "en_US")
