"""Read the units' workbooks and keep what they hold; an error keeps what they held before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheets_sync.defects import Defect
from sheets_sync.errors import (
    AccessDenied,
    GoogleError,
    GoogleUnavailable,
    NotFound,
    QuotaExceeded,
    SheetsSyncError,
)
from sheets_sync.google.refusals import words_of
from sheets_sync.model import CellKind, Submission, Workbook
from sheets_sync.people.pasted import Guard
from sheets_sync.pipeline.comparing import with_history
from sheets_sync.pipeline.observing import IN_BIN, Seen
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.side_by_side import side_by_side
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.unit_reports import reports
from sheets_sync.store import KnownWorkbook

REASONS = {
    AccessDenied: "bảng tính chưa được chia sẻ cho hệ thống",
    NotFound: "không tìm thấy bảng tính, có thể đã bị xóa hoặc thôi chia sẻ",
    QuotaExceeded: "Google đang giới hạn số lần truy cập",
    GoogleUnavailable: "Google tạm thời không trả lời",
}
#: Where our own code failed at what a workbook holds.
OF_OURS = "chương trình gặp lỗi khi đọc bảng tính, văn phòng sẽ liên hệ"
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
        kept = _kept(project, taken.snapshot, before, result, seen, at, guard)
        if not isinstance(kept, _Kept):
            failed[unit] = str(kept)
            newly_failed = newly_failed or not before.unreadable
            books[unit] = replace(before, unreadable=reason(kept))
            project.store.workbooks.unreadable(unit, books[unit].unreadable)
        else:
            workbooks[unit], books[unit] = kept.workbook, kept.book
            latest |= {(unit, one.form): one for one in kept.found}
            if kept.changed:
                changed[unit] = None
            if seen.removed:
                failed[unit] = "The workbook lies in the bin: restore it, within 30 days."
        progress(unit)
    snapshot = replace(taken.snapshot, workbooks=books, latest=latest)
    return Taken(snapshot, workbooks, tuple(changed), failed, newly_failed)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One workbook as read, and what was kept of it."""

    workbook: Workbook
    book: KnownWorkbook
    found: Sequence[Submission]
    #: Some report is another one since.
    changed: bool


def _kept(
    project: Project,
    snapshot: Snapshot,
    before: KnownWorkbook,
    result: Workbook | GoogleError | Defect,
    seen: Seen,
    at: datetime,
    guard: Guard,
) -> _Kept | GoogleError | Defect:
    """Save what a workbook holds. What our code makes of one workbook stops no other. Raises StoreError."""
    if not isinstance(result, Workbook):
        return result
    # What a formula waits for comes without a change that Drive would tell of.
    version = None if _is_in_flux(result) else seen.version
    book = replace(before, seen_version=version, unreadable=IN_BIN if seen.removed else "")
    try:
        with project.store.transaction():
            read = tuple(reports(project, snapshot, project.units[book.unit], result, seen, at, guard))
            found = with_history(project, snapshot, book.unit, read)
            return _Kept(result, book, found, changed=_keep(project, book, found, at))
    except (SheetsSyncError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 -- a defect stops no other unit
        return Defect.of(error)


def reason(error: GoogleError | Defect) -> str:
    """Why a workbook could not be read, in the words of those who can mend it."""
    if isinstance(error, Defect):
        return OF_OURS
    return words_of(error.refusal) or next(
        (words for kind, words in REASONS.items() if isinstance(error, kind)), "Google báo lỗi"
    )


def _read_all(
    project: Project, ids: Mapping[str, str]
) -> Iterable[tuple[str, Workbook | GoogleError | Defect]]:
    def read(workbook: str) -> Workbook | GoogleError | Defect:
        try:
            return project.google.read(workbook)
        except GoogleError as error:
            return error
        except (SheetsSyncError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 -- a defect stops no other unit
            return Defect.of(error)

    found = side_by_side(read, ids.values(), project.config.settings.google.threads)
    return zip(ids, found, strict=True)


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
