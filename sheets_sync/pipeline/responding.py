"""Write into each unit's workbook what it should see: one write for each unit whose findings changed."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sheets_sync.errors import GoogleError, GoogleUnavailable
from sheets_sync.model import State, Unit, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.parts import write_parts
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.taking_in import TakenIn, find_grid
from sheets_sync.reading.binding import bind
from sheets_sync.unit_workbook import feedback
from sheets_sync.unit_workbook.feedback import Feedback

#: What a workbook shows that was never written to.
SILENCE = Feedback((), {})


def due(project: Project, consolidated: Consolidated, taken: TakenIn) -> dict[str, Feedback]:
    """The units, among those with a readable workbook, that should see something else than they do.

    Of those read in this run also what somebody took away: row identities, the check tab.
    """
    found: dict[str, Feedback] = {}
    closed = consolidated.closed
    for unit, book in project.store.workbooks.known().items():
        if unit not in project.units or not book.ready or book.unreadable:
            continue
        row_ids = _row_ids(project, unit, consolidated)
        wanted = Feedback(consolidated.findings_of(unit), row_ids, unit in closed)
        read = taken.workbooks.get(unit)
        spoiled = read is not None and feedback.spoiled(read, wanted)
        if spoiled or wanted.fingerprint != (book.feedback or SILENCE.fingerprint):
            found[unit] = wanted
    return found


def _row_ids(project: Project, unit: str, consolidated: Consolidated) -> dict[int, dict[str, str]]:
    without_key = {form.code for form in project.forms if form.key is None}
    return {
        submission.sheet_id: {
            record.cells["row_id"]: record.key for record in submission.records if "row_id" in record.cells
        }
        for submission in consolidated.submissions
        if submission.unit == unit
        and submission.form in without_key
        # Where the last good records stood, something else may stand by now.
        and submission.state is State.CURRENT
        and submission.sheet_id is not None
        and submission.records
    }


def respond(
    project: Project, wanted: Mapping[str, Feedback], taken: TakenIn, at: datetime, *, dry_run: bool
) -> tuple[WritePlan, ...]:
    """Write the feedback; units that Google refuses go to `taken.failed` and are tried again next time."""
    plans = {
        unit: _plan(project, project.units[unit], taken.workbooks[unit], one, at)
        for unit, one in wanted.items()
    }
    if dry_run:
        return tuple(plans.values())

    def write(unit: str) -> GoogleError | None:
        try:
            try:
                return write_parts(project.google, plans[unit])
            except GoogleUnavailable:
                # Nobody knows whether it was written: look again, and write what is missing.
                seen = project.google.read(plans[unit].workbook)
                return write_parts(
                    project.google, _plan(project, project.units[unit], seen, wanted[unit], at)
                )
        except GoogleError as error:
            return error

    with ThreadPoolExecutor(project.config.settings.google.threads) as pool:
        for unit, error in zip(plans, pool.map(write, plans), strict=True):
            if error is not None:
                taken.failed[unit] = str(error)
                continue
            version = taken.versions[unit]
            # One write of ours moves Drive's counter by one; an edit of the unit moves it further.
            after = None if version is None else version + 1
            project.store.workbooks.shows(unit, wanted[unit].fingerprint, after)
    return tuple(plans.values())


def _plan(project: Project, unit: Unit, workbook: Workbook, wanted: Feedback, at: datetime) -> WritePlan:
    header_rows = {}
    for form in project.forms_of(unit):
        grid = find_grid(workbook, form)
        if grid is not None:
            header_rows[grid.sheet_id] = max(0, bind(grid, form).header_row)
    local = at.astimezone(project.config.zone)
    return feedback.plan(workbook, wanted, header_rows, project.web, local, project.editors)
