"""One run of the sync: observe → read → judge → publish → respond → correspond."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sheets_sync.errors import NotProvisioned
from sheets_sync.google import CallSummary
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.model import Timeliness
from sheets_sync.pipeline.consolidating import Consolidated, consolidate
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.locking import held
from sheets_sync.pipeline.observing import Seen, observe, remember_token
from sheets_sync.pipeline.outcome import Outcome
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.publishing_master import publish
from sheets_sync.pipeline.responding import behind, respond
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import LAST_RUNS, Snapshot
from sheets_sync.pipeline.taking_in import Progress, Taken, take_in
from sheets_sync.store import rehearsal
from sheets_sync.store.workbooks import MASTER

#: Drive's list of changes is trusted for so long; then every workbook is read once, changed or not.
SWEEP = timedelta(days=7)
OWED = (Timeliness.MISSING, Timeliness.OVERDUE)
NO_WORKBOOK = "The unit has no workbook yet: run `sheets-sync provision`."


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done."""

    #: Read every workbook, changed or not.
    full: bool = False
    #: Read this unit only; the others are left for the next run.
    unit: str | None = None
    #: Change nothing anywhere; the plans tell what would be written.
    dry_run: bool = False
    mails: bool = True


def run(
    project: Project,
    at: datetime,
    options: Options = Options(),
    progress: Progress = lambda _unit: None,
    *,
    now: datetime | None = None,
) -> Outcome:
    """Run once as of `at`; `now` is the real moment where that is another, for what others wait for.

    Raises GoogleError, StoreError, WorkbookFull, RunInProgress and NotProvisioned. Killed anywhere, the next
    run ends in the same state.
    """
    now = now or at
    if options.dry_run:
        # Nothing is written, so nobody has to wait.
        with rehearsal(project.store) as copy:
            bound = copy.for_period(project.period.code)
            return _run(replace(project, store=bound), at, options, progress, now)
    with held(project.store, now):
        return _run(project, at, options, progress, now)


def _run(project: Project, at: datetime, options: Options, progress: Progress, now: datetime) -> Outcome:
    snapshot = Snapshot.of(project)
    _check_provisioned(project, snapshot)
    full = options.unit is None and (options.full or _sweep_is_due(project, at))
    calls_before = len(project.google.log.calls)
    number = project.store.runs.begin(at, full=full)

    observed = observe(project, snapshot.workbooks, at, full=full)
    to_read = {unit: seen for unit, seen in observed.to_read.items() if options.unit in (None, unit)}
    begun = Taken(snapshot, failed=_without_workbook(project, snapshot))
    taken = take_in(project, begun, to_read, at, progress)
    judged = consolidate(project, taken.snapshot, at)
    taken, judged = _catch_up(project, taken, judged, at, progress)
    judged = _noted(project, number, taken, judged)
    published = publish(project, judged, observed, at, answers=taken.answers, dry_run=options.dry_run)
    # What the office sent back tonight is known since the master was read.
    taken, judged = _catch_up(project, taken, published.consolidated, at, progress)
    responded = respond(project, judged, taken, at, dry_run=options.dry_run)
    queued, delivered = 0, DeliveryReport(0, {})
    if options.mails and not options.dry_run:
        queued, delivered = correspond([project], at, now)

    _remember(project, judged, at)
    if options.unit is None:
        remember_token(project, observed, at)
    calls = project.google.log.summary(since=calls_before)
    _finish(project, number, judged, calls, at)
    return Outcome(
        run=number,
        units_read=tuple(taken.workbooks),
        units_changed=taken.changed,
        failed=_all(observed.failed, taken.failed, published.failed, responded.failed, delivered.failed),
        findings=judged.findings,
        coverage=judged.coverage,
        plans=tuple(plan for plan in (published.plan, *responded.plans) if plan),
        mails_queued=queued,
        mails_sent=delivered.sent,
        calls=calls.kinds,
        call_log=calls,
    )


def _check_provisioned(project: Project, snapshot: Snapshot) -> None:
    if MASTER not in snapshot.workbooks:
        raise NotProvisioned(f"{project.period.title} has no workbooks yet: run `sheets-sync provision`.")


def _sweep_is_due(project: Project, at: datetime) -> bool:
    last = project.store.runs.last_full()
    return last is None or at - last >= SWEEP


def _without_workbook(scope: Scope, snapshot: Snapshot) -> dict[str, str]:
    """Units that joined the roster since the workbooks were made."""
    made = {unit for unit, book in snapshot.workbooks.items() if book.ready}
    return dict.fromkeys((unit for unit in scope.owing if unit not in made), NO_WORKBOOK)


def _catch_up(
    project: Project, taken: Taken, judged: Consolidated, at: datetime, progress: Progress
) -> tuple[Taken, Consolidated]:
    """Also read workbooks that did not change but have to show something else, by another's doing."""
    before = judged.snapshot
    late = {unit: Seen(before.workbooks[unit].seen_version) for unit in behind(project, judged, taken)}
    taken = take_in(project, replace(taken, snapshot=before), late, at, progress)
    now = taken.snapshot
    if now.latest == before.latest and now.unreadable == before.unreadable:
        return taken, replace(judged, snapshot=now)
    return taken, consolidate(project, now, at)


def _all(*failed: Mapping[str, str]) -> dict[str, str]:
    return {name: why for one in failed for name, why in one.items()}


def _noted(project: Project, number: int, taken: Taken, judged: Consolidated) -> Consolidated:
    """The run's line of the journal is kept before it is shown: known even if the run is killed later.

    Only runs that brought something new stand in the journal.
    """
    names = [project.units[unit].name for unit in taken.failed if unit in project.units]
    summary = {
        "noteworthy": bool(taken.changed) or taken.newly_failed,
        "units_read": len(taken.workbooks),
        "units_changed": len(taken.changed),
        "units_failed": len(taken.failed),
        "findings": len(judged.findings),
        "trouble": "Không đọc được: " + "; ".join(names) if names else "",
    }
    project.store.runs.note(number, summary)
    runs = project.store.runs.latest(LAST_RUNS)
    return replace(judged, snapshot=replace(judged.snapshot, runs=runs))


def _remember(project: Project, judged: Consolidated, at: datetime) -> None:
    """Since when each finding has stood."""
    found = {unit: (judged.findings_of(unit), judged.records_of(unit)) for unit in project.units}
    project.store.findings.record(found, at)


def _finish(project: Project, number: int, judged: Consolidated, calls: CallSummary, at: datetime) -> None:
    """The run ended; what it cost, and how many units have not reported something."""
    noted = next(run.summary for run in judged.snapshot.runs if run.number == number)
    missing = len({one.unit for one in judged.coverage if one.timeliness in OWED})
    told = {"calls": calls.kinds, "call_log": asdict(calls), "units_missing": missing}
    project.store.runs.note(number, {**noted, **told})
    project.store.runs.finish(number, at)
