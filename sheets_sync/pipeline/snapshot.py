"""What the store holds of one period, read once; every step of a run gives the next one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Self

from sheets_sync.master.tables import today
from sheets_sync.master.tables.journal import SHOWN_RUNS
from sheets_sync.model import Record, RecordKey, Remarks, Review
from sheets_sync.pipeline.hindrances import Hindrances
from sheets_sync.pipeline.project import Project
from sheets_sync.store import KnownWorkbook, Publication, Removal
from sheets_sync.store.closings import Closing
from sheets_sync.store.notes import Note
from sheets_sync.store.publications import NOTHING
from sheets_sync.store.runs import Run
from sheets_sync.store.shelf import Shelf
from sheets_sync.store.workbooks import APART, MASTER, is_office

#: What the office wrote in the whole master.
AllRemarks = Mapping[RecordKey, Remarks]
#: Tables in which what the office wrote shows beside every unit.
EVERYBODYS = (today.CODE,)
#: Of the last runs so many are looked at: those worth telling fill the journal.
LAST_RUNS = 5 * SHOWN_RUNS


@dataclass(frozen=True)
class Snapshot:
    """The store at one moment, as far as a run looks at it."""

    #: By unit code; the master's is empty.
    workbooks: Mapping[str, KnownWorkbook]
    #: The office's workbooks beside the master that were made, by code.
    beside: Mapping[str, KnownWorkbook]
    #: The last submissions of this period, and of the one before.
    latest: Shelf
    before: Shelf
    #: The last publication of the office's workbooks, kept under the master; nothing without one.
    publication: Publication
    #: Of every record that the office decided about.
    reviews: Mapping[RecordKey, Review]
    #: What left the master, with the moment, the oldest first.
    removed: tuple[tuple[datetime, Removal], ...]
    closings: Mapping[str, Closing]
    #: The latest first.
    runs: tuple[Run, ...]
    #: What was done about people's data, the latest first.
    notes: tuple[Note, ...]
    #: Addresses that Google does not let in, in lower case.
    refused: frozenset[str]
    hindrances: Hindrances

    @classmethod
    def of(cls, project: Project, hindrances: Hindrances) -> Self:
        """One question for each family, all answered as of one moment. Raises StoreError."""
        store, before = project.store, project.period_before
        with store.at_one_moment():
            workbooks, beside = _workbooks(project)
            return cls(
                workbooks=workbooks,
                beside=beside,
                latest=store.submissions.latest(project.period.code),
                before=Shelf() if before is None else store.submissions.latest(before.code),
                publication=store.publications.last(workbooks[MASTER].id) if MASTER in workbooks else NOTHING,
                reviews=store.reviews.known(),
                removed=store.publications.removed(),
                closings=store.closings.known(),
                runs=store.runs.latest(LAST_RUNS),
                notes=store.notes.latest(SHOWN_RUNS),
                refused=store.accesses.refused_addresses(),
                hindrances=hindrances,
            )

    @classmethod
    def of_units(cls, project: Project, units: Collection[str], hindrances: Hindrances) -> Self:
        """The same with the reports of these units alone, and what the office wrote about them.

        Raises StoreError.
        """
        store, before = project.store, project.period_before
        with store.at_one_moment():
            workbooks, beside = _workbooks(project)
            return cls(
                workbooks=workbooks,
                beside=beside,
                latest=store.submissions.latest_of(project.period.code, units),
                before=Shelf() if before is None else store.submissions.latest_of(before.code, units),
                publication=store.publications.last_of(workbooks[MASTER].id, units, EVERYBODYS),
                reviews=store.reviews.known_of(units),
                removed=store.publications.removed(),
                closings=store.closings.known(),
                runs=store.runs.latest(LAST_RUNS),
                notes=store.notes.latest(SHOWN_RUNS),
                refused=store.accesses.refused_addresses(),
                hindrances=hindrances,
            )

    @property
    def apart(self) -> KnownWorkbook | None:
        """The office's workbook for what is about people, where it was made."""
        return self.beside.get(APART)

    @property
    def remarks(self) -> AllRemarks:
        """What the office's columns are to hold."""
        return self.publication.remarks

    @cached_property
    def unreadable(self) -> Mapping[str, str]:
        """Unit to reason, for workbooks that could not be read the last time."""
        return {unit: book.unreadable for unit, book in self.workbooks.items() if unit and book.unreadable}

    def closed(self, at: datetime) -> frozenset[str]:
        """Units whose reports are closed at a moment."""
        return frozenset(unit for unit, one in self.closings.items() if one.holds(at))

    def records_before(self, unit: str, form: str) -> tuple[Record, ...]:
        """What a unit had reported in a form in the period before."""
        submission = self.before.get((unit, form))
        return () if submission is None else submission.records

    def with_book(self, book: KnownWorkbook) -> Self:
        """The same with what is known of one workbook by now."""
        if book.unit in self.beside:
            return replace(self, beside={**self.beside, book.unit: book})
        return replace(self, workbooks={**self.workbooks, book.unit: book})


def _workbooks(project: Project) -> tuple[Mapping[str, KnownWorkbook], Mapping[str, KnownWorkbook]]:
    """Those of the units with the master, and the office's others that were made."""
    found = project.store.workbooks.with_office()
    others = {code for code in found if code != MASTER and is_office(code)}
    return (
        {code: book for code, book in found.items() if code not in others},
        {code: book for code, book in found.items() if code in others and book.ready},
    )
