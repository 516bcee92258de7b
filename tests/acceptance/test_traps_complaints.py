"""What users of such tools complain about; each test fails if the product gives cause for it."""

from datetime import timedelta

import pytest

from sheets_sync.model import Timeliness
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE
from tests.acceptance.hostile import (
    CULTURE,
    ECONOMY,
    FIGURES,
    WORKS,
    comments,
    fault,
    figures,
    remark,
    sheet,
    span,
)
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

NAME = "Tên công trình, phần việc"


@pytest.mark.parametrize("kind", ["403", "429", "500", "502", "503", "truncated", "reset"])
def test_complaint_an_api_error_is_not_an_empty_sheet_and_wipes_nothing(small: Ward, kind: str) -> None:
    for unit in ("TCKT", "TDP01", "TDP02"):
        fault(small, kind=kind, route=f"/v4/spreadsheets/{small.book(unit)}$", method="GET", count=1000)
    outcome = small.sync(NEXT_EVENING, full=True)
    assert set(outcome.failed) == {"TCKT", "TDP01", "TDP02"}
    # Told as what it is: the emptied tab of a readable workbook would be another finding.
    assert {one.code for one in outcome.findings} == {"workbook-unreadable"}
    assert figures(small) == FIGURES
    assert len(small.records(WORKS)) == 2
    assert comments(small) == {"TDP01/VX02": "Đã gọi"}


def test_complaint_nothing_is_cut_off_at_blank_rows(small: Ward) -> None:
    grown = {"sheetId": sheet(small, "works"), "dimension": "ROWS", "length": 3000}
    small.change("TCKT", {"appendDimension": grown})
    small.type("TCKT", "works", {"B1500": "Sau một nghìn dòng trống", "B3000": "Dòng cuối"})
    small.sync(NEXT_EVENING)
    names = [row[NAME] for row in small.records(WORKS).values()]
    assert names == ["Đường hoa", "Nhà văn hóa", "Sau một nghìn dòng trống", "Dòng cuối"]


def test_complaint_one_bad_row_neither_kills_the_rest_nor_disappears(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E2": "=1/0", "E3": "199"})
    outcome = small.sync(NEXT_EVENING)
    assert [(one.unit, one.cell) for one in outcome.findings] == [("TDP01", "E2")]
    assert figures(small) == {**FIGURES, "TDP01/VX01": "#DIV/0!", "TDP01/VX02": 199}


def test_complaint_the_first_row_does_not_decide_what_the_others_are(small: Ward) -> None:
    small.type("TCKT", "works", {"B2": "'2024", "D2": "chưa có số liệu", "D3": "'1.234,5"})
    small.sync(NEXT_EVENING)
    rows = list(small.records(WORKS).values())
    assert [(row[NAME], row["Kinh phí (triệu đồng)"]) for row in rows] == [
        ("2024", "chưa có số liệu"),
        ("Nhà văn hóa", 1234.5),
    ]


def test_complaint_a_run_costs_no_reads_of_metadata(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.forget_calls()
    small.sync(NEXT_EVENING)
    reads = [call["workbook"] for call in small.calls() if call["kind"] == "read"]
    assert reads == [small.book("TDP01"), small.book("")]


def test_complaint_new_rows_stand_in_their_columns_whatever_the_office_added(small: Ward) -> None:
    columns = {"range": span(small, "works", "COLUMNS", 0, 2), "inheritFromBefore": False}
    small.change("", {"insertDimension": columns})
    small.people.type_in("", small.book(""), {f"'{WORKS}'!A9": "Ghi chú dưới bảng", f"'{WORKS}'!B1": "Riêng"})
    small.type("TCKT", "works", {"B4": "Cầu qua kênh", "D4": "50"})
    small.forget_calls()
    small.sync(NEXT_EVENING)
    assert not any(":append" in call["path"] for call in small.calls())
    header, *rows = small.values("", WORKS)
    places = header.index(NAME), header.index("Kinh phí (triệu đồng)")
    found = [tuple(row[place] for place in places) for row in rows if len(row) > max(places)]
    assert found == [("Đường hoa", 100), ("Nhà văn hóa", 200), ("Cầu qua kênh", 50)]
    assert ["Ghi chú dưới bảng"] in rows


def test_complaint_a_reviewers_comment_outlives_every_sync(small: Ward) -> None:
    for evening, figure in ((NEXT_EVENING, "199"), (OVERDUE_EVENING, "201")):
        small.type("TDP01", "culture_society", {"E3": figure})
        small.sync(evening, full=True)
        assert comments(small) == {"TDP01/VX02": "Đã gọi"}


def test_complaint_a_returned_row_tells_its_reason_in_the_units_own_sheet(small: Ward) -> None:
    remark(small, CULTURE, "TDP02/VX02", "Trạng thái xử lý", "Trả lại")
    remark(small, CULTURE, "TDP02/VX02", "Ý kiến văn phòng", "Thiếu hộ mới chuyển đến")
    outcome = small.sync(NEXT_EVENING)
    assert [one.unit for one in outcome.findings] == ["TDP02"]
    assert "Thiếu hộ mới chuyển đến" in str(small.values("TDP02", CHECK_TITLE))
    assert "Thiếu hộ mới chuyển đến" not in str(small.values("TDP01", CHECK_TITLE))


def test_complaint_a_change_after_approval_shows_what_was_approved(small: Ward) -> None:
    remark(small, ECONOMY, "TCKT/KT01", "Trạng thái xử lý", "Đã duyệt")
    small.sync(NEXT_EVENING)
    small.type("TCKT", "economy", {"E2": "5.600"})
    small.sync(OVERDUE_EVENING)
    row = small.records(ECONOMY)["TCKT/KT01"]
    assert row["Trạng thái xử lý"] == "Chờ duyệt"
    assert row["Thay đổi sau khi xử lý"] == "Thực hiện: 5.570,5 → 5.600"


def test_complaint_mails_go_to_those_who_owe_or_have_something_to_mend(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    # This group has reported everything, and has its thanks on the next evening.
    small.type("TDP02", "commendation", {"B2": "Không có"})
    small.sync(NEXT_EVENING)
    before = {mail.key for mail in small.project.store.outbox.all()}
    outcome = small.sync(NEXT_EVENING + timedelta(days=1))
    owing = {one.unit for one in outcome.coverage if one.timeliness is Timeliness.OVERDUE}
    mails = [mail for mail in small.project.store.outbox.all() if mail.key not in before and mail.unit]
    assert {mail.unit for mail in mails} == owing
    assert owing >= {"TDP01"}
    assert "TDP02" not in owing
