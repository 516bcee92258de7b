"""Who has reported, how well, and what became of it: the three status axes of each unit x form x period."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sheets_sync.calendar.lateness import days_late, timeliness
from sheets_sync.findings import INCOMPLETE
from sheets_sync.forms.form import Form
from sheets_sync.model import (
    Completeness,
    Coverage,
    Finding,
    Handling,
    Period,
    Severity,
    Submission,
    Unit,
)


def cover(
    units: Iterable[Unit],
    forms: Iterable[Form],
    period: Period,
    submissions: Mapping[tuple[str, str], Submission],
    *,
    reviews: Mapping[tuple[str, str], Collection[str]],
    unreadable: Collection[str],
    closed: Collection[str] = (),
    now: datetime,
) -> tuple[Coverage, ...]:
    """One Coverage for each unit x form, in the roster's and the registry's order.

    `submissions` and `reviews` (the office's states of the records) are by unit and form code; `unreadable`
    holds the units whose workbook could not be read this time, `closed` those whose reports are closed.
    """
    forms = tuple(forms)
    return tuple(
        _cover_one(
            unit,
            form,
            period,
            submissions.get((unit.code, form.code)),
            reviews.get((unit.code, form.code), ()),
            unreadable=unit.code in unreadable,
            closed=unit.code in closed,
            now=now,
        )
        for unit in units
        for form in forms
    )


def _cover_one(
    unit: Unit,
    form: Form,
    period: Period,
    submission: Submission | None,
    reviews: Collection[str],
    *,
    unreadable: bool,
    closed: bool,
    now: datetime,
) -> Coverage:
    key = (unit.code, form.code, period.code)
    if not unit.owes(form.code, period):
        return Coverage(*key, None, None, Handling.NOT_OWED)
    arrived = None if submission is None else submission.arrived
    findings = () if submission is None else submission.findings
    deadline = period.deadline_of(unit)
    return Coverage(
        *key,
        timeliness(arrived, period, deadline, now),
        completeness(findings, reported=arrived is not None),
        handling(reviews, arrived=arrived is not None, closed=closed),
        days_late=days_late(arrived, deadline),
        unreadable=unreadable,
        findings=len(findings),
    )


def completeness(findings: Iterable[Finding], *, reported: bool) -> Completeness | None:
    """The worst thing found; None when nothing was reported and nothing is wrong."""
    findings = tuple(findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Completeness.FAULTY
    if not reported:
        return None
    if any(finding.code in INCOMPLETE for finding in findings):
        return Completeness.INCOMPLETE
    if any(finding.severity is Severity.QUESTION for finding in findings):
        return Completeness.DOUBTFUL
    return Completeness.COMPLETE


def handling(reviews: Collection[str], *, arrived: bool, closed: bool = False) -> Handling:
    """What the office has done: one returned record returns the report, all approved approve it."""
    if closed:
        return Handling.CLOSED
    if not arrived:
        return Handling.DRAFT
    for one in (Handling.RETURNED, Handling.RESUBMITTED):
        if one in reviews:
            return one
    if reviews and all(review == Handling.APPROVED for review in reviews):
        return Handling.APPROVED
    if reviews and all(review in (Handling.APPROVED, Handling.RECEIVED) for review in reviews):
        return Handling.RECEIVED
    return Handling.PENDING
