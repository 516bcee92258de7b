"""The three status axes of a report (docs/domain.md, “Statuses”), every combination as a table."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sheets_sync.calendar.lateness import days_late, timeliness
from sheets_sync.judging.coverage import completeness, cover, handling
from sheets_sync.model import Completeness, Coverage, Finding, Handling, Timeliness
from tests.unit.builders import ARRIVED, DEADLINE, FORM, PERIOD, ZONE, finding, submission, unit

BEFORE_CUT_OFF = datetime(2024, 8, 15, 23, 59, tzinfo=ZONE)
AFTER_CUT_OFF = datetime(2024, 8, 16, 0, 0, tzinfo=ZONE)
ERROR = finding("number-unreadable", params={"typed": "nhiều", "measure": "hộ"})
INCOMPLETE = finding("value-missing")
QUESTION = finding("ratio-unusual", params={"computed": "10", "actual": "1", "plan": "10"})
WARNING = finding("rate-without-plan", params={"typed": "95"})

NOT_DUE, MISSING, OVERDUE = Timeliness.NOT_DUE, Timeliness.MISSING, Timeliness.OVERDUE
ON_TIME, LATE = Timeliness.ON_TIME, Timeliness.LATE


@pytest.mark.parametrize(
    ("arrived", "now", "expected"),
    [
        (None, BEFORE_CUT_OFF, NOT_DUE),
        (None, AFTER_CUT_OFF, MISSING),
        (None, DEADLINE, MISSING),
        (None, DEADLINE + timedelta(seconds=1), OVERDUE),
        (ARRIVED, BEFORE_CUT_OFF, ON_TIME),
        (ARRIVED, DEADLINE + timedelta(days=9), ON_TIME),
        (DEADLINE, DEADLINE, ON_TIME),
        (DEADLINE + timedelta(seconds=1), DEADLINE + timedelta(days=1), LATE),
    ],
)
def test_timeliness(arrived: datetime | None, now: datetime, expected: Timeliness) -> None:
    assert timeliness(arrived, PERIOD, PERIOD.deadline, now) is expected


@pytest.mark.parametrize(
    ("arrived", "days"),
    [
        (None, 0),
        (DEADLINE, 0),
        (DEADLINE + timedelta(minutes=1), 1),
        (datetime(2024, 8, 18, 23, 59, tzinfo=ZONE), 1),
        (datetime(2024, 8, 19, 0, 0, tzinfo=ZONE), 2),
        (datetime(2024, 8, 18, 16, 59, tzinfo=UTC), 1),
        (datetime(2024, 8, 18, 17, 0, tzinfo=UTC), 2),
    ],
)
def test_days_late_are_calendar_days_of_the_ward(arrived: datetime | None, days: int) -> None:
    assert days_late(arrived, PERIOD.deadline) == days


@pytest.mark.parametrize(
    ("findings", "reported", "expected"),
    [
        ((), True, Completeness.COMPLETE),
        ((WARNING,), True, Completeness.COMPLETE),
        ((QUESTION,), True, Completeness.DOUBTFUL),
        ((INCOMPLETE,), True, Completeness.INCOMPLETE),
        ((ERROR,), True, Completeness.FAULTY),
        ((QUESTION, INCOMPLETE, WARNING), True, Completeness.INCOMPLETE),
        ((QUESTION, INCOMPLETE, ERROR), True, Completeness.FAULTY),
        ((), False, None),
        ((WARNING, QUESTION, INCOMPLETE), False, None),
        ((ERROR,), False, Completeness.FAULTY),
    ],
)
def test_completeness_is_the_worst_thing_found(
    findings: tuple[Finding, ...], reported: bool, expected: Completeness | None
) -> None:
    assert completeness(findings, reported=reported) is expected


PENDING, RECEIVED, APPROVED, RETURNED = "pending", "received", "approved", "returned"


@pytest.mark.parametrize(
    ("reviews", "arrived", "expected"),
    [
        ((), False, Handling.DRAFT),
        ((APPROVED,), False, Handling.DRAFT),
        ((), True, Handling.PENDING),
        ((PENDING,), True, Handling.PENDING),
        ((RECEIVED, APPROVED), True, Handling.RECEIVED),
        ((RECEIVED, PENDING), True, Handling.PENDING),
        ((Handling.RESUBMITTED, APPROVED), True, Handling.RESUBMITTED),
        ((Handling.RESUBMITTED, RETURNED), True, Handling.RETURNED),
        ((APPROVED, ""), True, Handling.PENDING),
        ((APPROVED, APPROVED), True, Handling.APPROVED),
        ((APPROVED, RETURNED, PENDING), True, Handling.RETURNED),
    ],
)
def test_handling_is_what_the_office_did_with_all_records(
    reviews: Collection[str], arrived: bool, expected: Handling
) -> None:
    assert handling(reviews, arrived=arrived) is expected


def covered(**given: Any) -> Coverage:
    known: dict[str, Any] = {"reviews": {}, "unreadable": (), "now": DEADLINE, "submissions": {}}
    one = given.pop("unit", unit())
    [made] = cover([one], [FORM["culture_society"]], PERIOD, **{**known, **given})
    return made


def test_a_late_report_with_findings_under_review() -> None:
    key = ("TDP01", "culture_society")
    held = submission(unit="TDP01", arrived=DEADLINE + timedelta(days=3), findings=(ERROR, WARNING))
    made = covered(submissions={key: held}, reviews={key: [RETURNED]}, unreadable={"TDP01"})
    assert made == Coverage(
        *key,
        PERIOD.code,
        LATE,
        Completeness.FAULTY,
        Handling.RETURNED,
        days_late=3,
        unreadable=True,
        findings=2,
    )


def test_nothing_held_is_missing_and_a_draft() -> None:
    made = covered()
    assert (made.timeliness, made.completeness, made.handling) == (MISSING, None, Handling.DRAFT)
    assert (made.unreadable, made.findings) == (False, 0)


@pytest.mark.parametrize(
    "changed",
    [
        {"forms": ("economy",)},
        {"valid_to": date(2024, 8, 14)},
        {"valid_from": date(2024, 8, 16)},
    ],
)
def test_who_does_not_owe_is_never_missing(changed: dict[str, Any]) -> None:
    made = covered(unit=unit(**changed), now=DEADLINE + timedelta(days=30))
    assert (made.timeliness, made.completeness, made.handling) == (None, None, Handling.NOT_OWED)


@pytest.mark.parametrize("changed", [{"valid_to": date(2024, 8, 15)}, {"valid_from": date(2024, 8, 15)}])
def test_a_unit_that_existed_at_the_cut_off_owes(changed: dict[str, Any]) -> None:
    assert covered(unit=unit(**changed)).handling is Handling.DRAFT


def test_every_unit_and_form_is_covered_in_the_order_of_roster_and_registry() -> None:
    units = [unit("TDP02"), unit("CAP"), unit("TDP01")]
    forms = [FORM["works"], FORM["economy"]]
    made = cover(units, forms, PERIOD, {}, reviews={}, unreadable=(), now=DEADLINE)
    assert [(one.unit, one.form) for one in made] == [
        (owner.code, form.code) for owner in units for form in forms
    ]
