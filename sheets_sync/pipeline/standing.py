"""How a period stands by what the last sync saw: from the ledger where it holds, else from the reports."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.pipeline.bookkeeping import known
from sheets_sync.pipeline.consolidating import Consolidated, Part, as_last_seen, consolidate
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.resting import rest_at
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.store import KnownWorkbook


@dataclass(frozen=True, slots=True)
class Stood:
    """A period as of a moment."""

    project: Project
    overall: Overall
    #: By unit code; the master's is empty.
    workbooks: Mapping[str, KnownWorkbook]
    #: Units whose reports are closed.
    closed: frozenset[str]
    #: All that follows for units of which more is to be told.
    details: Callable[[Collection[str]], Consolidated]


def stood(project: Project, at: datetime) -> Stood:
    """As of a moment, without any call. Raises StoreError."""
    books, closings = project.store.workbooks.known(), project.store.closings.known()
    closed = frozenset(unit for unit, one in closings.items() if one.holds(at))
    ledger = known(project, books, rest_at(project, closings, at), at)
    if ledger is None:
        whole = as_last_seen(project, at)
        return Stood(project, Overall.of(whole), books, closed, lambda _: whole)
    stances = ledger.overall.stances

    def details(units: Collection[str]) -> Consolidated:
        chosen = {code: unit for code, unit in project.units.items() if code in units}
        between = tuple(one for unit in chosen for one in stances[unit].between)
        strange = {(unit, code): why for unit in chosen for code, why in stances[unit].strange.items()}
        part = Part(chosen, between, strange)
        return consolidate(project, Snapshot.of_units(project, chosen), at, part)

    return Stood(project, ledger.overall, books, closed, details)
