"""What counts when a unit's report shrinks, and once it is closed."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.demo.people import People
from sheets_sync.pipeline import close, reopen
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE
from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

NAMES = ("Đường hoa", "Nhà văn hóa", "Cống thoát nước", "Sân chơi", "Tường tranh")
NAME = "Tên công trình, phần việc"
DECISION = "Quyết định của văn phòng"


def synced(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.type("TCKT", "works", {f"B{row}": name for row, name in enumerate(NAMES, start=2)})
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def delete_works(small: Ward, first: int, last: int) -> None:
    """Rows by their number in the sheet, the last one included."""
    span = {
        "sheetId": sheet_id(small, "works"),
        "dimension": "ROWS",
        "startIndex": first - 1,
        "endIndex": last,
    }
    small.change("TCKT", {"deleteDimension": {"range": span}})


def works(small: Ward) -> list[str]:
    return [row["Tên công trình, phần việc"] for row in small.records(WORKS).values()]


def answer(small: Ward, unit: str, text: str) -> str:
    """Answer the first question on the unit's check tab; the cell."""
    rows = small.values(unit, CHECK_TITLE)
    number = next(number for number, row in enumerate(rows, start=1) if len(row) > 6 and row[6])
    email = small.project.units[unit].emails[0]
    small.people.type_in(email, small.book(unit), {f"'{CHECK_TITLE}'!F{number}": text})
    return f"F{number}"


def codes(small: Ward, unit: str) -> set[str]:
    return {one.finding.code for one in small.project.store.findings.open() if one.finding.unit == unit}


def test_no_identities_are_written_where_the_last_good_rows_stood(small: Ward) -> None:
    delete_works(small, 2, 6)
    small.sync(NEXT_EVENING)
    assert [row[0] for row in small.values("TCKT", WORKS)] == ["Mã dòng"]
    remarked = next(key for key, row in small.records(WORKS).items() if row[NAME] == NAMES[0])
    remark(small, WORKS, remarked, "Ý kiến văn phòng", "Ảnh rất đẹp")
    small.type("TCKT", "works", {"B2": "Đài phun nước", "B3": "Cổng chào", "B4": "Vỉa hè"})
    small.sync(OVERDUE_EVENING)
    records = small.records(WORKS)
    assert remarked not in records
    assert {row.get("Ý kiến văn phòng", "") for row in records.values()} == {""}


def test_a_column_put_before_the_others_is_not_written_over_with_identities(small: Ward) -> None:
    first = {"sheetId": sheet_id(small, "works"), "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    small.change("TCKT", {"insertDimension": {"range": first}})
    small.people.type_in("", small.book("TCKT"), {f"'{WORKS}'!C1": "Ghi chú", f"'{WORKS}'!A2": "Của tôi"})
    small.sync(NEXT_EVENING)
    assert [row[0] for row in small.values("TCKT", WORKS)] == ["", "Của tôi", "", "", "", ""]


def test_a_single_row_may_go_without_asking(small: Ward) -> None:
    delete_works(small, 2, 2)
    small.sync(NEXT_EVENING)
    assert works(small) == list(NAMES[1:])


def test_a_report_that_loses_most_rows_at_once_is_kept_until_the_unit_confirms(small: Ward) -> None:
    delete_works(small, 3, 6)
    small.sync(NEXT_EVENING)
    assert works(small) == list(NAMES)
    assert codes(small, "TCKT") >= {"rows-shrunk"}
    assert small.sync(NEXT_EVENING).plans == ()
    answer(small, "TCKT", "Đồng ý")
    small.sync(OVERDUE_EVENING)
    assert works(small) == [NAMES[0]]
    assert "rows-shrunk" not in codes(small, "TCKT")
    assert not any("Xác nhận" in row for row in small.values("TCKT", CHECK_TITLE))


def test_a_yes_typed_into_the_hidden_cells_beforehand_confirms_nothing(small: Ward) -> None:
    forged = {f"'{CHECK_TITLE}'!F51": "Đồng ý", f"'{CHECK_TITLE}'!G51": "works"}
    small.people.type_in("", small.book("TCKT"), forged)
    delete_works(small, 2, 7)
    small.sync(NEXT_EVENING)
    assert works(small) == list(NAMES)
    assert codes(small, "TCKT") >= {"rows-emptied"}
    # What was forged is gone with the next check, and answers no question.
    small.sync(OVERDUE_EVENING)
    assert works(small) == list(NAMES)


def test_rows_that_come_back_need_no_confirmation(small: Ward) -> None:
    ids = [row[0] for row in small.values("TCKT", WORKS)[1:]]
    delete_works(small, 3, 6)
    small.sync(NEXT_EVENING)
    for row, (key, name) in enumerate(zip(ids[1:], NAMES[1:], strict=True), start=3):
        small.type("TCKT", "works", {f"A{row}": key, f"B{row}": name})
    small.sync(OVERDUE_EVENING)
    assert works(small) == list(NAMES)
    assert "rows-shrunk" not in codes(small, "TCKT")


@pytest.mark.parametrize("count", [4, 5])
def test_the_office_may_accept_what_is_left_instead_of_the_unit(small: Ward, count: int) -> None:
    delete_works(small, 2, 1 + count)
    small.sync(NEXT_EVENING)
    assert works(small) == list(NAMES)
    remark(small, "Tình hình nộp", "TCKT", DECISION, "Chấp nhận số liệu mới")
    small.sync(OVERDUE_EVENING)
    assert works(small) == list(NAMES[count:])
    row = next(row for row in small.values("", "Tình hình nộp") if row[0] == "TCKT")
    assert "Chấp nhận số liệu mới" not in row
    assert "rows-shrunk" not in codes(small, "TCKT")
    assert small.sync(OVERDUE_EVENING).plans == ()


def test_a_decision_of_yesterday_does_not_accept_a_loss_of_today(small: Ward) -> None:
    remark(small, "Tình hình nộp", "TCKT", DECISION, "Chấp nhận số liệu mới")
    small.sync(NEXT_EVENING)
    delete_works(small, 2, 5)
    small.sync(OVERDUE_EVENING)
    assert works(small) == list(NAMES)


def refused(people: People, small: Ward, unit: str, cells: Mapping[str, str]) -> bool:
    email = small.project.units[unit].emails[0]
    try:
        people.type_in(email, small.book(unit), {f"'{CULTURE}'!{cell}": text for cell, text in cells.items()})
    except RuntimeError:
        return True
    return False


def test_a_closed_report_can_no_longer_be_edited_by_its_unit(small: Ward) -> None:
    close(small.project, ["TDP01"], NEXT_EVENING)
    assert refused(small.people, small, "TDP01", {"E3": "1"})
    header, *rows = small.values("", "Tình hình nộp")
    row = next(row for row in rows if row[0] == "TDP01")
    assert row[header.index(CULTURE)].endswith("Đã chốt số liệu")
    assert "đã chốt số liệu" in small.values("TDP01", CHECK_TITLE)[1][0]
    assert small.sync(NEXT_EVENING).plans == ()
    assert not refused(small.people, small, "TDP02", {"E3": "1"})


def test_what_is_changed_in_a_closed_report_all_the_same_counts_once_it_is_open_again(small: Ward) -> None:
    close(small.project, ["TDP01"], NEXT_EVENING)
    # The files' owner is not stopped by the protection.
    small.people.type_in("", small.book("TDP01"), {f"'{CULTURE}'!E3": "150"})
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == 198
    assert "report-closed" in codes(small, "TDP01")
    reopen(small.project, ["TDP01"], OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == 150
    assert not refused(small.people, small, "TDP01", {"E3": "151"})
    assert "report-closed" not in codes(small, "TDP01")


def test_an_exception_ends_by_itself(small: Ward) -> None:
    close(small.project, ["TDP01", "TDP02"], EVENING)
    reopen(small.project, ["TDP01"], EVENING, EVENING + timedelta(hours=20))
    small.type("TDP01", "culture_society", {"E3": "150"})
    assert refused(small.people, small, "TDP02", {"E3": "1"})
    small.sync(EVENING + timedelta(hours=10))
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == 150
    small.sync(NEXT_EVENING)
    assert refused(small.people, small, "TDP01", {"E3": "1"})
