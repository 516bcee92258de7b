from .client import Api, Json


def strip(dimension: str, start: int, end: int) -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def filled(api: Api) -> str:
    """A book with a, b, c, d in A1:A4, a formula, a merge, a note and a rule further down."""
    book = api.new(rows=10, columns=6)
    api.type(book, "A1", [["a"], ["b"], ["c"], ["d"]])
    api.type(book, "B1", [["=A4"]])
    api.type(book, "C4", [["=SUM(D1:D4)"]])
    place = {"startRowIndex": 3, "endRowIndex": 4, "startColumnIndex": 4, "endColumnIndex": 6}
    api.update(
        book,
        {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}},
        {"addProtectedRange": {"protectedRange": {"range": place, "protectedRangeId": 5}}},
        {
            "addConditionalFormatRule": {
                "rule": {"ranges": [place], "booleanRule": {"condition": {"type": "BLANK"}}}
            }
        },
        {"addNamedRange": {"namedRange": {"name": "cuoi", "range": place}}},
        {"updateCells": {"start": {"rowIndex": 3}, "fields": "note", "rows": [{"values": [{"note": "n"}]}]}},
        {
            "updateDimensionProperties": {
                "range": strip("ROWS", 3, 4),
                "properties": {"pixelSize": 50},
                "fields": "pixelSize",
            }
        },
    )
    return book


def places(api: Api, book: str) -> list[int]:
    """The first row of all that lies on row 4 at first."""
    sheet = api.sheet(book)
    named = api.ok("GET", f"/v4/spreadsheets/{book}")["namedRanges"]
    return [
        sheet["merges"][0]["startRowIndex"],
        sheet["protectedRanges"][0]["range"]["startRowIndex"],
        sheet["conditionalFormats"][0]["ranges"][0]["startRowIndex"],
        named[0]["range"]["startRowIndex"],
    ]


def test_inserted_rows_move_everything_below(api: Api) -> None:
    book = filled(api)
    api.update(book, {"insertDimension": {"range": strip("ROWS", 1, 3)}})
    assert api.read(book, "A1:A6") == [["a"], [], [], ["b"], ["c"], ["d"]]
    assert api.read(book, "B1", "FORMULA") == [["=A6"]]
    assert api.read(book, "C6", "FORMULA") == [["=SUM(D1:D6)"]]
    assert places(api, book) == [5, 5, 5, 5]
    assert api.cell(book, "A6")["note"] == "n"
    data = api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets.data.rowMetadata.pixelSize")
    assert data["sheets"][0]["data"][0]["rowMetadata"][5] == {"pixelSize": 50}
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == 12


def test_inserted_rows_inherit_formats_but_not_values(api: Api) -> None:
    book = api.new()
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}, "userEnteredValue": {"stringValue": "x"}}
    api.update(
        book,
        {"updateCells": {"start": {"rowIndex": 0}, "rows": [{"values": [bold]}], "fields": "*"}},
        {"insertDimension": {"range": strip("ROWS", 1, 2), "inheritFromBefore": True}},
    )
    cell = api.cell(book, "A2")
    assert cell["userEnteredFormat"] == {"textFormat": {"bold": True}}
    assert "userEnteredValue" not in cell


def test_deleted_rows_take_their_content_and_break_references(api: Api) -> None:
    book = filled(api)
    api.update(book, {"deleteDimension": {"range": strip("ROWS", 3, 4)}})
    assert api.read(book, "B1", "FORMULA") == [["=#REF!"]]
    assert api.read(book, "B1") == [["#REF!"]]
    sheet = api.sheet(book)
    assert not {"merges", "protectedRanges", "conditionalFormats"} & sheet.keys()
    assert "namedRanges" not in api.ok("GET", f"/v4/spreadsheets/{book}")
    assert sheet["properties"]["gridProperties"]["rowCount"] == 9


def test_moved_rows_are_followed_by_formulas(api: Api) -> None:
    book = filled(api)
    api.update(book, {"moveDimension": {"source": strip("ROWS", 3, 4), "destinationIndex": 0}})
    assert api.read(book, "A1:A4") == [["d"], ["a"], ["b"], ["c"]]
    assert api.read(book, "B2", "FORMULA") == [["=A1"]]
    assert places(api, book) == [0, 0, 0, 0]


def test_columns_are_inserted_and_deleted_alike(api: Api) -> None:
    book = filled(api)
    api.update(book, {"insertDimension": {"range": strip("COLUMNS", 0, 1)}})
    assert api.read(book, "C1", "FORMULA") == [["=B4"]]
    api.update(book, {"deleteDimension": {"range": strip("COLUMNS", 0, 1)}})
    assert api.read(book, "B1", "FORMULA") == [["=A4"]]


def test_rows_beyond_the_grid_and_all_rows_cannot_be_deleted(api: Api) -> None:
    book = api.new(rows=3)
    message = api.refuse(book, {"deleteDimension": {"range": strip("ROWS", 2, 4)}})
    assert message == (
        "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. "
        "Tried to delete row index 3 but there are only 3 rows."
    )
    assert "can't delete all the rows" in api.refuse(
        book, {"deleteDimension": {"range": strip("ROWS", 0, 3)}}
    )


def test_a_smaller_grid_drops_what_lies_outside(api: Api) -> None:
    book = filled(api)
    grid = {"sheetId": 0, "gridProperties": {"rowCount": 2}}
    api.update(book, {"updateSheetProperties": {"properties": grid, "fields": "gridProperties.rowCount"}})
    assert api.read(book, "A1:A2") == [["a"], ["b"]]
    assert "merges" not in api.sheet(book)


def test_rows_are_hidden_and_grouped(api: Api) -> None:
    book = api.new()
    hide = {"range": strip("ROWS", 1, 2), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    replies = api.update(
        book,
        {"updateDimensionProperties": hide},
        {"addDimensionGroup": {"range": strip("ROWS", 1, 5)}},
        {"addDimensionGroup": {"range": strip("ROWS", 2, 3)}},
    )
    depths = [group["depth"] for group in replies[2]["addDimensionGroup"]["dimensionGroups"]]
    assert depths == [1, 2]
    data = api.ok("GET", f"/v4/spreadsheets/{book}", fields="sheets(data/rowMetadata,rowGroups)")
    assert data["sheets"][0]["data"][0]["rowMetadata"][1] == {"pixelSize": 21, "hiddenByUser": True}


def test_ten_million_cells_are_the_limit(api: Api) -> None:
    book = api.new()
    message = api.refuse(book, {"appendDimension": {"dimension": "ROWS", "length": 1_000_000}})
    assert message.endswith(
        "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
    )


def test_rows_are_sorted_whole_with_blanks_last_and_formulas_kept_on_their_row(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [["b", "=A1", 2], ["", "x", 9], ["a", "=A3", 1], ["10", "=A4", 0], [2, "=A5", 0]])
    place = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 3}
    up = {"sortRange": {"range": place, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}}
    api.update(book, up)
    assert [row[0] for row in api.read(book, "A1:C5")] == [2, 10, "a", "b", ""]
    assert [row[0] for row in api.read(book, "B1:B5", "FORMULA")] == ["=A1", "=A2", "=A3", "=A4", "x"]
    up["sortRange"]["sortSpecs"] = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    api.update(book, up)
    assert [row[0] for row in api.read(book, "A1:C5")] == ["b", "a", 10, 2, ""]
