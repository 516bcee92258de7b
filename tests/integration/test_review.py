"""Approve, send back, change afterwards: what the office and the unit see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sheets_sync.model import Handling, OfficeColumn, RecordKey
from sheets_sync.store import Remarked
from sheets_sync.store.workbooks import MASTER
from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

STATE, COMMENT, CHANGE = "Trạng thái xử lý", "Ý kiến văn phòng", "Thay đổi sau khi xử lý"


def synced(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100", "G2": "12/8/2024"})
    one.type("TCKT", "works", {"B3": "Nhà văn hóa", "D3": "200"})
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def key_of(small: Ward, name: str) -> str:
    return next(key for key, row in small.records(WORKS).items() if row["Tên công trình, phần việc"] == name)


def drop_first_work(small: Ward) -> None:
    row = {"sheetId": sheet_id(small, "works"), "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    small.change("TCKT", {"deleteDimension": {"range": row}})


def test_an_approved_record_that_changes_waits_again_with_before_and_after(small: Ward) -> None:
    for key in ("TDP01/VX01", "TDP01/VX02"):
        remark(small, CULTURE, key, STATE, "Đã duyệt")
    small.sync(NEXT_EVENING)
    small.type("TDP01", "culture_society", {"E3": "199"})
    outcome = small.sync(OVERDUE_EVENING)
    records = small.records(CULTURE)
    assert records["TDP01/VX02"][STATE] == "Chờ duyệt"
    assert records["TDP01/VX02"][CHANGE] == "Thực hiện: 198 → 199"
    assert records["TDP01/VX01"][STATE] == "Đã duyệt"
    assert records["TDP01/VX01"].get(CHANGE, "") == ""
    status = next(one for one in outcome.coverage if (one.unit, one.form) == ("TDP01", "culture_society"))
    assert status.handling is Handling.PENDING
    remark(small, CULTURE, "TDP01/VX02", STATE, "Đã duyệt")
    small.sync(OVERDUE_EVENING)
    again = small.records(CULTURE)["TDP01/VX02"]
    assert (again[STATE], again.get(CHANGE, "")) == ("Đã duyệt", "")
    assert small.sync(OVERDUE_EVENING).plans == ()


def test_dates_and_texts_that_did_not_change_do_not_take_an_approval_back(small: Ward) -> None:
    key = key_of(small, "Đường hoa")
    remark(small, WORKS, key, STATE, "Đã duyệt")
    small.sync(NEXT_EVENING)
    small.type("TCKT", "works", {"D3": "250"})
    small.sync(OVERDUE_EVENING)
    assert small.records(WORKS)[key][STATE] == "Đã duyệt"


def test_an_edit_in_the_night_of_the_approval_is_not_approved_unseen(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX02", STATE, "Đã duyệt")
    small.type("TDP01", "culture_society", {"E3": "150"})
    small.sync(NEXT_EVENING)
    record = small.records(CULTURE)["TDP01/VX02"]
    assert (record[STATE], record[CHANGE]) == ("Chờ duyệt", "Thực hiện: 198 → 150")


def test_a_returned_record_reaches_the_unit_with_the_reason_until_it_is_changed(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX02", STATE, "Trả lại")
    remark(small, CULTURE, "TDP01/VX02", COMMENT, "Số hộ chưa khớp với Công an phường")
    small.sync(NEXT_EVENING)
    assert any("Số hộ chưa khớp" in str(row) for row in small.values("TDP01", "Kết quả kiểm tra"))
    small.type("TDP01", "culture_society", {"E3": "197"})
    small.sync(OVERDUE_EVENING)
    record = small.records(CULTURE)["TDP01/VX02"]
    assert (record[STATE], record[CHANGE]) == ("Đã nộp lại", "Thực hiện: 198 → 197")
    assert record[COMMENT] == "Số hộ chưa khớp với Công an phường"
    assert not any("Số hộ chưa khớp" in str(row) for row in small.values("TDP01", "Kết quả kiểm tra"))


def test_a_record_that_comes_back_has_its_remarks_again(small: Ward) -> None:
    key = key_of(small, "Đường hoa")
    remark(small, WORKS, key, COMMENT, "Xem ảnh nghiệm thu")
    remark(small, WORKS, key, STATE, "Đã duyệt")
    drop_first_work(small)
    small.sync(NEXT_EVENING)
    assert key not in small.records(WORKS)
    row = key.partition("/")[2]
    small.type("TCKT", "works", {"A4": row, "B4": "Đường hoa", "D4": "100", "G4": "12/8/2024"})
    small.sync(OVERDUE_EVENING)
    record = small.records(WORKS)[key]
    assert (record[COMMENT], record[STATE]) == ("Xem ảnh nghiệm thu", "Đã duyệt")
    assert small.sync(OVERDUE_EVENING).plans == ()


def test_a_row_that_the_office_deletes_by_mistake_comes_back_with_its_remarks(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX02", COMMENT, "Đã gọi điện")
    small.sync(NEXT_EVENING)
    row = [line[0] for line in small.values("", CULTURE)].index("TDP01/VX02")
    span = {"sheetId": sheet_id(small, "culture_society"), "dimension": "ROWS"}
    small.change("", {"deleteDimension": {"range": {**span, "startIndex": row, "endIndex": row + 1}}})
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP01/VX02"][COMMENT] == "Đã gọi điện"


def test_what_stood_beside_a_row_deleted_by_the_office_is_kept_when_the_unit_drops_its_record_too(
    small: Ward,
) -> None:
    remark(small, WORKS, key_of(small, "Đường hoa"), COMMENT, "Xem ảnh nghiệm thu")
    small.sync(NEXT_EVENING)
    drop_first_work(small)
    span = {"sheetId": sheet_id(small, "works"), "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    small.change("", {"deleteDimension": {"range": span}})
    small.sync(OVERDUE_EVENING)
    [gone] = [row for row in small.values("", "Đã gỡ")[1:] if "Xem ảnh nghiệm thu" in row[-1]]
    assert "văn phòng đã xóa dòng này" in gone[-2]


def test_a_tab_that_the_office_deletes_comes_back_with_all_remarks(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX02", COMMENT, "Đã gọi điện")
    remark(small, CULTURE, "TDP01/VX01", STATE, "Đã duyệt")
    small.sync(NEXT_EVENING)
    small.change("", {"deleteSheet": {"sheetId": sheet_id(small, "culture_society")}})
    small.sync(OVERDUE_EVENING)
    records = small.records(CULTURE)
    assert (records["TDP01/VX02"][COMMENT], records["TDP01/VX01"][STATE]) == ("Đã gọi điện", "Đã duyệt")


def test_a_remark_in_an_own_column_survives_the_deletion_of_its_tab(small: Ward) -> None:
    width = len(small.values("", CULTURE)[0])
    grown = {"sheetId": sheet_id(small, "culture_society"), "dimension": "COLUMNS", "length": 1}
    small.change("", {"appendDimension": grown})
    place = chr(ord("A") + width)
    small.people.type_in("", small.book(""), {f"'{CULTURE}'!{place}1": "Người phụ trách"})
    remark(small, CULTURE, "TDP01/VX02", "Người phụ trách", "Anh Dương")
    small.sync(NEXT_EVENING)
    small.change("", {"deleteSheet": {"sheetId": sheet_id(small, "culture_society")}})
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP01/VX02"][COMMENT] == "Người phụ trách: Anh Dương"


def test_every_remark_is_kept_with_who_wrote_it_and_when(small: Ward) -> None:
    office = small.project.config.office.emails[0]
    remark(small, CULTURE, "TDP01/VX02", COMMENT, "Xem lại")
    small.sync(NEXT_EVENING)
    remark(small, CULTURE, "TDP01/VX02", COMMENT, "Đã rõ")
    small.sync(OVERDUE_EVENING)
    record, column = RecordKey("culture_society", "TDP01", "VX02"), OfficeColumn("office-comment")
    assert small.project.store.reviews.history() == (
        Remarked(record, column, "Xem lại", NEXT_EVENING, office),
        Remarked(record, column, "Đã rõ", OVERDUE_EVENING, office),
    )


def test_a_run_that_dies_while_it_takes_an_approval_back_loses_nothing(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX02", STATE, "Đã duyệt")
    small.sync(NEXT_EVENING)
    small.type("TDP01", "culture_society", {"E3": "199"})
    # Every attempt to write the master fails: at most three plans of six attempts each.
    small.fail("", 503, method="POST", count=18)
    assert small.sync(OVERDUE_EVENING).failed.keys() == {MASTER}
    assert small.records(CULTURE)["TDP01/VX02"][STATE] == "Đã duyệt"
    requests.delete(f"{small.base_url}/_emulator/faults").raise_for_status()
    small.sync(OVERDUE_EVENING)
    record = small.records(CULTURE)["TDP01/VX02"]
    assert (record[STATE], record[CHANGE]) == ("Chờ duyệt", "Thực hiện: 198 → 199")


def test_an_approval_does_not_come_back_with_a_record_that_changed_while_it_was_away(small: Ward) -> None:
    key = key_of(small, "Đường hoa")
    identity = small.values("TCKT", WORKS)[1][0]
    remark(small, WORKS, key, STATE, "Đã duyệt")
    drop_first_work(small)
    small.sync(NEXT_EVENING)
    assert key not in small.records(WORKS)
    small.people.type_in(
        "",
        small.book("TCKT"),
        {f"'{WORKS}'!{at}": text for at, text in (("A4", identity), ("B4", "Đường hoa"), ("D4", "999"))},
    )
    small.sync(OVERDUE_EVENING)
    assert small.records(WORKS)[key][STATE] == "Chờ duyệt"
