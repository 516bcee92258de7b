"""When the last good records stay, and until when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.model import Record, State, Submission
from sheets_sync.reading.lastgood import Circumstances, accepted, question, submission
from sheets_sync.reading.validation import Validated
from tests.unit.builders import unit as unit_of

AT = datetime(2024, 8, 14, 13, tzinfo=UTC)
LATER = AT + timedelta(days=1)
WORKS = next(form for form in FORMS if form.code == "works")
UNIT = unit_of("TDP01")


def records(*names: str | None) -> tuple[Record, ...]:
    return tuple(
        Record("TDP01", "works", "dot-1", str(row), {"name": name, "budget": Decimal(0)}, {}, {}, row)
        for row, name in enumerate(names)
    )


def read(*names: str | None, sound: bool = True, reported: bool | None = None) -> Validated:
    found = records(*names)
    return Validated(found, (), sound, any(names) if reported is None else reported)


def after(
    validated: Validated, previous: Submission | None, at: datetime = LATER, **given: Any
) -> Submission:
    return submission(validated, previous, UNIT, WORKS, "dot-1", None, Circumstances(at, **given))


BEFORE = after(read(*"abcdef"), None, AT)


def test_the_first_report_arrives_with_its_reading() -> None:
    assert (BEFORE.state, BEFORE.arrived, BEFORE.changed) == (State.CURRENT, AT, AT)
    assert after(read(None, None), None).arrived is None


@pytest.mark.parametrize(
    ("left", "kept"), [("abcde", False), ("abcd", False), ("abc", False), ("ab", True), ("a", True)]
)
def test_losing_more_than_half_of_the_rows_at_once_is_asked_about(left: str, kept: bool) -> None:
    found = after(read(*left), BEFORE)
    assert (found.state is State.LAST_GOOD, found.records == BEFORE.records) == (kept, kept)
    assert [one.code for one in found.findings] == ["rows-shrunk"] * kept


def test_small_reports_may_lose_two_rows_without_a_question() -> None:
    assert after(read("a"), after(read(*"abc"), None, AT)).state is State.CURRENT


def test_an_emptied_tab_is_asked_about_and_an_explicit_nothing_is_not() -> None:
    emptied = after(read(), BEFORE)
    assert [one.code for one in emptied.findings] == ["rows-emptied"]
    assert after(read(reported=True), BEFORE).records == ()


def test_rows_of_the_template_and_zeros_count_for_nothing() -> None:
    assert after(read(None, None, None, None, None, None), BEFORE).held is not None


def test_what_cannot_be_read_is_no_loss() -> None:
    garbled = [replace(one, values={}, rejected={"name": "???"}) for one in BEFORE.records]
    assert after(Validated(tuple(garbled), (), True, False), BEFORE).held is None


def test_a_confirmed_loss_counts() -> None:
    asked = after(read("a"), BEFORE)
    assert after(read("a"), asked, confirmed={question(asked)}).records == records("a")


def test_a_yes_that_was_typed_before_anybody_asked_confirms_nothing() -> None:
    asked = after(read("a"), BEFORE)
    for typed in ("works", WORKS.code, "", "Đồng ý", question(asked)):
        assert after(read("a"), BEFORE, confirmed={typed}).held is not None
    for typed in ("works", WORKS.code, "", question(BEFORE)):
        assert after(read("a"), asked, confirmed={typed}).held is not None


def test_a_yes_counts_only_for_what_was_asked_about() -> None:
    asked = after(read(*"ab"), BEFORE)
    less = after(read("a"), asked, confirmed={question(asked)})
    assert (less.records, less.held is not None) == (BEFORE.records, True)
    assert question(less) not in ("", question(asked))
    # A row more than was asked about takes nothing away.
    more = records("a", "b", None, None, None, None, "x")
    counted = after(Validated(more, (), True, True), asked, confirmed={question(asked)})
    assert counted.records == more


def test_an_accepted_loss_counts_and_what_was_not_held_back_stays() -> None:
    found = accepted(after(read("a"), BEFORE), LATER)
    assert (found.records, found.state, found.arrived, found.changed) == (
        records("a"),
        State.CURRENT,
        AT,
        LATER,
    )
    assert accepted(BEFORE, LATER) == BEFORE


def test_a_broken_header_keeps_the_last_good_records_whatever_was_confirmed() -> None:
    asked = after(read("a"), BEFORE)
    broken = after(read(sound=False), asked, confirmed={question(asked)})
    assert (broken.records, broken.state, broken.changed) == (BEFORE.records, State.LAST_GOOD, AT)
    assert after(read(sound=False), None).state is State.NEVER


def test_a_closed_report_stays_as_it_is_until_it_is_opened() -> None:
    closed = after(read(*"abcdefg"), BEFORE, closed=True)
    assert (closed.records, [one.code for one in closed.findings]) == (BEFORE.records, ["report-closed"])
    assert after(read(*"abcdefg"), closed).records == records(*"abcdefg")


def test_a_closed_report_that_was_only_sorted_is_no_change() -> None:
    moved = tuple(replace(one, row=one.row + 5) for one in BEFORE.records)
    assert after(Validated(moved, (), True, True), BEFORE, closed=True).held is None


def test_nothing_arrives_in_a_closed_report() -> None:
    closed = after(read("a"), None, closed=True)
    assert (closed.records, closed.arrived) == ((), None)


def test_a_report_counts_from_when_drive_says_it_was_there() -> None:
    typed = AT - timedelta(hours=5)
    assert after(read("a"), None, AT, modified=typed).arrived == typed
    # A clock that is ahead does not make a report later than its reading.
    assert after(read("a"), None, AT, modified=LATER).arrived == AT


def test_what_was_brought_over_from_the_last_period_is_no_report_yet() -> None:
    last = records(*"abc")
    copied = after(read(*"abc"), None, last_period=last)
    assert (copied.arrived, [one.code for one in copied.findings]) == (None, ["period-copied"])
    for changed in ("abcd", "ab", "abx"):
        assert after(read(*changed), copied, last_period=last).arrived == LATER
    assert after(read(*"abc"), copied, last_period=last, confirmed={question(copied)}).arrived == LATER


def test_a_few_figures_may_be_the_same_in_two_periods() -> None:
    assert after(read(*"ab"), None, last_period=records(*"ab")).arrived == LATER


def test_two_empty_periods_are_no_copy() -> None:
    assert after(read(reported=True), None, last_period=()).arrived == LATER
