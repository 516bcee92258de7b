"""What a unit owes and holds in each form, as the evaluation looks at it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sheets_sync.findings import INCOMPLETE
from sheets_sync.findings.rows import ByRow, about
from sheets_sync.forms.form import Form
from sheets_sync.model import (
    Coverage,
    Finding,
    Indicator,
    Record,
    RecordKey,
    Severity,
    Submission,
    Timeliness,
    Unit,
)
from sheets_sync.reading.rows import NOT_REPORTED

#: Before the deadline nothing is missing.
DUE = (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.OVERDUE)


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """One record and what stands against it; what the office approved is right."""

    record: Record
    #: Something has to be mended.
    is_faulty: bool
    #: A question waits for an answer.
    is_open: bool
    #: Everything that is asked for was given and accepted.
    is_complete: bool
    #: The unit has entered something, or something stands against the row.
    is_entered: bool
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """One form that is due."""

    form: Form
    timeliness: Timeliness
    days_late: int
    #: By key; none of a form that is missing.
    rows: Mapping[str, WeighedRow]
    #: Natural keys of the rows that the unit has to fill in; none of a form without such keys.
    owed: tuple[str, ...]
    #: Something has to be mended, in a row or in the tab as a whole.
    is_faulty: bool


def held(
    unit: Unit,
    forms: Iterable[Form],
    coverage: Mapping[tuple[str, str], Coverage],
    submissions: Mapping[tuple[str, str], Submission],
    findings: ByRow,
    approved: Collection[RecordKey],
    indicators: Mapping[str, Indicator],
) -> tuple[Weighed, ...]:
    """The forms that a unit owes and that are due; `findings` those about rows, of everybody."""
    found = []
    for form in forms:
        status = coverage.get((unit.code, form.code))
        if status is None or status.timeliness not in DUE:
            continue
        submission = submissions.get((unit.code, form.code))
        is_there = submission is not None and submission.arrived is not None
        records = submission.records if submission is not None and is_there else ()
        rows = {one.key: _row(one, form, about(one, findings), approved) for one in records}
        owed = tuple(row[form.key] for row in form.prefilled(unit, indicators)) if form.key else ()
        at_large = _at_large(submission.findings if submission is not None and is_there else ())
        faulty = at_large or any(row.is_faulty for row in rows.values())
        found.append(Weighed(form, status.timeliness, status.days_late, rows, owed, faulty))
    return tuple(found)


def _row(
    record: Record, form: Form, findings: Collection[Finding], approved: Collection[RecordKey]
) -> WeighedRow:
    is_approved = record.identity in approved
    severities = () if is_approved else tuple(one.severity for one in findings)
    asked = {column.field for column in form.columns if column.kind not in NOT_REPORTED}
    lacking = any(one.code in INCOMPLETE for one in findings) or bool(record.rejected)
    return WeighedRow(
        record,
        is_faulty=Severity.ERROR in severities,
        is_open=Severity.QUESTION in severities,
        is_complete=is_approved or not lacking,
        is_entered=bool(record.rejected)
        or not {Severity.ERROR, Severity.QUESTION}.isdisjoint(severities)
        or any(value is not None and name in asked for name, value in record.values.items()),
        is_approved=is_approved,
    )


def _at_large(findings: Iterable[Finding]) -> bool:
    """Whether something is wrong with the tab as a whole or one of its columns."""
    return any(one.severity is Severity.ERROR and not any(map(str.isdigit, one.cell)) for one in findings)
