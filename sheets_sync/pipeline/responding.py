"""Write into each unit's workbook what it should see: one write for each unit whose findings changed."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.errors import GoogleError, GoogleUnavailable
from sheets_sync.google import Google
from sheets_sync.model import Severity, State, Submission, Unit, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.parts import write_parts
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.taking_in import Taken
from sheets_sync.reading.binding import bind
from sheets_sync.reading.lastgood import completion, is_completed, question
from sheets_sync.unit_workbook import feedback
from sheets_sync.unit_workbook.calls import in_calls
from sheets_sync.unit_workbook.check_tab import FormLine
from sheets_sync.unit_workbook.feedback import Feedback
from sheets_sync.unit_workbook.refurnishing import tab_of

#: What a workbook shows that was never written to.
SILENCE = Feedback((), {})


@dataclass(frozen=True, slots=True)
class Responded:
    """What the units were told."""

    plans: tuple[WritePlan, ...]
    #: Unit to reason, where Google refused: tried again the next time.
    failed: Mapping[str, str]


def behind(scope: Scope, consolidated: Consolidated, taken: Taken) -> list[str]:
    """Units that should see something else than they do, and whose workbook was not read in this run."""
    return [unit for unit in _due(scope, consolidated, taken.workbooks) if unit not in taken.workbooks]


def _due(scope: Scope, consolidated: Consolidated, workbooks: Mapping[str, Workbook]) -> dict[str, Feedback]:
    """What units, among those with a readable workbook, should see where it is not what they see.

    Of `workbooks`, those read in this run, also what somebody took away: row identities, the check tab.
    """
    without_key = frozenset(form.code for form in scope.forms if form.key is None)
    found: dict[str, Feedback] = {}
    for unit, book in consolidated.snapshot.workbooks.items():
        if unit not in scope.units or not book.ready or book.unreadable:
            continue
        reports = consolidated.submissions_by_unit.get(unit, ())
        own = [one for one in reports if one.form in without_key]
        row_ids = {tab: ids for one in own if (tab := one.sheet_id) is not None and (ids := _row_ids(one))}
        asked = {one.form: asks for one in reports if (asks := question(one))}
        lines = tuple(_form_lines(scope, consolidated, scope.units[unit]))
        is_closed = unit in consolidated.closed
        wanted = Feedback(consolidated.findings_of(unit), row_ids, is_closed, asked, lines)
        read = workbooks.get(unit)
        spoiled = read is not None and feedback.spoiled(read, wanted)
        if spoiled or wanted.fingerprint != (book.feedback or SILENCE.fingerprint):
            found[unit] = wanted
    return found


def _form_lines(scope: Scope, consolidated: Consolidated, unit: Unit) -> Iterable[FormLine]:
    held = {one.form: one for one in consolidated.submissions_by_unit.get(unit.code, ())}
    for form in scope.forms_of(unit):
        found = held.get(form.code)
        tab = None if found is None else found.sheet_id
        arrived = found is not None and found.arrived is not None
        completed = found is not None and scope.config.campaign.confirm_complete and is_completed(found)
        asks = completion(found) if found is not None and _may_complete(scope, consolidated, found) else ""
        yield FormLine(form.code, form.title, form.sheet_id if tab is None else tab, arrived, completed, asks)


def _may_complete(scope: Scope, consolidated: Consolidated, found: Submission) -> bool:
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


def respond(
    project: Project, consolidated: Consolidated, taken: Taken, at: datetime, *, dry_run: bool
) -> Responded:
    """Write what units should see into their workbooks, where they were read. Raises StoreError."""
    snapshot, workbooks = taken.snapshot, taken.workbooks
    due = _due(project, consolidated, workbooks)
    wanted = {unit: one for unit, one in due.items() if unit in workbooks}
    accounts = project.editors(snapshot.refused)

    def plan(unit: str, workbook: Workbook) -> WritePlan:
        return _plan(project, project.units[unit], workbook, wanted[unit], at, accounts)

    plans = {unit: plan(unit, workbooks[unit]) for unit in wanted}
    if dry_run:
        return Responded(tuple(plans.values()), {})

    def write(unit: str) -> int | GoogleError:
        try:
            try:
                return _write(project.google, plans[unit])
            except GoogleUnavailable:
                # Nobody knows whether it was written: look again, and write what is missing.
                seen = project.google.read(plans[unit].workbook)
                return _write(project.google, plan(unit, seen))
        except GoogleError as error:
            return error

    failed: dict[str, str] = {}
    with ThreadPoolExecutor(project.config.settings.google.threads) as pool:
        for unit, result in zip(plans, pool.map(write, plans), strict=True):
            if isinstance(result, GoogleError):
                failed[unit] = str(result)
                continue
            version = snapshot.workbooks[unit].seen_version
            # A write of ours moves Drive's counter by one; an edit of the unit moves it further.
            after = None if version is None else version + result
            project.store.workbooks.shows(unit, wanted[unit].fingerprint, after)
    return Responded(tuple(plans.values()), failed)


def _write(google: Google, plan: WritePlan) -> int:
    """Carry out a plan, in several calls where it is large; how many. Raises GoogleError.

    What Google refuses is raised once all the rest is done.
    """
    outcomes = [write_parts(google, part) for part in in_calls(plan)]
    refused = next((error for error in outcomes if error is not None), None)
    if refused is not None:
        raise refused
    return len(outcomes)


def _plan(
    scope: Scope, unit: Unit, workbook: Workbook, wanted: Feedback, at: datetime, accounts: tuple[str, ...]
) -> WritePlan:
    header_rows = {}
    for form in scope.forms_of(unit):
        grid = tab_of(workbook, form)
        if grid is not None:
            header_rows[grid.sheet_id] = max(0, bind(grid, form).header_row)
    local = at.astimezone(scope.config.zone)
    return feedback.plan(workbook, wanted, header_rows, scope.web, local, accounts)
