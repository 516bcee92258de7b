"""Read one unit's workbook, validate it, and keep what it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from pydantic import TypeAdapter

from sheets_sync.errors import (
    AccessDenied,
    Defect,
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
from sheets_sync.pipeline.feedbacks import row_ids_of
from sheets_sync.pipeline.hindrances import NONE
from sheets_sync.pipeline.observing import IN_BIN, Seen
from sheets_sync.pipeline.packing import WORKBOOK, PackedWorkbook
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.unit_reports import reports
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.codec import dump, load, load_submission
from sheets_sync.store.packing import Packing
from sheets_sync.store.workbooks import SPOILED
from sheets_sync.unit_workbook.feedback import spoiled

REASONS = {
    AccessDenied: "bảng tính chưa được chia sẻ cho hệ thống",
    NotFound: "không tìm thấy bảng tính, có thể đã bị xóa hoặc thôi chia sẻ",
    QuotaExceeded: "Google đang giới hạn số lần truy cập",
    GoogleUnavailable: "Google tạm thời không trả lời",
}
#: Where our own code failed at what a workbook holds.
OF_OURS = "chương trình gặp lỗi khi đọc bảng tính, văn phòng sẽ liên hệ"
SEEN = TypeAdapter(Seen)


@dataclass(frozen=True, slots=True)
class Kept:
    """One workbook as read, and what was kept of it."""

    workbook: PackedWorkbook
    book: KnownWorkbook
    found: Sequence[Submission]
    #: Some report is another one since.
    changed: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a workbook was not taken in: for whoever runs this, and in the words of those who can mend it."""

    told: str
    words: str


def reason(error: GoogleError | Defect) -> str:
    """Why a workbook could not be read, in the words of those who can mend it."""
    if isinstance(error, Defect):
        return OF_OURS
    return words_of(error.refusal) or next(
        (words for kind, words in REASONS.items() if isinstance(error, kind)), "Google báo lỗi"
    )


@dataclass(frozen=True)
class Reading:
    """The work of reading units: one call for each, and what is kept of it in one transaction."""

    project: Project
    snapshot: Snapshot
    to_read: Mapping[str, Seen]
    at: datetime
    guard: Guard
    #: Of one kind all are: made from the template.
    packing: Packing = field(default_factory=Packing)
    name: str = "read_and_validate"

    @classmethod
    def of_errand(cls, project: Project, unit: str, errand: str) -> "Reading":
        """The same of one unit, as it was written elsewhere. Raises StoreError."""
        told = load(errand)
        snapshot = Snapshot.of_units(project, {unit}, NONE)
        seen = SEEN.validate_python(told["seen"])
        return cls(project, snapshot, {unit: seen}, told["at"], Guard.of(project.config, project.store))

    @property
    def units(self) -> tuple[str, ...]:
        """Whoever is to be read and is known."""
        return tuple(unit for unit in self.to_read if unit in self.project.units)

    @property
    def threads(self) -> int:
        """As many as the campaign may ask Google at once."""
        return self.project.config.settings.google.threads

    def begin(self, unit: str) -> Workbook | GoogleError | Defect:
        """One call. Raises what would refuse every workbook."""
        try:
            return self.project.google.read(self.snapshot.workbooks[unit].id)
        except GoogleError as error:
            return error
        except (SheetsSyncError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 -- a defect stops no other unit
            return Defect.of(error)

    def finish(self, unit: str, begun: Workbook | GoogleError | Defect) -> Kept | Unread:
        """Save what a workbook holds, or that it could not be read. Raises StoreError."""
        kept = self._kept(unit, begun) if isinstance(begun, Workbook) else begun
        if isinstance(kept, Kept):
            return kept
        unread = Unread(str(kept), reason(kept))
        self.project.store.workbooks.unreadable(unit, unread.words)
        return unread

    def _kept(self, unit: str, workbook: Workbook) -> Kept | Defect:
        """What our code makes of one workbook stops no other."""
        project, seen = self.project, self.to_read[unit]
        # What a formula waits for comes without a change that Drive would tell of.
        version = None if _is_in_flux(workbook) else seen.version
        before = self.snapshot.workbooks[unit]
        unreadable = IN_BIN if seen.removed else ""
        try:
            with project.store.transaction():
                read = tuple(
                    reports(project, self.snapshot, project.units[unit], workbook, seen, self.at, self.guard)
                )
                found = with_history(project, self.snapshot, unit, read)
                packed = PackedWorkbook.of(workbook, self.packing)
                # A run that dies before it answers must not forget what is missing there.
                is_spoiled = spoiled(workbook, row_ids_of(project.forms, found))
                shown = SPOILED if is_spoiled else before.feedback
                book = replace(before, seen_version=version, unreadable=unreadable, feedback=shown)
                return Kept(packed, book, found, changed=_keep(project, book, found, self.at))
        except (SheetsSyncError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 -- a defect stops no other unit
            return Defect.of(error)

    def begun_before(self, unit: str) -> Self:  # noqa: ARG002 (whoever reads again has read once)
        """The same: a reading changes nothing."""
        return self

    def errand(self, unit: str) -> str:
        """What Drive told of the workbook."""
        return dump({"at": self.at, "seen": self.to_read[unit]})

    def answer(self, done: Kept | Unread) -> str:
        """What became of it, for whoever asked."""
        if isinstance(done, Unread):
            return dump({"unread": done})
        workbook = WORKBOOK.dump_json(done.workbook.workbook).decode()
        found = [dump(one) for one in done.found]
        return dump({"workbook": workbook, "book": done.book, "found": found, "changed": done.changed})

    def answered(self, answer: str) -> Kept | Unread:
        """Back from what `answer` gave. Raises StoreError."""
        told = load(answer)
        if "unread" in told:
            return Unread(**told["unread"])
        return Kept(
            PackedWorkbook.of(WORKBOOK.validate_json(told["workbook"]), self.packing),
            KnownWorkbook(**told["book"]),
            tuple(map(load_submission, told["found"])),
            told["changed"],
        )


def _keep(project: Project, book: KnownWorkbook, found: Sequence[Submission], at: datetime) -> bool:
    """Save what a unit holds and up to where its workbook is known; whether any report changed."""
    changed = [project.store.submissions.save(submission, at) for submission in found]
    project.store.workbooks.seen(book.unit, book.seen_version)
    if book.unreadable:
        project.store.workbooks.unreadable(book.unit, book.unreadable)
    if book.feedback == SPOILED:
        project.store.workbooks.spoiled(book.unit)
    return any(changed)


def _is_in_flux(workbook: Workbook) -> bool:
    """Whether some cell shows a fault, such as a formula whose data has not come yet."""
    return any(cell.kind is CellKind.FAULT for grid in workbook.grids for row in grid.rows for cell in row)
