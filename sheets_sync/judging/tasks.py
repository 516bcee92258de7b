"""What the office has to do now: whom to call, and which reports wait for its decision."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.findings.rows import ByRow
from sheets_sync.judging.fitness import RETURNED, Fitness, fitness
from sheets_sync.model import (
    Coverage,
    Finding,
    Handling,
    Record,
    RecordKey,
    Review,
    Severity,
    Submission,
    Timeliness,
)

#: States in which a record waits for the office.
WAITING = (Handling.PENDING, Handling.RECEIVED, Handling.RESUBMITTED)


@dataclass(frozen=True, slots=True)
class Task:
    """One unit's form with records that wait for a decision."""

    unit: str
    form: str
    #: Of its records: in their unit's report.
    keys: tuple[str, ...]
    #: How many of them are how fit.
    fit: Mapping[Fitness, int]
    #: Sent in again, and changed since the office decided.
    again: int
    changed: int

    @property
    def records(self) -> Iterator[RecordKey]:
        """What waits."""
        return (RecordKey(self.form, self.unit, key) for key in self.keys)


@dataclass(frozen=True, slots=True)
class Call:
    """One unit that a telephone call helps."""

    unit: str
    #: Why its workbook cannot be read; empty when it can.
    unreadable: str
    #: Reports that are overdue.
    overdue: int
    #: How many cells are to be mended, and where the first of them stands.
    faults: int
    sheet_id: int | None = None
    cell: str = ""
    #: Why our words do not reach the unit, a line an address.
    cut_off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something that stands in the way of everybody, and that a call to a unit does not mend."""

    #: Of its row; begins with `@`.
    key: str
    #: In Vietnamese, line by line.
    text: str
    #: It comes before everything else.
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole campaign in six counts."""

    #: Reports: not there yet, and overdue.
    missing: int
    overdue: int
    #: Cells to mend.
    faults: int
    #: Records: waiting, of these sent in again and changed since the office decided.
    waiting: int
    again: int
    changed: int


def tasks(
    submissions: Iterable[Submission],
    findings: ByRow,
    state_of: Callable[[Record], str],
    reviews: Mapping[RecordKey, Review],
    closed: Collection[str],
) -> tuple[Task, ...]:
    """Reports that wait, in the order given; `closed` are units whose reports are closed."""
    found = (
        _task(one, findings, state_of, reviews)
        for one in submissions
        # Rows of the template are no records before the unit has entered something.
        if one.arrived is not None and one.unit not in closed
    )
    return tuple(one for one in found if one.keys)


def _task(
    submission: Submission,
    findings: ByRow,
    state_of: Callable[[Record], str],
    reviews: Mapping[RecordKey, Review],
) -> Task:
    waiting = [one for one in submission.records if state_of(one) in WAITING]
    known = [found for one in waiting if (found := reviews.get(one.identity))]
    again = sum(state_of(one) == Handling.RESUBMITTED for one in waiting)
    return Task(
        submission.unit,
        submission.form,
        tuple(one.key for one in waiting),
        Counter(fitness(one, findings) for one in waiting),
        again,
        sum(one.is_changed and one.state == Handling.PENDING for one in known),
    )


def call(
    unit: str,
    coverage: Iterable[Coverage],
    findings: Iterable[Finding],
    unreadable: str,
    cut_off: tuple[str, ...],
) -> Call | None:
    """Why to call a unit; None where a call helps nothing. `unreadable` tells why its workbook is."""
    overdue = sum(one.timeliness is Timeliness.OVERDUE for one in coverage)
    faults = [one for one in findings if is_fault(one)]
    if not (unreadable or overdue or faults or cut_off):
        return None
    if not faults:
        return Call(unit, unreadable, overdue, 0, cut_off=cut_off)
    return Call(unit, unreadable, overdue, len(faults), faults[0].sheet_id, faults[0].cell, cut_off)


def worst_first(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Whom to call: who cannot be read, who owes most, who has most to mend; else in the order given."""
    return tuple(sorted(calls, key=lambda one: (not one.unreadable, -one.overdue, -one.faults)))


def is_fault(finding: Finding) -> bool:
    """Whether it tells of something in a tab that the unit must mend."""
    return finding.severity is Severity.ERROR and bool(finding.form) and finding.code != RETURNED


def tally(coverage: Iterable[Coverage], called: Iterable[Call], waiting: Collection[Task]) -> Tally:
    """The counts of what is to be done."""
    timeliness = Counter(one.timeliness for one in coverage)
    return Tally(
        timeliness[Timeliness.MISSING] + timeliness[Timeliness.NOT_DUE],
        timeliness[Timeliness.OVERDUE],
        sum(one.faults for one in called),
        sum(len(one.keys) for one in waiting),
        sum(one.again for one in waiting),
        sum(one.changed for one in waiting),
    )
