"""States are kept by codes and shown in words."""

from enum import StrEnum

import pytest

from sheets_sync.master.tables import council, evaluation, matrix, records
from sheets_sync.model import (
    Completeness,
    Conclusion,
    Decision,
    Eligibility,
    Handling,
    RecordKey,
    TableColumn,
    Timeliness,
)
from sheets_sync.vietnamese.states import called, word

SHOWN: tuple[type[StrEnum], ...] = (Timeliness, Completeness, Handling, Eligibility, Conclusion, Decision)
OFFERED = {
    "records": records.OFFICE_COLUMNS,
    "matrix": matrix.OFFICE_COLUMNS,
    "council": council.OFFICE_COLUMNS,
    "evaluation": evaluation.OFFICE_COLUMNS,
}


def test_every_state_has_a_code_and_words_of_its_own() -> None:
    every = [state for kind in SHOWN for state in kind]
    assert len({state.value for state in every}) == len(every)
    assert len({word(state) for state in every}) == len(every)
    assert all(state.value.replace("-", "").isascii() for state in every)


def test_a_state_is_called_by_its_words_and_other_texts_stay() -> None:
    assert called("approved") == "Đã duyệt"
    assert called("hỏi lại anh Dương") == "hỏi lại anh Dương"


@pytest.mark.parametrize("columns", OFFERED.values(), ids=OFFERED)
def test_columns_offered_to_the_office_have_codes_that_no_field_can_have(
    columns: tuple[TableColumn, ...],
) -> None:
    codes = [column.code for column in columns]
    assert len(set(codes)) == len(codes)
    assert not any(code.isidentifier() for code in codes)


@pytest.mark.parametrize(
    ("row", "record"),
    [
        ("TDP01/VX01", RecordKey("works", "TDP01", "VX01")),
        ("TDP01/a/b", RecordKey("works", "TDP01", "a/b")),
        ("TDP01", RecordKey("works", "TDP01")),
        ("lạ/", RecordKey("works", "lạ/")),
    ],
)
def test_a_row_of_the_master_tells_which_record_it_is(row: str, record: RecordKey) -> None:
    assert RecordKey.of_row("works", row) == record
    assert record.row == row
