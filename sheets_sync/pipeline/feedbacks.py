"""What a unit's workbook is to show, from what was consolidated. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sheets_sync.forms.form import Form
from sheets_sync.model import Severity, State, Submission, Unit
from sheets_sync.pipeline.scope import Scope
from sheets_sync.reading.lastgood import completion, is_completed, question
from sheets_sync.unit_workbook.check_tab import FormLine
from sheets_sync.unit_workbook.feedback import Feedback

if TYPE_CHECKING:
    from sheets_sync.pipeline.consolidating import Consolidated


def feedback_for(scope: Scope, consolidated: "Consolidated", unit: Unit) -> Feedback:
    """What one unit is to see."""
    reports = consolidated.submissions.of_unit(unit.code)
    row_ids = row_ids_of(scope.forms, reports)
    asked = {one.form: asks for one in reports if (asks := question(one))}
    lines = tuple(_form_lines(scope, consolidated, unit, reports))
    is_closed = unit.code in consolidated.closed
    return Feedback(consolidated.findings_of(unit.code), row_ids, is_closed, asked, lines)


def row_ids_of(forms: Iterable[Form], reports: Iterable[Submission]) -> dict[int, dict[str, str]]:
    """Which identity is to stand where, by tab and A1 address, in those forms whose rows have no own key."""
    without_key = {form.code for form in forms if form.key is None}
    own = [one for one in reports if one.form in without_key]
    return {tab: ids for one in own if (tab := one.sheet_id) is not None and (ids := _row_ids(one))}


def _form_lines(
    scope: Scope, consolidated: "Consolidated", unit: Unit, reports: Iterable[Submission]
) -> Iterable[FormLine]:
    held = {one.form: one for one in reports}
    for form in scope.forms_of(unit):
        found = held.get(form.code)
        tab = None if found is None else found.sheet_id
        arrived = found is not None and found.arrived is not None
        completed = found is not None and scope.config.campaign.confirm_complete and is_completed(found)
        asks = completion(found) if found is not None and _may_complete(scope, consolidated, found) else ""
        yield FormLine(form.code, form.title, form.sheet_id if tab is None else tab, arrived, completed, asks)


def _may_complete(scope: Scope, consolidated: "Consolidated", found: Submission) -> bool:
    """Whether the head is asked if the report is complete: where that is wanted, and nothing is wrong."""
    is_wanted = scope.config.campaign.confirm_complete and found.unit not in consolidated.closed
    is_good = found.arrived is not None and not any(one.severity is Severity.ERROR for one in found.findings)
    return is_wanted and is_good and not is_completed(found)


def _row_ids(submission: Submission) -> dict[str, str] | None:
    """A1 address to identity; None where nothing may be written."""
    # Where the last good records stood, something else may stand by now.
    if submission.state is not State.CURRENT or not submission.records:
        return None
    return {one.cells["row_id"]: one.key for one in submission.records if "row_id" in one.cells}
