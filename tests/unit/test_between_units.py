"""What only shows between units: nominees twice, sums that differ, the ward's totals, statuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from sheets_sync.consolidation.summary import totals
from sheets_sync.coverage import completeness, days_late, handling, timeliness
from sheets_sync.crosscheck import crosscheck
from sheets_sync.findings import CATALOGUE, place
from sheets_sync.model import Doubt, Finding, Handling, Record, State, Submission, Unit, Value
from tests.unit.tabs_of_units import INDICATORS, PERIOD, UNIT, form

AT = datetime(2024, 8, 14, tzinfo=UTC)


def unit(code: str, kind: str = "TDP", *indicators: str) -> Unit:
    return replace(UNIT, code=code, name=f"Đơn vị {code}", kind=kind, indicators=frozenset(indicators))


def submission(owner: Unit, of: str, *rows: dict[str, Value]) -> Submission:
    records = tuple(
        Record(owner.code, of, "dot-1", str(one.get("code", number)), one, {}, {"name": f"C{number}"}, number)
        for number, one in enumerate(rows, start=2)
    )
    return Submission(owner.code, of, "dot-1", State.CURRENT, records, (), AT, AT, "Trang", 7)


def nominees(*names: str, born: tuple[str | None, ...] = ()) -> list[Finding]:
    units = [unit(f"U{place}") for place in range(len(names))]
    years = born or (None,) * len(names)
    reports = [
        submission(owner, "commendation", {"name": name, "born": year})
        for owner, name, year in zip(units, names, years, strict=True)
    ]
    return list(crosscheck(reports, [form("commendation")], {one.code: one for one in units}, INDICATORS))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nguyễn Văn Hòa", "Nguyễn Văn Hoà"),
        ("Trần Thị Thúy", "TRẦN THỊ THUÝ"),
        ("Lê Minh Đức", "Lê  Minh Ðức"),
    ],
)
def test_one_person_under_two_spellings_is_asked_about_at_both_units(left: str, right: str) -> None:
    assert [(one.unit, one.code) for one in nominees(left, right)] == [
        ("U0", "nominee-duplicate"),
        ("U1", "nominee-duplicate"),
    ]


def test_other_people_and_namesakes_of_another_year_are_not() -> None:
    assert nominees("Nguyễn Văn Hòa", "Nguyễn Văn Hùng") == []
    assert nominees("Nguyễn Văn Hòa", "Nguyễn Văn Hòa", born=("1970", "1985")) == []
    assert len(nominees("Nguyễn Văn Hòa", "Nguyễn Văn Hòa", born=("1970", "05/8/1970"))) == 2


def figures(**values: str | None) -> tuple[list[Submission], dict[str, Unit]]:
    units = {"A": unit("A", "TDP", "VX02"), "B": unit("B", "TDP", "VX02"), "VHXH": unit("VHXH", "CC", "VX02")}
    reports = [
        submission(
            units[code],
            "culture_society",
            {"code": "VX02", "plan": Decimal(100), "actual": None if value is None else Decimal(value)},
        )
        for code, value in values.items()
    ]
    return reports, units


def test_a_unit_beside_the_group_in_charge_must_agree_once_all_of_the_group_reported() -> None:
    reports, units = figures(A="90", B="80", VHXH="171")
    found = crosscheck(reports, [form("culture_society")], units, INDICATORS)
    assert [(one.unit, one.code) for one in found] == [("VHXH", "sum-of-units-differs")]
    reports, units = figures(A="90", B=None, VHXH="171")
    assert crosscheck(reports, [form("culture_society")], units, INDICATORS) == ()
    reports, units = figures(A="90", B="80", VHXH="170")
    assert crosscheck(reports, [form("culture_society")], units, INDICATORS) == ()


def test_the_wards_total_adds_only_the_units_in_charge() -> None:
    reports, units = figures(A="90", B="80", VHXH="999")
    total = next(one for one in totals(INDICATORS, reports, units) if one.indicator.code == "VX02")
    assert (total.plan, total.actual, total.rate) == (Decimal(200), Decimal(170), Decimal(85))
    assert total.reported == 2


def test_no_rate_while_a_unit_gave_only_one_of_the_two_figures() -> None:
    reports, units = figures(A="90", B=None)
    total = next(one for one in totals(INDICATORS, reports, units) if one.indicator.code == "VX02")
    assert (total.plan, total.actual, total.rate) == (Decimal(200), Decimal(90), None)
    assert total.reported == 1


def test_percentages_are_never_added_or_averaged() -> None:
    units = {code: unit(code, "QUAN-SU", "QP02") for code in ("A", "B")}
    both = {"QP02": replace(INDICATORS["QP02"], in_charge=("QUAN-SU",))}
    reports = [
        submission(one, "defence_security", {"code": "QP02", "actual": Decimal(90)}) for one in units.values()
    ]
    assert totals(both, reports, units)[0].actual is None


@pytest.mark.parametrize(
    ("arrived", "now", "status"),
    [
        (None, datetime(2024, 8, 15, 12, tzinfo=UTC), "Chưa đến hạn"),
        (None, datetime(2024, 8, 16, 9, tzinfo=UTC), "Chưa nộp"),
        (None, PERIOD.deadline + timedelta(seconds=1), "Quá hạn chưa nộp"),
        (PERIOD.deadline, PERIOD.deadline + timedelta(days=9), "Nộp đúng hạn"),
        (PERIOD.deadline + timedelta(seconds=1), PERIOD.deadline + timedelta(days=9), "Nộp muộn"),
    ],
)
def test_timeliness_is_told_by_arrival_and_deadline(
    arrived: datetime | None, now: datetime, status: str
) -> None:
    assert timeliness(arrived, PERIOD, now) == status


def test_days_late_are_calendar_days_and_at_least_one() -> None:
    assert days_late(PERIOD.deadline, PERIOD) == 0
    assert days_late(PERIOD.deadline + timedelta(minutes=1), PERIOD) == 1
    assert days_late(PERIOD.deadline + timedelta(days=3), PERIOD) == 3


def finding(code: str) -> Finding:
    words = dict.fromkeys(("typed", "proposal", "measure"), "x")
    return place(Doubt(code, words), unit="U", form="f", tab="t", sheet_id=1)


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ([], "Đầy đủ"),
        (["number-as-words"], "Đầy đủ"),
        (["number-approximate"], "Cần giải trình"),
        (["number-approximate", "value-missing"], "Thiếu nội dung"),
        (["value-missing", "number-unreadable"], "Có lỗi"),
    ],
)
def test_the_content_is_as_good_as_its_worst_finding(codes: list[str], status: str) -> None:
    assert completeness(map(finding, codes), reported=True) == status


def test_what_was_not_reported_has_no_content_status_unless_it_is_faulty() -> None:
    assert completeness([], reported=False) is None
    assert completeness([finding("number-unreadable")], reported=False) == "Có lỗi"


def test_one_returned_row_returns_the_report_and_only_all_approved_approve_it() -> None:
    pending, approved, returned = Handling.PENDING, Handling.APPROVED, Handling.RETURNED
    assert handling([], arrived=False) is Handling.DRAFT
    assert handling([pending, approved], arrived=True) is pending
    assert handling([approved, approved], arrived=True) is approved
    assert handling([approved, returned], arrived=True) is returned


def test_every_message_is_polite_and_ends_as_a_sentence() -> None:
    for code, kind in CATALOGUE.items():
        assert kind.message[-1] in ".?", code
        assert kind.mend.endswith(".") or kind.mend == "{suggestion}", code
