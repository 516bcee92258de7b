"""From what the store holds to all that is shown: findings, statuses, the master's tables. No calls."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sheets_sync.findings import place
from sheets_sync.findings.rows import by_row
from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council import Proposal, facts_of, read_verdict
from sheets_sync.judging.coverage import cover
from sheets_sync.judging.crosscheck import crosscheck
from sheets_sync.judging.evaluation import Score
from sheets_sync.judging.rates import rates
from sheets_sync.master import publishing
from sheets_sync.master.tables import (
    council,
    council_table,
    evaluation,
    evaluation_table,
    journal_table,
    matrix,
    matrix_table,
    overview_table,
    progress_table,
    records_table,
    removed_table,
    summary_table,
    to_mend_table,
)
from sheets_sync.master.tables.journal import SHOWN_RUNS, Entry
from sheets_sync.master.tables.records import OFFICE_COLUMNS
from sheets_sync.master.tables.removed import Removed
from sheets_sync.master.tables.summary import totals
from sheets_sync.master.tables.wording import COMMENT, STATE
from sheets_sync.model import (
    Coverage,
    Doubt,
    Finding,
    Handling,
    OfficeColumn,
    Record,
    RecordKey,
    Remarks,
    Review,
    State,
    Submission,
    Table,
)
from sheets_sync.pipeline.evaluating import evaluate
from sheets_sync.pipeline.project import Project
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.dates import format_date

#: Tables in which the office writes beside other rows than records.
BESIDE_FORMS = (matrix, council, evaluation)
#: What the office wrote in the whole master.
AllRemarks = Mapping[RecordKey, Remarks]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """Everything that a run shows to somebody."""

    submissions: tuple[Submission, ...]
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    #: How the period before ended; empty without one.
    before: tuple[Coverage, ...]
    tables: tuple[Table, ...]
    #: For commendation, in the roster's order.
    proposals: tuple[Proposal, ...]
    #: Records that the office approved.
    approved: frozenset[RecordKey]
    #: Points of the units, in the roster's order; none where the campaign does not evaluate.
    scores: tuple[Score, ...]
    #: Of every record that the office decided about.
    reviews: Mapping[RecordKey, Review]
    #: Units whose reports are closed.
    closed: frozenset[str]

    def findings_of(self, unit: str) -> tuple[Finding, ...]:
        """The findings of one unit."""
        return tuple(finding for finding in self.findings if finding.unit == unit)

    def records_of(self, unit: str) -> tuple[Record, ...]:
        """The records of one unit."""
        return tuple(record for one in self.submissions if one.unit == unit for record in one.records)


def consolidate(
    project: Project, remarks: AllRemarks, at: datetime, *, written: AllRemarks | None = None
) -> Consolidated:
    """Compute everything as of `at`.

    `remarks` are what the office's columns are to hold; where `written`, what they hold, differs, the tables
    say so.
    """
    known = project.store.workbooks.known()
    unreadable = {unit: book.unreadable for unit, book in known.items() if unit and book.unreadable}
    submissions = _with_findings(project, _current(project, unreadable), remarks)
    findings = (
        *(_unreadable(unit, reason) for unit, reason in unreadable.items() if unit in project.units),
        *(finding for submission in submissions for finding in submission.findings),
    )
    closed = frozenset(unit for unit, one in project.store.closings.known().items() if one.holds(at))
    coverage = cover(
        project.units.values(),
        project.forms,
        project.period,
        {(submission.unit, submission.form): submission for submission in submissions},
        reviews=_reviews(submissions, remarks),
        unreadable=unreadable.keys(),
        closed=closed,
        now=at,
    )
    reviews = project.store.reviews.known()
    proposals = tuple(_proposals(project, submissions, findings, coverage, remarks))
    approved = frozenset(_approved(submissions, remarks))
    scores = evaluate(project, submissions, findings, coverage, approved)
    before = _coverage_before(project)
    tables = tuple(_tables(project, submissions, findings, coverage, before, proposals, scores, reviews))
    if written is not None:
        tables = tuple(_with_remarks(project, tables, remarks, written))
    return Consolidated(
        submissions, findings, coverage, before, tables, proposals, approved, scores, reviews, closed
    )


def as_last_seen(project: Project, at: datetime) -> Consolidated:
    """Everything as of `at`, with what the master held at the last sync."""
    known = project.store.workbooks.known()
    remarks = project.store.publications.last(known[MASTER].id).remarks if MASTER in known else {}
    return consolidate(project, remarks, at)


def _with_remarks(
    project: Project, tables: Iterable[Table], wanted: AllRemarks, written: AllRemarks
) -> Iterable[Table]:
    """The tables with what has to be written into the office's columns."""
    codes = remark_codes(project)
    for table in tables:
        if (form := codes.get(table.sheet_id)) is None:
            yield table
            continue
        beside = [(row, RecordKey.of_row(form, row.key)) for row in table.rows]
        rows = (
            replace(row, remarks=_differing(wanted.get(record, {}), written.get(record, {})))
            for row, record in beside
        )
        yield replace(table, rows=tuple(rows))


def remark_codes(project: Project) -> Mapping[int, str]:
    """Under which code the remarks of each tab are kept in which the office writes beside keyed rows."""
    beside = {one.SHEET_ID: one.CODE for one in BESIDE_FORMS}
    return {form.sheet_id: form.code for form in project.forms} | beside


def _differing(wanted: Remarks, written: Remarks) -> dict[OfficeColumn, str]:
    return {column: text for column, text in wanted.items() if written.get(column, "") != text}


def _current(project: Project, unreadable: Mapping[str, str]) -> list[Submission]:
    """The latest submissions of units and forms that are owed, those of unreadable workbooks marked so."""
    latest = project.store.submissions.latest(project.period.code)
    kept = [
        submission
        for unit in project.units.values()
        for form in project.forms_of(unit)
        if (submission := latest.get((unit.code, form.code))) is not None
    ]
    return [replace(one, state=State.LAST_GOOD) if one.unit in unreadable else one for one in kept]


def _with_findings(
    project: Project, submissions: list[Submission], remarks: AllRemarks
) -> tuple[Submission, ...]:
    """Add what can only be seen between units, and what the office returned."""
    added: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    between = crosscheck(submissions, project.forms, project.units, project.config.indicators)
    for finding in (*between, *_returned(project, submissions, remarks)):
        added[finding.unit, finding.form].append(finding)
    return tuple(replace(one, findings=(*one.findings, *added[one.unit, one.form])) for one in submissions)


def review_of(record: Record, remarks: AllRemarks) -> str:
    """The state that the office chose for a record; waiting when it chose none."""
    return remarks.get(record.identity, {}).get(STATE) or Handling.PENDING.value


def _approved(submissions: Iterable[Submission], remarks: AllRemarks) -> Iterable[RecordKey]:
    for submission in submissions:
        for record in submission.records:
            if review_of(record, remarks) == Handling.APPROVED:
                yield record.identity


def _returned(project: Project, submissions: Iterable[Submission], remarks: AllRemarks) -> Iterable[Finding]:
    forms = {form.code: form for form in project.forms}
    for submission in submissions:
        for record in submission.records:
            if review_of(record, remarks) == Handling.RETURNED:
                reason = remarks[record.identity].get(COMMENT) or "chưa ghi lý do"
                yield place(
                    Doubt("record-returned", {"reason": reason}),
                    unit=record.unit,
                    form=record.form,
                    tab=submission.tab,
                    sheet_id=submission.sheet_id,
                    cell=str(record.row + 1),
                    label=forms[record.form].name_of(record),
                )


def _unreadable(unit: str, reason: str) -> Finding:
    doubt = Doubt("workbook-unreadable", {"reason": reason})
    return place(doubt, unit=unit, form="", tab="Bảng tính", sheet_id=None)


def _reviews(submissions: Iterable[Submission], remarks: AllRemarks) -> dict[tuple[str, str], list[str]]:
    return {
        (one.unit, one.form): [review_of(record, remarks) for record in one.records] for one in submissions
    }


def _tables(
    project: Project,
    submissions: tuple[Submission, ...],
    findings: tuple[Finding, ...],
    coverage: tuple[Coverage, ...],
    before: tuple[Coverage, ...],
    proposals: tuple[Proposal, ...],
    scores: tuple[Score, ...],
    reviews: Mapping[RecordKey, Review],
) -> Iterable[Table]:
    units = project.units
    link = LinkToUnits(project)
    yield matrix_table(units.values(), project.forms, coverage, link)
    found = totals(project.forms, project.config.indicators, submissions, units)
    yield overview_table(coverage, before, project.forms, units, found, project.config.kind_title)
    yield progress_table(_days(project, submissions), rates(coverage).owed)
    yield summary_table(project.forms, project.config.indicators, submissions, units)
    yield to_mend_table(findings, units, link)
    for form in project.forms:
        own = [submission for submission in submissions if submission.form == form.code]
        yield records_table(form, own, findings, units, link, reviews)
    if form_for(project.forms, Proposals) is not None:
        yield council_table(proposals, units, link)
    if project.config.settings.evaluation is not None:
        yield evaluation_table(scores, units)
    yield removed_table(_removed(project))
    yield journal_table(_entries(project))


def _days(project: Project, submissions: Iterable[Submission]) -> Iterable[date]:
    """The day of each report that arrived."""
    return (one.arrived.astimezone(project.config.zone).date() for one in submissions if one.arrived)


def _coverage_before(project: Project) -> tuple[Coverage, ...]:
    """How the period before ended, by what the store holds; empty without one that was synced."""
    period, latest = project.period_before, project.submissions_before()
    if period is None or not latest:
        return ()
    units = project.config.units
    return cover(units, project.forms, period, latest, reviews={}, unreadable=(), now=period.deadline)


def _proposals(
    project: Project,
    submissions: Iterable[Submission],
    findings: Iterable[Finding],
    coverage: Iterable[Coverage],
    remarks: AllRemarks,
) -> Iterable[Proposal]:
    campaign, of_rows = project.config.campaign, by_row(findings)
    statuses = tuple(coverage)
    found = form_for(project.forms, Proposals)
    if found is None:
        return
    form, its = found
    for submission in submissions:
        if submission.form != form.code or submission.arrived is None:
            continue
        own = [one for one in statuses if one.unit == submission.unit]
        for record in submission.records:
            chosen = review_of(record, remarks)
            facts = facts_of(record, its, of_rows, own, chosen)
            written = remarks.get(replace(record.identity, form=council.CODE), {})
            is_approved = chosen == Handling.APPROVED
            verdict = read_verdict(written, campaign.start, campaign.end, is_approved=is_approved)
            yield Proposal(record, submission.sheet_id, its, facts, verdict)


class LinkToUnits:
    """Addresses that open a unit's workbook."""

    def __init__(self, project: Project) -> None:
        self._web = project.web
        self._ids = {unit: book.id for unit, book in project.store.workbooks.known().items()}

    def __call__(self, unit: str, sheet_id: int | None, cells: str) -> str:
        """Empty for a unit that has no workbook yet."""
        return self._web.link(self._ids[unit], sheet_id, cells) if unit in self._ids else ""


def _removed(project: Project) -> Iterable[Removed]:
    titles = {form.code: form.title for form in project.forms}
    titles |= {one.CODE: one.TITLE for one in BESIDE_FORMS}
    columns = {one.CODE: one.OFFICE_COLUMNS for one in BESIDE_FORMS}
    for at, one in project.store.publications.removed():
        local, form = at.astimezone(project.config.zone), one.record.form
        yield Removed(
            one.record.row,
            titles.get(form, form),
            one.unit_name,
            one.shown,
            publishing.texts_of(one.remarks, columns.get(form, OFFICE_COLUMNS)),
            f"{format_date(local.date())} {local:%H:%M}",
        )


def _entries(project: Project) -> Iterable[Entry]:
    for run in project.store.runs.latest(SHOWN_RUNS * 5):
        if run.summary.get("noteworthy"):
            yield Entry(
                run.number,
                run.begun.astimezone(project.config.zone),
                run.summary["units_read"],
                run.summary["units_changed"],
                run.summary["units_failed"],
                run.summary["findings"],
                run.summary["trouble"],
            )
