"""One run of the sync."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sheets_sync.errors import NotProvisioned
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.model import Timeliness
from sheets_sync.pipeline.consolidating import AllRemarks, Consolidated, consolidate
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.locking import held
from sheets_sync.pipeline.observing import Seen, observe, remember_token
from sheets_sync.pipeline.outcome import Outcome
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.publishing_master import publish
from sheets_sync.pipeline.responding import due, respond
from sheets_sync.pipeline.taking_in import Progress, TakenIn, take_in
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
    _check_provisioned(project)
    full = options.unit is None and (options.full or _sweep_is_due(project, at))
    calls_before = len(project.google.log.calls)
    number = project.store.runs.begin(at, full=full)
    observed = observe(project, at, full=full)
    taken = TakenIn(failed=_without_workbook(project))
    to_read = {u: v for u, v in observed.to_read.items() if options.unit in (None, u)}
    take_in(project, to_read, at, taken, progress)
    remarks = project.store.publications.last(project.store.workbooks.known()[MASTER].id).remarks
    early = _read_for_feedback(project, consolidate(project, remarks, at), remarks, at, taken, progress)
    summary = _summary(project, taken, len(early.findings))
    project.store.runs.note(number, summary)
    published = publish(project, observed, at, dry_run=options.dry_run)
    if observed.master_in_bin:
        taken.failed[MASTER] = "The master lies in the bin: restore it, within 30 days."
    # What the office sent back tonight is known since the master was read.
    late = _read_for_feedback(project, published.consolidated, published.remarks, at, taken, progress)
    wanted = {u: one for u, one in due(project, late, taken).items() if u in taken.workbooks}
    feedback = respond(project, wanted, taken, at, dry_run=options.dry_run)
    queued, delivered = 0, DeliveryReport(0, {})
    if options.mails and not options.dry_run:
        queued, delivered = correspond([project], at, now)
    for unit in project.units:
        held = published.consolidated
        project.store.findings.record(unit, held.findings_of(unit), at, held.records_of(unit))
    if options.unit is None:
        remember_token(project, observed, at)
    calls = project.google.log.summary(since=calls_before)
    told = {"calls": calls.kinds, "call_log": asdict(calls), "units_missing": _owing(published.consolidated)}
    project.store.runs.note(number, {**summary, **told})
    project.store.runs.finish(number, at)
    return Outcome(
        run=number,
        units_read=tuple(taken.workbooks),
        units_changed=tuple(taken.changed),
        failed={**taken.failed, **delivered.failed},
        findings=published.consolidated.findings,
        coverage=published.consolidated.coverage,
        plans=tuple(plan for plan in (published.plan, *feedback) if plan),
        mails_queued=queued,
        mails_sent=delivered.sent,
        calls=calls.kinds,
        call_log=calls,
    )


def _owing(consolidated: Consolidated) -> int:
    """How many units have not reported something."""
    return len({one.unit for one in consolidated.coverage if one.timeliness in OWED})


def _sweep_is_due(project: Project, at: datetime) -> bool:
    last = project.store.runs.last_full()
    return last is None or at - last >= SWEEP


def _without_workbook(project: Project) -> dict[str, str]:
    """Units that joined the roster since the workbooks were made."""
    known = project.store.workbooks.known()
    made = {unit for unit, book in known.items() if book.ready}
    return dict.fromkeys((unit for unit in project.units if unit not in made), NO_WORKBOOK)


def _check_provisioned(project: Project) -> None:
    if MASTER not in project.store.workbooks.known():
        raise NotProvisioned("This campaign has no workbooks yet: run `sheets-sync provision` first.")


def _read_for_feedback(
    project: Project,
    consolidated: Consolidated,
    remarks: AllRemarks,
    at: datetime,
    taken: TakenIn,
    progress: Progress,
) -> Consolidated:
    """Also read workbooks that did not change but have to show something else, by another's doing."""
    known = project.store.workbooks.known()
    missing = {
        unit: Seen(known[unit].seen_version)
        for unit in due(project, consolidated, taken)
        if unit not in taken.workbooks
    }
    if not missing:
        return consolidated
    take_in(project, missing, at, taken, progress)
    return consolidate(project, remarks, at)


def _summary(project: Project, taken: TakenIn, findings: int) -> Mapping[str, Any]:
    """What the journal tells of the run; only runs that brought something new stand in it."""
    names = [project.units[unit].name for unit in taken.failed if unit in project.units]
    return {
        "noteworthy": bool(taken.changed) or taken.newly_failed,
        "units_read": len(taken.workbooks),
        "units_changed": len(taken.changed),
        "units_failed": len(taken.failed),
        "findings": findings,
        "trouble": "Không đọc được: " + "; ".join(names) if names else "",
    }
