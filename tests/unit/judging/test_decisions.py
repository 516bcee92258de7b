"""The office's decision about a record, through every change of the record and of its mind."""

import pytest

from sheets_sync.judging.decisions import changes, judge
from sheets_sync.model import Review

OLD, NEW, NEWER = ({"Thực hiện": text, "Ghi chú": ""} for text in ("120", "135", "140"))
APPROVED = Review("Đã duyệt", "", OLD)
TAKEN_BACK = Review("Chờ duyệt", "Đã duyệt", OLD)


@pytest.mark.parametrize("decision", ["Đã duyệt", "Trả lại", "Đã tiếp nhận"])
def test_a_decision_counts_for_what_the_master_showed_beside_it(decision: str) -> None:
    assert judge(decision, None, OLD, OLD) == Review(decision, "", OLD)


@pytest.mark.parametrize(
    ("decision", "then"),
    [("Đã duyệt", "Chờ duyệt"), ("Đã tiếp nhận", "Chờ duyệt"), ("Trả lại", "Đã nộp lại")],
)
def test_a_record_that_changes_takes_the_decision_back(decision: str, then: str) -> None:
    assert judge(decision, Review(decision, "", OLD), OLD, NEW) == Review(then, decision, OLD)


def test_a_change_in_the_night_of_the_decision_is_not_approved_unseen() -> None:
    assert judge("Đã duyệt", None, OLD, NEW) == TAKEN_BACK


def test_further_changes_are_told_against_what_was_approved() -> None:
    assert judge("Chờ duyệt", TAKEN_BACK, NEW, NEWER) == TAKEN_BACK
    assert changes(TAKEN_BACK, NEWER) == "Thực hiện: 120 → 140"


def test_the_office_may_approve_again() -> None:
    assert judge("Đã duyệt", TAKEN_BACK, NEW, NEW) == Review("Đã duyệt", "", NEW)


def test_killed_before_the_master_was_written_the_next_run_judges_alike() -> None:
    first = judge("Đã duyệt", APPROVED, OLD, NEW)
    assert judge("Đã duyệt", first, OLD, NEW) == first


def test_killed_after_the_master_was_written_the_next_run_judges_alike() -> None:
    first = judge("Đã duyệt", APPROVED, OLD, NEW)
    assert judge(first.state, first, NEW, NEW) == first


@pytest.mark.parametrize("chosen", ["", "Chờ duyệt", "hỏi lại anh Dương"])
def test_the_office_may_take_its_decision_back_itself(chosen: str) -> None:
    assert judge(chosen, APPROVED, OLD, NEW) == Review(chosen, "", {})


def test_a_record_approved_before_it_vanished_is_compared_when_it_comes_back() -> None:
    assert judge("Đã duyệt", APPROVED, None, OLD) == APPROVED
    assert judge("Đã duyệt", APPROVED, None, NEW) == TAKEN_BACK


def test_changes_name_columns_that_came_and_went_and_blanks() -> None:
    review = Review("Chờ duyệt", "Đã duyệt", {"A": "1", "B": "x", "Cũ": "c"})
    assert (
        changes(review, {"A": "", "B": "x", "Mới": "m"})
        == "A: 1 → (trống)\nMới: (trống) → m\nCũ: c → (trống)"
    )
    assert changes(Review("Đã duyệt", "", OLD), NEW) == ""
    assert changes(None, NEW) == ""
