"""The demo's messy data against lists written by hand, not by the code."""

import csv
from collections.abc import Iterable
from pathlib import Path

from sheets_sync.demo.entries import FILE
from sheets_sync.demo.story import MENDING, UNSHARED
from sheets_sync.model import Finding, Record
from sheets_sync.vietnamese.states import word
from tests.acceptance.conftest import Played

HERE = Path(__file__).parent
ON_TIME = ("Nộp đúng hạn", "Đầy đủ", "Chờ duyệt", "0")
#: Every row of “What people type” in docs/domain.md, and what the entries show of it.
TABLE = {
    "1.234,5 as text",
    "mixed separators in one column",
    "1.234 as text in a decimal field",
    "1.234 as text in an integer field",
    "12,345 as text in an integer field",
    "number in words",
    "estimate",
    "two values in one cell",
    "figure that becomes a date",
    "a sheet in US locale takes it for 8 May",
    "two-digit year",
    "day and month in words",
    "date without year",
    "fraction in a percent field",
    "nothing occurred",
    "nothing occurred, in a field that is no count",
    "no figures yet",
    "placeholder",
    "total row",
    "footer",
    "decomposed letters, trailing space",
    "no-break space",
    "zero-width space",
    "TCVN3 letters",
    "VNI letters",
    "phone without its leading zero",
}


def lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_keys(findings: Iterable[Finding]) -> list[tuple[str, str, str, str]]:
    return sorted((one.unit, one.form, one.cell, one.code) for one in findings)


def test_the_entries_hold_every_row_of_the_table_of_what_people_type() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        shown = {line["shows"] for line in csv.DictReader(file)}
    assert shown >= TABLE


def test_the_findings_are_exactly_those_expected(played: Played) -> None:
    expected = [tuple(line.values()) for line in lines("expected_findings.csv")]
    assert as_keys(played.first.findings) == sorted(expected)


def test_the_records_hold_exactly_the_values_expected(played: Played) -> None:
    records = {
        (one.unit, one.form, record.key): record
        for one in played.first_submissions.values()
        for record in one.records
    }
    wrong = []
    for line in lines("expected_records.csv"):
        record = records[line["unit"], line["form"], line["key"]]
        if shown(record, line["field"]) != line["value"]:
            wrong.append((line, shown(record, line["field"])))
    assert wrong == []


def shown(record: Record, field: str) -> str:
    if field in record.rejected:
        return f"rejected: {record.rejected[field]}"
    value = record.values[field]
    return "" if value is None else str(value)


def test_the_statuses_after_the_deadline_are_exactly_those_expected(played: Played) -> None:
    exceptions = {(line["unit"], line["form"]): line for line in lines("expected_statuses.csv")}
    units = played.ward.project.config.units
    expected = {}
    for unit in units:
        for form in unit.forms:
            line = exceptions.pop((unit.code, form), None)
            expected[unit.code, form] = tuple(line.values())[2:] if line else ON_TIME
    assert exceptions == {}
    found = {
        (one.unit, one.form): (
            word(one.timeliness),
            word(one.completeness) if one.completeness else "",
            word(one.handling),
            str(one.days_late),
        )
        for one in played.second.coverage
        if one.timeliness is not None
    }
    assert found == expected


def test_after_the_deadline_only_what_changed_is_read(played: Played) -> None:
    assert set(played.second.units_read) == {"TDP05", MENDING}
    assert set(played.second.failed) == {UNSHARED}
    assert played.second.exit_code == 4


def test_a_mended_mistake_disappears_from_the_sheet_the_check_tab_and_the_list(played: Played) -> None:
    cells = played.ward.cells(MENDING, "2. Văn hóa - Xã hội")
    assert "note" not in cells[3][4]
    assert played.ward.values(MENDING, "Kết quả kiểm tra")[1][0].endswith("Trân trọng cảm ơn đơn vị.")
    assert MENDING not in {one.unit for one in played.second.findings}


def test_the_master_shows_the_unshared_unit_with_its_last_good_figures(played: Played) -> None:
    records = played.ward.records("2. Văn hóa - Xã hội")
    assert records[f"{UNSHARED}/VX01"]["Thực hiện"] == 221
    assert records[f"{UNSHARED}/VX01"]["Kiểm tra"] == "Số liệu lần trước"


def test_a_third_sync_with_nothing_changed_reads_only_the_unshared_workbook(played: Played) -> None:
    played.ward.forget_calls()
    played.ward.fail(UNSHARED, 403)
    outcome = played.ward.sync(played.ward.project.period.deadline.replace(day=18, hour=20))
    kinds = [call["kind"] for call in played.ward.calls()]
    assert (kinds.count("drive"), kinds.count("read"), kinds.count("write")) == (1, 1, 0)
    assert outcome.plans == ()
