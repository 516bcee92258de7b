"""Read the units' workbooks and keep what they hold; an error keeps what they held before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheets_sync.errors import AccessDenied, GoogleError, GoogleUnavailable, NotFound, QuotaExceeded
from sheets_sync.google.refusals import words_of
from sheets_sync.model import CellKind, Submission, Workbook
from sheets_sync.people.pasted import Guard
from sheets_sync.pipeline.comparing import with_history
from sheets_sync.pipeline.observing import IN_BIN, Seen
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.unit_reports import reports
from sheets_sync.store import KnownWorkbook

REASONS = {
    AccessDenied: "bảng tính chưa được chia sẻ cho hệ thống",
    NotFound: "không tìm thấy bảng tính, có thể đã bị xóa hoặc thôi chia sẻ",
    QuotaExceeded: "Google đang giới hạn số lần truy cập",
    GoogleUnavailable: "Google tạm thời không trả lời",
}
#: Called after each workbook, for a progress bar.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the readings."""

    #: The store as it is since.
    snapshot: Snapshot
    #: Workbooks as read, by unit.
    workbooks: Mapping[str, Workbook] = field(default_factory=dict)
    #: Units whose report is another one since.
    changed: tuple[str, ...] = ()
    #: Unit to reason.
    failed: Mapping[str, str] = field(default_factory=dict)
    #: Whether a workbook failed that could be read before.
    newly_failed: bool = False

    @property
    def answers(self) -> bool:
        """Whether Google answers, as far as the readings tell."""
        return bool(self.workbooks) or not self.failed


def take_in(
    project: Project, taken: Taken, to_read: Mapping[str, Seen], at: datetime, progress: Progress
) -> Taken:
    """Read these units' workbooks, one read each, beside what was taken in; a failing one stops no other.

    Raises StoreError.
    """
    books, latest = dict(taken.snapshot.workbooks), dict(taken.snapshot.latest)
    workbooks, failed = dict(taken.workbooks), dict(taken.failed)
    changed, newly_failed = dict.fromkeys(taken.changed), taken.newly_failed
    ids = {unit: books[unit].id for unit in to_read if unit in project.units}
    guard = Guard.of(project.config, project.store) if ids else Guard()
    for unit, result in _read_all(project, ids):
        before, seen = books[unit], to_read[unit]
        if isinstance(result, GoogleError):
            failed[unit] = str(result)
            newly_failed = newly_failed or not before.unreadable
            books[unit] = replace(before, unreadable=reason(result))
            project.store.workbooks.unreadable(unit, books[unit].unreadable)
        else:
            workbooks[unit] = result
            books[unit] = replace(
                before,
                # What a formula waits for comes without a change that Drive would tell of.
                seen_version=None if _is_in_flux(result) else seen.version,
                unreadable=IN_BIN if seen.removed else "",
            )
            with project.store.transaction():
                read = tuple(reports(project, taken.snapshot, project.units[unit], result, seen, at, guard))
                found = with_history(project, taken.snapshot, unit, read)
                if _keep(project, books[unit], found, at):
                    changed[unit] = None
            latest |= {(unit, one.form): one for one in found}
            if seen.removed:
                failed[unit] = "The workbook lies in the bin: restore it, within 30 days."
        progress(unit)
    snapshot = replace(taken.snapshot, workbooks=books, latest=latest)
    return Taken(snapshot, workbooks, tuple(changed), failed, newly_failed)


def reason(error: GoogleError) -> str:
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


def _keep(project: Project, book: KnownWorkbook, found: Sequence[Submission], at: datetime) -> bool:
    """Save what a unit holds and up to where its workbook is known; whether any report changed."""
    changed = [project.store.submissions.save(submission, at) for submission in found]
    project.store.workbooks.seen(book.unit, book.seen_version)
    if book.unreadable:
        project.store.workbooks.unreadable(book.unit, book.unreadable)
    return any(changed)


def _is_in_flux(workbook: Workbook) -> bool:
    """Whether some cell shows a fault, such as a formula whose data has not come yet."""
    return any(cell.kind is CellKind.FAULT for grid in workbook.grids for row in grid.rows for cell in row)
