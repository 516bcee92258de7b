"""What only the reports of several units together can show."""

from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.judging.crosscheck import crosscheck, units_in_charge
from sheets_sync.model import Finding, Submission, Unit
from tests.unit.builders import FORMS, indicator, record, submission, unit

TOTAL = indicator("VX01")
GROUPS = [unit(f"TDP0{number}", f"Tổ dân phố số {number}", indicators=["VX01"]) for number in (1, 2)]
CULTURE = unit("VHXH", "Văn hóa – Xã hội", kind="CONG-CHUC", indicators=["VX01"])
UNITS = {one.code: one for one in (*GROUPS, CULTURE)}


def nominee(owner: str, name: str | None, row: int = 1, **values: Any) -> Submission:
    return submission(record(owner, f"r{row}", "commendation", row=row, name=name, **values))


def check(*submissions: Submission) -> tuple[Finding, ...]:
    return crosscheck(submissions, FORMS, UNITS, {"VX01": TOTAL})


# The same person proposed twice


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
        ("Nguyễn Thị Hoa", "NGUYỄN THỊ HOA"),
        ("Nguyễn Thị Hoa", "Nguyen Thi Hoa"),
        ("Ðỗ Văn Sơn", "Đỗ Văn Sơn"),
        ("Trần Văn  Bình", " Trần Văn Bình "),
        ("Tra\u0302\u0300n Văn Bình", "Trần Văn Bình"),
        ("Phạm Thuý Nga", "Phạm Thúy Nga"),
    ],
)
def test_spelling_variants_of_a_name_are_one_person(left: str, right: str) -> None:
    made = check(nominee("TDP01", left), nominee("TDP02", right))
    assert [(one.unit, one.code) for one in made] == [
        ("TDP01", "nominee-duplicate"),
        ("TDP02", "nominee-duplicate"),
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hồng"),
        ("Nguyễn Thị Hoa", "Trần Đức Hoa"),
        ("Hoa", "Nguyễn Thị Hoa"),
        (None, None),
        ("", "Nguyễn Thị Hoa"),
    ],
)
def test_other_names_are_other_people(left: str | None, right: str | None) -> None:
    assert check(nominee("TDP01", left), nominee("TDP02", right)) == ()


def test_many_proposals_that_resemble_each_other_are_one_question_each() -> None:
    made = check(
        *(nominee(f"TDP0{1 + place % 2}", f"Nguyễn Văn {place} An", row=place) for place in range(1, 101))
    )
    assert len(made) == 100
    assert {one.code for one in made} == {"nominee-duplicate"}
    assert max(len(one.message) for one in made) < 250
    assert "và " in made[50].message
    assert "đề nghị khác" in made[50].message


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [("1975", "1975", True), ("01/5/1975", "1975", True), ("1975", "1982", False), ("1975", None, True)],
)
def test_years_of_birth_tell_namesakes_apart(left: str, right: str | None, same: bool) -> None:
    made = check(
        nominee("TDP01", "Nguyễn Văn Hùng", born=left), nominee("TDP02", "Nguyễn Văn Hùng", born=right)
    )
    assert bool(made) is same


def test_each_side_is_told_the_other_ones_unit_at_the_name_and_nothing_of_its_nominee() -> None:
    left, right = check(nominee("TDP01", "Nguyễn Thị Hoà"), nominee("TDP02", "Nguyễn Thị Hòa", row=4))
    assert (left.cell, right.cell) == ("C2", "C5")
    assert left.message == "“Nguyễn Thị Hoà” có thể trùng với đề nghị của Tổ dân phố số 2."
    assert right.message == "“Nguyễn Thị Hòa” có thể trùng với đề nghị của Tổ dân phố số 1."


def test_one_unit_may_propose_twice_by_mistake() -> None:
    rows = [record("TDP01", f"r{n}", "commendation", row=n, name="Nguyễn Thị Hoa") for n in (1, 2)]
    made = check(submission(*rows))
    assert [one.cell for one in made] == ["C2", "C3"]
    assert made[0].message == "“Nguyễn Thị Hoa” có thể trùng với đề nghị ở ô C3."


def test_only_forms_with_unique_names_are_compared() -> None:
    works = [submission(record(code, "r1", "works", name="Trồng cây")) for code in ("TDP01", "TDP02")]
    assert check(*works) == ()


# A whole that differs from the sum of its parts


def households(**figures: int | str | None) -> list[Submission]:
    return [
        submission(record(code, actual=Decimal(figure) if isinstance(figure, int) else figure))
        for code, figure in figures.items()
    ]


def test_a_whole_that_differs_from_the_sum_of_the_units_in_charge_is_questioned() -> None:
    [one] = check(*households(TDP01=205, TDP02=198, VHXH=410))
    assert (one.unit, one.code, one.cell) == ("VHXH", "sum-of-units-differs", "E2")
    assert one.message == "410 khác tổng số của 2 đơn vị được giao (403)."


@pytest.mark.parametrize(
    ("title", "label"),
    [("Tổng số hộ", "Tổng số hộ"), ("– Số trẻ được cân", "Số trẻ được cân"), (None, "Thực hiện")],
)
def test_a_finding_names_the_indicator_without_its_dash(title: str | None, label: str) -> None:
    own = submission(record("VHXH", title=title, actual=Decimal(410)))
    [one] = check(*households(TDP01=205, TDP02=198), own)
    assert one.label == label


@pytest.mark.parametrize(
    "figures",
    [
        {"TDP01": 205, "TDP02": 198, "VHXH": 403},
        {"TDP01": 205, "VHXH": 410},
        {"TDP01": 205, "TDP02": None, "VHXH": 410},
        {"TDP01": 205, "TDP02": "chưa có", "VHXH": 410},
        {"TDP01": 205, "TDP02": 198},
    ],
)
def test_agreement_and_unfinished_sums_are_not_questioned(figures: dict[str, Any]) -> None:
    assert check(*households(**figures)) == ()


def test_one_unit_in_charge_alone_is_not_held_against_others() -> None:
    alone = indicator("VX01", in_charge=("TDP01",))
    made = crosscheck(households(TDP01=205, TDP02=198, VHXH=403), FORMS, UNITS, {"VX01": alone})
    assert made == ()


def test_figures_of_an_indicator_that_is_disabled_are_left_alone() -> None:
    assert crosscheck(households(TDP01=205, TDP02=198, VHXH=410), FORMS, UNITS, {}) == ()


@pytest.mark.parametrize(
    ("in_charge", "expected"),
    [
        (("TDP",), ["TDP01", "TDP02"]),
        (("TDP02",), ["TDP02"]),
        (("TDP02", "TDP"), ["TDP01", "TDP02"]),
        (("VHXH", "TDP01"), ["TDP01", "VHXH"]),
        (("TYT",), []),
    ],
)
def test_units_in_charge_are_named_by_code_or_kind(in_charge: tuple[str, ...], expected: list[str]) -> None:
    made = units_in_charge(indicator("VX01", in_charge=in_charge), UNITS.values())
    assert [one.code for one in made] == expected


def test_a_unit_that_does_not_owe_the_indicator_is_not_in_charge_of_it() -> None:
    others: list[Unit] = [unit("TDP01", indicators=["VX02"]), unit("TDP02", indicators=["VX01"])]
    assert [one.code for one in units_in_charge(TOTAL, others)] == ["TDP02"]
