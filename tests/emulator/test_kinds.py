"""Kinds of behaviour that clients met at Google's own servers, each tried on several requests."""

from typing import Any

import pytest

from .client import Api, Json

UNKNOWN_KEY = {"key": "AIza-any"}


def rows(start: int, end: int, **more: Any) -> Json:
    return {"startRowIndex": start, "endRowIndex": end, **more}


@pytest.fixture
def stranger(google: str) -> Any:
    api = Api(google, "la@example.com")
    yield api
    api.close()


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


def reads(book: str) -> list[tuple[str, str, Any]]:
    base = f"/v4/spreadsheets/{book}"
    return [
        ("GET", base, None),
        ("GET", f"{base}/values/A1", None),
        ("GET", f"{base}/values:batchGet", None),
        ("POST", f"{base}:getByDataFilter", {}),
        ("POST", f"{base}/developerMetadata:search", {}),
    ]


def test_a_key_alone_reads_what_anyone_may_read_and_nothing_else(api: Api) -> None:
    book = api.new()
    for method, path, body in reads(book):
        assert api.refused(403, method, path, body, **UNKNOWN_KEY) == "The caller does not have permission"
    api.refused(404, "GET", f"/drive/v3/files/{book}", **UNKNOWN_KEY)
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "writer"})
    for method, path, body in reads(book):
        api.ok(method, path, body, **UNKNOWN_KEY)
    assert api.ok("GET", f"/drive/v3/files/{book}", **UNKNOWN_KEY)["id"] == book
    assert api.ok("GET", "/drive/v3/files", **UNKNOWN_KEY)["files"] == []


def test_a_key_alone_writes_nothing(api: Api) -> None:
    book = api.new()
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "writer"})
    base, file = f"/v4/spreadsheets/{book}", f"/drive/v3/files/{book}"
    calls = [
        ("POST", "/v4/spreadsheets"),
        ("POST", f"{base}:batchUpdate"),
        ("PUT", f"{base}/values/A1"),
        ("POST", f"{base}/values/A1:append"),
        ("POST", f"{base}/values/A1:clear"),
        ("POST", f"{base}/sheets/0:copyTo"),
        ("POST", "/drive/v3/files"),
        ("PATCH", file),
        ("DELETE", file),
        ("POST", f"{file}/copy"),
        ("POST", f"{file}/permissions"),
        ("POST", "/upload/drive/v3/files"),
        ("GET", "/drive/v3/about"),
        ("GET", "/drive/v3/changes/startPageToken"),
    ]
    for method, path in calls:
        body = {} if method != "GET" else None
        assert "missing required authentication credential" in api.refused(
            401, method, path, body, **UNKNOWN_KEY
        )


def test_a_token_in_the_query_counts_before_a_key(api: Api, stranger: Api) -> None:
    book = api.new()
    api.ok("GET", f"/v4/spreadsheets/{book}", access_token="user:owner@example.com", **UNKNOWN_KEY)
    api.refused(403, "GET", f"/v4/spreadsheets/{book}", access_token="user:la@example.com", **UNKNOWN_KEY)


def test_a_file_of_somebody_else_is_forbidden_in_sheets_and_unknown_in_drive(api: Api, stranger: Api) -> None:
    book = api.new()
    for method, path, body in reads(book):
        stranger.refused(403, method, path, body)
    stranger.refused(403, "POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": []})
    file = f"/drive/v3/files/{book}"
    for method, path in (("GET", file), ("PATCH", file), ("DELETE", file), ("POST", f"{file}/copy")):
        stranger.refused(404, method, path, {} if method != "GET" else None)
    api.ok(
        "POST", f"{file}/permissions", {"type": "user", "role": "reader", "emailAddress": "la@example.com"}
    )
    stranger.refused(
        403, "PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[1]]}, valueInputOption="RAW"
    )
    for method, path in (("PATCH", file), ("DELETE", file), ("POST", f"{file}/permissions")):
        body = {"name": "x", "type": "anyone", "role": "reader"}
        stranger.refused(403, method, path, body)


def test_a_file_that_is_no_spreadsheet_is_a_failed_precondition(api: Api) -> None:
    file = api.ok(
        "POST", "/drive/v3/files", {"name": "thư mục", "mimeType": "application/vnd.google-apps.folder"}
    )
    answer = api.call("GET", f"/v4/spreadsheets/{file['id']}")
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "FAILED_PRECONDITION")


def test_a_mask_of_all_fields_leaves_the_ids(api: Api) -> None:
    book = api.new()
    location = {"sheetId": 0}
    made = {
        "metadataId": 5,
        "metadataKey": "k",
        "metadataValue": "a",
        "location": location,
        "visibility": "DOCUMENT",
    }
    api.update(
        book,
        {"createDeveloperMetadata": {"developerMetadata": made}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "ten", "range": rows(0, 1)}}},
        {"addFilterView": {"filter": {"filterViewId": 6, "title": "Lọc", "range": rows(0, 9)}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 7, "range": rows(0, 1)}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 8, "range": rows(0, 4), "rowProperties": {}}}},
        {"addTable": {"table": {"tableId": "t", "range": rows(5, 9, endColumnIndex=2)}}},
    )
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
    assert sheet["developerMetadata"][0] == {
        **made,
        "metadataValue": "b",
        "location": {"locationType": "SHEET", **location},
    }
    assert answer["namedRanges"] == [{"namedRangeId": "n", "name": "ten_moi", "range": rows(0, 1)}]
    assert (sheet["filterViews"][0]["filterViewId"], sheet["filterViews"][0]["title"]) == (6, "Lọc lại")
    assert sheet["protectedRanges"][0]["protectedRangeId"] == 7
    assert sheet["bandedRanges"][0]["bandedRangeId"] == 8
    assert (sheet["tables"][0]["tableId"], sheet["tables"][0]["name"]) == ("t", "Bang")
    assert (answer["properties"]["title"], answer["properties"]["locale"]) == ("Sổ mới", "en_US")


@pytest.mark.parametrize(
    ("filled", "place", "given", "where", "count"),
    [
        ([], "A1", [["a"], ["b"]], "Sheet1!A1:A2", 22),
        ([["a"]], "A1", [["b"]], "Sheet1!A2", 21),
        ([["a"], [""], ["dưới"]], "A1", [["b"], ["c"]], "Sheet1!A2:A3", 22),
        ([["a"]] * 20, "A1", [["b"]], "Sheet1!A21", 21),
        ([], "C5", [["b"]], "Sheet1!C5", 21),
        ([["a"]], "A1", [], "Sheet1!A2", 20),
    ],
)
def test_rows_are_inserted_for_what_is_appended(
    api: Api, filled: list[list[str]], place: str, given: list[list[str]], where: str, count: int
) -> None:
    book = api.new(rows=20)
    if filled:
        api.write(book, "A1", [list(row) for row in filled])
    path = f"/v4/spreadsheets/{book}/values/{place}:append"
    answer = api.ok("POST", path, {"values": given}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert answer["updates"]["updatedRange"] == where
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == count


def test_rows_given_as_columns_are_inserted_one_for_each_row(api: Api) -> None:
    book = api.new(rows=20)
    body = {"values": [["a", "b", "c"]], "majorDimension": "COLUMNS"}
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    api.ok("POST", path, body, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == 23


def test_append_continues_the_last_table_of_the_last_row(api: Api) -> None:
    book = api.new()
    for _ in range(2):
        path = f"/v4/spreadsheets/{book}/values/Sheet1:append"
        api.ok("POST", path, {"values": [["x", "", "y"]]}, valueInputOption="RAW")
    assert api.read(book, "2:2") == [["", "", "x", "", "y"]]


@pytest.mark.parametrize(
    ("row", "counts"), [(["", "x"], (1, 2, 2)), ([None, "x"], (1, 1, 1)), ([None, None, "", "x"], (1, 2, 2))]
)
def test_nothing_at_the_start_of_an_appended_row_is_counted_as_it_was_given(
    api: Api, row: list[str | None], counts: tuple[int, int, int]
) -> None:
    book = api.new()
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    answer = api.ok("POST", path, {"values": [None, row]}, valueInputOption="RAW")["updates"]
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == counts
    assert api.read(book, "A1:D1") == [[value or "" for value in row]]


def test_a_sparse_write_counts_what_it_touched(api: Api) -> None:
    book = api.new()
    answer = api.write(book, "A1:D3", [[None, "a", None, ""], [], [None, "b"]])
    assert answer["updatedRange"].startswith("Sheet1!A1")
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == (2, 2, 3)


def test_a_name_is_found_behind_its_tab_s_title(api: Api) -> None:
    book = api.new()
    api.update(
        book,
        {"addSheet": {"properties": {"title": "Khác", "sheetId": 3}}},
        {
            "addNamedRange": {
                "namedRange": {"name": "ten", "range": rows(0, 1, startColumnIndex=1, endColumnIndex=3)}
            }
        },
    )
    api.write(book, "B1", [[1, 2]])
    assert api.read(book, "Sheet1!ten") == api.read(book, "ten") == [[1, 2]]
    path = f"/v4/spreadsheets/{book}/values/"
    assert api.refused(400, "GET", path + "'Khác'!ten") == "Unable to parse range: 'Khác'!ten"


def test_colours_have_eight_bits_a_part(api: Api) -> None:
    book = api.new()
    colour = {"red": 0.5, "green": 0.2, "blue": 0.48235294}
    api.update(
        book,
        {
            "repeatCell": {
                "range": rows(0, 1, endColumnIndex=1),
                "cell": {"userEnteredFormat": {"backgroundColor": colour}},
                "fields": "userEnteredFormat",
            }
        },
    )
    kept = {"red": 0.49803922, "green": 0.2, "blue": 0.48235294}
    found = api.cell(book, "A1")["userEnteredFormat"]
    assert found == {"backgroundColor": kept, "backgroundColorStyle": {"rgbColor": kept}}
    properties = {"sheetId": 0, "tabColorStyle": {"rgbColor": {"red": 0.9}}}
    api.update(book, {"updateSheetProperties": {"properties": properties, "fields": "tabColorStyle"}})
    assert api.sheet(book)["properties"]["tabColor"] == {"red": 0.8980392}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"tabColorStyle": {"rgbColor": None}}, "tabColorStyle"),
        ({"tabColorStyle": {}}, "tabColorStyle"),
        ({"tabColor": {}}, "tabColor"),
        ({}, "tabColor"),
        ({}, "tabColorStyle"),
    ],
)
def test_a_colour_of_nothing_takes_the_colour_away(api: Api, given: Json, fields: str) -> None:
    book = api.new()
    colour = {"sheetId": 0, "tabColor": {"red": 1}}
    api.update(book, {"updateSheetProperties": {"properties": colour, "fields": "tabColor"}})
    api.update(book, {"updateSheetProperties": {"properties": {"sheetId": 0, **given}, "fields": fields}})
    assert not {"tabColor", "tabColorStyle"} & set(api.sheet(book)["properties"])


def test_black_is_a_colour(api: Api) -> None:
    book = api.new()
    black = {"sheetId": 0, "tabColor": {"red": 0, "green": 0, "blue": 0}}
    api.update(book, {"updateSheetProperties": {"properties": black, "fields": "tabColor"}})
    assert api.sheet(book)["properties"]["tabColor"] == {}
