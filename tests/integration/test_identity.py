"""An approval counts for values: words, titles, names, places and formats may change any day."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest

from schemas.works import FORM, WorkRow
from sheets_sync.forms.fields import Amount, Choice, Day, Percent, Text
from sheets_sync.forms.form import Heading, Row
from tests.acceptance.hostile import edit, opened_again
from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.integration.test_review import CHANGE, COMMENT, STATE, key_of
from tests.office import approve
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

COST, REWORDED = "Kinh phí (triệu đồng)", "Dự toán"
TABS = (WORKS, CULTURE)


class Longer(WorkRow):
    """With one optional column more."""

    contractor: Annotated[Text, Heading("Đơn vị thi công")] = None


class CalledOtherwise(WorkRow):
    """The cost has another title; the former one is still understood."""

    cost: Annotated[Amount, Heading(REWORDED, aliases=(COST,), measure="triệu đồng")] = None


class CalledOtherwiseOnly(WorkRow):
    """The cost has another title, and nobody remembers the former one."""

    cost: Annotated[Amount, Heading(REWORDED, measure="triệu đồng")] = None


class InAnotherOrder(Row):
    """The same fields, the other way round."""

    progress: Annotated[Percent, Heading("Tiến độ (%)", measure="%")] = None
    completed: Annotated[Day, Heading("Hoàn thành")] = None
    started: Annotated[Day, Heading("Khởi công")] = None
    source: Annotated[Choice, Heading("Nguồn vốn", choices=("Xã hội hóa",))] = None
    cost: Annotated[Amount, Heading(COST, measure="triệu đồng")] = None
    location: Annotated[Text, Heading("Địa điểm")] = None
    name: Annotated[Text, Heading("Tên công trình, phần việc", required=True)] = None


def all_approved(one: Ward) -> None:
    """Two works and two indicators, all of them approved."""
    one.type("TDP01", "culture_society", {"D2": "200", "E2": "205", "D3": "190", "E3": "198"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "1.234,5", "G2": "12/8/2024"})
    one.type("TCKT", "works", {"B3": "Nhà văn hóa", "D3": "200"})
    one.sync()
    approve(one)
    one.sync(NEXT_EVENING)
    assert reviews(one) == {("Đã duyệt", "")}


@pytest.fixture
def approved(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, all_approved) as one:
        yield one


def reviews(one: Ward) -> set[tuple[Any, Any]]:
    """States, and what changed since they were decided, that stand in the master."""
    return {(row[STATE], row.get(CHANGE, "")) for tab in TABS for row in one.records(tab).values()}


def with_row(one: Ward, row: type[Row]) -> Ward:
    """The same ward since its form of works has another row."""
    config = one.project.config
    forms = tuple(replace(form, row=row) if form.code == FORM.code else form for form in config.forms)
    return replace(one, project=replace(one.project, config=replace(config, forms=forms)))


def formatted(one: Ward, unit: str, column: str, kind: str, pattern: str) -> None:
    """Somebody formats the form of works from a column on: in a unit's sheet this column alone."""
    first = ord(column) - ord("A")
    area = {"sheetId": sheet_id(one, "works"), "startRowIndex": 1, "startColumnIndex": first}
    area |= {"endColumnIndex": first + 1} if unit else {}
    look = {"userEnteredFormat": {"numberFormat": {"type": kind, "pattern": pattern}}}
    fields = "userEnteredFormat.numberFormat"
    one.change(unit, {"repeatCell": {"range": area, "cell": look, "fields": fields}})


def moved(one: Ward, unit: str, tab: str, title: str) -> None:
    """Somebody moves a column to the right of all others."""
    header = one.values(unit, tab)[0]
    place = header.index(title)
    source = {"sheetId": sheet_id(one, "works"), "dimension": "COLUMNS"}
    source |= {"startIndex": place, "endIndex": place + 1}
    one.change(unit, {"moveDimension": {"source": source, "destinationIndex": len(header)}})


def test_an_optional_column_that_is_added_to_the_form_takes_no_approval_back(approved: Ward) -> None:
    one = with_row(approved, Longer)
    one.sync(OVERDUE_EVENING, full=True)
    assert reviews(one) == {("Đã duyệt", "")}
    assert "Đơn vị thi công" in one.values("", WORKS)[0]
    assert one.sync(OVERDUE_EVENING, full=True).plans == ()


def test_a_work_approved_before_a_column_was_added_waits_again_once_something_stands_in_it(
    approved: Ward,
) -> None:
    one = with_row(approved, Longer)
    width = len(one.values("TCKT", WORKS)[0])
    tab = {"sheetId": sheet_id(one, "works"), "dimension": "COLUMNS", "length": 1}
    one.change("TCKT", {"appendDimension": tab})
    place = chr(ord("A") + width)
    cells = {f"'{WORKS}'!{place}1": "Đơn vị thi công", f"'{WORKS}'!{place}2": "Công ty Hoa Sen"}
    one.people.type_in("", one.book("TCKT"), cells)
    one.sync(OVERDUE_EVENING)
    first, second = (one.records(WORKS)[key_of(one, name)] for name in ("Đường hoa", "Nhà văn hóa"))
    assert (first[STATE], first[CHANGE]) == ("Chờ duyệt", "Đơn vị thi công: (trống) → Công ty Hoa Sen")
    assert second[STATE] == "Đã duyệt"


def test_a_title_reworded_with_the_former_one_as_alias_takes_no_approval_back(approved: Ward) -> None:
    one = with_row(approved, CalledOtherwise)
    one.sync(OVERDUE_EVENING, full=True)
    assert reviews(one) == {("Đã duyệt", "")}


def test_a_title_reworded_without_alias_takes_no_approval_back_once_the_unit_s_header_follows(
    approved: Ward,
) -> None:
    one = with_row(approved, CalledOtherwiseOnly)
    one.people.type_in("", one.book("TCKT"), {f"'{WORKS}'!D1": REWORDED})
    one.sync(OVERDUE_EVENING, full=True)
    assert reviews(one) == {("Đã duyệt", "")}


def test_a_reworded_title_is_written_over_the_former_one_in_the_master(approved: Ward) -> None:
    remark(approved, WORKS, key_of(approved, "Đường hoa"), COMMENT, "Đã xem ảnh")
    before = approved.values("", WORKS)[0]
    one = with_row(approved, CalledOtherwise)
    one.sync(OVERDUE_EVENING)
    assert one.values("", WORKS)[0] == [REWORDED if title == COST else title for title in before]
    record = one.records(WORKS)[key_of(one, "Đường hoa")]
    assert (record[REWORDED], record[COMMENT]) == (1234.5, "Đã xem ảnh")
    assert one.sync(OVERDUE_EVENING, full=True).plans == ()


def test_an_approval_in_the_night_in_which_a_title_is_reworded_counts(approved: Ward) -> None:
    approved.type("TCKT", "works", {"D2": "1.300"})
    approved.sync(OVERDUE_EVENING)
    key = key_of(approved, "Đường hoa")
    assert approved.records(WORKS)[key][STATE] == "Chờ duyệt"
    remark(approved, WORKS, key, STATE, "Đã duyệt")
    one = with_row(approved, CalledOtherwise)
    one.sync(OVERDUE_EVENING)
    assert reviews(one) == {("Đã duyệt", "")}


def test_a_unit_that_is_renamed_keeps_its_approvals(approved: Ward) -> None:
    edit(approved, "units.csv", ("Tài chính – Kế toán", "Kinh tế – Ngân sách"))
    with opened_again(approved) as one:
        one.sync(OVERDUE_EVENING, full=True)
        assert reviews(one) == {("Đã duyệt", "")}
        assert {row["Đơn vị"] for row in one.records(WORKS).values()} == {"Kinh tế – Ngân sách"}


def test_an_indicator_that_is_renamed_keeps_its_approvals(approved: Ward) -> None:
    edit(approved, "indicators.csv", ("Tổng số hộ", "Số hộ của tổ"))
    with opened_again(approved) as one:
        one.sync(OVERDUE_EVENING, full=True)
        assert reviews(one) == {("Đã duyệt", "")}


def test_columns_moved_in_the_form_the_master_or_the_unit_s_sheet_take_no_approval_back(
    approved: Ward,
) -> None:
    one = with_row(approved, InAnotherOrder)
    moved(one, "", WORKS, COST)
    moved(one, "TCKT", WORKS, COST)
    one.sync(OVERDUE_EVENING, full=True)
    assert reviews(one) == {("Đã duyệt", "")}
    assert one.records(WORKS)[key_of(one, "Đường hoa")][COST] == 1234.5


@pytest.mark.parametrize(("kind", "pattern"), [("NUMBER", "0.000"), ("DATE", "dd/mm/yyyy"), ("TEXT", "@")])
def test_another_number_format_in_the_master_takes_no_approval_back(
    approved: Ward, kind: str, pattern: str
) -> None:
    formatted(approved, "", "A", kind, pattern)
    key = key_of(approved, "Đường hoa")
    remark(approved, WORKS, key, STATE, "Chờ duyệt")
    approved.sync(OVERDUE_EVENING)
    # An approval of this very night is compared with what the master shows.
    remark(approved, WORKS, key, STATE, "Đã duyệt")
    approved.sync(OVERDUE_EVENING)
    assert reviews(approved) == {("Đã duyệt", "")}


def test_another_number_format_in_the_unit_s_sheet_takes_no_approval_back(approved: Ward) -> None:
    formatted(approved, "TCKT", "D", "NUMBER", "0.000")
    approved.sync(OVERDUE_EVENING, full=True)
    assert reviews(approved) == {("Đã duyệt", "")}


def test_a_value_that_changes_takes_the_approval_back_and_is_told_by_its_title(approved: Ward) -> None:
    one = with_row(approved, CalledOtherwise)
    one.type("TCKT", "works", {"D2": "1.300,25", "G2": "13/8/2024"})
    one.sync(OVERDUE_EVENING)
    records = one.records(WORKS)
    first, second = (records[key_of(one, name)] for name in ("Đường hoa", "Nhà văn hóa"))
    assert first[STATE] == "Chờ duyệt"
    assert first[CHANGE] == f"{REWORDED}: 1.234,5 → 1.300,25\nHoàn thành: 12/8/2024 → 13/8/2024"
    assert (second[STATE], second.get(CHANGE, "")) == ("Đã duyệt", "")
