"""Which of the office's columns are about people, and how."""

from sheets_sync.forms.people import looks_like
from sheets_sync.master.tables import council, evaluation, matrix, records, today
from sheets_sync.model import OfficeColumn, Personal

#: The columns that the sync offers beside rows, by the table that they stand in.
OFFERED = {
    "records": records.OFFICE_COLUMNS,
    today.CODE: today.OFFICE_COLUMNS,
    matrix.CODE: matrix.OFFICE_COLUMNS,
    council.CODE: council.OFFICE_COLUMNS,
    evaluation.CODE: evaluation.OFFICE_COLUMNS,
}
_SAID = {column.office: column.personal for columns in OFFERED.values() for column in columns}


def office_people(column: OfficeColumn) -> Personal:
    """How an office's column is about people; one of its own by its title, else words of its own."""
    if column.code:
        return _SAID.get(column, Personal.PROSE)
    return looks_like(column.title) or Personal.PROSE
