"""One run of the sync: observe → read → judge → publish → respond → correspond."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sheets_sync.engine import Threads
from sheets_sync.errors import NotProvisioned
from sheets_sync.google import CallSummary
from sheets_sync.mail.composing.trying import mistakes
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.model import Coverage, Timeliness, ToldPlan, WritePlan
from sheets_sync.people.making_up import is_history_left, make_up, make_up_history
from sheets_sync.pipeline.bookkeeping import Ledger, keep, keep_all, known
from sheets_sync.pipeline.bulk import bulk_work
from sheets_sync.pipeline.consolidating import Consolidated, consolidate
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.hindrances import Hindrances, hindrances
from sheets_sync.pipeline.in_line import IN_LINE
from sheets_sync.pipeline.large_forms import ROWS, rows_of
from sheets_sync.pipeline.locking import held
from sheets_sync.pipeline.observing import Observed, Seen, is_followed, observe, remember_token
from sheets_sync.pipeline.outcome import Outcome
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.publishing_master import Draft, Published, publish
from sheets_sync.pipeline.renewing import publish_renewed, read_changed
from sheets_sync.pipeline.republishing import republish
from sheets_sync.pipeline.responding import behind, respond
from sheets_sync.pipeline.resting import HINDERED, Rest, may_rest, nothing_to_see, rest_at
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.standing import Standing
from sheets_sync.pipeline.taking_in import Progress, Taken, take_in
from sheets_sync.pipeline.watching import worth_reading
from sheets_sync.store import KnownWorkbook, Run, rehearsal
from sheets_sync.store.workbooks import MASTER

#: Drive's list of changes is trusted for so long; then every workbook is read once, changed or not.
SWEEP = timedelta(days=7)
OWED = (Timeliness.MISSING, Timeliness.OVERDUE)
#: In a run's summary: how many findings there are at its end.
STANDING = "findings_now"
#: Of a run in which nobody had touched anything.
NOTHING_NEW = {"noteworthy": False, "units_read": 0, "units_changed": 0, "units_failed": 0, "trouble": ""}
#: Units whose findings are kept together.
AT_ONCE = 50
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
    #: Read only what changed and rests; where that is nothing, the run leaves no trace.
    watch: bool = False


@bulk_work()
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
            here = replace(project, store=bound, engine=Threads())
            return _run(here, at, options, progress, now)
    with held(project.store, now):
        # Before anything is read: what was erased may stand somewhere still, or again.
        failed = dict(make_up(project.holdings, at))
        outcome = _run(project, at, options, progress, now)
        if is_history_left(project.holdings):
            failed |= {**make_up_history(project.holdings, at), **republish(project, at)}
    return replace(outcome, failed={**failed, **outcome.failed}) if failed else outcome


@dataclass(frozen=True, slots=True)
class _Work:
    """What was done about the reports."""

    #: For the journal and the monitor.
    summary: Mapping[str, Any]
    standing: Callable[[], Standing | Consolidated]
    units_read: tuple[str, ...] = ()
    units_changed: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[ToldPlan, ...] = ()


def _run(project: Project, at: datetime, options: Options, progress: Progress, now: datetime) -> Outcome:
    books, last = project.store.workbooks.known(), next(iter(project.store.runs.latest(1)), None)
    if MASTER not in books:
        raise NotProvisioned(f"{project.period.title} has no workbooks yet: run `sheets-sync provision`.")
    calls_before = len(project.google.log.calls)
    observed, found = None, hindrances(project, at)
    if options.watch:
        observed = _look(project, books, at)
        if observed is None or nothing_to_see(last, observed, at, found.mark):
            return _nothing(project, last, at, project.google.log.summary(since=calls_before))
    full = options.unit is None and not options.watch and (options.full or _sweep_is_due(project, at))
    number = project.store.runs.begin(at, full=full)

    observed = observed or observe(project, books, at, full=full)
    deeds = project.store.notes.latest(1)
    rest = rest_at(project, project.store.closings.known(), at, found.mark, deeds)
    if last is not None and not (full or options.dry_run) and may_rest(last, observed, rest, at):
        work = _Work({**last.summary, **NOTHING_NEW}, partial(Standing.of, project, at))
    else:
        night = _Night(project, at, options, progress, number, books, found, observed, rest)
        work = _work(night)
    queued, delivered = 0, DeliveryReport(0, {})
    if options.mails and not options.dry_run:
        queued, delivered = correspond([project], at, now)

    broken = {str(one.file): f"{one.key}: {one.remedy}" for one in mistakes(project.writer)}
    is_whole = options.unit is None and not observed.left
    if is_whole:
        remember_token(project, observed, at)
    calls = project.google.log.summary(since=calls_before)
    settled = rest.told if is_whole and not work.failed else {}
    settled = {**settled, IN_LINE: found.in_line.told}
    if MASTER not in work.failed:
        settled = {**settled, HINDERED: found.mark}
    told = {"calls": calls.kinds, "call_log": asdict(calls), **settled}
    project.store.runs.note(number, {**work.summary, **told})
    project.store.runs.finish(number, at)
    return Outcome(
        run=number,
        units_read=work.units_read,
        units_changed=work.units_changed,
        failed={**work.failed, **delivered.failed, **broken},
        plans=work.plans,
        mails_queued=queued,
        mails_sent=delivered.sent,
        call_log=calls,
        findings_count=work.summary[STANDING],
        standing=work.standing,
    )


def _look(project: Project, books: Mapping[str, KnownWorkbook], at: datetime) -> Observed | None:
    """What moved and rests; None where only a whole run can tell. What is left then is listed once more."""
    if not is_followed(project, at):
        return None
    observed = worth_reading(project, books, observe(project, books, at, full=False), at)
    if not (observed.to_read or observed.master_changed or observed.left):
        remember_token(project, observed, at)
    return observed


def _nothing(project: Project, last: Run | None, at: datetime, calls: CallSummary) -> Outcome:
    """What a look brought that found nothing to do."""
    return Outcome(
        run=0 if last is None else last.number,
        call_log=calls,
        findings_count=0 if last is None else last.summary.get(STANDING, 0),
        standing=partial(Standing.of, project, at),
    )


@dataclass(frozen=True, slots=True)
class _Night:
    """A run that has something to look at, as it begins."""

    project: Project
    at: datetime
    options: Options
    progress: Progress
    #: Of the run.
    number: int
    books: Mapping[str, KnownWorkbook]
    found: Hindrances
    observed: Observed
    rest: Rest


def _work(night: _Night) -> _Work:
    """From the workbooks that moved to what everybody sees: read → judge → publish → respond."""
    project, observed = night.project, night.observed
    ledger = None
    if not (observed.master_changed or observed.failed or night.options.dry_run):
        ledger = known(project, night.books, night.rest)
    # Killed from here on, the next run looks at everything that is kept.
    project.store.ledger.forget()
    one = night.options.unit
    to_read = {unit: seen for unit, seen in observed.to_read.items() if one in (None, unit)}
    night = replace(night, observed=replace(observed, to_read=to_read))
    begun = None
    if ledger is not None and 2 * len(to_read) <= len(project.units):
        begun, work = _renewed(night, ledger)
        if work is not None:
            return work
    return _looked_over(night, begun)


def _renewed(night: _Night, ledger: Ledger) -> tuple[Taken, _Work | None]:
    """The work where little changed; without it, what was taken in until more had to be seen."""
    project, observed, at = night.project, night.observed, night.at
    snapshot = Snapshot.of_units(project, observed.to_read.keys(), night.found)
    begun = Taken(snapshot, failed=_without_workbook(project, snapshot))
    taken, renewal = read_changed(project, ledger, begun, observed, at, night.progress)
    if any(unit.departed for unit in renewal.consolidated.units.values()):
        return taken, None
    summary = _summary(project, taken, renewal.overall.findings)
    renewal = renewal.after(_noted(night, summary, renewal.consolidated.snapshot), at)
    published = publish_renewed(project, ledger, renewal, observed, at)
    if published is None:
        return taken, None
    judged = published.consolidated
    responded = respond(project, judged, replace(taken, snapshot=judged.snapshot), at, dry_run=False)
    _keep_findings(project, judged, at)
    if published.draft is not None:
        keep(project, published.draft, night.rest, judged.snapshot.workbooks, judged.units)
    overall = renewal.overall if published.draft is None else published.draft.overall
    return taken, _Work(
        {**summary, **_told_of(project, published, overall.coverage), STANDING: overall.findings},
        partial(Standing.of, project, at),
        tuple(taken.workbooks),
        taken.changed,
        {**observed.failed, **taken.failed, **published.failed, **responded.failed},
        (*_told(published.plan), *responded.plans),
    )


def _looked_over(night: _Night, begun: Taken | None) -> _Work:
    """The work with a look at all that the store holds; `begun` is what was taken in before."""
    project, observed, at = night.project, night.observed, night.at
    dry_run = night.options.dry_run
    snapshot = Snapshot.of(project, night.found)
    if begun is None:
        begun = Taken(snapshot, failed=_without_workbook(project, snapshot))
    looked_at = {*begun.workbooks, *begun.failed}
    to_read = {unit: seen for unit, seen in observed.to_read.items() if unit not in looked_at}
    taken = take_in(project, replace(begun, snapshot=snapshot), to_read, at, night.progress)
    judged = consolidate(project, taken.snapshot, at)
    taken, judged = _catch_up(night, taken, judged)
    summary = _summary(project, taken, len(judged.findings))
    judged = replace(judged, snapshot=_noted(night, summary, judged.snapshot))
    published = publish(project, judged, observed, at, answers=taken.answers, dry_run=dry_run)
    # What the office sent back tonight is known since the master was read.
    taken, judged = _catch_up(night, taken, published.consolidated)
    responded = respond(project, judged, taken, at, dry_run=dry_run)
    _keep_findings(project, judged, at)
    if published.draft is not None and _shows(published.draft, judged):
        keep_all(project, published.draft, night.rest, judged.snapshot.workbooks)
    return _Work(
        {**summary, **_told_of(project, published, judged.coverage), STANDING: len(judged.findings)},
        lambda: judged,
        tuple(taken.workbooks),
        taken.changed,
        {**observed.failed, **taken.failed, **published.failed, **responded.failed},
        (*_told(published.plan), *responded.plans),
    )


def _keep_findings(project: Project, judged: Consolidated, at: datetime) -> None:
    """Since when each finding has stood."""
    units = list(judged.units)
    for first in range(0, len(units), AT_ONCE):
        some = units[first : first + AT_ONCE]
        found = {unit: (judged.findings_of(unit), judged.records_of(unit)) for unit in some}
        project.store.findings.record(found, at)


def _shows(draft: Draft, judged: Consolidated) -> bool:
    """Whether the master shows what holds: a workbook that was read since may hold something else."""
    shown, now = draft.consolidated.snapshot, judged.snapshot
    return shown.latest == now.latest and shown.unreadable == now.unreadable


def _sweep_is_due(project: Project, at: datetime) -> bool:
    last = project.store.runs.last_full(at)
    return last is None or at - last >= SWEEP


def _without_workbook(scope: Scope, snapshot: Snapshot) -> dict[str, str]:
    """Units that joined the roster since the workbooks were made."""
    made = {unit for unit, book in snapshot.workbooks.items() if book.ready}
    return dict.fromkeys((unit for unit in scope.owing if unit not in made), NO_WORKBOOK)


def _catch_up(night: _Night, taken: Taken, judged: Consolidated) -> tuple[Taken, Consolidated]:
    """Also read workbooks that did not change but have to show something else, by another's doing."""
    project = night.project
    before = judged.snapshot
    # Where somebody types, nothing is written.
    others = [unit for unit in behind(project, judged, taken) if unit not in night.observed.left]
    late = {unit: Seen(before.workbooks[unit].seen_version) for unit in others}
    taken = take_in(project, replace(taken, snapshot=before), late, night.at, night.progress)
    now = taken.snapshot
    if now.latest == before.latest and now.unreadable == before.unreadable:
        return taken, replace(judged, snapshot=now)
    return taken, consolidate(project, now, night.at)


def _noted(night: _Night, summary: Mapping[str, Any], snapshot: Snapshot) -> Snapshot:
    """The run's line of the journal is kept before it is shown: known even if the run is killed later."""
    number = night.number
    night.project.store.runs.note(number, summary)
    runs = (replace(one, summary=summary) if one.number == number else one for one in snapshot.runs)
    return replace(snapshot, runs=tuple(runs))


def _summary(scope: Scope, taken: Taken, findings: int) -> dict[str, Any]:
    """Only runs that brought something new stand in the journal."""
    names = [scope.units[unit].name for unit in taken.failed if unit in scope.units]
    return {
        "noteworthy": bool(taken.changed) or taken.newly_failed,
        "units_read": len(taken.workbooks),
        "units_changed": len(taken.changed),
        "units_failed": len(taken.failed),
        "findings": findings,
        "trouble": "Không đọc được: " + "; ".join(names) if names else "",
    }


def _told(plan: WritePlan) -> tuple[ToldPlan, ...]:
    return (plan.told,) if plan else ()


def _told_of(scope: Scope, published: Published, coverage: Iterable[Coverage]) -> dict[str, Any]:
    """How many units have not reported something, and how large the forms' tabs are where that is known."""
    told = {"units_missing": len({one.unit for one in coverage if one.timeliness in OWED})}
    return told if published.draft is None else {**told, ROWS: rows_of(scope, published.draft.tables)}
