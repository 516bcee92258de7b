"""How everybody stands in a period at a moment, by the ledger where it holds; no call to Google."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sheets_sync.model import Coverage, Finding, Unit
from sheets_sync.pipeline.bookkeeping import Ledger, known
from sheets_sync.pipeline.hindrances import Hindrances, hindrances
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.resting import rest_at
from sheets_sync.pipeline.stances import Stance
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.workbooks import MASTER

# Where the ledger holds and nobody asks for more, nothing is judged.
if TYPE_CHECKING:
    from sheets_sync.pipeline.consolidating import Consolidated


@dataclass(frozen=True)
class Standing:
    """One period: everybody in short, and of some units what their reports hold."""

    project: Project
    overall: Overall
    #: By unit code; the master's is empty.
    books: Mapping[str, KnownWorkbook]
    #: Units whose reports are closed.
    closed: frozenset[str]
    hindrances: Hindrances
    #: Of these units at least, with what others' reports bring about for them.
    details: Callable[[Collection[str]], "Consolidated"]

    @classmethod
    def of(cls, project: Project, at: datetime) -> "Standing":
        """By what the store holds: what the last sync saw. Raises StoreError."""
        with project.store.at_one_moment():
            return cls._of(project, at)

    @classmethod
    def _of(cls, project: Project, at: datetime) -> "Standing":
        books = project.store.workbooks.known()
        found, closings = hindrances(project, at), project.store.closings.known()
        closed = frozenset(unit for unit, one in closings.items() if one.holds(at))
        rest = rest_at(project, closings, at, found.mark, project.store.notes.latest(1))
        ledger = known(project, books, rest)
        if ledger is None:
            from sheets_sync.pipeline.consolidating import consolidate
            from sheets_sync.pipeline.snapshot import Snapshot

            whole = consolidate(project, Snapshot.of(project, found), at)
            return cls(project, Overall.of(whole), books, closed, found, lambda _units: whole)

        def details(units: Collection[str]) -> "Consolidated":
            return _some(project, ledger, found, units, at)

        return cls(project, ledger.overall, books, closed, found, details)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """Where every unit stands with every form."""
        return self.overall.coverage

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or doubtful. Raises StoreError."""
        about = [code for code, stance in self.overall.stances.items() if stance.findings]
        return self.details(about).findings if about else ()

    @property
    def by_unit(self) -> Iterable[tuple[Unit, Stance]]:
        """Each unit and how it stands, in the roster's order."""
        return ((self.project.units[code], stance) for code, stance in self.overall.stances.items())


def standing(projects: Iterable[Project], at: datetime) -> Sequence[Standing]:
    """How everybody stands in each period that has workbooks. Raises StoreError."""
    return [Standing.of(project, at) for project in projects if MASTER in project.store.workbooks.known()]


def _some(
    project: Project, ledger: Ledger, found: Hindrances, wanted: Collection[str], at: datetime
) -> "Consolidated":
    """What some units' reports hold, which are as they were when the ledger was written."""
    from sheets_sync.pipeline.consolidating import Part, consolidate
    from sheets_sync.pipeline.snapshot import Snapshot

    units = {code: unit for code, unit in project.units.items() if code in wanted}
    stances = {code: ledger.overall.stances[code] for code in units}
    part = Part(
        units,
        tuple(one for stance in stances.values() for one in stance.between),
        {
            (code, indicator): why
            for code, stance in stances.items()
            for indicator, why in stance.strange.items()
        },
    )
    return consolidate(project, Snapshot.of_units(project, units, found), at, part)
