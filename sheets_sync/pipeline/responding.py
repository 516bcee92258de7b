"""Write into each unit's workbook what it should see: one write for each unit whose findings changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sheets_sync.defects import Defect
from sheets_sync.errors import GoogleError, GoogleUnavailable, SheetsSyncError
from sheets_sync.google import Google
from sheets_sync.model import Unit, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.feedbacks import feedback_for
from sheets_sync.pipeline.parts import write_parts
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.side_by_side import side_by_side
from sheets_sync.pipeline.taking_in import Taken
from sheets_sync.reading.binding import bind
from sheets_sync.unit_workbook import feedback
from sheets_sync.unit_workbook.calls import in_calls
from sheets_sync.unit_workbook.feedback import Feedback
from sheets_sync.unit_workbook.refurnishing import tab_of

#: What a workbook shows that was never written to.
SILENCE = Feedback((), {}).fingerprint


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
    found: dict[str, Feedback] = {}
    for code, unit in consolidated.units.items():
        book = consolidated.snapshot.workbooks.get(code)
        if book is None or not book.ready or book.unreadable:
            continue
        wanted = feedback_for(scope, consolidated, unit)
        read = workbooks.get(code)
        spoiled = read is not None and feedback.spoiled(read, wanted)
        if spoiled or wanted.fingerprint != (book.feedback or SILENCE):
            found[code] = wanted
    return found


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

    planned = {unit: _unless_defect(partial(plan, unit, workbooks[unit])) for unit in wanted}
    plans = {unit: one for unit, one in planned.items() if isinstance(one, WritePlan)}
    failed = {unit: str(one) for unit, one in planned.items() if isinstance(one, Defect)}
    if dry_run:
        return Responded(tuple(plans.values()), failed)

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

    written = side_by_side(write, plans, project.config.settings.google.threads)
    for unit, result in zip(plans, written, strict=True):
        if isinstance(result, GoogleError):
            failed[unit] = str(result)
            continue
        version = snapshot.workbooks[unit].seen_version
        # A write of ours moves Drive's counter by one; an edit of the unit moves it further.
        after = None if version is None else version + result
        project.store.workbooks.shows(unit, wanted[unit].fingerprint, after)
    return Responded(tuple(plans.values()), failed)


def _unless_defect(plan: Callable[[], WritePlan]) -> WritePlan | Defect:
    """A mistake of our own code about one unit stops no other."""
    try:
        return plan()
    except (SheetsSyncError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 (a defect, whatever it is)
        return Defect.of(error)


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
