"""What of the office's tables is about people: its columns, and what stands apart where that is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sheets_sync.forms.form import Form
from sheets_sync.forms.people import looks_like
from sheets_sync.master.tables import council, evaluation, matrix, records, today
from sheets_sync.master.tables.wording import UNIT_TITLE, WHOLE_PATTERN, master_sheet_id
from sheets_sync.model import (
    Handling,
    OfficeColumn,
    Personal,
    RecordKey,
    Review,
    Shown,
    Submission,
    Table,
    TableColumn,
    TableRow,
    Unit,
)

#: The columns that the sync offers beside rows, by the table that they stand in.
OFFERED = {
    "records": records.OFFICE_COLUMNS,
    today.CODE: today.OFFICE_COLUMNS,
    matrix.CODE: matrix.OFFICE_COLUMNS,
    council.CODE: council.OFFICE_COLUMNS,
    evaluation.CODE: evaluation.OFFICE_COLUMNS,
}
_SAID = {column.office: column.personal for columns in OFFERED.values() for column in columns}
COUNTS_TITLE = "Số lượng (về người)"
COUNTS_SHEET_ID = master_sheet_id("people-counts")
#: Of tables of which each workbook has its own: ids and titles in the workbook apart.
FINDINGS_APART, REMOVED_APART = master_sheet_id("people-findings"), master_sheet_id("people-removed")
ABOUT_PEOPLE = " (về người)"


def office_people(column: OfficeColumn) -> Personal:
    """How an office's column is about people; one of its own by its title, else words of its own."""
    if column.code:
        return _SAID.get(column, Personal.PROSE)
    return looks_like(column.title) or Personal.PROSE


def stands_apart(forms: Iterable[Form]) -> frozenset[int]:
    """Ids of the tabs that stand in the office's second workbook."""
    own = {form.sheet_id for form in forms if form.names_people}
    return frozenset({*own, council.SHEET_ID, FINDINGS_APART, REMOVED_APART})


def apart_table(table: Table, sheet_id: int) -> Table:
    """A table of which each workbook has its own, as the one apart has it."""
    return replace(table, title=f"{table.title}{ABOUT_PEOPLE}", sheet_id=sheet_id)


def counts_table(
    forms: Sequence[Form],
    submissions: Iterable[Submission],
    units: Mapping[str, Unit],
    reviews: Mapping[RecordKey, Review],
) -> Table:
    """What the master shows of forms that stand apart: how many rows a unit has, how many are approved."""
    found = {(one.unit, one.form): one.records for one in submissions if one.arrived is not None}

    def count(unit: str, form: str) -> tuple[Shown, Shown]:
        records = found.get((unit, form), ())
        states = [reviews[one.identity].state for one in records if one.identity in reviews]
        return Shown(len(records)), Shown(states.count(Handling.APPROVED.value))

    rows = (
        TableRow(code, (Shown(unit.name), *(shown for form in forms for shown in count(code, form.code))))
        for code, unit in units.items()
        if any((code, form.code) in found for form in forms)
    )
    columns = [
        TableColumn(f"{form.title}: {what}", width=130, pattern=WHOLE_PATTERN)
        for form in forms
        for what in ("số dòng", "đã duyệt")
    ]
    return Table(
        title=COUNTS_TITLE,
        sheet_id=COUNTS_SHEET_ID,
        columns=(TableColumn(UNIT_TITLE, width=190), *columns),
        rows=tuple(rows),
        frozen_columns=1,
    )
