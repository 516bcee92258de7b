"""Whatever the office does to the master, no figure, no remark and no other tab is lost."""

from collections.abc import Callable

import pytest
import requests

from sheets_sync.master.tables import matrix
from sheets_sync.store.workbooks import MASTER
from tests.acceptance.hostile import (
    CULTURE,
    FIGURES,
    WORKS,
    comments,
    figures,
    on_drive,
    remark,
    rows_of,
    sheet,
    span,
)
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

Act = Callable[[Ward], None]


def delete_tab(ward: Ward) -> None:
    ward.change("", {"deleteSheet": {"sheetId": sheet(ward, "culture_society")}})


def rename_tab(ward: Ward) -> None:
    properties = {"sheetId": sheet(ward, "culture_society"), "title": "Của tôi"}
    ward.change("", {"updateSheetProperties": {"properties": properties, "fields": "title"}})


def take_our_title_for_an_own_tab(ward: Ward) -> None:
    rename_tab(ward)
    ward.change("", {"addSheet": {"properties": {"title": CULTURE}}})


def delete_header(ward: Ward) -> None:
    ward.change("", {"deleteDimension": {"range": span(ward, "culture_society", "ROWS", 0, 1)}})


def type_over_all_headers(ward: Ward) -> None:
    ward.people.type_in("", ward.book(""), {f"'{CULTURE}'!{letter}1": "?" for letter in "ABCDEFGHIJKLMNO"})


def delete_key_column(ward: Ward) -> None:
    ward.change("", {"deleteDimension": {"range": span(ward, "culture_society", "COLUMNS", 0, 1)}})


def show_key_column(ward: Ward) -> None:
    columns = span(ward, "culture_society", "COLUMNS", 0, 1)
    shown = {"range": columns, "properties": {"hiddenByUser": False}, "fields": "hiddenByUser"}
    ward.change("", {"updateDimensionProperties": shown})


def type_over_a_key(ward: Ward) -> None:
    ward.people.type_in("", ward.book(""), {f"'{CULTURE}'!A3": "zzz"})


def clear_all_keys(ward: Ward) -> None:
    ward.people.type_in("", ward.book(""), {f"'{CULTURE}'!A{row}": "" for row in range(2, 6)})


def paste_a_block_over_our_columns(ward: Ward) -> None:
    cells = {f"'{CULTURE}'!{letter}{row}": "dán" for letter in "BCDEFGHIJK" for row in range(2, 5)}
    ward.people.type_in("", ward.book(""), cells)


def paste_a_block_over_headers_and_keys(ward: Ward) -> None:
    cells = {f"'{CULTURE}'!{letter}{row}": "dán" for letter in "ABCDEFGHIJK" for row in range(1, 7)}
    ward.people.type_in("", ward.book(""), cells)


def insert_columns_left_of_ours(ward: Ward) -> None:
    columns = span(ward, "culture_society", "COLUMNS", 0, 2)
    ward.change("", {"insertDimension": {"range": columns, "inheritFromBefore": False}})


def insert_rows_above_the_header(ward: Ward) -> None:
    rows = span(ward, "culture_society", "ROWS", 0, 3)
    ward.change("", {"insertDimension": {"range": rows, "inheritFromBefore": False}})


def delete_our_columns(ward: Ward) -> None:
    ward.change("", {"deleteDimension": {"range": span(ward, "culture_society", "COLUMNS", 3, 8)}})


def merge_cells(ward: Ward) -> None:
    area = {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 9}
    merged = {"sheetId": sheet(ward, "culture_society"), **area}
    ward.change("", {"mergeCells": {"range": merged, "mergeType": "MERGE_ALL"}})


def hide_rows(ward: Ward) -> None:
    rows = span(ward, "culture_society", "ROWS", 1, 4)
    hidden = {"range": rows, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    ward.change("", {"updateDimensionProperties": hidden})


def copy_a_row(ward: Ward) -> None:
    area = {"sheetId": sheet(ward, "culture_society"), "startRowIndex": 2, "endRowIndex": 3}
    below = {**area, "startRowIndex": 6, "endRowIndex": 7}
    ward.change("", {"copyPaste": {"source": area, "destination": below}})


def duplicate_the_tab(ward: Ward) -> None:
    source = sheet(ward, "culture_society")
    ward.change("", {"duplicateSheet": {"sourceSheetId": source, "newSheetName": "Bản sao"}})


def use_american_locale(ward: Ward) -> None:
    properties = {"locale": "en_US", "timeZone": "America/New_York"}
    fields = "locale,timeZone"
    ward.change("", {"updateSpreadsheetProperties": {"properties": properties, "fields": fields}})


ACTS = (
    delete_tab,
    rename_tab,
    take_our_title_for_an_own_tab,
    delete_header,
    type_over_all_headers,
    delete_key_column,
    show_key_column,
    type_over_a_key,
    clear_all_keys,
    paste_a_block_over_our_columns,
    paste_a_block_over_headers_and_keys,
    insert_columns_left_of_ours,
    insert_rows_above_the_header,
    delete_our_columns,
    merge_cells,
    hide_rows,
    copy_a_row,
    duplicate_the_tab,
    use_american_locale,
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_the_master_shows_every_figure_and_remark_again_and_then_rests(small: Ward, act: Act) -> None:
    act(small)
    outcome = small.sync(NEXT_EVENING)
    assert outcome.failed == {}
    assert figures(small) == FIGURES
    assert comments(small) == {"TDP01/VX02": "Đã gọi"}
    assert small.sync(NEXT_EVENING).plans == ()


def test_sorting_the_whole_tab_and_then_new_figures_keeps_rows_and_remarks_together(small: Ward) -> None:
    size = {"startRowIndex": 1, "endRowIndex": 5}
    order = [{"dimensionIndex": 6, "sortOrder": "ASCENDING"}]
    area = {"sheetId": sheet(small, "culture_society"), **size}
    small.change("", {"sortRange": {"range": area, "sortSpecs": order}})
    small.type("TDP01", "culture_society", {"E3": "205"})
    small.sync(NEXT_EVENING)
    assert figures(small) == {**FIGURES, "TDP01/VX02": 205}
    assert comments(small) == {"TDP01/VX02": "Đã gọi"}


@pytest.mark.parametrize("frozen", [2, 3])
def test_a_record_leaves_a_tab_whose_rows_are_all_frozen(small: Ward, frozen: int) -> None:
    tab = sheet(small, "works")
    found = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties)")
    grids = {
        one["properties"].get("sheetId", 0): one["properties"]["gridProperties"] for one in found["sheets"]
    }
    bottom = span(small, "works", "ROWS", frozen + 1, grids[tab]["rowCount"])
    pane = {"sheetId": tab, "gridProperties": {"frozenRowCount": frozen}}
    small.change(
        "",
        {"deleteDimension": {"range": bottom}},
        {"updateSheetProperties": {"properties": pane, "fields": "gridProperties.frozenRowCount"}},
    )
    small.change("TCKT", {"deleteDimension": {"range": span(small, "works", "ROWS", 1, 3)}})
    small.type("TCKT", "works", {"B2": "Cầu qua kênh"})
    assert small.sync(NEXT_EVENING).failed == {}
    assert [row["Tên công trình, phần việc"] for row in small.records(WORKS).values()] == ["Cầu qua kênh"]


def test_the_matrix_comes_back_with_the_offices_note_when_its_tab_is_deleted(small: Ward) -> None:
    remark(small, matrix.TITLE, "TDP01", "Ghi chú của văn phòng", "Đã gọi")
    small.sync(NEXT_EVENING)
    small.change("", {"deleteSheet": {"sheetId": matrix.SHEET_ID}})
    assert small.sync(NEXT_EVENING).failed == {}
    assert [row[0] for row in rows_of(small, matrix.SHEET_ID)[1:]] == ["TCKT", "TDP01", "TDP02"]
    assert [row[-1] for row in rows_of(small, matrix.SHEET_ID)[1:] if row[0] == "TDP01"] == ["Đã gọi"]
    assert small.sync(NEXT_EVENING).plans == ()


def test_an_approval_outlives_a_deleted_tab(small: Ward) -> None:
    remark(small, CULTURE, "TDP02/VX01", "Trạng thái xử lý", "Đã duyệt")
    small.sync(NEXT_EVENING)
    delete_tab(small)
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP02/VX01"]["Trạng thái xử lý"] == "Đã duyệt"


def test_a_master_in_the_bin_and_back_has_lost_nothing(small: Ward) -> None:
    on_drive(small, "", trashed=True)
    small.type("TDP01", "culture_society", {"E3": "205"})
    small.sync(NEXT_EVENING)
    on_drive(small, "", trashed=False)
    small.sync(OVERDUE_EVENING)
    assert figures(small) == {**FIGURES, "TDP01/VX02": 205}
    assert comments(small) == {"TDP01/VX02": "Đã gọi"}


def test_a_master_that_is_gone_fails_the_run_but_loses_no_report(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "205"})
    requests.delete(f"{small.base_url}/drive/v3/files/{small.book('')}").raise_for_status()
    told = small.sync(NEXT_EVENING).failed[MASTER]
    assert "deleted or never shared" in told
    assert "provision --replace master" in told
    kept = small.project.store.submissions.latest("dot-1")["TDP01", "culture_society"]
    assert [record.values["actual"] for record in kept.records] == [210, 205]
