"""One table for each form: every unit's records with their source, their check and the office's remarks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from sys import intern

from sheets_sync.findings.rows import ByRow, about, by_row
from sheets_sync.forms.form import Column, Form
from sheets_sync.judging.decisions import changes
from sheets_sync.judging.fitness import faults
from sheets_sync.master.publishing.contents import value_of
from sheets_sync.master.tables.review_columns import MAIN_WIDTH, NAME_WIDTH, Columns
from sheets_sync.master.tables.wording import (
    CHANGE_TITLE,
    CHECK_TITLE,
    COMMENT,
    COMMENT_TITLE,
    DATE_PATTERN,
    DECIMAL_PATTERN,
    REVIEW_CHOICES,
    REVIEW_TITLE,
    SEVERITY_NAMES,
    SEVERITY_TONES,
    SOURCE_TITLE,
    STATE,
    UNIT_TITLE,
    WHOLE_PATTERN,
    in_words_pattern,
)
from sheets_sync.model import (
    CellsOf,
    Finding,
    Personal,
    Record,
    RecordKey,
    Review,
    Severity,
    Shown,
    State,
    Submission,
    Table,
    TableColumn,
    TableRow,
    Tone,
    Unit,
    Value,
)
from sheets_sync.reading.rows import reported_columns
from sheets_sync.vietnamese.letters import RECENT

#: Given a unit, a tab's id and cells in A1 notation, the address that opens them.
LinkTo = Callable[[str, int | None, str], str]
OFFICE_COLUMNS = (
    TableColumn(REVIEW_TITLE, width=115, remark=True, choices=REVIEW_CHOICES, code=STATE.code),
    TableColumn(COMMENT_TITLE, width=180, remark=True, code=COMMENT.code, personal=Personal.PROSE),
)
#: Cells that most rows have: of each there is one.
NOTHING, UNCHANGED = Shown(), Shown("")
#: The worst first.
SEVERITIES = (Severity.ERROR, Severity.QUESTION, Severity.WARNING)


def records_table(
    form: Form,
    submissions: Iterable[Submission],
    findings: Iterable[Finding],
    units: Mapping[str, Unit],
    link: LinkTo,
    reviews: Mapping[RecordKey, Review],
) -> Table:
    """The records of one form, in the roster's order and then as each unit has them.

    `reviews` are the office's decisions.
    """
    columns = Columns.of(form)
    rows = record_rows(form, submissions, findings, units, link, reviews)
    order = {code: place for place, code in enumerate(units)}
    return Table(
        title=form.title,
        sheet_id=form.sheet_id,
        columns=(
            TableColumn(UNIT_TITLE, width=90),
            *columns.shown(columns.naming, NAME_WIDTH),
            *columns.shown(columns.main, MAIN_WIDTH),
            TableColumn(CHECK_TITLE, width=95),
            *OFFICE_COLUMNS,
            TableColumn(CHANGE_TITLE, width=200, personal=Personal.PROSE),
            TableColumn(SOURCE_TITLE, width=90),
            *columns.shown(columns.rest),
        ),
        rows=tuple(sorted(rows, key=lambda row: order[row.key.partition("/")[0]])),
        office_order=True,
        frozen_columns=1 + len(columns.naming),
    )


def record_rows(
    form: Form,
    submissions: Iterable[Submission],
    findings: Iterable[Finding],
    units: Mapping[str, Unit],
    link: LinkTo,
    reviews: Mapping[RecordKey, Review],
) -> Iterator[TableRow]:
    """The rows of the same, one after another: of the submissions none is held."""
    columns, of_rows = Columns.of(form), by_row(findings)
    for submission in submissions:
        # Rows of the template are no records before the unit has entered something.
        if submission.arrived is not None:
            tab = link(submission.unit, submission.sheet_id, "")
            for record in submission.records:
                changed = _since_decided(form, record, reviews.get(record.identity), of_rows)
                yield _row(columns, record, submission, units[record.unit], of_rows, tab, changed)


def _row(
    columns: Columns,
    record: Record,
    submission: Submission,
    unit: Unit,
    findings: ByRow,
    tab: str,
    changed: str,
) -> TableRow:
    def values(of: Sequence[Column]) -> list[Shown]:
        return [_shown(record, column.field) for column in of]

    first, last = _ends(record)
    # Google scrolls to the right end of a range.
    source = Shown(intern(f"{first}:{last}"), CellsOf(tab, first) if tab else "")
    severities = (finding.severity for finding in about(record, findings))
    severity = min(severities, key=SEVERITIES.index, default=None)
    change = Shown(changed, tone=Tone.DOUBTFUL) if changed else UNCHANGED
    cells = (
        _unit_shown(unit.name),
        *values(columns.naming),
        *values(columns.main),
        _check(submission.state, severity),
        change,
        source,
        *values(columns.rest),
    )
    return TableRow(record.identity.row, cells)


def _since_decided(form: Form, record: Record, review: Review | None, findings: ByRow) -> str:
    """What the unit changed since the office decided, or why it could not be approved."""
    if review is None or not review.before:
        return ""
    if review.is_refused:
        return refusal(faults(record, findings))
    columns = reported_columns(form)
    now = {column.field: value_of(_shown(record, column.field)) for column in columns}
    return changes(review, now, form)


def refusal(found: Sequence[Finding]) -> str:
    """Why a record cannot be approved, and what to do; nothing may be in the way any more."""
    if not found:
        return "Lỗi đã được sửa: có thể duyệt."
    more = f" (và {len(found) - 1} lỗi khác)" if len(found) > 1 else ""
    return f"Chưa duyệt được. {found[0].outside.text}{more}"


def _shown(record: Record, field: str) -> Shown:
    if field in record.rejected:
        return Shown(record.rejected[field], tone=Tone.BAD)
    shown = number_shown(record.values.get(field))
    said = record.in_words.get(field, "")
    return replace(shown, pattern=in_words_pattern(said)) if said and shown.value == 0 else shown


@lru_cache(RECENT, typed=True)
def number_shown(value: Value) -> Shown:
    """A value with the number format that suits it; truth as “Có” or “Không”."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return Shown("Có" if value else "Không")
    if isinstance(value, Decimal):
        return Shown(value, pattern=WHOLE_PATTERN if value == value.to_integral_value() else DECIMAL_PATTERN)
    if isinstance(value, date):
        return Shown(value, pattern=DATE_PATTERN)
    return Shown(value)


@lru_cache
def _unit_shown(name: str) -> Shown:
    return Shown(name)


def _ends(record: Record) -> tuple[str, str]:
    in_order = sorted(record.cells.values(), key=lambda cell: (len(cell), cell))
    # The rows of all units stand in the same few cells.
    return intern(in_order[0]), in_order[-1]


@cache
def _check(state: State, severity: Severity | None) -> Shown:
    if state is State.LAST_GOOD:
        return Shown("Số liệu lần trước", tone=Tone.MUTED)
    if severity is None:
        return Shown("Hợp lệ", tone=Tone.GOOD)
    return Shown(SEVERITY_NAMES[severity], tone=SEVERITY_TONES[severity])
