"""The office's decision about a record, through every change of the record and of its mind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest

from sheets_sync.forms.fields import Amount, Day, Phone, Prose
from sheets_sync.forms.form import Form, Heading, Row
from sheets_sync.judging.decisions import SEEN_UNKNOWN, changes, judge
from sheets_sync.model import UNSEEN, Personal, Review, Value

OLD, NEW, NEWER = ({"actual": Decimal(number), "note": None} for number in (120, 135, 140))
APPROVED = Review("approved", "", OLD)
TAKEN_BACK = Review("pending", "approved", OLD)


class Answer(Row):
    """A figure, a day, a note, and where one is reached."""

    actual: Annotated[Amount, Heading("Thực hiện")] = None
    note: Annotated[Prose, Heading("Ghi chú")] = None
    share: Annotated[Day, Heading("Tỷ lệ")] = None
    phone: Annotated[Phone, Heading("Số điện thoại"), Personal.CONTACT] = None


FORM = Form("answers", "1. Trả lời", Answer)


@pytest.mark.parametrize("decision", ["approved", "returned", "received"])
def test_a_decision_counts_for_what_the_master_showed_beside_it(decision: str) -> None:
    assert judge(decision, None, OLD, OLD) == Review(decision, "", OLD)


@pytest.mark.parametrize(
    ("decision", "then"), [("approved", "pending"), ("received", "pending"), ("returned", "resubmitted")]
)
def test_a_record_that_changes_takes_the_decision_back(decision: str, then: str) -> None:
    assert judge(decision, Review(decision, "", OLD), OLD, NEW) == Review(then, decision, OLD)


def test_a_change_in_the_night_of_the_decision_is_not_approved_unseen() -> None:
    assert judge("approved", None, OLD, NEW) == TAKEN_BACK


def test_further_changes_are_told_against_what_was_approved() -> None:
    assert judge("pending", TAKEN_BACK, NEW, NEWER) == TAKEN_BACK
    assert changes(TAKEN_BACK, NEWER, FORM) == "Thực hiện: 120 → 140"


def test_the_office_may_approve_again() -> None:
    assert judge("approved", TAKEN_BACK, NEW, NEW) == Review("approved", "", NEW)


def test_killed_before_the_master_was_written_the_next_run_judges_alike() -> None:
    first = judge("approved", APPROVED, OLD, NEW)
    assert judge("approved", first, OLD, NEW) == first


def test_killed_after_the_master_was_written_the_next_run_judges_alike() -> None:
    first = judge("approved", APPROVED, OLD, NEW)
    assert judge(first.state, first, NEW, NEW) == first


@pytest.mark.parametrize("chosen", ["", "pending", "hỏi lại anh Dương"])
def test_the_office_may_take_its_decision_back_itself(chosen: str) -> None:
    assert judge(chosen, APPROVED, OLD, NEW) == Review(chosen, "", {})


def test_a_record_approved_before_it_vanished_is_compared_when_it_comes_back() -> None:
    assert judge("approved", APPROVED, None, OLD) == APPROVED
    assert judge("approved", APPROVED, None, NEW) == TAKEN_BACK


def test_a_field_that_the_form_got_since_changes_nothing_until_something_stands_in_it() -> None:
    assert judge("approved", APPROVED, OLD, {**OLD, "share": None}) == APPROVED
    assert judge("approved", APPROVED, OLD, {**OLD, "share": "5"}).state == "pending"


def test_a_field_that_the_form_lost_since_changes_nothing() -> None:
    assert judge("approved", APPROVED, OLD, {"actual": OLD["actual"]}) == APPROVED


@pytest.mark.parametrize(
    ("held", "now"),
    [
        (Decimal("198.50"), Decimal("198.5")),
        ("198,5", Decimal("198.5")),
        (date(2024, 8, 12), "12/8/2024"),
        ("", None),
        (True, "Có"),
    ],
)
def test_a_value_that_reads_the_same_is_the_same(held: Value, now: Value) -> None:
    known = Review("approved", "", {"actual": held})
    assert judge("approved", known, None, {"actual": now}) == known


def test_of_a_decision_whose_content_is_not_known_what_the_master_shows_counts() -> None:
    unknown = Review("approved", "", {})
    assert judge("approved", unknown, OLD, OLD) == APPROVED
    assert judge("approved", unknown, OLD, NEW) == TAKEN_BACK
    assert changes(Review("pending", "approved", {}), NEW, FORM) == ""


def test_changes_are_told_by_title_with_blanks_and_only_while_they_stand() -> None:
    review = Review("pending", "approved", {"actual": Decimal(1), "note": "x", "gone": "c"})
    now = {"actual": None, "note": "x", "share": date(2024, 8, 5)}
    assert changes(review, now, FORM) == "Thực hiện: 1 → (trống)\nTỷ lệ: (trống) → 05/8/2024"
    assert changes(Review("approved", "", OLD), NEW, FORM) == ""
    assert changes(None, NEW, FORM) == ""


def test_where_somebody_is_reached_is_told_as_changed_and_not_repeated() -> None:
    review = Review("pending", "approved", {"note": "ĐT 0912 345 678", "phone": "0912345678"})
    now = {"note": "ĐT 0987 654 321", "phone": "0987654321"}
    assert changes(review, now, FORM) == ("Ghi chú: ĐT 09…678 → ĐT 09…321\nSố điện thoại: 09…678 → 09…321")


@pytest.mark.parametrize("seen", [None, UNSEEN])
def test_what_comes_back_with_its_row_or_is_in_doubt_is_not_decided_anew(
    seen: Mapping[str, Value] | None,
) -> None:
    first = judge("approved", APPROVED, seen, NEW)
    assert first == TAKEN_BACK
    assert judge("approved", first, seen, NEW) == first


def test_where_nobody_knows_what_was_seen_a_decision_waits_and_says_so() -> None:
    found = judge("approved", None, UNSEEN, NEW)
    assert (found.state, changes(found, NEW, FORM)) == ("pending", SEEN_UNKNOWN)
    assert judge("approved", found, NEW, NEW) == Review("approved", "", NEW)
