"""Read the units' workbooks and keep what they hold; an error keeps what they held before."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from sheets_sync.errors import AccessDenied, GoogleError, GoogleUnavailable, NotFound, QuotaExceeded
from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.google.refusals import words_of
from sheets_sync.model import CellKind, Doubt, Grid, Record, Submission, Unit, Workbook
from sheets_sync.pipeline.observing import IN_BIN, Seen
from sheets_sync.pipeline.project import Project
from sheets_sync.reading import lastgood
from sheets_sync.reading.copies import with_copies
from sheets_sync.reading.lastgood import Circumstances
from sheets_sync.reading.validation import validate
from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID, confirmed
from sheets_sync.unit_workbook.feedback import sealed_by_others
from sheets_sync.unit_workbook.history import is_kept_tab

REASONS = {
    AccessDenied: "bảng tính chưa được chia sẻ cho hệ thống",
    NotFound: "không tìm thấy bảng tính, có thể đã bị xóa hoặc thôi chia sẻ",
    QuotaExceeded: "Google đang giới hạn số lần truy cập",
    GoogleUnavailable: "Google tạm thời không trả lời",
}
#: How many versions of a tab are looked at where rows were brought back by an undo.
VERSIONS = 20
#: Called after each workbook, for a progress bar.
Progress = Callable[[str], None]


@dataclass(slots=True)
class TakenIn:
    """What came of the readings."""

    #: Workbooks as read, by unit.
    workbooks: dict[str, Workbook] = field(default_factory=dict)
    #: Drive's counter before each reading.
    versions: dict[str, int | None] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    #: Unit to reason.
    failed: dict[str, str] = field(default_factory=dict)
    #: Whether a workbook failed that could be read before.
    newly_failed: bool = False


def take_in(
    project: Project, to_read: Mapping[str, Seen], at: datetime, taken: TakenIn, progress: Progress
) -> None:
    """Read these units' workbooks, one read each, and add to `taken`; a failing one never stops the rest."""
    known = project.store.workbooks.known()
    ids = {unit: known[unit].id for unit in to_read if unit in project.units}
    kept = _kept(project)
    for unit, result in _read_all(project, ids):
        if isinstance(result, GoogleError):
            taken.failed[unit] = str(result)
            taken.newly_failed = taken.newly_failed or not known[unit].unreadable
            project.store.workbooks.unreadable(unit, _reason(result))
        else:
            taken.workbooks[unit] = result
            taken.versions[unit] = to_read[unit].version
            if _keep(project, project.units[unit], result, kept, to_read[unit], at):
                taken.changed.append(unit)
            if _is_in_flux(result):
                # What a formula waits for comes without a change that Drive would tell of.
                taken.versions[unit] = None
                project.store.workbooks.seen(unit, None)
            if to_read[unit].removed:
                taken.failed[unit] = "The workbook lies in the bin: restore it, within 30 days."
                project.store.workbooks.unreadable(unit, IN_BIN)
        progress(unit)


def _reason(error: GoogleError) -> str:
    """Why a workbook could not be read, in the words of those who can mend it."""
    return words_of(error.refusal) or next(
        (words for kind, words in REASONS.items() if isinstance(error, kind)), "Google báo lỗi"
    )


def _read_all(project: Project, ids: Mapping[str, str]) -> Iterable[tuple[str, Workbook | GoogleError]]:
    def read(workbook: str) -> Workbook | GoogleError:
        try:
            return project.google.read(workbook)
        except GoogleError as error:
            return error

    with ThreadPoolExecutor(project.config.settings.google.threads) as pool:
        yield from zip(ids, pool.map(read, ids.values()), strict=True)


def _is_in_flux(workbook: Workbook) -> bool:
    """Whether some cell shows a fault, such as a formula whose data has not come yet."""
    return any(cell.kind is CellKind.FAULT for grid in workbook.grids for row in grid.rows for cell in row)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last submissions by unit and form."""

    latest: Mapping[tuple[str, str], Submission]
    of_last_period: Mapping[tuple[str, str], Submission]


def _kept(project: Project) -> _Kept:
    return _Kept(project.store.submissions.latest(project.period.code), project.submissions_before())


def _keep(
    project: Project,
    unit: Unit,
    workbook: Workbook,
    kept: _Kept,
    seen: Seen,
    at: datetime,
) -> bool:
    """Save the unit's submissions in one transaction; whether any of them changed."""
    changed = False
    closing = project.store.closings.known().get(unit.code)
    given = Circumstances(at, modified=seen.modified, closed=closing is not None and closing.holds(at))
    said = confirmed(next((grid for grid in workbook.grids if grid.sheet_id == CHECK_SHEET_ID), None))
    with project.store.transaction():
        for form in project.forms_of(unit):
            key = (unit.code, form.code)
            last_period = kept.of_last_period.get(key)
            own = replace(
                given,
                confirmed=form.code in said,
                keys=form.known_keys(project.terms.indicators) if form.key else None,
                last_period=() if last_period is None else last_period.records,
            )
            submission = _read_submission(project, unit, form, workbook, kept.latest.get(key), own)
            changed = project.store.submissions.save(submission, at) or changed
        project.store.workbooks.seen(unit.code, seen.version)
    return changed


def _read_submission(
    project: Project,
    unit: Unit,
    form: Form,
    workbook: Workbook,
    previous: Submission | None,
    given: Circumstances,
) -> Submission:
    """What the unit holds in one form now, or what it held before where that cannot be told."""
    grid = find_grid(workbook, form)
    validated = validate(
        grid,
        form,
        unit,
        project.terms,
        previous=() if previous is None else previous.records,
        issue=partial(project.store.submissions.issue_row_ids, f"{unit.code}-{form.code}"),
        earlier=partial(_earlier, project, unit, form),
    )
    others = _strangers(workbook, project.forms, grid)
    asked = with_copies(validated, grid, others, form, unit, project.terms)
    found = lastgood.submission(asked, previous, unit, form, project.period.code, grid, given)
    # It is in the way of the lock only: before, a unit may protect what is its own.
    if grid is None or not given.closed or not sealed_by_others(grid):
        return found
    sealed = place(
        Doubt("tab-protected"), unit=unit.code, form=form.code, tab=grid.title, sheet_id=grid.sheet_id
    )
    return replace(found, findings=(sealed, *found.findings))


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


def find_grid(workbook: Workbook, form: Form) -> Grid | None:
    """The form's tab: by the id that we gave it, or by its title in a workbook made otherwise."""
    by_id = (grid for grid in workbook.grids if grid.sheet_id == form.sheet_id)
    return next(by_id, None) or workbook.grid(form.title)
