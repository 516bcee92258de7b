"""Read the units' workbooks and keep what they hold; an error keeps what they held before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheets_sync.people.pasted import Guard
from sheets_sync.pipeline.observing import Seen
from sheets_sync.pipeline.packing import PackedWorkbook
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reading_units import Kept, Reading
from sheets_sync.pipeline.snapshot import Snapshot

#: Called after each workbook, for a progress bar.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the readings."""

    #: The store as it is since.
    snapshot: Snapshot
    #: Workbooks as read, by unit.
    workbooks: Mapping[str, PackedWorkbook] = field(default_factory=dict)
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
    books, latest = dict(taken.snapshot.workbooks), taken.snapshot.latest.copy()
    workbooks, failed = dict(taken.workbooks), dict(taken.failed)
    changed, newly_failed = dict.fromkeys(taken.changed), taken.newly_failed
    guard = Guard.of(project.config, project.store) if to_read else Guard()
    reading = Reading(project, taken.snapshot, to_read, at, guard)
    for unit, done in project.engine.each(reading):
        before = books[unit]
        if not isinstance(done, Kept):
            failed[unit] = done.told
            newly_failed = newly_failed or not before.unreadable
            books[unit] = replace(before, unreadable=done.words)
        else:
            workbooks[unit], books[unit] = done.workbook, done.book
            latest.put(done.found)
            if done.changed:
                changed[unit] = None
            if to_read[unit].removed:
                failed[unit] = "The workbook lies in the bin: restore it, within 30 days."
        progress(unit)
    if not latest.is_small:
        project.terms.forget()
    snapshot = replace(taken.snapshot, workbooks=books, latest=latest)
    return Taken(snapshot, workbooks, tuple(changed), failed, newly_failed)
