"""Beliefs about what cells take, hold and show."""

from .beliefs import believed
from .there import Tab

RED = {"red": 1.0}


@believed("dates, numbers and shares are read as Vietnamese writes them", "sheets_sync/emulator/entry.py")
def test_what_is_typed_is_read_by_the_locale(tab: Tab) -> None:
    tab.type("A1", [["5/8/2024", "1.234,5", "95%", "1,5", "TRUE", "'007"]])
    assert tab.values("A1:F1") == [[45509, 1234.5, 0.95, 1.5, True, "007"]]


@believed("an amount shows ₫ behind it, a date its parts as typed", "sheets_sync/emulator/numberformat.py")
def test_what_is_shown_follows_the_locale(tab: Tab) -> None:
    tab.type("A1", [["1234,5", "5/8/2024"]])
    style = {"numberFormat": {"type": "CURRENCY"}}
    cell = {"range": tab.area(0, 0, 1, 1), "cell": {"userEnteredFormat": style}}
    tab.change({"repeatCell": {**cell, "fields": "userEnteredFormat.numberFormat"}})
    amount, day = tab.values("A1:B1", "FORMATTED_VALUE")[0]
    assert amount.endswith("₫")
    assert day == "5/8/2024"


@believed("days and months have Vietnamese names", "sheets_sync/emulator/numberformat.py")
def test_names_of_days_are_vietnamese(tab: Tab) -> None:
    tab.type("A1", [["5/8/2024"]])
    style = {"numberFormat": {"type": "DATE", "pattern": "dddd"}}
    cell = {"range": tab.area(0, 0, 1, 1), "cell": {"userEnteredFormat": style}}
    tab.change({"repeatCell": {**cell, "fields": "userEnteredFormat.numberFormat"}})
    assert tab.values("A1", "FORMATTED_VALUE") == [["Thứ Hai"]]


@believed("empty cells at the end are left out, empty rows within are []", "sheets_sync/google/reading.py")
def test_what_is_empty_at_the_end_is_left_out(tab: Tab) -> None:
    tab.type("A1", [["a", "", ""], ["", ""], ["", "b"]], "RAW")
    assert tab.values("A1:D9") == [["a"], [], ["", "b"]]


@believed("null leaves a cell, an empty text empties it", "sheets_sync/emulator/values.py")
def test_null_passes_over_a_cell(tab: Tab) -> None:
    tab.type("A1", [["a", "b"]], "RAW")
    tab.type("A1", [[None, ""]], "RAW")
    assert tab.values("A1:B1") == [["a"]]


@believed("a sparse write counts what it touched", "sheets_sync/emulator/values.py")
def test_a_write_counts_the_cells_that_it_touched(tab: Tab) -> None:
    answer = tab.type("A1:C3", [["a"], [], ["b", "c"]], "RAW")
    counts = [answer.get(f"updated{name}") for name in ("Rows", "Columns", "Cells")]
    assert counts == [2, 2, 3]


@believed("an append goes below the table that the range touches", "sheets_sync/emulator/routes_append.py")
def test_an_append_goes_below_the_table(tab: Tab) -> None:
    tab.type("B2", [["a", "b"], ["c", "d"]], "RAW")
    path = f"/v4/spreadsheets/{tab.there.book}/values/{tab.at('B2')}:append"
    answer = tab.there.ok("POST", path, {"values": [["e"]]}, valueInputOption="RAW")
    assert answer["tableRange"] == tab.at("B2:C3")
    assert answer["updates"]["updatedRange"] == tab.at("B4")


@believed("colours are kept with eight bits a part", "sheets_sync/emulator/formatting.py")
def test_colours_have_eight_bits(tab: Tab) -> None:
    cell = {"userEnteredFormat": {"backgroundColor": {"red": 0.5, "green": 1, "blue": 0.25}}}
    place = {"range": tab.area(0, 0, 1, 1), "cell": cell}
    tab.change({"repeatCell": {**place, "fields": "userEnteredFormat.backgroundColor"}})
    seen = tab.seen("data.rowData.values.userEnteredFormat.backgroundColor", "A1")
    colour = seen["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]["backgroundColor"]
    assert round(colour["red"], 6) == round(127 / 255, 6)


@believed("updateCells with a range empties what no row covers", "sheets_sync/master/publishing/writing.py")
def test_cells_that_no_row_covers_are_emptied(tab: Tab) -> None:
    tab.type("A1", [["a", "b"], ["c", "d"]], "RAW")
    rows = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    tab.change({"updateCells": {"range": tab.area(0, 0, 2, 2), "rows": rows, "fields": "userEnteredValue"}})
    assert tab.values("A1:B2") == [["x"]]


@believed("a text of more than 50,000 characters is refused", "sheets_sync/emulator/cells.py")
def test_a_cell_holds_fifty_thousand_characters(tab: Tab) -> None:
    rows = [{"values": [{"userEnteredValue": {"stringValue": "x" * 50_001}}]}]
    start = {"sheetId": tab.id, "rowIndex": 0, "columnIndex": 0}
    message = tab.refused({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    assert "maximum of 50000 characters in a single cell" in message


@believed("a mask may name fields as protocol buffers do", "sheets_sync/emulator/fields.py")
def test_a_mask_may_be_in_snake_case(tab: Tab) -> None:
    given = {"sheet_id": tab.id, "grid_properties": {"frozen_row_count": 1}}
    fields = "grid_properties(frozen_row_count)"
    tab.change({"update_sheet_properties": {"properties": given, "fields": fields}})
    assert tab.seen("properties.gridProperties", "A1")["properties"]["gridProperties"]["frozenRowCount"] == 1


@believed("text to columns finds the sign between columns by itself", "sheets_sync/emulator/series.py")
def test_the_sign_between_columns_is_found(tab: Tab) -> None:
    tab.type("A1", [["a;b;c"], ["d;e;f"]], "RAW")
    tab.change({"textToColumns": {"source": tab.area(0, 0, 2, 1), "delimiterType": "AUTODETECT"}})
    assert tab.values("A1:C2") == [["a", "b", "c"], ["d", "e", "f"]]


@believed("a series of quarters and of days goes on", "sheets_sync/emulator/series.py")
def test_a_series_goes_on(tab: Tab) -> None:
    tab.type("A1", [["Q1", "30/8/2024"], ["Q2", "31/8/2024"]])
    source = {"source": tab.area(0, 0, 2, 2), "dimension": "ROWS", "fillLength": 2}
    tab.change({"autoFill": {"useAlternateSeries": False, "sourceAndDestination": source}})
    assert tab.values("A3:B4") == [["Q3", 45536], ["Q4", 45537]]


@believed(
    "what is found is counted by cells, rows, tabs and places", "sheets_sync/emulator/requests/finding.py"
)
def test_find_and_replace_counts(tab: Tab) -> None:
    tab.type("A1", [["tổ tổ", "Tổ"], ["khác"]], "RAW")
    find = {"find": "tổ", "replacement": "khu", "range": tab.area(0, 0, 2, 2)}
    [reply] = tab.change({"findReplace": find})
    counts = [
        reply["findReplace"].get(f"{name}Changed") for name in ("values", "rows", "sheets", "occurrences")
    ]
    assert counts == [2, 1, 1, 3]


@believed(
    "sorting takes formats and notes along, blanks come last", "sheets_sync/master/publishing/layout.py"
)
def test_a_sort_takes_notes_along(tab: Tab) -> None:
    values = [{"userEnteredValue": {"stringValue": "b"}, "note": "của b"}]
    rows = [{"values": values}, {}, {"values": [{"userEnteredValue": {"stringValue": "a"}}]}]
    place = tab.area(0, 0, 3, 1)
    tab.change(
        {"updateCells": {"range": place, "rows": rows, "fields": "userEnteredValue,note"}},
        {"sortRange": {"range": place, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}},
    )
    seen = tab.seen("data.rowData.values(formattedValue,note)", "A1:A3")["data"][0]["rowData"]
    assert [row["values"][0].get("formattedValue") for row in seen[:2]] == ["a", "b"]
    assert seen[1]["values"][0]["note"] == "của b"


@believed("a scale of colours shows in the effective format", "sheets_sync/emulator/gradients.py")
def test_a_scale_shows_in_the_effective_format(tab: Tab) -> None:
    tab.type("A1", [[0], [10]])
    ends = {"minpoint": {"type": "MIN", "color": {}}, "maxpoint": {"type": "MAX", "color": RED}}
    rule = {"ranges": [tab.area(0, 0, 2, 1)], "gradientRule": ends}
    tab.change({"addConditionalFormatRule": {"rule": rule, "index": 0}})
    seen = tab.seen("data.rowData.values.effectiveFormat.backgroundColor", "A1:A2")["data"][0]["rowData"]
    assert seen[1]["values"][0]["effectiveFormat"]["backgroundColor"] == RED
