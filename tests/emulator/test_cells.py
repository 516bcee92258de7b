import pytest

from .client import Api, Json

RED = {"backgroundColor": {"red": 1}}


def area(top: int, left: int, bottom: int, right: int, sheet: int = 0) -> Json:
    return {
        "sheetId": sheet,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def text(value: str) -> Json:
    return {"userEnteredValue": {"stringValue": value}}


def test_update_cells_with_a_range_clears_what_no_row_covers(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    rows = [{"values": [text("A"), text("B")]}]
    api.update(book, {"updateCells": {"range": area(0, 0, 2, 3), "rows": rows, "fields": "userEnteredValue"}})
    assert api.read(book, "A1:C3") == [["A", "B"], [], ["g", "h", "i"]]


def test_update_cells_from_a_start_touches_only_what_is_given(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["a", "b"]])
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 1}
    api.update(
        book,
        {"updateCells": {"start": start, "rows": [{"values": [text("B")]}], "fields": "userEnteredValue"}},
    )
    assert api.read(book, "A1:B1") == [["a", "B"]]


def test_a_typed_value_is_never_parsed(api: Api) -> None:
    book = api.new(locale="vi_VN")
    rows = [{"values": [text("=1+1"), text("5/8/2024"), {"userEnteredValue": {"numberValue": 1.5}}]}]
    api.update(book, {"updateCells": {"start": {}, "rows": rows, "fields": "userEnteredValue"}})
    assert api.read(book, "A1:C1") == [["=1+1", "5/8/2024", 1.5]]


def test_a_mask_changes_one_part_of_a_format_and_keeps_the_rest(api: Api) -> None:
    book = api.new()
    full = {"userEnteredFormat": {"textFormat": {"bold": True, "fontSize": 12}, **RED}}
    part = {"userEnteredFormat": {"textFormat": {"italic": True}}}
    api.update(
        book,
        {"repeatCell": {"range": area(0, 0, 1, 1), "cell": full, "fields": "userEnteredFormat"}},
        {
            "repeatCell": {
                "range": area(0, 0, 1, 1),
                "cell": part,
                "fields": "userEnteredFormat.textFormat.italic",
            }
        },
        {
            "repeatCell": {
                "range": area(0, 0, 1, 1),
                "cell": {},
                "fields": "userEnteredFormat(backgroundColor)",
            }
        },
    )
    found = api.cell(book, "A1")["userEnteredFormat"]
    assert found == {"textFormat": {"bold": True, "fontSize": 12, "italic": True}}


def test_a_colour_and_its_style_are_one(api: Api) -> None:
    book = api.new()
    cell = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 0, "green": 1}}}}
    api.update(
        book,
        {
            "repeatCell": {
                "range": area(0, 0, 1, 1),
                "cell": cell,
                "fields": "userEnteredFormat.backgroundColorStyle",
            }
        },
    )
    found = api.cell(book, "A1")["userEnteredFormat"]
    assert found == {"backgroundColor": {"green": 1}, "backgroundColorStyle": {"rgbColor": {"green": 1}}}


def test_repeated_formulas_shift_their_references(api: Api) -> None:
    book = api.new()
    cell = {"userEnteredValue": {"formulaValue": "=B1*$C$1"}}
    api.update(book, {"repeatCell": {"range": area(0, 0, 3, 1), "cell": cell, "fields": "userEnteredValue"}})
    assert api.read(book, "A1:A3", "FORMULA") == [["=B1*$C$1"], ["=B2*$C$1"], ["=B3*$C$1"]]


def test_notes_validation_and_borders_are_set_and_cleared(api: Api) -> None:
    book = api.new()
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Đạt"}]}, "strict": True}
    line = {"style": "SOLID", "color": {"red": 1}}
    api.update(
        book,
        {"setDataValidation": {"range": area(0, 0, 2, 1), "rule": rule}},
        {"updateBorders": {"range": area(0, 0, 2, 1), "top": line, "innerHorizontal": line}},
        {"updateCells": {"start": {}, "rows": [{"values": [{"note": "sửa"}]}], "fields": "note"}},
    )
    cell = api.cell(book, "A1")
    assert cell["dataValidation"] == rule
    assert cell["note"] == "sửa"
    assert sorted(cell["userEnteredFormat"]["borders"]) == ["bottom", "top"]
    none = {"style": "NONE"}
    api.update(
        book,
        {"setDataValidation": {"range": area(0, 0, 2, 1)}},
        {"updateBorders": {"range": area(0, 0, 2, 1), "top": none, "bottom": none, "innerHorizontal": none}},
        {"updateCells": {"start": {}, "rows": [{"values": [{"note": ""}]}], "fields": "note"}},
    )
    assert api.cell(book, "A1") == {}


def test_appended_cells_land_below_the_last_filled_row_and_grow_the_grid(api: Api) -> None:
    book = api.new(rows=2)
    api.write(book, "B2", [["x"]])
    api.update(
        book, {"appendCells": {"sheetId": 0, "rows": [{"values": [text("y")]}], "fields": "userEnteredValue"}}
    )
    assert api.read(book, "A1:B3") == [[], ["", "x"], ["y"]]


def test_a_block_is_copied_as_often_as_it_fits_and_formulas_follow(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [["1", "=$A$1"]])
    api.update(book, {"copyPaste": {"source": area(0, 0, 1, 2), "destination": area(1, 0, 3, 4)}})
    assert api.read(book, "A2:D3", "FORMULA") == [[1, "=$A$1", 1, "=$A$1"], [1, "=$A$1", 1, "=$A$1"]]
    values = {"source": area(0, 1, 1, 2), "destination": area(5, 0, 6, 1), "pasteType": "PASTE_VALUES"}
    turned = {"source": area(0, 0, 1, 2), "destination": area(6, 0, 7, 1), "pasteOrientation": "TRANSPOSE"}
    api.update(book, {"copyPaste": values}, {"copyPaste": turned})
    assert api.read(book, "A6:A8") == [[1], [1], [1]]


def test_a_cut_block_is_followed_by_formulas_that_name_it(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [["5", "=A1"], ["=A1+A2"]])
    api.update(
        book, {"cutPaste": {"source": area(0, 0, 1, 1), "destination": {"rowIndex": 4, "columnIndex": 3}}}
    )
    assert api.read(book, "A1:D5", "FORMULA") == [["", "=D5"], ["=D5+A2"], [], [], ["", "", "", 5]]


def test_cells_are_pushed_and_drawn_within_their_columns(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [["a", "b"], ["c", "d"], ["=A2"]])
    api.update(book, {"insertRange": {"range": area(1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert api.read(book, "A1:B4", "FORMULA") == [["a", "b"], ["", "d"], ["c"], ["=A3"]]
    api.update(book, {"deleteRange": {"range": area(1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert api.read(book, "A1:B3", "FORMULA") == [["a", "b"], ["c", "d"], ["=A2"]]


def test_text_is_found_and_replaced_with_counts(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [["cũ cũ", "CŨ", '="cũ"'], ["x", "y"]])
    find = {"find": "cũ", "replacement": "mới", "allSheets": True}
    reply = api.update(book, {"findReplace": find})[0]["findReplace"]
    assert reply == {"valuesChanged": 2, "occurrencesChanged": 3, "rowsChanged": 1, "sheetsChanged": 1}
    assert api.read(book, "A1:C1") == [["mới mới", "mới", "cũ"]]
    pattern = {"find": "(x)|(y)", "replacement": "<$1$2>", "searchByRegex": True, "sheetId": 0}
    api.update(book, {"findReplace": {**pattern, "matchCase": True}})
    assert api.read(book, "A2:B2") == [["<x>", "<y>"]]


def test_duplicates_are_dropped_and_spaces_trimmed(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["a  b "], ["x"], ["a b"], ["x"]])
    replies = api.update(
        book,
        {"trimWhitespace": {"range": area(0, 0, 4, 1)}},
        {"deleteDuplicates": {"range": area(0, 0, 4, 1)}},
    )
    assert replies == [
        {"trimWhitespace": {"cellsChangedCount": 1}},
        {"deleteDuplicates": {"duplicatesRemovedCount": 2}},
    ]
    assert api.read(book, "A1:A4") == [["a b"], ["x"]]


def test_text_is_pasted_split_and_filled_down(api: Api) -> None:
    book = api.new(locale="vi_VN")
    fill = {"source": area(2, 0, 4, 1), "dimension": "ROWS", "fillLength": 2}
    api.update(
        book,
        {"pasteData": {"coordinate": {}, "data": "a\t1,5\nx,y\t", "delimiter": "\t"}},
        {"textToColumns": {"source": area(1, 0, 2, 1), "delimiterType": "COMMA"}},
        {"pasteData": {"coordinate": {"rowIndex": 2}, "data": "1\n3", "delimiter": ","}},
        {"autoFill": {"sourceAndDestination": fill}},
    )
    assert api.read(book, "A1:B6") == [["a", 1.5], ["x", "y"], [1], [3], [5], [7]]


def test_merging_keeps_the_first_cell_and_refuses_half_of_a_merge(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["a", "b"], ["c", "d"]])
    api.update(book, {"mergeCells": {"range": area(0, 0, 2, 2), "mergeType": "MERGE_ROWS"}})
    assert api.read(book, "A1:B2") == [["a"], ["c"]]
    message = api.refuse(book, {"mergeCells": {"range": area(0, 1, 1, 3), "mergeType": "MERGE_ALL"}})
    assert message.endswith("You must select all cells in a merged range to merge or unmerge them.")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"updateCells": {"start": {}, "rows": []}},
            "Invalid requests[0].updateCells: At least one field must be listed in 'fields'. "
            "(Use '*' to indicate all fields.)",
        ),
        (
            {"updateCells": {"start": {}, "fields": "nope"}},
            "Invalid requests[0].updateCells: Invalid field: nope",
        ),
        (
            {
                "updateCells": {
                    "start": {"rowIndex": 99},
                    "rows": [{"values": [{"note": "x"}]}],
                    "fields": "note",
                }
            },
            "Invalid requests[0].updateCells: Range (Sheet1!A100) exceeds grid limits. "
            "Max rows: 20, max columns: 10",
        ),
        (
            {"updateCells": {"start": {"sheetId": 4}, "rows": [], "fields": "note"}},
            "Invalid requests[0].updateCells: No grid with id: 4",
        ),
        ({}, "Invalid requests[0]: exactly one kind of request must be set."),
        (
            {"repeatCell": {"range": {"sheetId": "x"}}},
            "Invalid value at 'requests[0].repeat_cell.range.sheet_id' (TYPE_INT32), \"x\"",
        ),
        (
            {"mergeCells": {"mergeType": "NOPE"}},
            "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM), \"NOPE\"",
        ),
        (
            {"frobnicate": {}},
            "Invalid JSON payload received. Unknown name \"frobnicate\" at 'requests[0]': Cannot find field.",
        ),
    ],
)
def test_a_malformed_request_is_refused_in_googles_words(api: Api, request_: Json, message: str) -> None:
    assert api.refuse(api.new(), request_) == message


def test_filling_millions_of_cells_is_refused_at_once_and_sparse_ones_are_sorted_quickly(api: Api) -> None:
    book = api.new(rows=900_000, columns=3)
    note = {"range": {"sheetId": 0}, "cell": {"note": "x"}, "fields": "note"}
    assert "at most 1000000 cells" in api.refuse(book, {"repeatCell": note})
    api.write(book, "A1", [[3], [1]])
    api.update(book, {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0}]}})
    assert api.read(book, "A1:A2") == [[1], [3]]


def test_nothing_of_a_batch_is_applied_when_one_request_is_refused(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["a"], ["b"]])
    before = api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true")
    message = api.refuse(
        book,
        {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}},
        {"addSheet": {"properties": {"title": "mới"}}},
        {"updateSpreadsheetProperties": {"properties": {"title": "khác"}, "fields": "title"}},
        {"deleteSheet": {"sheetId": 12345}},
    )
    assert message == "Invalid requests[3].deleteSheet: No sheet with id: 12345"
    assert api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true") == before


def test_the_changed_spreadsheet_comes_with_the_answer_when_asked(api: Api) -> None:
    book = api.new()
    body = {
        "requests": [
            {"updateCells": {"start": {}, "rows": [{"values": [text("x")]}], "fields": "userEnteredValue"}}
        ],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1:B2"],
        "responseIncludeGridData": True,
    }
    answer = api.ok("POST", f"/v4/spreadsheets/{book}:batchUpdate", body)
    cells = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert cells[0]["formattedValue"] == "x"


def test_a_list_is_set_whole_by_a_mask_that_names_fields_of_its_items(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["Nhãn A"]])
    runs = [{"startIndex": 0, "format": {"bold": True}}, {"startIndex": 5, "format": {"italic": True}}]
    place = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    fields = "textFormatRuns.startIndex,textFormatRuns.format.bold,textFormatRuns.format.italic"
    api.update(book, {"repeatCell": {"range": place, "cell": {"textFormatRuns": runs}, "fields": fields}})
    assert api.cell(book, "A1")["textFormatRuns"] == runs
    api.update(book, {"repeatCell": {"range": place, "cell": {}, "fields": fields}})
    assert "textFormatRuns" not in api.cell(book, "A1")
