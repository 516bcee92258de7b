"""From one workbook as read to what its unit holds in every form that it owes."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.limits import SECONDS_OF_UNIT
from sheets_sync.model import Doubt, Grid, Record, Submission, Unit, Workbook
from sheets_sync.people.pasted import Guard
from sheets_sync.pipeline.observing import Seen
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.reading import lastgood
from sheets_sync.reading.copies import with_copies
from sheets_sync.reading.lastgood import Circumstances
from sheets_sync.reading.validation import Validated, validate
from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID, check_tab, confirmed
from sheets_sync.unit_workbook.feedback import sealed_by_others
from sheets_sync.unit_workbook.furnishing import Furnishing
from sheets_sync.unit_workbook.history import is_kept_tab
from sheets_sync.unit_workbook.refurnishing import tab_of

#: How many versions of a tab are looked at where rows were brought back by an undo.
VERSIONS = 20


def reports(
    project: Project,
    snapshot: Snapshot,
    unit: Unit,
    workbook: Workbook,
    seen: Seen,
    at: datetime,
    guard: Guard,
    clock: Callable[[], float] = time.thread_time,
) -> Iterator[Submission]:
    """A submission for each form: what the tab holds now, or what it held before where that cannot be told.

    Of somebody who was erased nothing is taken in again. `clock` counts the seconds that this thread has
    computed: beyond the bound no further form is looked at. New rows get their identities from the store.
    Raises StoreError.
    """
    begun = clock()
    closing = snapshot.closings.get(unit.code)
    given = Circumstances(
        at,
        modified=seen.modified,
        confirmed=confirmed(check_tab(workbook)),
        closed=closing is not None and closing.holds(at),
    )
    was_given = Furnishing.read(project.store.furnishings.of(unit.code))
    for form in project.forms_of(unit):
        own = replace(
            given,
            keys=form.known_keys(project.terms.indicators) if form.key else None,
            last_period=snapshot.records_before(unit.code, form.code),
        )
        previous = snapshot.latest.get((unit.code, form.code))
        if clock() - begun > SECONDS_OF_UNIT.most:
            yield _passed_over(project, unit, form, tab_of(workbook, form), previous, own)
            continue
        tab = None if was_given is None else was_given.tabs.get(form.code)
        rows = None if tab is None else tab.rows.keys()
        yield _report(project, unit, form, workbook, previous, own, rows, guard)


def _report(
    project: Project,
    unit: Unit,
    form: Form,
    workbook: Workbook,
    previous: Submission | None,
    given: Circumstances,
    rows: Collection[str] | None,
    guard: Guard,
) -> Submission:
    grid = tab_of(workbook, form)
    validated = validate(
        grid,
        form,
        unit,
        project.terms,
        previous=() if previous is None else previous.records,
        issue=partial(project.store.submissions.issue_row_ids, f"{unit.code}-{form.code}"),
        earlier=partial(_earlier, project, unit, form),
        given=rows,
        erasing=guard.erasing,
    )
    validated = guard.as_before(validated, previous)
    others = _strangers(workbook, project.forms, grid)
    asked = guard.without(with_copies(validated, grid, others, form, unit, project.terms), form, unit, grid)
    found = lastgood.submission(asked, previous, unit, form, project.period.code, grid, given)
    # It is in the way of the lock only: before, a unit may protect what is its own.
    if grid is None or not given.closed or not sealed_by_others(grid):
        return found
    sealed = place(
        Doubt("tab-protected"), unit=unit.code, form=form.code, tab=grid.title, sheet_id=grid.sheet_id
    )
    return replace(found, findings=(sealed, *found.findings))


def _passed_over(
    project: Project,
    unit: Unit,
    form: Form,
    grid: Grid | None,
    previous: Submission | None,
    given: Circumstances,
) -> Submission:
    """What the unit held before, with a finding that its tab was not looked at."""
    tab, sheet_id = (form.title, None) if grid is None else (grid.title, grid.sheet_id)
    told = place(Doubt("reading-too-long"), unit=unit.code, form=form.code, tab=tab, sheet_id=sheet_id)
    nothing = Validated((), (told,), sound=False, reported=False)
    return lastgood.submission(nothing, previous, unit, form, project.period.code, grid, given)


def _strangers(workbook: Workbook, forms: Iterable[Form], own: Grid | None) -> list[Grid]:
    """Tabs that neither we made nor a form claims."""
    made = {CHECK_SHEET_ID, *(form.sheet_id for form in forms)}
    return [
        grid
        for grid in workbook.grids
        if grid is not own and grid.sheet_id not in made and not is_kept_tab(grid.sheet_id, forms)
    ]


def _earlier(project: Project, unit: Unit, form: Form) -> Iterable[Record]:
    """Records of the versions that a unit may go back to, the latest first."""
    before = project.store.submissions.before_last(unit.code, form.code, project.period.code, VERSIONS)
    return (record for submission in before for record in submission.records)
