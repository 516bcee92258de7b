"""The numbered traps about values, rows and notes, and the shapes of Google's answers (docs/develop.md)."""

import pytest

from sheets_sync.unit_workbook.check_tab import CHECK_TITLE
from tests.acceptance.hostile import CULTURE, ECONOMY, FIGURES, WORKS, figures, sheet, span
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

NAME = "Tên công trình, phần việc"


def works(ward: Ward) -> list[dict[str, object]]:
    return list(ward.records(WORKS).values())


def test_trap_09_text_that_looks_like_a_number_or_date_is_published_as_text(small: Ward) -> None:
    small.type("TCKT", "works", {"B2": "'003", "B3": "'5/8/2024"})
    small.sync(NEXT_EVENING)
    assert [row[NAME] for row in works(small)] == ["003", "5/8/2024"]


def test_trap_10_a_shorter_table_leaves_nothing_of_the_longer_one(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E2": "nhiều", "E3": "hai trăm"})
    small.sync(NEXT_EVENING)
    # A title, when it was checked, a line for each of two forms, a header, two findings.
    assert len(small.values("TDP01", CHECK_TITLE)) == 7
    small.type("TDP01", "culture_society", {"E2": "210", "E3": "198"})
    small.sync(OVERDUE_EVENING)
    assert len(small.values("TDP01", CHECK_TITLE)) == 4
    assert len(small.values("", "Nội dung cần sửa")) == 1


def test_trap_18_rows_are_known_by_a_column_of_the_sheet_and_not_by_metadata(small: Ward) -> None:
    for unit in ("", "TCKT"):
        fields = "developerMetadata,sheets(developerMetadata)"
        found = small.get(f"/v4/spreadsheets/{small.book(unit)}", fields=fields)
        assert "developerMetadata" not in str(found)
    before = {row[NAME]: key for key, row in small.records(WORKS).items()}
    area = {"sheetId": sheet(small, "works"), "startRowIndex": 1, "endRowIndex": 3}
    order = [{"dimensionIndex": 1, "sortOrder": "ASCENDING"}]
    small.change("TCKT", {"sortRange": {"range": area, "sortSpecs": order}})
    small.type("TCKT", "works", {"D2": "250"})
    small.sync(NEXT_EVENING)
    assert {row[NAME]: key for key, row in small.records(WORKS).items()} == before
    assert small.records(WORKS)[before["Nhà văn hóa"]]["Kinh phí (triệu đồng)"] == 250


def test_trap_19_empty_rows_and_cells_shift_nothing(small: Ward) -> None:
    rows = {"range": span(small, "works", "ROWS", 2, 5), "inheritFromBefore": False}
    small.change("TCKT", {"insertDimension": rows})
    small.type("TCKT", "works", {"D6": "hai trăm"})
    outcome = small.sync(NEXT_EVENING)
    assert [one.cell for one in outcome.findings] == ["D6"]
    assert [row["Nguồn"] for row in works(small)] == ["A2:H2", "A6:H6"]


@pytest.mark.parametrize(
    ("typed", "code"), [("3/4", "number-is-date"), ("12%", "number-unreadable"), ("120", "")]
)
def test_trap_20_a_number_is_told_from_the_date_or_share_that_google_made_of_it(
    small: Ward, typed: str, code: str
) -> None:
    small.type("TCKT", "works", {"B4": "Cầu", "D4": typed})
    assert [one.code for one in small.sync(NEXT_EVENING).findings] == [code] * bool(code)


def test_trap_21_figures_of_an_american_workbook_are_what_its_unit_typed(small: Ward) -> None:
    american = {"properties": {"locale": "en_US"}, "fields": "locale"}
    small.change("TCKT", {"updateSpreadsheetProperties": american})
    small.type("TCKT", "economy", {"E2": "5,580.5", "E3": "'4,430.5"})
    small.type("TCKT", "works", {"B4": "Cầu", "D4": "3/4"})
    outcome = small.sync(NEXT_EVENING)
    assert figures(small) == {**FIGURES, "TCKT/KT01": 5580.5, "TCKT/KT02": 4430.5}
    assert any("“3/4”" in one.message for one in outcome.findings if one.code == "number-is-date")


def test_trap_22_vietnamese_decimals_and_leading_zeros_survive(small: Ward) -> None:
    small.type("TCKT", "works", {"B2": "'0912345678", "D2": "'1,5", "D3": "'1.234,5"})
    small.sync(NEXT_EVENING)
    assert [row["Kinh phí (triệu đồng)"] for row in works(small)] == [1.5, 1234.5]
    assert works(small)[0][NAME] == "0912345678"


@pytest.mark.parametrize("text", ['=IMPORTXML("http://x")', "+84", "-x", "@x"])
def test_trap_23_a_formula_typed_as_text_never_comes_to_life(small: Ward, text: str) -> None:
    small.type("TCKT", "works", {"B2": f"'{text}", "D2": f"'{text}"})
    small.sync(NEXT_EVENING)
    assert works(small)[0][NAME] == text
    for unit in ("", "TCKT"):
        found = small.get(f"/v4/spreadsheets/{small.book(unit)}", includeGridData="true")
        assert "formulaValue" not in str(found)


@pytest.mark.parametrize("typed", ["=1/0", "Loading...", "Đang tải…"])
def test_trap_24_a_cell_in_error_or_loading_is_neither_text_nor_number(small: Ward, typed: str) -> None:
    small.people.type_in("", small.book("TCKT"), {f"'{WORKS}'!B2": typed, f"'{ECONOMY}'!E2": typed})
    findings = small.sync(NEXT_EVENING).findings
    assert {(one.code, one.cell) for one in findings} == {("cell-fault", "B2"), ("cell-fault", "E2")}
    assert figures(small)["TCKT/KT02"] == 4420


def test_trap_29_notes_arrive_in_the_units_one_write_below_its_own_and_leave_again(small: Ward) -> None:
    own = {"rows": [{"values": [{"note": "Số tạm tính"}]}], "fields": "note"}
    place = {"sheetId": sheet(small, "culture_society"), "rowIndex": 2, "columnIndex": 4}
    small.change("TDP01", {"updateCells": {**own, "start": place}})
    small.type("TDP01", "culture_society", {"E2": "nhiều", "E3": "hai trăm"})
    small.forget_calls()
    small.sync(NEXT_EVENING)
    written = [call["kind"] for call in small.calls() if call["workbook"] == small.book("TDP01")]
    assert written == ["read", "write"]
    cells = small.cells("TDP01", CULTURE)
    assert "hai trăm" in cells[2][4]["note"]
    assert cells[2][4]["note"].startswith("Số tạm tính")
    small.type("TDP01", "culture_society", {"E2": "210", "E3": "198"})
    small.sync(OVERDUE_EVENING)
    cells = small.cells("TDP01", CULTURE)
    assert ("note" in cells[1][4], cells[2][4]["note"]) == (False, "Số tạm tính")


def test_shapes_a_new_workbook_is_american_until_provisioning_makes_it_vietnamese(small: Ward) -> None:
    for unit in ("", "TCKT"):
        found = small.get(f"/v4/spreadsheets/{small.book(unit)}", fields="properties(locale,timeZone)")
        assert found == {"properties": {"locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"}}


def test_shapes_a_form_on_the_first_tab_whose_id_answers_leave_out_is_read_and_answered(small: Ward) -> None:
    tab = sheet(small, "culture_society")
    source = {
        "sheetId": tab,
        "startRowIndex": 0,
        "endRowIndex": 3,
        "startColumnIndex": 0,
        "endColumnIndex": 8,
    }
    title = {"properties": {"sheetId": 0, "title": CULTURE}, "fields": "title"}
    merged = {"startRowIndex": 4, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 2}
    small.change(
        "TDP01",
        {"updateCells": {"range": {"sheetId": 0}, "fields": "*"}},
        {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 8}},
        {"copyPaste": {"source": source, "destination": {**source, "sheetId": 0}}},
        {"mergeCells": {"range": {"sheetId": 0, **merged}, "mergeType": "MERGE_ALL"}},
        {"deleteSheet": {"sheetId": tab}},
        {"updateSheetProperties": title},
    )
    small.people.type_in("", small.book("TDP01"), {f"'{CULTURE}'!E2": "220", f"'{CULTURE}'!E3": "hai trăm"})
    outcome = small.sync(NEXT_EVENING)
    assert outcome.failed == {}
    assert ("E3", 0) in {(one.cell, one.sheet_id) for one in outcome.findings}
    assert figures(small)["TDP01/VX01"] == 220
    assert "hai trăm" in small.cells("TDP01", CULTURE)[2][4]["note"]


def test_shapes_grids_grow_by_themselves_when_more_rows_come_than_they_hold(small: Ward) -> None:
    grown = {"sheetId": sheet(small, "works"), "dimension": "ROWS", "length": 200}
    small.change("TCKT", {"appendDimension": grown})
    small.type("TCKT", "works", {f"B{row}": f"Công trình {row}" for row in range(4, 204)})
    assert small.sync(NEXT_EVENING).failed == {}
    assert len(small.records(WORKS)) == 202
