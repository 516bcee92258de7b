"""What a unit is shown: notes and colours on its cells, its check tab, the identities of its rows."""

from datetime import datetime
from typing import Any

import pytest

from sheets_sync.model import Area, Cell, Finding, Flag, Grid, Severity, Workbook, WritePlan
from sheets_sync.sheets.addresses import Web
from sheets_sync.sheets.batch import grid_range
from sheets_sync.sheets.notes import MARK, with_findings
from sheets_sync.unit_workbook.check_tab import (
    CHECK_SHEET_ID,
    WIDTHS,
    FormLine,
    check_rows,
    new_check_tab,
    rewritten_check_tab,
)
from sheets_sync.unit_workbook.feedback import Feedback, plan
from tests.unit.builders import ZONE, cell, finding, grid

AT = datetime(2024, 8, 14, 20, 5, tzinfo=ZONE)
WEB = Web("https://bangtinh.phuong.example")
WORDS = finding("number-unreadable", cell="B2", params={"typed": "nhiều", "measure": "hộ"})
MISSING = finding(cell="B3")
HEADER = ("Mã", "Thực hiện")


def planned(*grids: Grid, findings: tuple[Finding, ...] = (), header_row: int = 0, **given: Any) -> WritePlan:
    book = Workbook("book", "TDP01 – Báo cáo", "vi_VN", "Asia/Ho_Chi_Minh", grids)
    feedback = Feedback(findings, given.get("row_ids", {}))
    return plan(book, feedback, {7: header_row}, WEB, AT)


def bodies(made: WritePlan, kind: str, sheet: int | None = None) -> list[Any]:
    found: list[Any] = [request[kind] for request in made.requests if kind in request]
    return [body for body in found if sheet is None or body.get("range", body)["sheetId"] == sheet]


def place_of(body: Any) -> tuple[int, int]:
    """Zero-based row and column of the one cell that a request is about."""
    area = body["range"]
    row, column = area["startRowIndex"], area["startColumnIndex"]
    assert (area["endRowIndex"], area["endColumnIndex"]) == (row + 1, column + 1)
    return row, column


def notes(made: WritePlan) -> dict[tuple[int, int], str]:
    """Notes written, by zero-based row and column."""
    written = [body for body in bodies(made, "updateCells", 7) if body["fields"] == "note"]
    return {place_of(body): body["rows"][0]["values"][0].get("note", "") for body in written}


def report(*rows: tuple[Any, ...], **given: Any) -> Grid:
    return grid(HEADER, *rows, **given)


# Notes


def test_a_finding_is_noted_on_its_cell_below_the_units_own_note() -> None:
    made = planned(report(("VX01", cell("nhiều", note="Chị Hoa nhập"))), findings=(WORDS,))
    assert notes(made) == {(1, 1): with_findings("Chị Hoa nhập", [WORDS])}


def test_a_note_is_taken_away_when_all_is_mended_and_the_own_text_stays() -> None:
    ours, mixed = with_findings("", [WORDS]), with_findings("Chị Hoa nhập", [WORDS])
    made = planned(report(("VX01", cell(205, note=ours)), ("VX04", cell(2, note=mixed))))
    assert notes(made) == {(1, 1): "", (2, 1): "Chị Hoa nhập"}


def test_notes_that_are_right_already_are_not_written_again() -> None:
    written = with_findings("Chị Hoa nhập", [WORDS])
    made = planned(report(("VX01", cell("nhiều", note=written))), findings=(WORDS,))
    assert notes(made) == {}


def test_the_units_notes_on_other_cells_are_left_alone() -> None:
    assert notes(planned(report(("VX01", cell(205, note="Số tạm tính"))), findings=(MISSING,))).keys() == {
        (2, 1)
    }


@pytest.mark.parametrize(
    ("place", "expected"),
    [("B", (3, 1)), ("6", (5, 0)), ("", None), ("B6", (5, 1))],
    ids=["D", "7", "tab", "D7"],
)
def test_findings_on_columns_rows_and_tabs_stand_where_they_are_seen(
    place: str, expected: tuple[int, int] | None
) -> None:
    made = planned(report(), findings=(finding(cell=place),), header_row=3)
    assert set(notes(made)) == ({expected} if expected else set())


def test_two_findings_on_one_cell_share_its_note() -> None:
    made = planned(report(("VX01", "nhiều")), findings=(WORDS, finding(cell="B2")))
    assert notes(made)[1, 1].count("• ") == 2


# Colours


def areas(made: WritePlan) -> list[list[tuple[int, int]]]:
    """Cells of each rule added, in the order of the requests."""
    return [
        [(area["startRowIndex"], area["startColumnIndex"]) for area in body["rule"]["ranges"]]
        for body in bodies(made, "addConditionalFormatRule")
    ]


def test_cells_are_coloured_by_severity_the_worst_in_front() -> None:
    made = planned(report(), findings=(MISSING, finding(cell="B5"), WORDS))
    assert areas(made) == [[(2, 1), (4, 1)], [(1, 1)]]
    assert [body["index"] for body in bodies(made, "addConditionalFormatRule")] == [0, 0]


def test_a_cell_with_several_findings_has_the_worst_ones_colour() -> None:
    assert areas(planned(report(), findings=(finding(cell="B2"), WORDS))) == [[(1, 1)]]


def flag(index: int, severity: Severity, *rows: int) -> Flag:
    return Flag(index, severity, tuple(Area(row, 1, row + 1, 2) for row in rows))


def test_colours_that_are_right_already_stay() -> None:
    flags = [flag(0, Severity.ERROR, 1), flag(2, Severity.WARNING, 2)]
    made = planned(report(flags=flags), findings=(MISSING, WORDS))
    assert bodies(made, "deleteConditionalFormatRule") == areas(made) == []


def test_outdated_colours_are_deleted_from_the_last_and_set_anew() -> None:
    flags = [flag(1, Severity.ERROR, 1), flag(4, Severity.WARNING, 2)]
    made = planned(report(flags=flags), findings=(WORDS,))
    assert [body["index"] for body in bodies(made, "deleteConditionalFormatRule")] == [4, 1]
    assert areas(made) == [[(1, 1)]]


def test_colours_go_when_all_is_mended() -> None:
    made = planned(report(flags=[flag(3, Severity.ERROR, 1)]))
    assert [body["index"] for body in bodies(made, "deleteConditionalFormatRule")] == [3]
    assert areas(made) == []


# Identities of rows


def test_an_identity_is_written_once() -> None:
    ids = {7: {"A2": "r1", "A3": "r2"}}
    made = planned(report(("r1", "Sơn cổng chào"), ("", "Trồng cây")), row_ids=ids)
    [written] = bodies(made, "updateCells", 7)
    assert (place_of(written), written["fields"]) == ((2, 0), "userEnteredValue")
    assert written["rows"] == [{"values": [{"userEnteredValue": {"stringValue": "r2"}}]}]


# The fingerprint


def test_feedback_is_equal_when_the_unit_sees_the_same() -> None:
    first = Feedback((WORDS, MISSING), {7: {"A2": "r1"}, 9: {"A3": "r2"}})
    same = Feedback((WORDS, MISSING), {9: {"A3": "r2"}, 7: {"A2": "r1"}})
    assert first.fingerprint == same.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        Feedback((WORDS,), {}),
        Feedback((WORDS, finding(cell="B4")), {}),
        Feedback((WORDS, finding(cell="B3", label="Hộ nghèo")), {}),
        Feedback((WORDS, MISSING), {7: {"A2": "r1"}}),
    ],
)
def test_feedback_differs_when_the_unit_sees_something_else(other: Feedback) -> None:
    assert other.fingerprint != Feedback((WORDS, MISSING), {}).fingerprint


# The check tab


def texts(rows: list[list[dict[str, Any]]]) -> list[list[str]]:
    return [[one.get("userEnteredValue", {}).get("stringValue", "") for one in row] for row in rows]


def checked(*findings: Finding, at: datetime | None = AT) -> list[list[str]]:
    return texts(check_rows(WEB, "book", findings, at, {}))


@pytest.mark.parametrize(
    ("findings", "at", "status"),
    [
        ((), None, "Hiện không có nội dung cần sửa."),
        (
            (),
            AT,
            "Kiểm tra lúc 20:05 ngày 14/8/2024: không có nội dung cần sửa. Trân trọng cảm ơn đơn vị.",
        ),
        (
            (WORDS, MISSING),
            AT,
            "Kiểm tra lúc 20:05 ngày 14/8/2024: có 2 nội dung cần sửa hoặc giải trình."
            " Bấm vào địa chỉ ô để mở.",
        ),
    ],
)
def test_the_check_tab_tells_when_the_report_was_checked(
    findings: tuple[Finding, ...], at: datetime | None, status: str
) -> None:
    assert checked(*findings, at=at)[1][0] == status


def test_each_finding_has_its_line() -> None:
    rows = checked(
        finding(cell="E2", label="Tổng số hộ"), finding("header-missing", cell="", params={"title": "Mã"})
    )
    assert list(filter(None, rows[2])) == ["Ô", "Nội dung cần sửa", "Cách sửa", "Trang", "Mức độ"]
    assert rows[3][:2] == ["E2", "Tổng số hộ: đang để trống."]
    assert rows[3][3:5] == ["2. Văn hóa - Xã hội", "Cần lưu ý"]
    assert (rows[4][0], rows[4][4]) == ("Mở trang", "Lỗi")


def test_it_begins_with_a_line_for_each_form() -> None:
    forms = [
        FormLine("culture_society", "2. Văn hóa", 7, arrived=True),
        FormLine("economy", "1. Kinh tế", 8, arrived=True),
        FormLine("works", "7. Công trình", 9, arrived=False),
    ]
    error = finding("number-unreadable", params={"typed": "nhiều", "measure": "hộ"})
    rows = texts(check_rows(WEB, "book", [error], AT, {}, forms=forms))
    assert [row[1] for row in rows[2:5]] == [
        "2. Văn hóa: còn 1 ô cần sửa",
        "1. Kinh tế: đã đủ, cảm ơn",
        "7. Công trình: chưa có số liệu",
    ]


def test_what_a_telephone_shows_is_the_cell_and_what_is_wrong() -> None:
    assert sum(WIDTHS[:2]) <= 390 - 46


def test_a_line_opens_the_cell_it_is_about() -> None:
    found: Any = check_rows(WEB, "book", [finding(cell="E2")], AT, {})[3][0]
    url = found["userEnteredFormat"]["textFormat"]["link"]["uri"]
    assert url == "https://bangtinh.phuong.example/spreadsheets/d/book/edit#gid=7&range=E2"


def test_a_deleted_check_tab_comes_back() -> None:
    rows = check_rows(WEB, "book", [WORDS], AT, {})
    workbook = Workbook("w", "", "vi_VN", "Asia/Ho_Chi_Minh", ())
    assert list(rewritten_check_tab(workbook, rows)) == list(new_check_tab(rows))
    kinds = [kind for request in planned(report()).requests for kind in request]
    assert kinds.count("addSheet") == 1


def check_tab(row_count: int) -> Grid:
    return Grid(CHECK_SHEET_ID, "Kết quả kiểm tra", (), row_count=row_count, column_count=7)


@pytest.mark.parametrize(("row_count", "appended"), [(60, []), (4, []), (3, [1]), (1, [3])])
def test_the_check_tab_grows_with_its_lines(row_count: int, appended: list[int]) -> None:
    made = planned(check_tab(row_count), report(), findings=(WORDS,))
    assert [body["length"] for body in bodies(made, "appendDimension")] == appended
    [written] = bodies(made, "updateCells", CHECK_SHEET_ID)
    assert written["range"] == grid_range(CHECK_SHEET_ID, Area(0, 0, max(row_count, 4), 7))


def test_a_mark_that_the_unit_copied_into_the_check_tab_is_not_ours_to_note() -> None:
    marked: Cell = cell("x", note=f"{MARK}\n• cũ")
    made = planned(grid([marked], sheet_id=CHECK_SHEET_ID))
    assert [body["fields"] for body in bodies(made, "updateCells")] == [
        "userEnteredValue,userEnteredFormat,dataValidation"
    ]
