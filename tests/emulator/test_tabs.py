import pytest

from .client import Api, Json


def titles(api: Api, book: str) -> list[str]:
    return [sheet["properties"]["title"] for sheet in api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"]]


def test_a_client_chooses_ids_that_later_requests_of_the_batch_name(api: Api) -> None:
    book = api.new()
    cell = {"values": [{"userEnteredValue": {"stringValue": "x"}}]}
    api.update(
        book,
        {"addSheet": {"properties": {"sheetId": 77, "title": "Kinh tế", "index": 0}}},
        {"updateCells": {"start": {"sheetId": 77}, "rows": [cell], "fields": "userEnteredValue"}},
        {
            "duplicateSheet": {
                "sourceSheetId": 77,
                "newSheetId": 78,
                "newSheetName": "Bản sao",
                "insertSheetIndex": 2,
            }
        },
    )
    assert titles(api, book) == ["Kinh tế", "Sheet1", "Bản sao"]
    assert api.read(book, "'Bản sao'!A1") == [["x"]]


def test_what_lies_on_a_copied_tab_has_its_own_ids_and_names_the_copy(api: Api) -> None:
    book = api.new()
    place = {"startRowIndex": 0, "endRowIndex": 2}
    api.update(
        book,
        {"addProtectedRange": {"protectedRange": {"range": place, "protectedRangeId": 5}}},
        {
            "addConditionalFormatRule": {
                "rule": {"ranges": [place], "booleanRule": {"condition": {"type": "BLANK"}}}
            }
        },
        {"setBasicFilter": {"filter": {"range": place}}},
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9, "insertSheetIndex": 1}},
    )
    copied = api.sheet(book, 1)
    protected = copied["protectedRanges"][0]
    assert protected["protectedRangeId"] != 5
    places = [
        protected["range"],
        copied["conditionalFormats"][0]["ranges"][0],
        copied["basicFilter"]["range"],
    ]
    assert [found["sheetId"] for found in places] == [9, 9, 9]


def test_tabs_move_by_indexes_as_they_were_before(api: Api) -> None:
    book = api.new()
    api.update(
        book, {"addSheet": {"properties": {"title": "B"}}}, {"addSheet": {"properties": {"title": "C"}}}
    )
    move = {"properties": {"sheetId": 0, "index": 2}, "fields": "index"}
    api.update(book, {"updateSheetProperties": move})
    assert titles(api, book) == ["B", "Sheet1", "C"]


def test_a_renamed_tab_is_followed_by_formulas_and_a_deleted_one_is_gone(api: Api) -> None:
    book = api.new()
    api.update(book, {"addSheet": {"properties": {"title": "Cu", "sheetId": 5}}})
    api.type(book, "Cu!A1", [[4]])
    api.type(book, "Sheet1!A1", [["=Cu!A1*2"]])
    api.update(
        book, {"updateSheetProperties": {"properties": {"sheetId": 5, "title": "Số mới"}, "fields": "title"}}
    )
    assert api.read(book, "Sheet1!A1", "FORMULA") == [["='Số mới'!A1*2"]]
    assert api.read(book, "Sheet1!A1") == [[8]]
    api.update(book, {"deleteSheet": {"sheetId": 5}})
    assert api.read(book, "Sheet1!A1") == [["#REF!"]]


def test_a_tab_is_copied_to_another_spreadsheet(api: Api) -> None:
    one, other = api.new("Một"), api.new("Hai")
    api.write(one, "A1", [["x"]])
    made = api.ok("POST", f"/v4/spreadsheets/{one}/sheets/0:copyTo", {"destinationSpreadsheetId": other})
    assert made["title"] == "Copy of Sheet1"
    assert api.read(other, "'Copy of Sheet1'!A1") == [["x"]]


def test_a_spreadsheet_is_made_with_tabs_and_cells(api: Api) -> None:
    row = {"values": [{"userEnteredValue": {"stringValue": "tiêu đề"}, "note": "ghi chú"}]}
    sheets = [
        {
            "properties": {
                "title": "Biểu 1",
                "gridProperties": {"rowCount": 5, "columnCount": 2, "frozenRowCount": 1},
            },
            "data": [{"startRow": 1, "rowData": [row], "columnMetadata": [{"pixelSize": 200}]}],
            "merges": [{"startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}],
        },
        {"properties": {"title": "Biểu 2", "sheetId": 9, "hidden": True}},
    ]
    body = {
        "properties": {"title": "Mẫu", "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"},
        "sheets": sheets,
    }
    made = api.ok("POST", "/v4/spreadsheets", body)
    assert [sheet["properties"]["sheetId"] for sheet in made["sheets"]] == [0, 9]
    assert made["properties"]["locale"] == "vi_VN"
    assert api.cell(made["spreadsheetId"], "A2")["note"] == "ghi chú"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"addSheet": {"properties": {"title": "Sheet1"}}},
            'A sheet with the name "Sheet1" already exists. Please enter another name.',
        ),
        ({"deleteSheet": {"sheetId": 0}}, "You can't remove all the visible sheets in a document."),
        (
            {"addSheet": {"properties": {"sheetId": 0}}},
            'A sheet with id "0" already exists. Please choose another id.',
        ),
        (
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 20}},
                    "fields": "gridProperties.frozenRowCount",
                }
            },
            "You can't freeze all visible rows on the sheet.",
        ),
        (
            {"updateSpreadsheetProperties": {"properties": {"locale": "xx_YY"}, "fields": "locale"}},
            "Unsupported locale: xx_YY",
        ),
        (
            {"updateSpreadsheetProperties": {"properties": {"timeZone": "Mars/Base"}, "fields": "timeZone"}},
            "Invalid time zone: Mars/Base",
        ),
    ],
)
def test_impossible_tabs_are_refused(api: Api, request_: Json, message: str) -> None:
    assert api.refuse(api.new(), request_) == f"Invalid requests[0].{next(iter(request_))}: {message}"


def test_field_masks_cut_the_answer_and_unknown_fields_are_refused(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["x"]])
    path = f"/v4/spreadsheets/{book}"
    cut = api.ok(
        "GET",
        path,
        fields="sheets(properties(title,gridProperties/rowCount),data/rowData/values/formattedValue)",
    )
    assert cut == {
        "sheets": [
            {
                "properties": {"title": "Sheet1", "gridProperties": {"rowCount": 20}},
                "data": [{"rowData": [{"values": [{"formattedValue": "x"}]}]}],
            }
        ]
    }
    assert "data" not in api.ok("GET", path, fields="sheets.properties")["sheets"][0]
    message = api.refused(400, "GET", path, fields="sheets.nope")
    assert (
        message == "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.nope'."
    )


def test_developer_metadata_is_found_by_key_and_follows_its_column(api: Api) -> None:
    book = api.new()
    location = {"dimensionRange": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}
    made = {
        "metadataKey": "trường",
        "metadataValue": "ma_dong",
        "location": location,
        "visibility": "DOCUMENT",
    }
    reply = api.update(book, {"createDeveloperMetadata": {"developerMetadata": made}})[0]
    number = reply["createDeveloperMetadata"]["developerMetadata"]["metadataId"]
    insert = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    api.update(book, {"insertDimension": {"range": insert}})
    found = api.ok("GET", f"/v4/spreadsheets/{book}/developerMetadata/{number}")
    assert found["location"]["dimensionRange"]["startIndex"] == 3
    chosen = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "trường"}}]}
    search = api.ok("POST", f"/v4/spreadsheets/{book}/developerMetadata:search", chosen)
    assert search["matchedDeveloperMetadata"][0]["developerMetadata"]["metadataValue"] == "ma_dong"
    by_filter = api.ok(
        "POST", f"/v4/spreadsheets/{book}:getByDataFilter", {**chosen, "includeGridData": True}
    )
    assert by_filter["sheets"][0]["data"][0]["startColumn"] == 3
    api.update(book, {"deleteDeveloperMetadata": {"dataFilter": chosen["dataFilters"][0]}})
    api.refused(404, "GET", f"/v4/spreadsheets/{book}/developerMetadata/{number}")


def test_objects_over_the_grid_are_kept_and_returned(api: Api) -> None:
    book = api.new()
    place = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    replies = api.update(
        book,
        {"addChart": {"chart": {"spec": {"title": "Biểu đồ"}}}},
        {"addBanding": {"bandedRange": {"range": place, "rowProperties": {"firstBandColor": {"red": 1}}}}},
        {"addFilterView": {"filter": {"title": "Lọc", "range": place}}},
        {"setBasicFilter": {"filter": {"range": place}}},
    )
    sheet = api.sheet(book)
    assert sheet["charts"][0]["spec"]["title"] == "Biểu đồ"
    assert sheet["bandedRanges"][0]["range"]["endRowIndex"] == 3
    assert sheet["filterViews"][0]["title"] == "Lọc"
    api.update(
        book,
        {"deleteEmbeddedObject": {"objectId": replies[0]["addChart"]["chart"]["chartId"]}},
        {"deleteBanding": {"bandedRangeId": replies[1]["addBanding"]["bandedRange"]["bandedRangeId"]}},
        {"deleteFilterView": {"filterId": replies[2]["addFilterView"]["filter"]["filterViewId"]}},
        {"clearBasicFilter": {"sheetId": 0}},
    )
    assert api.sheet(book).keys() == {"properties"}
