"""The rules of the domain guide: each with a case that breaks it and one that keeps it."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.unit.tabs_of_units import area_tab, form, found, grid, header, owing, read

Figures = Mapping[str, Mapping[str, object]]


def codes(area: str, figures: Figures) -> list[tuple[str, str]]:
    return found(read(area_tab(form(area), figures), form(area), owing(*figures)))


def actual(**figures: object) -> Figures:
    return {code: {"actual": value} for code, value in figures.items()}


BROKEN = [
    ("economy", actual(KT01=5000, KT02=5001), ("E3", "part-exceeds-whole")),
    ("culture_society", actual(VX01=205, VX02=250), ("E3", "part-exceeds-whole")),
    ("culture_society", actual(VX01=200, VX02=150), ("E3", "share-out-of-range")),
    ("culture_society", {"VX03": {"plan": 8, "actual": 9}}, ("E2", "part-exceeds-limit")),
    ("culture_society", actual(VX01=100, VX04=6), ("E3", "share-out-of-range")),
    ("culture_society", actual(VX01=100, VX04=5, VX05=96), ("E4", "parts-exceed-whole")),
    ("culture_society", actual(VX06=50, VX06A=40), ("E2", "part-exceeds-whole")),
    ("culture_society", actual(VX07=45, VX07A=40), ("E2", "part-exceeds-whole")),
    ("defence_security", {"QP06": {"actual": 4, "same_period": 6}, "QP07": {"actual": 5, "same_period": 5}},
     ("E3", "part-exceeds-whole")),
    ("political_system", actual(CT01=100, CT02=101), ("E3", "part-exceeds-whole")),
    ("political_system", actual(CT01=100, CT02=79), ("E3", "share-out-of-range")),
    ("admin_reform", actual(CC01=10, CC01A=90, CC02=80, CC02A=15, CC02B=4), ("E2", "sum-mismatch")),
    ("admin_reform", actual(CC02=80, CC03=77, CC04=2), ("E2", "sum-mismatch")),
    ("admin_reform", actual(CC02=100, CC03=94, CC04=6), ("E3", "share-out-of-range")),
    ("admin_reform", actual(CC01A=90, CC05=91), ("E3", "part-exceeds-whole")),
    ("economy", {"KT04": {"actual": 20001}}, ("E2", "value-out-of-range")),
    ("economy", {"KT07": {"plan": 100, "actual": 151}}, ("E2", "ratio-unusual")),
    ("economy", {"KT07": {"plan": 100, "actual": 29}}, ("E2", "ratio-unusual")),
    ("economy", {"KT07": {"plan": 52, "actual": 48, "rate": 95}}, ("G2", "rate-mismatch")),
    ("economy", {"KT07": {"plan": 0, "actual": 48, "rate": 95}}, ("G2", "rate-without-plan")),
]  # fmt: skip
KEPT = [
    ("economy", actual(KT01=5000, KT02=5000)),
    ("culture_society", actual(VX01=205, VX02=170, VX04=10, VX05=4)),
    ("culture_society", {"VX03": {"plan": 8, "actual": 8}}),
    ("culture_society", {"VX06": {"plan": 12, "actual": 0}}),
    ("political_system", actual(CT01=100, CT02=80)),
    ("admin_reform", actual(CC01=10, CC01A=90, CC02=80, CC02A=15, CC02B=5, CC03=78, CC04=2, CC05=90)),
    ("economy", {"KT07": {"plan": 100, "actual": 150}}),
    ("economy", {"KT07": {"plan": 100, "actual": 30}}),
    ("economy", {"KT07": {"plan": 100, "actual": 250, "note": "Có doanh nghiệp mới tuyển dụng"}}),
    ("economy", {"KT07": {"plan": 52, "actual": 48, "rate": 92.4}}),
    ("economy", {"KT07": {"plan": 52, "actual": 48, "rate": 0.923}}),
]


@pytest.mark.parametrize(("area", "figures", "finding"), BROKEN)
def test_a_broken_rule_is_found_where_it_is_broken(
    area: str, figures: Figures, finding: tuple[str, str]
) -> None:
    assert codes(area, figures) == [finding]


@pytest.mark.parametrize(("area", "figures"), KEPT)
def test_a_kept_rule_is_silent(area: str, figures: Figures) -> None:
    assert codes(area, figures) == []


def traffic(accidents: int, dead: int, injured: int) -> Figures:
    figures = zip(("QP03", "QP04", "QP05"), (accidents, dead, injured), strict=True)
    return {code: {"actual": value, "same_period": 9} for code, value in figures}


def test_casualties_need_an_accident_but_the_dead_may_outnumber_the_accidents() -> None:
    assert codes("defence_security", traffic(0, 0, 2)) == [("E2", "casualties-without-accident")]
    assert codes("defence_security", traffic(1, 3, 0)) == []
    assert codes("defence_security", traffic(0, 0, 0)) == []


def test_a_rule_is_silent_while_a_figure_that_it_needs_is_absent() -> None:
    assert codes("culture_society", {"VX01": {"actual": 205}, "VX02": {"note": "chưa bình xét"}}) == []


def test_a_work_cannot_end_before_it_begins() -> None:
    works = form("works")
    row = [None, "Đường hoa", "Tổ 1", 10, None, date(2024, 8, 12), date(2024, 8, 10), 100]
    assert found(read(grid([header(works), row]), works)) == [("G2", "order-of-dates")]


def test_a_nominee_is_checked_by_itself() -> None:
    commendation = form("commendation")
    given = {
        "subject": "Tập thể", "name": "Chi hội 3", "members": 20, "women": 21, "votes": 9, "attendance": 8,
        "achievement": "Hiến 350 m² đất", "undisciplined": "Có", "achieved": date(2024, 8, 20),
    }  # fmt: skip
    row = [given.get(column.field) for column in commendation.columns]
    assert {code for _, code in found(read(grid([header(commendation), row]), commendation))} == {
        "date-outside",
        "part-exceeds-limit",
        "votes-exceed-members",
    }
