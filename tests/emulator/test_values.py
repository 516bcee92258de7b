from urllib.parse import quote

import pytest

from .client import Api


def test_raw_keeps_text_and_typed_entry_reads_it_in_the_locale(api: Api) -> None:
    book = api.new(locale="vi_VN")
    api.write(book, "A1", [["1.234,5", "5/8/2024", 7, True, "=1+1"]])
    api.type(book, "A2", [["1.234,5", "5/8/2024", 7, True, "=1+1"]])
    assert api.read(book, "A1:E2") == [["1.234,5", "5/8/2024", 7, True, "=1+1"], [1234.5, 45509, 7, True, 2]]
    assert api.read(book, "A2:E2", "FORMATTED_VALUE") == [["1.234,5", "5/8/2024", "7", "TRUE", "2"]]
    assert api.read(book, "A2:E2", "FORMULA") == [[1234.5, 45509, 7, True, "=1+1"]]


def test_dates_are_serials_or_texts_as_asked(api: Api) -> None:
    book = api.new(locale="vi_VN")
    api.type(book, "A1", [["5/8/2024", "12"]])
    assert api.read(book, "A1:B1", dateTimeRenderOption="FORMATTED_STRING") == [["5/8/2024", 12]]


def test_an_explicit_number_format_outlives_typing(api: Api) -> None:
    book = api.new(locale="vi_VN")
    cell = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "0.000"}}}
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    place = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    row = {"values": [cell, text]}
    api.update(book, {"updateCells": {"range": place, "rows": [row], "fields": "userEnteredFormat"}})
    api.type(book, "A1", [["95%", "5/8/2024"]])
    assert api.read(book, "A1:B1") == [[0.95, "5/8/2024"]]
    assert api.read(book, "A1:B1", "FORMATTED_VALUE") == [["0,950", "5/8/2024"]]


def test_null_leaves_a_cell_and_empty_text_clears_it(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["a", "b", "c"]])
    answer = api.write(book, "A1", [[None, "", "C"]])
    assert answer["updatedCells"] == 2
    assert api.read(book, "A1:C1") == [["a", "", "C"]]


def test_empty_ends_are_left_out_and_inner_gaps_kept(api: Api) -> None:
    book = api.new()
    api.write(book, "B2", [["x"], [""], ["", "y"]])
    assert api.read(book, "A1:D10") == [[], ["", "x"], [], ["", "", "y"]]
    columns = api.ok("GET", f"/v4/spreadsheets/{book}/values/A1:D10", majorDimension="COLUMNS")
    assert columns["values"] == [[], ["", "x"], ["", "", "", "y"]]
    assert "values" not in api.ok("GET", f"/v4/spreadsheets/{book}/values/E5:F6")


def test_columns_are_written_as_columns(api: Api) -> None:
    book = api.new()
    body = {"values": [[1, 2], [3]], "majorDimension": "COLUMNS"}
    path = f"/v4/spreadsheets/{book}/values/A1"
    answer = api.ok("PUT", path, body, valueInputOption="RAW", includeValuesInResponse="true")
    assert answer["updatedData"]["values"] == [["1", "2"], ["3"]]
    assert api.read(book, "A1:B2") == [[1, 3], [2]]


def test_writing_over_the_range_or_the_grid_is_refused_whole(api: Api) -> None:
    book = api.new(rows=3, columns=3)
    path = f"/v4/spreadsheets/{book}/values/"
    over = api.refused(400, "PUT", path + "A1:B1", {"values": [[1, 2, 3]]}, valueInputOption="RAW")
    assert over == "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"
    outside = api.refused(400, "PUT", path + "A4", {"values": [[1]]}, valueInputOption="RAW")
    assert outside == "Range (A4) exceeds grid limits. Max rows: 3, max columns: 3"
    api.refused(400, "PUT", path + "A3", {"values": [[1], [2]]}, valueInputOption="RAW")
    assert api.read(book, "A1:C3") == []


@pytest.mark.parametrize("text", ["Nope!A1", "A1:B2:C3", "!!", "'Sheet1", "Sheet1!"])
def test_a_range_that_means_nothing_is_refused(api: Api, text: str) -> None:
    book = api.new()
    message = api.refused(400, "GET", f"/v4/spreadsheets/{book}/values/{quote(text)}")
    assert message == f"Unable to parse range: {text}"


def test_a_missing_input_option_is_refused(api: Api) -> None:
    book = api.new()
    message = api.refused(400, "PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[1]]})
    assert message == "'valueInputOption' is required but not specified"


def test_append_continues_the_table_that_the_range_touches(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["x", "y", "z"], ["x", "y", "z"]])
    api.write(book, "B4", [["x", "y"], ["y", "z"], ["y", "z"]])
    path = f"/v4/spreadsheets/{book}/values/"
    places = {"Sheet1": "B7", "C5:D5": "B8", "A1": "A3", "E4": "E4"}
    for place, lands in places.items():
        answer = api.ok("POST", f"{path}{place}:append", {"values": [["new"]]}, valueInputOption="RAW")
        assert answer["updates"]["updatedRange"] == f"Sheet1!{lands}", place


def test_append_grows_the_grid_and_inserts_rows_when_asked(api: Api) -> None:
    book = api.new(rows=2)
    api.write(book, "A1", [["a"], ["b"]])
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    api.ok("POST", path, {"values": [["c"]]}, valueInputOption="RAW")
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == 3
    api.write(book, "D1", [["x"], ["x"], ["x"]])
    api.type(book, "C1", [["=D3"]])
    api.ok("POST", path, {"values": [["d"]]}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert api.read(book, "A1:A9") == [["a"], ["b"], ["c"], ["d"]]


def test_several_ranges_are_written_read_and_cleared_at_once(api: Api) -> None:
    book = api.new()
    data = [{"range": "A1", "values": [[1]]}, {"range": "Sheet1!C2:D2", "values": [[2, 3]]}]
    body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": True}
    answer = api.ok("POST", f"/v4/spreadsheets/{book}/values:batchUpdate", body)
    assert (answer["totalUpdatedCells"], answer["totalUpdatedRows"], answer["totalUpdatedSheets"]) == (
        3,
        2,
        1,
    )
    read = api.ok("GET", f"/v4/spreadsheets/{book}/values:batchGet", ranges=["A1", "C2:D2"])
    assert [found["values"] for found in read["valueRanges"]] == [[["1"]], [["2", "3"]]]
    cleared = api.ok("POST", f"/v4/spreadsheets/{book}/values:batchClear", {"ranges": ["A1", "C2"]})
    assert cleared["clearedRanges"] == ["Sheet1!A1", "Sheet1!C2"]
    assert api.read(book, "A1:D2") == [[], ["", "", "", 3]]


def test_one_bad_range_of_several_writes_nothing(api: Api) -> None:
    book = api.new()
    data = [{"range": "A1", "values": [[1]]}, {"range": "Nope!A1", "values": [[2]]}]
    body = {"valueInputOption": "RAW", "data": data}
    api.refused(400, "POST", f"/v4/spreadsheets/{book}/values:batchUpdate", body)
    assert api.read(book, "A1:B2") == []


def test_values_are_reached_by_data_filters(api: Api) -> None:
    book = api.new()
    location = {"dimensionRange": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
    made = {"metadataKey": "cột", "metadataValue": "số", "location": location, "visibility": "DOCUMENT"}
    api.update(book, {"createDeveloperMetadata": {"developerMetadata": made}})
    chosen = {"developerMetadataLookup": {"metadataKey": "cột"}}
    path = f"/v4/spreadsheets/{book}/values:"
    data = [{"dataFilter": chosen, "values": [["tiêu đề"], [5]]}]
    api.ok("POST", path + "batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": data})
    assert api.read(book, "B1:B2") == [["tiêu đề"], [5]]
    found = api.ok("POST", path + "batchGetByDataFilter", {"dataFilters": [chosen]})
    assert found["valueRanges"][0]["valueRange"]["values"] == [["tiêu đề"], ["5"]]
    api.ok("POST", path + "batchClearByDataFilter", {"dataFilters": [{"a1Range": "B2"}]})
    assert api.read(book, "B1:B2") == [["tiêu đề"]]


def test_too_long_a_text_is_refused(api: Api) -> None:
    book = api.new()
    body = {"values": [["x" * 50_001]]}
    message = api.refused(400, "PUT", f"/v4/spreadsheets/{book}/values/A1", body, valueInputOption="RAW")
    assert message == "Your input contains more than the maximum of 50000 characters in a single cell."


def test_formulas_follow_the_locale_and_errors_show(api: Api) -> None:
    book = api.new(locale="vi_VN")
    api.type(
        book,
        "A1",
        [["1,5", "2"], ["=SUM(A1;B1)", "=SUM(A1,B1)", "=1/0", '=IF(A1>1;"có";"không")', "=SUM(A1:A)"]],
    )
    shown = api.read(book, "A2:D2", "FORMATTED_VALUE")
    assert shown == [["3,5", "3,5", "#DIV/0!", "có"]]
    assert api.read(book, "A2:A2", "FORMULA") == [["=SUM(A1;B1)"]]


def test_a_named_range_can_be_read_by_its_name(api: Api) -> None:
    book = api.new()
    place = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2}
    api.update(book, {"addNamedRange": {"namedRange": {"name": "chi_tieu", "range": place}}})
    api.write(book, "B2", [[7]])
    api.type(book, "C2", [["=chi_tieu*2"]])
    assert api.read(book, "chi_tieu") == [[7]]
    assert api.read(book, "C2") == [[14]]
