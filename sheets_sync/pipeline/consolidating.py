"""From what the store holds to all that follows: findings, statuses, approvals, proposals, points. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from sheets_sync.findings import place
from sheets_sync.findings.listing import listed
from sheets_sync.findings.rows import ByRow, by_row
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Indicators, Proposals
from sheets_sync.judging.council import Proposal, facts_of, read_verdict
from sheets_sync.judging.coverage import cover
from sheets_sync.judging.crosscheck import Between, compared
from sheets_sync.judging.evaluation import Outliers, Score
from sheets_sync.judging.fitness import RETURNED, Fitness
from sheets_sync.judging.tasks import Call, Task, call, tasks, worst_first
from sheets_sync.master.tables import council
from sheets_sync.master.tables.wording import COMMENT
from sheets_sync.model import (
    Coverage,
    Doubt,
    Finding,
    Handling,
    Personal,
    Record,
    RecordKey,
    Submission,
    Unit,
)
from sheets_sync.pipeline.counting import Counted, review_of
from sheets_sync.pipeline.evaluating import evaluate, strange_of
from sheets_sync.pipeline.fits import Fits
from sheets_sync.pipeline.hindrances import Hindrances, hindrances
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import AllRemarks, Snapshot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the units, and what other units' reports bring about for them."""

    #: By code, in the roster's order.
    units: Mapping[str, Unit]
    between: tuple[Between, ...]
    #: Figures of theirs that stand out.
    strange: Outliers


@dataclass(frozen=True)
class Consolidated:
    """Everything that follows from what the store holds, for all units or for a part of them."""

    #: Whom it tells of, by code, in the roster's order.
    units: Mapping[str, Unit]
    #: Of units and forms that are owed, with what can only be seen between units.
    submissions: Counted
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    #: Units whose reports are closed.
    closed: frozenset[str]
    #: The period's deadline has come.
    is_due: bool
    #: What it follows from.
    scope: Scope
    snapshot: Snapshot
    #: Of the findings those that only several units' reports together show.
    between: tuple[Between, ...]
    part: Part | None = None

    @cached_property
    def before(self) -> tuple[Coverage, ...]:
        """How the period before ended; empty without one."""
        return _coverage_before(self.scope, self.snapshot)

    @cached_property
    def approved(self) -> frozenset[RecordKey]:
        """Records that the office approved."""
        return frozenset(_approved(self.submissions, self.snapshot.remarks))

    @cached_property
    def of_rows(self) -> ByRow:
        """The findings by the row that they are about."""
        return by_row(self.findings)

    @cached_property
    def fit(self) -> Mapping[RecordKey, Fitness]:
        """How fit each record is to be used."""
        return Fits(self.submissions, self.of_rows)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Reports that wait for the office, in the roster's order."""
        remarks, reviews = self.snapshot.remarks, self.snapshot.reviews
        return tasks(
            self.submissions,
            self.of_rows,
            lambda record: review_of(record, remarks),
            reviews,
            self.closed,
        )

    @cached_property
    def tasks_by_unit(self) -> Mapping[str, tuple[Task, ...]]:
        """The tasks of each unit that has any."""
        return _by_unit((one.unit, one) for one in self.tasks)

    @cached_property
    def between_by_unit(self) -> Mapping[str, tuple[Between, ...]]:
        """What others' reports bring about, for each unit that it is about."""
        return _by_unit((one.finding.unit, one) for one in self.between)

    @cached_property
    def strange_by_unit(self) -> Mapping[str, Mapping[str, str]]:
        """Figures that stand out, by unit and then by indicator."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for (unit, code), why in self.strange.items():
            found[unit][code] = why
        return found

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Units that a telephone call helps, the worst first."""
        return worst_first(found for unit in self.units if (found := self.call(unit)) is not None)

    def call(self, unit: str) -> Call | None:
        """Why to call a unit; None where it helps nothing: nobody is called whose report is closed."""
        if unit in self.closed:
            return None
        own, why = self.coverage_by_unit.get(unit, ()), self.snapshot.unreadable.get(unit, "")
        return call(unit, own, self.findings_of(unit), why, self.hindrances.of_units.get(unit, ()))

    @property
    def hindrances(self) -> Hindrances:
        """What stands in the way and no unit can mend in its sheet."""
        return self.snapshot.hindrances

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """For commendation, in the roster's order."""
        return tuple(_proposals(self))

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Points of the units, in the roster's order; none where the campaign does not evaluate."""
        return evaluate(
            self.scope,
            self.units,
            self.submissions.by_owner,
            self.findings,
            self.coverage,
            self.approved,
            self.strange,
        )

    @cached_property
    def strange(self) -> Outliers:
        """Figures that stand out, by unit and indicator; none where the campaign does not evaluate."""
        if self.part is not None:
            return self.part.strange
        return strange_of(self.scope, self.submissions, self.snapshot.before.values())

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each unit that has any."""
        return _by_unit((one.unit, one) for one in self.findings)

    @cached_property
    def coverage_by_unit(self) -> Mapping[str, tuple[Coverage, ...]]:
        """The statuses of each unit."""
        return _by_unit((one.unit, one) for one in self.coverage)

    def findings_of(self, unit: str) -> tuple[Finding, ...]:
        """The findings of one unit."""
        return self.by_unit.get(unit, ())

    @cached_property
    def listed(self) -> tuple[Finding, ...]:
        """The findings of all units within the bounds of what is listed."""
        return tuple(one for own in self.by_unit.values() for one in listed(own))

    def records_of(self, unit: str) -> tuple[Record, ...]:
        """The records of one unit."""
        return tuple(record for one in self.submissions.of_unit(unit) for record in one.records)


def _by_unit(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for unit, one in pairs:
        found[unit].append(one)
    return {unit: tuple(own) for unit, own in found.items()}


def consolidate(scope: Scope, snapshot: Snapshot, at: datetime, part: Part | None = None) -> Consolidated:
    """Compute everything as of `at`: for all units, or for a part of them with what others bring about."""
    units = scope.units if part is None else part.units
    current = Counted(scope, units, snapshot)
    if part is None:
        alike = {form.code for form in scope.forms if isinstance(form.role, Indicators | Proposals)}
        of_others = current.of_forms(alike)
        between = compared(of_others, scope.forms, scope.units, scope.config.indicators)
    else:
        between = part.between
    submissions = current.with_findings(_added(scope, current, between, snapshot.remarks))
    findings = (
        *(_unreadable(unit, why) for unit, why in snapshot.unreadable.items() if unit in units),
        *(finding for submission in submissions for finding in submission.findings),
    )
    closed = snapshot.closed(at)
    coverage = cover(
        units.values(),
        scope.forms,
        scope.period,
        submissions.by_owner,
        reviews=_reviews(submissions, snapshot.remarks),
        unreadable=snapshot.unreadable.keys(),
        closed=closed,
        now=at,
    )
    is_due = at >= scope.period.deadline
    return Consolidated(
        units, submissions, findings, coverage, closed, is_due, scope, snapshot, between, part
    )


def as_last_seen(project: Project, at: datetime) -> Consolidated:
    """Everything as of `at`, with what the master held at the last sync. Raises StoreError."""
    with project.store.at_one_moment():
        snapshot = Snapshot.of(project, hindrances(project, at))
    return consolidate(project, snapshot, at)


def _added(
    scope: Scope, submissions: Iterable[Submission], between: Iterable[Between], remarks: AllRemarks
) -> Mapping[tuple[str, str], Sequence[Finding]]:
    """What can only be seen between units, and what the office returned."""
    added: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    others = (one.finding for one in between)
    for finding in (*others, *_returned(scope, submissions, remarks)):
        added[finding.unit, finding.form].append(finding)
    return added


def _approved(submissions: Iterable[Submission], remarks: AllRemarks) -> Iterable[RecordKey]:
    for submission in submissions:
        for record in submission.records:
            if review_of(record, remarks) == Handling.APPROVED:
                yield record.identity


def _returned(scope: Scope, submissions: Iterable[Submission], remarks: AllRemarks) -> Iterable[Finding]:
    forms = {form.code: form for form in scope.forms}
    for submission in submissions:
        for record in submission.records:
            if review_of(record, remarks) == Handling.RETURNED:
                reason = remarks[record.identity].get(COMMENT) or "chưa ghi lý do"
                yield place(
                    Doubt(RETURNED, {"reason": reason}),
                    unit=record.unit,
                    form=record.form,
                    tab=submission.tab,
                    sheet_id=submission.sheet_id,
                    cell=str(record.row + 1),
                    label=forms[record.form].name_of(record),
                    about=Personal.PROSE,
                )


def _unreadable(unit: str, reason: str) -> Finding:
    doubt = Doubt("workbook-unreadable", {"reason": reason})
    return place(doubt, unit=unit, form="", tab="Bảng tính", sheet_id=None)


def _reviews(submissions: Iterable[Submission], remarks: AllRemarks) -> dict[tuple[str, str], list[str]]:
    return {
        (one.unit, one.form): [review_of(record, remarks) for record in one.records] for one in submissions
    }


def _coverage_before(scope: Scope, snapshot: Snapshot) -> tuple[Coverage, ...]:
    """How the period before ended, by what the store holds; empty without one that was synced."""
    period = scope.period_before
    if period is None or not snapshot.before:
        return ()
    units = scope.config.units
    return cover(units, scope.forms, period, snapshot.before, reviews={}, unreadable=(), now=period.deadline)


def _proposals(of: Consolidated) -> Iterable[Proposal]:
    found = form_for(of.scope.forms, Proposals)
    if found is None:
        return
    form, its = found
    campaign, remarks, of_rows = of.scope.config.campaign, of.snapshot.remarks, of.of_rows
    for submission in of.submissions.of_forms({form.code}):
        if submission.arrived is None:
            continue
        statuses = of.coverage_by_unit.get(submission.unit, ())
        for record in submission.records:
            chosen = review_of(record, remarks)
            facts = facts_of(record, its, of_rows, statuses, chosen)
            written = remarks.get(replace(record.identity, form=council.CODE), {})
            is_approved = chosen == Handling.APPROVED
            verdict = read_verdict(written, campaign.start, campaign.end, is_approved=is_approved)
            yield Proposal(record, submission.sheet_id, its, facts, verdict)
