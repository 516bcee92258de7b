"""One table for each form: every unit's records with their source, their check and the office's remarks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sheets_sync.findings.rows import ByRow, about, by_row
from sheets_sync.forms.form import Column, ColumnKind, Form
from sheets_sync.judging.decisions import changes
from sheets_sync.master.publishing.contents import value_of
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
    Finding,
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

#: Given a unit, a tab's id and cells in A1 notation, the address that opens them.
LinkTo = Callable[[str, int | None, str], str]
OFFICE_COLUMNS = (
    TableColumn(REVIEW_TITLE, width=140, remark=True, choices=REVIEW_CHOICES, code=STATE.code),
    TableColumn(COMMENT_TITLE, width=260, remark=True, code=COMMENT.code),
)
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
    columns = tuple(column for column in form.columns if column.kind is not ColumnKind.ROW_ID)
    of_rows = by_row(findings)
    order = {code: place for place, code in enumerate(units)}
    rows = tuple(
        _row(
            columns,
            record,
            submission,
            units[record.unit],
            of_rows,
            link,
            _changes(form, record, reviews.get(record.identity)),
        )
        for submission in sorted(submissions, key=lambda submission: order[submission.unit])
        # Rows of the template are no records before the unit has entered something.
        if submission.arrived is not None
        for record in submission.records
    )
    return Table(
        title=form.title,
        sheet_id=form.sheet_id,
        columns=(
            TableColumn(UNIT_TITLE, width=190),
            *map(_table_column, columns, titles_of(columns)),
            TableColumn(SOURCE_TITLE, width=90),
            TableColumn(CHECK_TITLE, width=130),
            TableColumn(CHANGE_TITLE, width=200),
            *OFFICE_COLUMNS,
        ),
        rows=rows,
        office_order=True,
        frozen_columns=2,
    )


def titles_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """The titles of a form's columns in the master, distinct from the master's own and from each other."""
    taken = {UNIT_TITLE, REVIEW_TITLE, COMMENT_TITLE, SOURCE_TITLE, CHECK_TITLE, CHANGE_TITLE}
    titles = []
    for column in columns:
        title, number = column.heading.title, 1
        while title in taken:
            number += 1
            title = (
                f"{column.heading.title} (biểu mẫu)" if number == 2 else f"{column.heading.title} ({number})"
            )
        taken.add(title)
        titles.append(title)
    return tuple(titles)


def _table_column(column: Column, title: str) -> TableColumn:
    days = column.kind is ColumnKind.DATE
    return TableColumn(
        title, column.heading.width, DATE_PATTERN if days else "", code=column.field, days=days
    )


def _row(
    columns: Sequence[Column],
    record: Record,
    submission: Submission,
    unit: Unit,
    findings: ByRow,
    link: LinkTo,
    changed: str,
) -> TableRow:
    values = [_shown(record, column.field) for column in columns]
    first, last = _ends(record)
    source = Shown(f"{first}:{last}", link(unit.code, submission.sheet_id, f"{first}:{last}"))
    severities = (finding.severity for finding in about(record, findings))
    severity = min(severities, key=SEVERITIES.index, default=None)
    change = Shown(changed, tone=Tone.DOUBTFUL if changed else None)
    cells = (Shown(unit.name), *values, source, _check(submission.state, severity), change)
    return TableRow(record.identity.row, cells)


def _changes(form: Form, record: Record, review: Review | None) -> str:
    """What the unit changed since the office decided."""
    if review is None or not review.before:
        return ""
    columns = reported_columns(form)
    now = {column.field: value_of(_shown(record, column.field)) for column in columns}
    return changes(review, now, {column.field: column.heading.title for column in columns})


def _shown(record: Record, field: str) -> Shown:
    if field in record.rejected:
        return Shown(record.rejected[field], tone=Tone.BAD)
    shown = number_shown(record.values.get(field))
    said = record.in_words.get(field, "")
    return replace(shown, pattern=in_words_pattern(said)) if said and shown.value == 0 else shown


def number_shown(value: Value) -> Shown:
    """A value with the number format that suits it; truth as “Có” or “Không”."""
    if isinstance(value, bool):
        return Shown("Có" if value else "Không")
    if isinstance(value, Decimal):
        return Shown(value, pattern=WHOLE_PATTERN if value == value.to_integral_value() else DECIMAL_PATTERN)
    if isinstance(value, date):
        return Shown(value, pattern=DATE_PATTERN)
    return Shown(value)


def _ends(record: Record) -> tuple[str, str]:
    in_order = sorted(record.cells.values(), key=lambda cell: (len(cell), cell))
    return in_order[0], in_order[-1]


def _check(state: State, severity: Severity | None) -> Shown:
    if state is State.LAST_GOOD:
        return Shown("Số liệu lần trước", tone=Tone.MUTED)
    if severity is None:
        return Shown("Hợp lệ", tone=Tone.GOOD)
    return Shown(SEVERITY_NAMES[severity], tone=SEVERITY_TONES[severity])
