"""A run in which some units changed: what is theirs is read and judged, with what it brings about for others.

All else follows from the ledger as it did. The result is the one that a look at everything gives.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sheets_sync.model import Submission
from sheets_sync.pipeline.between import Others
from sheets_sync.pipeline.bookkeeping import Ledger
from sheets_sync.pipeline.consolidating import Consolidated, Part, consolidate
from sheets_sync.pipeline.counting import Counted
from sheets_sync.pipeline.observing import Observed, Seen
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.publishing_master import Draft, Published
from sheets_sync.pipeline.renewing_master import publish_changed
from sheets_sync.pipeline.renewing_tables import renewed_tables
from sheets_sync.pipeline.responding import SILENCE
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.stances import stance_of
from sheets_sync.pipeline.tabulating import tabulate
from sheets_sync.pipeline.taking_in import Progress, Taken, take_in

#: How often units are read that show something else by what was read before; the rest waits for the next run.
ROUNDS = 2


@dataclass(frozen=True)
class Renewal:
    """What follows from the new reports of some units."""

    project: Project
    ledger: Ledger
    others: Others
    #: Of the units for which something else may follow.
    consolidated: Consolidated

    @classmethod
    def of(
        cls, project: Project, ledger: Ledger, snapshot: Snapshot, read: Collection[str], at: datetime
    ) -> "Renewal":
        """`read` are the units that were read, well or not, and `snapshot` is of these at least."""
        units = {code: unit for code, unit in project.units.items() if code in read}
        reports: dict[str, list[Submission]] = {unit: [] for unit in units}
        for one in Counted(project, units, snapshot):
            reports[one.unit].append(one)
        others = Others.of(project, reports)
        wanted = {*units, *others.affected()}
        if wanted - units.keys():
            whole = Snapshot.of_units(project, wanted, snapshot.hindrances)
            snapshot = replace(whole, runs=snapshot.runs)
        return cls(project, ledger, others, _judged(project, ledger, others, snapshot, wanted, at))

    def after(self, snapshot: Snapshot, at: datetime) -> "Renewal":
        """The same where the office's decisions became something else."""
        if snapshot == self.consolidated.snapshot:
            return self
        units = self.consolidated.units
        judged = _judged(self.project, self.ledger, self.others, snapshot, units, at)
        return replace(self, consolidated=judged)

    @property
    def overall(self) -> Overall:
        """How everybody stands since."""
        known, found = self.ledger.overall, self.consolidated
        new = {code: stance_of(found, unit) for code, unit in found.units.items()}
        return replace(known, stances={**known.stances, **new}, totals=self.others.totals(known.totals))


def _judged(
    project: Project,
    ledger: Ledger,
    others: Others,
    snapshot: Snapshot,
    wanted: Collection[str],
    at: datetime,
) -> Consolidated:
    units = {code: unit for code, unit in project.units.items() if code in wanted}
    stances = ledger.overall.stances
    part = Part(
        units,
        others.between(stances, units),
        others.strange(stances, units, snapshot.before.values()),
    )
    return consolidate(project, snapshot, at, part)


def read_changed(
    project: Project, ledger: Ledger, begun: Taken, observed: Observed, at: datetime, progress: Progress
) -> tuple[Taken, Renewal]:
    """Read what changed, and who has to show something else since; with what follows."""
    taken = take_in(project, begun, observed.to_read, at, progress)
    renewal = Renewal.of(project, ledger, taken.snapshot, _looked_at(taken), at)
    for _ in range(ROUNDS):
        late = _behind(renewal, taken, observed)
        if not late:
            break
        units = {*_looked_at(taken), *late}
        snapshot = replace(
            Snapshot.of_units(project, units, taken.snapshot.hindrances), runs=taken.snapshot.runs
        )
        taken = take_in(project, replace(taken, snapshot=snapshot), late, at, progress)
        renewal = Renewal.of(project, ledger, taken.snapshot, _looked_at(taken), at)
    return taken, renewal


def _looked_at(taken: Taken) -> Collection[str]:
    return {*taken.workbooks, *taken.failed}


def _behind(renewal: Renewal, taken: Taken, observed: Observed) -> Mapping[str, Seen]:
    """Units, not read yet, that should see something else than they do: as up to which they are known."""
    books = renewal.consolidated.snapshot.workbooks
    return {
        unit: Seen(book.seen_version)
        for unit, stance in renewal.overall.stances.items()
        if (book := books.get(unit)) is not None
        and book.ready
        and not book.unreadable
        and unit not in taken.workbooks
        and unit not in observed.left
        and stance.feedback != (book.feedback or SILENCE)
    }


def publish_renewed(
    project: Project, ledger: Ledger, renewal: Renewal, observed: Observed, at: datetime
) -> Published | None:
    """Bring the master to it; None where all has to be looked at. Raises StoreError and WorkbookFull."""
    before = renewal.consolidated.snapshot.publication.rows

    def renew(snapshot: Snapshot) -> Draft:
        now = renewal.after(snapshot, at)
        overall = now.overall
        tables = tabulate(project, now.consolidated, overall)
        draft = Draft(now.consolidated, overall, tables)
        whole = renewed_tables(project, draft, ledger, renewal.others.indicators, before)
        return replace(draft, tables=whole)

    return publish_changed(project, renewal.consolidated.snapshot, renew, observed, at)
