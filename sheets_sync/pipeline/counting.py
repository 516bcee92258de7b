"""What counts of all that was reported: the latest of who owes it, what stays of who does no more. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from sheets_sync.forms.form import Form
from sheets_sync.master.tables.wording import STATE
from sheets_sync.model import Handling, Record, State, Submission, Unit
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import AllRemarks, Snapshot


def counting(scope: Scope, units: Mapping[str, Unit], snapshot: Snapshot) -> list[Submission]:
    """The latest submissions that count, those of unreadable workbooks marked so."""
    kept = [
        submission
        for unit in units.values()
        for form in scope.forms
        if (found := snapshot.latest.get((unit.code, form.code))) is not None
        and (submission := _counting(scope, unit, form, found, snapshot.remarks)) is not None
    ]
    unreadable = snapshot.unreadable
    return [replace(one, state=State.LAST_GOOD) if one.unit in unreadable else one for one in kept]


def _counting(
    scope: Scope, unit: Unit, form: Form, found: Submission, remarks: AllRemarks
) -> Submission | None:
    """What was reported for a period stays in it although it is no longer owed.

    Of a unit that has left all that it reported; of a form that it lost what the office approved.
    """
    if form in scope.forms_of(unit):
        return found if not unit.departed or found.arrived is not None else None
    approved = tuple(one for one in found.records if review_of(one, remarks) == Handling.APPROVED)
    return replace(found, records=approved, findings=()) if approved else None


def review_of(record: Record, remarks: AllRemarks) -> str:
    """The state that the office chose for a record; waiting when it chose none."""
    return remarks.get(record.identity, {}).get(STATE) or Handling.PENDING.value
