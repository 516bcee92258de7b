"""The rules of the forms (docs/domain.md): each broken once and kept once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from sheets_sync.model import Finding
from tests.unit.builders import FORM, INDICATORS, found, percent, read

Figures = Mapping[str, Any]


def checked(figures: Figures, **given: Any) -> tuple[Finding, ...]:
    """Findings about a report of these figures, each explained in its note so that only rules speak."""
    form = FORM[INDICATORS[next(iter(figures))].form]
    rows = [{"code": code, "actual": value, "note": "Đã kiểm tra"} for code, value in figures.items()]
    for row in rows:
        if INDICATORS[row["code"]].has_same_period:
            row["same_period"] = 0
    return read(form, *rows, owed=tuple(figures), **given).findings


def codes(figures: Figures, **given: Any) -> list[str]:
    return [f"{one.cell} {one.code}" for one in checked(figures, **given)]


# Between the indicators of a report

CASES: list[tuple[str, Figures, Figures, list[str]]] = [
    ("KT02 ≤ KT01", {"KT01": 500, "KT02": 500}, {"KT01": 500, "KT02": 501}, ["E3 part-exceeds-whole"]),
    ("VX02 ≤ VX01", {"VX01": 200, "VX02": 200}, {"VX01": 200, "VX02": 201}, ["E3 part-exceeds-whole"]),
    ("VX02 80–100%", {"VX01": 200, "VX02": 160}, {"VX01": 200, "VX02": 159}, ["E3 share-out-of-range"]),
    ("VX03 ≤ TDP", {"VX03": 14}, {"VX03": 15}, ["E2 part-exceeds-limit"]),
    ("VX04 0–5%", {"VX01": 200, "VX04": 10}, {"VX01": 200, "VX04": 11}, ["E3 share-out-of-range"]),
    ("VX04 ≤ VX01", {"VX01": 200, "VX04": 0}, {"VX01": 200, "VX04": 201}, ["E3 part-exceeds-whole"]),
    ("VX05 ≤ VX01", {"VX01": 200, "VX05": 200}, {"VX01": 200, "VX05": 201}, ["E3 part-exceeds-whole"]),
    (
        "VX04 + VX05 ≤ VX01",
        {"VX01": 200, "VX04": 10, "VX05": 190},
        {"VX01": 200, "VX04": 10, "VX05": 191},
        ["E4 parts-exceed-whole"],
    ),
    ("VX06 ≤ số trẻ", {"VX06": 40, "VX06A": 40}, {"VX06": 41, "VX06A": 40}, ["E2 part-exceeds-whole"]),
    ("VX07 ≤ kiểm tra", {"VX07": 9, "VX07A": 9}, {"VX07": 10, "VX07A": 9}, ["E2 part-exceeds-whole"]),
    (
        "QP04 + QP05 > 0 ⇒ QP03 ≥ 1",
        {"QP03": 1, "QP04": 2, "QP05": 1},
        {"QP03": 0, "QP04": 0, "QP05": 1},
        ["E2 casualties-without-accident"],
    ),
    ("QP07 ≤ QP06", {"QP06": 6, "QP07": 6}, {"QP06": 6, "QP07": 7}, ["E3 part-exceeds-whole"]),
    ("QP08 ≤ TDP", {"QP08": 14}, {"QP08": 15}, ["E2 part-exceeds-limit"]),
    ("CT02 ≤ CT01", {"CT01": 310, "CT02": 310}, {"CT01": 310, "CT02": 311}, ["E3 part-exceeds-whole"]),
    ("CT02 80–100%", {"CT01": 310, "CT02": 248}, {"CT01": 310, "CT02": 247}, ["E3 share-out-of-range"]),
    (
        "CC01 + CC01A = CC02 + CC02A + CC02B",
        {"CC01": 20, "CC01A": 480, "CC02": 470, "CC02A": 26, "CC02B": 4},
        {"CC01": 20, "CC01A": 480, "CC02": 470, "CC02A": 26, "CC02B": 5},
        ["E2 sum-mismatch"],
    ),
    (
        "CC02 = CC03 + CC04",
        {"CC02": 470, "CC03": 460, "CC04": 10},
        {"CC02": 470, "CC03": 460, "CC04": 9},
        ["E2 sum-mismatch"],
    ),
    ("CC03 95–100%", {"CC02": 200, "CC03": 190}, {"CC02": 200, "CC03": 189}, ["E3 share-out-of-range"]),
    ("CC05 ≤ tiếp nhận", {"CC01A": 480, "CC05": 480}, {"CC01A": 480, "CC05": 481}, ["E3 part-exceeds-whole"]),
]


@pytest.mark.parametrize(
    ("kept", "broken", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_rule_speaks_when_broken_and_only_then(kept: Figures, broken: Figures, expected: list[str]) -> None:
    assert codes(kept) == []
    assert codes(broken) == expected


def test_the_number_of_groups_is_the_campaigns() -> None:
    assert codes({"VX03": 14}, tdp=13) == ["E2 part-exceeds-limit"]
    assert codes({"VX03": 14}, tdp=14) == []


@pytest.mark.parametrize(
    "figures", [{"KT02": 501}, {"KT01": None, "KT02": 501}, {"KT01": "chưa có", "KT02": 5}]
)
def test_a_rule_is_silent_about_figures_that_are_not_there(figures: Figures) -> None:
    assert "part-exceeds-whole" not in " ".join(codes(figures))


@pytest.mark.parametrize("figures", [{"QP04": 1}, {"QP05": 3, "QP03": None}])
def test_casualties_are_held_against_a_reported_number_of_accidents_only(figures: Figures) -> None:
    assert "casualties-without-accident" not in " ".join(codes(figures))


def test_a_part_as_large_as_its_whole_is_an_unusual_share() -> None:
    assert codes({"VX01": 200, "VX04": 200}) == ["E3 share-out-of-range"]


def test_parts_are_not_blamed_together_for_one_that_is_too_large_alone() -> None:
    figures = {"VX01": 200, "VX04": 3, "VX05": 201}
    assert codes(figures) == ["E4 part-exceeds-whole"]


def test_plans_keep_the_rules_of_parts_too() -> None:
    rows = [{"code": "KT01", "plan": 400, "actual": 400}, {"code": "KT02", "plan": 401, "actual": 300}]
    assert found(read(FORM["economy"], *rows, owed=("KT01", "KT02"))) == [("D3", "part-exceeds-whole")]


def test_a_broken_rule_names_both_cells_and_figures() -> None:
    [one] = checked({"VX01": 1205, "VX02": 1250})
    assert one.text == (
        "Ô E3 (Hộ đạt Gia đình văn hóa): 1.250 lớn hơn Tổng số hộ ở ô E2 (1.205). Đề nghị kiểm tra lại hai ô."
    )


def test_what_needs_another_figure_is_told_with_its_number_and_its_cell() -> None:
    [one] = checked({"QP03": 0, "QP04": 0, "QP05": 2})
    assert one.message == (
        "“Tai nạn giao thông: số người bị thương” là 2 người (ô E4) nhưng “Tai nạn giao thông: số vụ” bằng 0."
    )


def test_the_balance_of_dossiers_tells_the_difference() -> None:
    [one] = checked({"CC01": 20, "CC01A": 480, "CC02": 470, "CC02A": 26, "CC02B": 5})
    assert one.message.endswith("chênh lệch 1.")
    assert "(ô E3)" in one.message


# Within a row


def row(**fields: Any) -> list[str]:
    made = read(FORM["economy"], {"code": "KT03", **fields}, owed=("KT03",))
    return [f"{cell} {code}" for cell, code in found(made)]


@pytest.mark.parametrize("actual", [30, 100, 150])
def test_usual_performance_needs_no_explanation(actual: int) -> None:
    assert row(plan=100, actual=actual) == []


@pytest.mark.parametrize("actual", [29, 0, 151])
def test_unusual_performance_is_questioned_and_a_note_answers_it(actual: int) -> None:
    assert row(plan=100, actual=actual) == ["E2 ratio-unusual"]
    assert row(plan=100, actual=actual, note="Dự án chuyển sang quý IV") == []


def test_little_of_what_should_be_little_is_not_questioned() -> None:
    poor = {"code": "VX04", "plan": 10, "actual": 1}
    assert found(read(FORM["culture_society"], poor, owed=("VX04",))) == []
    many = found(read(FORM["culture_society"], poor | {"actual": 16}, owed=("VX04",)))
    assert many == [("E2", "ratio-unusual")]


def test_a_share_is_not_held_against_its_plan() -> None:
    assert "ratio-unusual" not in " ".join(
        code for _, code in found(read(FORM["defence_security"], {"code": "QP02", "plan": 50, "actual": 95}))
    )


@pytest.mark.parametrize("typed", [92.3, 92.4, 92.25, "92,3", "92,3%", percent(0.923), 0.923, None])
def test_an_entered_rate_may_be_rounded(typed: Any) -> None:
    assert row(plan=52, actual=48, rate=typed) == []


@pytest.mark.parametrize("typed", [95, 92.5, 92.1, percent(0.95), 0.95])
def test_an_entered_rate_that_differs_by_more_than_a_tenth_is_an_error(typed: Any) -> None:
    assert row(plan=52, actual=48, rate=typed) == ["G2 rate-mismatch"]


def test_a_wrong_rate_is_told_with_the_computed_one() -> None:
    made = read(FORM["economy"], {"code": "KT03", "plan": 52, "actual": 48, "rate": 95}, owed=("KT03",))
    assert made.findings[0].message == "nhập 95%, hệ thống tính 92,3% (48/52)."


@pytest.mark.parametrize("plan", [0, None])
def test_without_plan_there_is_no_rate(plan: int | None) -> None:
    assert row(plan=plan, actual=48) == []
    assert row(plan=plan, actual=48, rate=95) == ["G2 rate-without-plan"]


@pytest.mark.parametrize(
    ("code", "kept", "broken"),
    [("KT01", 100, 99), ("KT01", 200_000, 200_001), ("KT04", 0, 20_001), ("QP01", 60, 61), ("KT06", 75, 76)],
)
def test_figures_outside_the_usual_range_are_warned_about_and_kept(code: str, kept: int, broken: int) -> None:
    assert codes({code: kept}) == []
    [one] = checked({code: broken})
    assert (one.code, one.severity) == ("value-out-of-range", "warning")


def test_the_same_period_is_asked_for_where_the_catalogue_does() -> None:
    made = read(FORM["defence_security"], {"code": "QP06", "actual": 3}, owed=("QP06",))
    assert found(made) == [("F2", "value-missing")]


# Works, proposals


@pytest.mark.parametrize(
    ("completed", "expected"),
    [("09/8/2024", [("G2", "order-of-dates")]), ("10/8/2024", []), ("15/8/2024", []), (None, [])],
)
def test_a_work_ends_on_or_after_the_day_it_began(
    completed: str | None, expected: list[tuple[str, str]]
) -> None:
    work = {"row_id": "r1", "name": "Sơn cổng chào", "started": "10/8/2024", "completed": completed}
    assert found(read(FORM["works"], work)) == expected


PROPOSAL = {
    "row_id": "r1",
    "subject": "Tập thể",
    "name": "Chi hội Phụ nữ tổ dân phố số 3",
    "members": 42,
    "women": 42,
    "achievement": "Vận động 42/42 hộ phân loại rác.",
    "achieved": "10/8/2024",
    "votes": 30,
    "attendance": 30,
    "undisciplined": "Có",
}


def proposal(**changed: Any) -> list[str]:
    return [code for _, code in found(read(FORM["commendation"], PROPOSAL | changed))]


def test_a_sound_proposal_has_no_findings() -> None:
    made = read(FORM["commendation"], PROPOSAL)
    assert made.findings == ()
    assert made.records[0].values["achieved"] == date(2024, 8, 10)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"votes": 31}, "votes-exceed-members"),
        ({"women": 43}, "part-exceeds-limit"),
        ({"undisciplined": None}, "confirmation-missing"),
        ({"undisciplined": "Không"}, "confirmation-missing"),
        ({"name": None}, "text-missing"),
        ({"achievement": None}, "text-missing"),
        ({"subject": "Dòng họ"}, "choice-unknown"),
        ({"achieved": "10/7/2023"}, "date-outside"),
        ({"phone": "912345678"}, "lost-leading-zero"),
    ],
)
def test_each_rule_of_a_proposal(changed: dict[str, Any], code: str) -> None:
    assert proposal(**changed) == [code]


def test_votes_without_attendance_are_not_judged() -> None:
    assert proposal(attendance=None) == []
