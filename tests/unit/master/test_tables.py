"""The master's tables: whose records stand there in which order, and how statuses are told."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.master.tables import journal_table, matrix_table, records_table, removed_table, to_mend_table
from sheets_sync.master.tables.journal import SHOWN_RUNS, Entry
from sheets_sync.master.tables.matrix import status_text
from sheets_sync.master.tables.records import number_shown
from sheets_sync.master.tables.removed import Removed
from sheets_sync.model import (
    Completeness,
    Coverage,
    Finding,
    Handling,
    Shown,
    State,
    Submission,
    Table,
    Timeliness,
    Tone,
)
from tests.unit.builders import FORM, ZONE, finding, record, submission, unit

CULTURE, COMMENDATION = FORM["culture_society"], FORM["commendation"]
#: The roster's order is not that of the codes.
UNITS = {
    code: unit(code, name)
    for code, name in {
        "VHXH": "Văn hóa – Xã hội",
        "TDP02": "Tổ dân phố số 2",
        "TDP01": "Tổ dân phố số 1",
    }.items()
}
ERROR: dict[str, Any] = {"code": "number-unreadable", "params": {"typed": "nhiều", "measure": "hộ"}}
QUESTION: dict[str, Any] = {
    "code": "ratio-unusual",
    "params": {"computed": "10", "actual": "1", "plan": "10"},
}


def link(owner: str, sheet_id: int | None, cells: str) -> str:
    return f"{owner}#{sheet_id}!{cells}"


def records(*submissions: Submission, findings: tuple[Finding, ...] = (), form: Any = CULTURE) -> Table:
    return records_table(form, submissions, findings, UNITS, link, {})


def cells(table: Table, row: int = 0) -> dict[str, Shown]:
    ours = [column.title for column in table.columns if not column.remark]
    return dict(zip(ours, table.rows[row].cells, strict=True))


# Records


def test_records_stand_in_the_rosters_order_and_then_as_each_unit_has_them() -> None:
    first = submission(record("TDP01", "VX04", row=5), record("TDP01", "VX01", row=9))
    table = records(first, submission(record("TDP02", "VX01")), submission(record("VHXH", "VX08")))
    assert [row.key for row in table.rows] == ["VHXH/VX08", "TDP02/VX01", "TDP01/VX04", "TDP01/VX01"]


def test_a_template_that_nobody_filled_in_is_not_shown() -> None:
    assert records(replace(submission(record("TDP01")), arrived=None)).rows == ()


def test_a_record_links_to_its_cells_in_the_units_own_workbook() -> None:
    source = cells(records(submission(record("TDP01", row=11))))["Nguồn"]
    assert (source.value, source.link) == ("A12:H12", f"TDP01#{CULTURE.sheet_id}!&range=A12")


def test_the_identity_of_a_row_is_no_column_of_the_table() -> None:
    table = records(submission(record("TDP01", "r1", "commendation", name="Bà Lụa")), form=COMMENDATION)
    assert "Mã dòng" not in [column.title for column in table.columns]
    assert cells(table)["Họ và tên / Tên tập thể"].value == "Bà Lụa"
    assert table.rows[0].key == "TDP01/r1"


def test_what_was_not_accepted_is_shown_as_typed_in_red() -> None:
    held = record("TDP01", rejected={"actual": "khoảng vài trăm"}, actual=None, plan=Decimal(3))
    shown = cells(records(submission(held)))
    assert shown["Thực hiện"] == Shown("khoảng vài trăm", tone=Tone.BAD)
    assert shown["Kế hoạch"] == Shown(Decimal(3), pattern="#,##0")


@pytest.mark.parametrize(
    ("found", "text", "tone"),
    [
        ([], "Hợp lệ", Tone.GOOD),
        ([{}], "Cần lưu ý", Tone.WAITING),
        ([{}, QUESTION], "Cần giải trình", Tone.DOUBTFUL),
        ([QUESTION, ERROR, {}], "Lỗi", Tone.BAD),
        ([ERROR | {"cell": "E3"}], "Hợp lệ", Tone.GOOD),
        ([ERROR | {"cell": "2"}], "Lỗi", Tone.BAD),
        ([ERROR | {"cell": "E22"}], "Hợp lệ", Tone.GOOD),
        ([ERROR | {"unit": "TDP02"}], "Hợp lệ", Tone.GOOD),
        ([ERROR | {"form": "economy"}], "Hợp lệ", Tone.GOOD),
    ],
)
def test_a_row_tells_the_worst_finding_about_it(found: list[dict[str, Any]], text: str, tone: Tone) -> None:
    findings = tuple(finding(**given) for given in found)
    assert cells(records(submission(record("TDP01")), findings=findings))["Kiểm tra"] == Shown(
        text, tone=tone
    )


def test_records_of_last_time_say_so_whatever_is_wrong_with_them() -> None:
    held = submission(record("TDP01"), state=State.LAST_GOOD)
    shown = cells(records(held, findings=(finding(**ERROR),)))["Kiểm tra"]
    assert shown == Shown("Số liệu lần trước", tone=Tone.MUTED)


def test_the_decision_stands_beside_the_check_and_both_beside_the_figures_at_1280_pixels() -> None:
    table = records(submission(record("TDP01")))
    titles = [column.title for column in table.columns]
    assert titles == [
        *("Đơn vị", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Cùng kỳ", "Tỷ lệ (%)"),
        *("Kiểm tra", "Trạng thái xử lý", "Ý kiến văn phòng"),
        *("Thay đổi sau khi xử lý", "Nguồn", "Ghi chú"),
    ]
    assert table.frozen_columns == 3
    # On a telephone a figure fits beside what stays in sight.
    assert sum(column.width for column in table.columns[:3]) <= 390 - 46 - 80
    assert sum(column.width for column in table.columns[:11]) <= 1280 - 46


@pytest.mark.parametrize("form", FORM.values(), ids=lambda form: form.code)
def test_what_is_decided_about_every_form_fits_on_a_screen(form: Any) -> None:
    columns = records(form=form).columns
    last = [column.title for column in columns].index("Ý kiến văn phòng")
    assert sum(column.width for column in columns[: last + 1]) <= 1280 - 46
    assert len({column.title for column in columns}) == len(columns)


def test_the_office_is_offered_what_a_person_may_choose_and_its_columns_get_no_cells() -> None:
    table = records(submission(record("TDP01")))
    assert len(table.rows[0].cells) == len(table.columns) - 2
    [state] = [column for column in table.columns if column.choices]
    offered = [choice.word for choice in state.choices if choice.offered]
    assert offered == ["Chờ duyệt", "Đã tiếp nhận", "Đã duyệt", "Trả lại"]
    assert [choice.word for choice in state.choices if not choice.offered] == ["Đã nộp lại"]
    assert table.office_order


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal(1205), Shown(Decimal(1205), pattern="#,##0")),
        (Decimal("1205.00"), Shown(Decimal("1205.00"), pattern="#,##0")),
        (Decimal("92.5"), Shown(Decimal("92.5"), pattern="#,##0.0##")),
        (date(2024, 8, 5), Shown(date(2024, 8, 5), pattern="dd/mm/yyyy")),
        (True, Shown("Có")),
        (False, Shown("Không")),
        ("Xuất sắc", Shown("Xuất sắc")),
        (None, Shown(None)),
    ],
)
def test_a_value_is_shown_in_the_format_of_its_kind(value: Any, shown: Shown) -> None:
    assert number_shown(value) == shown


# Findings to mend


def test_findings_stand_in_the_rosters_order_with_a_link_to_each_cell() -> None:
    found = [
        finding(unit="TDP01", cell="E5"),
        finding(unit="TDP01", cell="E2"),
        finding(unit="VHXH", cell=""),
    ]
    table = to_mend_table(found, UNITS, link)
    assert [row.cells[0].value for row in table.rows] == ["Văn hóa – Xã hội", *["Tổ dân phố số 1"] * 2]
    assert [row.cells[2] for row in table.rows] == [
        Shown("Mở trang", "VHXH#7!"),
        Shown("E5", "TDP01#7!E5"),
        Shown("E2", "TDP01#7!E2"),
    ]


def test_findings_of_one_kind_on_one_cell_have_different_keys_that_stay() -> None:
    table = to_mend_table([finding()] * 3 + [finding(cell="E3")], UNITS, link)
    place = "TDP01/culture_society/E2/value-missing"
    assert [row.key for row in table.rows[:3]] == [place, f"{place}#2", f"{place}#3"]
    assert len({row.key for row in table.rows}) == 4


# Who has reported


def covered(**given: Any) -> Coverage:
    known = {
        "timeliness": Timeliness.ON_TIME,
        "completeness": Completeness.COMPLETE,
        "handling": Handling.PENDING,
    }
    return Coverage(**{"unit": "TDP01", "form": "culture_society", "period": "dot", **known, **given})


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "Nộp đúng hạn\nĐầy đủ\nChờ duyệt"),
        (
            {
                "timeliness": Timeliness.LATE,
                "days_late": 2,
                "completeness": Completeness.FAULTY,
                "findings": 3,
            },
            "Nộp muộn (2 ngày)\nCó lỗi (3)\nChờ duyệt",
        ),
        ({"timeliness": Timeliness.MISSING, "completeness": None, "handling": Handling.DRAFT}, "Chưa nộp"),
        ({"timeliness": Timeliness.OVERDUE, "completeness": None}, "Quá hạn chưa nộp"),
    ],
)
def test_the_statuses_are_told_a_line_each(given: dict[str, Any], text: str) -> None:
    assert status_text(covered(**given)) == text


@pytest.mark.parametrize(
    ("timeliness", "completeness", "tone"),
    [
        (Timeliness.ON_TIME, Completeness.COMPLETE, Tone.GOOD),
        (Timeliness.LATE, Completeness.COMPLETE, Tone.WAITING),
        (Timeliness.ON_TIME, Completeness.DOUBTFUL, Tone.DOUBTFUL),
        (Timeliness.LATE, Completeness.FAULTY, Tone.BAD),
        (Timeliness.OVERDUE, None, Tone.BAD),
        (Timeliness.NOT_DUE, None, Tone.WAITING),
    ],
)
def test_the_more_urgent_of_the_two_colours_wins(
    timeliness: Timeliness, completeness: Completeness | None, tone: Tone
) -> None:
    one = covered(timeliness=timeliness, completeness=completeness)
    [row] = matrix_table([UNITS["TDP01"]], [CULTURE], [one], link).rows
    assert row.cells[2].tone is tone


def test_who_does_not_owe_is_shown_by_a_dash() -> None:
    one = covered(timeliness=None, completeness=None, handling=Handling.NOT_OWED)
    [row] = matrix_table([UNITS["TDP01"]], [CULTURE], [one], link).rows
    assert row.cells[2] == Shown("–", tone=Tone.MUTED)


@pytest.mark.parametrize(
    ("unreadable", "shown"),
    [
        (False, Shown("Mở bảng tính", "TDP01#None!")),
        (True, Shown("Không đọc được", "TDP01#None!", Tone.BAD)),
    ],
)
def test_each_unit_links_to_its_workbook_and_says_when_it_cannot_be_read(
    unreadable: bool, shown: Shown
) -> None:
    [row] = matrix_table([UNITS["TDP01"]], [CULTURE], [covered(unreadable=unreadable)], link).rows
    assert row.cells[1] == shown


# What was removed, what the runs did


def test_a_removed_record_is_listed_with_what_the_office_had_written() -> None:
    one = Removed(
        "TDP01/r1", "7. Công trình", "Tổ 1", {"Tên": "Trồng cây", "Địa điểm": ""}, {"Ý kiến": "Tốt"}, "14/8"
    )
    table = removed_table([one, replace(one, at="15/8")])
    assert [cell.value for cell in table.rows[0].cells[3:]] == ["Tên: Trồng cây", "Ý kiến: Tốt"]
    assert [row.key for row in table.rows] == ["7. Công trình/TDP01/r1/14/8", "7. Công trình/TDP01/r1/15/8"]


def test_the_journal_shows_the_latest_runs_first_and_no_more_than_can_be_read() -> None:
    at = datetime(2024, 8, 14, 20, tzinfo=ZONE)
    entries = [
        Entry(run, at + timedelta(hours=run), 3, 1, run % 2, 0, "") for run in range(1, SHOWN_RUNS + 6)
    ]
    rows = journal_table(entries).rows
    assert (len(rows), rows[0].key, rows[-1].key) == (SHOWN_RUNS, str(SHOWN_RUNS + 5), "6")
    assert [row.cells[3].tone for row in rows[:2]] == [Tone.BAD, None]


def test_no_two_tabs_of_the_master_share_an_id_or_a_title() -> None:
    tables = [
        *(records_table(form, (), (), UNITS, link, {}) for form in FORM.values()),
        to_mend_table((), UNITS, link),
        matrix_table((), (), (), link),
        removed_table(()),
        journal_table(()),
    ]
    assert len({table.sheet_id for table in tables}) == len({table.title for table in tables}) == len(tables)
