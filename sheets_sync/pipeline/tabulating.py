"""From all that a run knows to the tables of the master. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheets_sync.forms.form import form_for
from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.rates import rates
from sheets_sync.judging.tasks import tally
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
    people,
    progress_table,
    records_table,
    removed_table,
    summary_table,
    to_mend,
    to_mend_table,
    today,
    today_table,
)
from sheets_sync.master.tables.journal import Done, Entry
from sheets_sync.master.tables.own_books import OwnBook, own_books_table
from sheets_sync.master.tables.records import OFFICE_COLUMNS
from sheets_sync.master.tables.removed import Removed
from sheets_sync.master.tables.review_columns import briefly
from sheets_sync.model import Finding, OfficeColumn, RecordKey, Remarks, Table, TableRow
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.handing_over import handed_over
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import AllRemarks, Snapshot
from sheets_sync.reading.lastgood import is_completed
from sheets_sync.sheets.addresses import Web
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.workbooks import own_book
from sheets_sync.vietnamese.dates import format_date

COMPLETED = "Trưởng đơn vị đã xác nhận hoàn thành"
#: Tables in which the office writes beside other rows than records.
BESIDE_FORMS = (today, matrix, council, evaluation)


class LinkToUnits:
    """Addresses that open a unit's workbook."""

    def __init__(self, web: Web, workbooks: Mapping[str, KnownWorkbook]) -> None:
        self._web = web
        self._ids = {unit: book.id for unit, book in workbooks.items()}

    def __call__(self, unit: str, sheet_id: int | None, cells: str) -> str:
        """Empty for a unit that has no workbook yet."""
        return self._web.link(self._ids[unit], sheet_id, cells) if unit in self._ids else ""


def tabulate(scope: Scope, found: Consolidated, overall: Overall) -> tuple[Table, ...]:
    """Every tab of the master, those used most first.

    Where `found` is of some units only, so are the rows that belong to units, and none else.
    """
    return tuple(_tables(scope, found, overall))


def is_apart(scope: Scope, snapshot: Snapshot) -> bool:
    """Whether what is about people stands in a workbook of its own: it is wanted, and there is one."""
    return scope.config.settings.people.apart and snapshot.apart is not None


def _tables(scope: Scope, found: Consolidated, overall: Overall) -> Iterable[Table]:
    units, forms, link = scope.units, scope.forms, LinkToUnits(scope.web, found.snapshot.workbooks)
    counts = tally(overall.coverage, overall.calls, overall.tasks)
    by_code = {form.code: form for form in forms}
    yield today_table(
        counts,
        overall.calls,
        overall.tasks,
        units,
        by_code,
        link,
        found.snapshot.remarks,
        found.hindrances.others,
    )
    told = _beside_statuses(scope, found, overall)
    yield matrix_table(found.units.values(), forms, found.coverage, link, told)
    apart = (
        frozenset(one.code for one in forms if one.names_people) if is_apart(scope, found.snapshot) else ()
    )
    yield to_mend_table((one for one in found.listed if one.form not in apart), units, link)
    if apart:
        own_findings = (one for one in found.listed if one.form in apart)
        yield people.apart_table(to_mend_table(own_findings, units, link), people.FINDINGS_APART)
        own_forms = [form for form in forms if form.code in apart]
        reports = found.submissions.of_forms(apart)
        yield people.counts_table(own_forms, reports, units, found.snapshot.reviews)
    findings, counted = _by_form(found.findings), dict[str, int]()
    for form in forms:
        own = found.submissions.of_forms({form.code})
        table = records_table(form, own, findings.get(form.code, ()), units, link, found.snapshot.reviews)
        counted[form.code] = len(table.rows)
        yield table
    yield from own_books(scope, found.snapshot, counted)
    yield summary_table(forms, overall.totals)
    yield overview_table(
        overall.coverage, overall.before, forms, units, overall.totals, scope.config.kind_title
    )
    if form_for(forms, Proposals) is not None:
        yield council_table(found.proposals, units, link, is_due=found.is_due)
    if scope.config.settings.evaluation is not None:
        yield evaluation_table(found.scores, units, is_due=found.is_due)
    hidden = {*apart, council.CODE} if apart else set()
    gone = list(_removed(scope, found.snapshot))
    yield removed_table(one for form, one in gone if form not in hidden)
    if apart:
        own_removed = (one for form, one in gone if form in hidden)
        yield people.apart_table(removed_table(own_removed), people.REMOVED_APART)
    days = (at.astimezone(scope.config.zone).date() for at in overall.arrivals)
    yield progress_table(days, rates(overall.coverage).owed)
    yield journal_table(_entries(scope, found.snapshot), _deeds(scope, found.snapshot))


def _beside_statuses(scope: Scope, found: Consolidated, overall: Overall) -> Mapping[tuple[str, str], str]:
    """By unit and form: who has the part of a unit that left, and that its head confirmed it as complete."""
    told = dict(handed_over(scope, overall.counted))
    if not scope.config.campaign.confirm_complete:
        return told
    for one in found.submissions:
        if is_completed(one):
            before = told.get((one.unit, one.form), "")
            told[one.unit, one.form] = "\n".join(filter(None, (COMPLETED, before)))
    return told


def own_books(scope: Scope, snapshot: Snapshot, rows: Mapping[str, int]) -> Iterable[Table]:
    """Where to look for the forms that stand in workbooks of their own, with so many rows; a tab if any."""
    books = [
        OwnBook(form.code, form.title, rows[form.code], scope.web.link(book.id, form.sheet_id))
        for form in scope.forms
        if (book := snapshot.beside.get(own_book(form.code))) is not None
    ]
    if books:
        yield own_books_table(books)


def _by_form(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.form].append(finding)
    return found


def _removed(scope: Scope, snapshot: Snapshot) -> Iterable[tuple[str, Removed]]:
    """Each with the code of its form or table."""
    titles = {form.code: form.title for form in scope.forms}
    titles |= {one.CODE: one.TITLE for one in BESIDE_FORMS}
    columns = {one.CODE: one.OFFICE_COLUMNS for one in BESIDE_FORMS}
    forms = {form.code: form for form in scope.forms}
    for at, one in snapshot.removed:
        local, form = at.astimezone(scope.config.zone), one.record.form
        yield (
            form,
            Removed(
                one.record.row,
                titles.get(form, form),
                one.unit_name,
                one.shown if form not in forms else briefly(forms[form], one.shown),
                publishing.texts_of(one.remarks, columns.get(form, OFFICE_COLUMNS)),
                f"{format_date(local.date())} {local:%H:%M}",
            ),
        )


def _entries(scope: Scope, snapshot: Snapshot) -> Iterable[Entry]:
    for run in snapshot.runs:
        if run.summary.get("noteworthy"):
            yield Entry(
                run.number,
                run.begun.astimezone(scope.config.zone),
                run.summary["units_read"],
                run.summary["units_changed"],
                run.summary["units_failed"],
                run.summary["findings"],
                run.summary["trouble"],
            )


def _deeds(scope: Scope, snapshot: Snapshot) -> Iterable[Done]:
    return (Done(one.number, one.at.astimezone(scope.config.zone), one.told) for one in snapshot.notes)


def remark_codes(scope: Scope) -> Mapping[int, str]:
    """Under which code the remarks of each tab are kept in which the office writes beside keyed rows."""
    beside = {one.SHEET_ID: one.CODE for one in BESIDE_FORMS}
    return {form.sheet_id: form.code for form in scope.forms} | beside


def of_units(scope: Scope) -> frozenset[int]:
    """The tabs each row of which belongs to one unit, and follows from its reports alone."""
    beside = (matrix.SHEET_ID, to_mend.SHEET_ID, council.SHEET_ID, evaluation.SHEET_ID)
    return frozenset((*beside, *(form.sheet_id for form in scope.forms)))


def with_remarks(
    scope: Scope, tables: Iterable[Table], wanted: AllRemarks, written: AllRemarks
) -> Iterable[Table]:
    """The tables with what has to be written into the office's columns to turn `written` into `wanted`."""
    codes = remark_codes(scope)
    for table in tables:
        if (form := codes.get(table.sheet_id)) is None:
            yield table
            continue
        rows = (
            row if row.kept else _beside(row, RecordKey.of_row(form, row.key), wanted, written)
            for row in table.rows
        )
        yield replace(table, rows=tuple(rows))


def _beside(row: TableRow, record: RecordKey, wanted: AllRemarks, written: AllRemarks) -> TableRow:
    remarks = _differing(wanted.get(record, {}), written.get(record, {}))
    # Of a first sync all rows are so: a second one of each would be held beside it.
    return row if remarks == row.remarks else replace(row, remarks=remarks)


def _differing(wanted: Remarks, written: Remarks) -> dict[OfficeColumn, str]:
    return {column: text for column, text in wanted.items() if written.get(column, "") != text}
