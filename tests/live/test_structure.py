"""Beliefs about tabs, rows, ranges and what is refused."""

from .beliefs import believed
from .there import Tab


@believed("a batch is carried out whole or not at all", "sheets_sync/master/publishing/writing.py")
def test_a_refused_batch_changes_nothing(tab: Tab) -> None:
    row = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    start = {"sheetId": tab.id, "rowIndex": 0, "columnIndex": 0}
    message = tab.refused(
        {"updateCells": {"start": start, "rows": row, "fields": "userEnteredValue"}},
        {"deleteSheet": {"sheetId": 987654}},
    )
    assert message.startswith("Invalid requests[1].deleteSheet:")
    assert tab.values("A1") == []


@believed("a title that is taken is refused", "sheets_sync/emulator/requests/tabs.py")
def test_a_title_is_given_once(tab: Tab) -> None:
    message = tab.refused({"addSheet": {"properties": {"title": tab.title}}})
    assert f'A sheet with the name "{tab.title}" already exists' in message


@believed("a second protection of a whole tab is refused", "sheets_sync/google/refusals/kinds.py")
def test_a_tab_is_protected_as_a_whole_once(tab: Tab) -> None:
    whole = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": tab.id}}}}
    tab.change(whole)
    assert "already has sheet protection" in tab.refused(whole)


@believed("a range outside the grid is refused", "sheets_sync/emulator/workbook.py")
def test_a_range_outside_the_grid_is_refused(tab: Tab) -> None:
    path = f"/v4/spreadsheets/{tab.there.book}/values/{tab.at('A21')}"
    message = tab.there.refused(400, "PUT", path, {"values": [["x"]]}, valueInputOption="RAW")
    assert "exceeds grid limits. Max rows: 20, max columns: 10" in message


@believed("a name of nothing cannot be parsed as a range", "sheets_sync/google/refusals/kinds.py")
def test_a_range_of_nothing_is_told(tab: Tab) -> None:
    path = f"/v4/spreadsheets/{tab.there.book}/values/Nowhere!A1"
    assert tab.there.refused(400, "GET", path) == "Unable to parse range: Nowhere!A1"


@believed("a spreadsheet that is not there is 404", "sheets_sync/google/refusals/kinds.py")
def test_an_unknown_spreadsheet_is_not_found(tab: Tab) -> None:
    message = tab.there.refused(404, "GET", f"/v4/spreadsheets/{'1' * 44}")
    assert message == "Requested entity was not found."


@believed("a filter hides rows in the metadata, not in values", "sheets_sync/emulator/filtering.py")
def test_a_filter_hides_rows_but_not_values(tab: Tab) -> None:
    tab.type("A1", [["số"], [1], [2]])
    criteria = {"0": {"hiddenValues": ["1"]}}
    tab.change({"setBasicFilter": {"filter": {"range": tab.area(0, 0, 3, 1), "criteria": criteria}}})
    rows = tab.seen("data.rowMetadata.hiddenByFilter", "A1:A3")["data"][0]["rowMetadata"]
    assert [row.get("hiddenByFilter", False) for row in rows] == [False, True, False]
    assert tab.values("A1:A3") == [["số"], [1], [2]]


@believed("inserted rows inherit the format of those before", "sheets_sync/master/publishing/writing.py")
def test_inserted_rows_inherit_formats(tab: Tab) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    place = {"sheetId": tab.id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    tab.change(
        {"repeatCell": {"range": tab.area(0, 0, 1, 1), "cell": bold, "fields": "userEnteredFormat"}},
        {"insertDimension": {"range": place, "inheritFromBefore": True}},
    )
    rows = tab.seen("data.rowData.values.userEnteredFormat", "A1:A2")["data"][0]["rowData"]
    assert rows[1]["values"][0]["userEnteredFormat"]["textFormat"]["bold"] is True


@believed("a range of a name is found behind its tab's title", "sheets_sync/emulator/a1.py")
def test_a_name_is_found_behind_the_title(tab: Tab) -> None:
    tab.type("A1", [["a"]])
    name = f"ten_{tab.id}"
    tab.change({"addNamedRange": {"namedRange": {"name": name, "range": tab.area(0, 0, 1, 1)}}})
    assert tab.values(name) == [["a"]]


@believed("developer metadata goes with its column", "sheets_sync/emulator/requests/metadata.py")
def test_metadata_follows_its_column(tab: Tab) -> None:
    span = {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    key = f"k{tab.id}"
    data = {"metadataKey": key, "visibility": "DOCUMENT", "location": {"dimensionRange": span}}
    before = {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    tab.change(
        {"createDeveloperMetadata": {"developerMetadata": data}},
        {"insertDimension": {"range": before, "inheritFromBefore": False}},
    )
    path = f"/v4/spreadsheets/{tab.there.book}/developerMetadata:search"
    wanted = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": key}}]}
    [found] = tab.there.ok("POST", path, wanted)["matchedDeveloperMetadata"]
    assert found["developerMetadata"]["location"]["dimensionRange"]["startIndex"] == 2


@believed("a merge over a part of another is refused", "sheets_sync/emulator/requests/merging.py")
def test_merges_do_not_overlap(tab: Tab) -> None:
    tab.change({"mergeCells": {"range": tab.area(0, 0, 2, 2), "mergeType": "MERGE_ALL"}})
    assert tab.refused({"mergeCells": {"range": tab.area(1, 1, 3, 3), "mergeType": "MERGE_ALL"}})


@believed("a formula follows the rows that move below it", "sheets_sync/emulator/references.py")
def test_formulas_follow_rows(tab: Tab) -> None:
    tab.type("A1", [["=A3*2"], [""], [21]])
    place = {"sheetId": tab.id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    tab.change({"insertDimension": {"range": place, "inheritFromBefore": True}})
    assert tab.values("A1", "FORMULA") == [["=A4*2"]]
    assert tab.values("A1") == [[42]]
