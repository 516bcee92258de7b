"""A write costs what it touches: counted in rows copied and cells packed, never in seconds."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.blocks import BLOCK
from sheets_sync.emulator.clock import Clock
from sheets_sync.emulator.errors import GoogleError
from sheets_sync.emulator.keeping import Effort
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.packing import pack
from sheets_sync.emulator.requests import Batch, apply_requests
from sheets_sync.emulator.settings import Settings
from sheets_sync.emulator.storage import Content, Storage, packed
from sheets_sync.emulator.workbook import Workbook

OWNER = Caller("owner@example.com")
COLUMNS = 4
Write = Callable[[Workbook], Any]


def opened(data: Path) -> Library:
    return Library(Storage(data), Settings(), Clock())


def filled(data: Path, rows: int) -> tuple[Library, str]:
    """A library with one spreadsheet of that many full rows."""
    library, workbook = opened(data), Workbook.new("1" * 44, "Sổ")
    sheet = workbook.sheets[0]
    sheet.resize("ROWS", rows)
    for row in range(rows):
        for column in range(COLUMNS):
            sheet.put(row, column, {"userEnteredValue": {"numberValue": row}})
    library.new_workbook({"name": "Sổ"}, workbook, OWNER)
    return library, workbook.id


def cost(library: Library, book: str, write: Write) -> Effort:
    """What one write costs."""
    library.effort = Effort()
    with library.writing(book, OWNER) as workbook:
        write(workbook)
    return library.effort


def batch(*requests: Any) -> Write:
    def write(workbook: Workbook) -> None:
        made = Batch(workbook, OWNER.email, owner=True, owner_mail=OWNER.email, today=date(2026, 1, 1))
        apply_requests(made, list(requests))

    return write


def typed(row: int) -> Write:
    return lambda workbook: workbook.sheets[0].put(row, 1, {"userEnteredValue": {"stringValue": "mới"}})


WRITES = {
    "one cell": typed(7),
    "a note": batch(
        {
            "repeatCell": {
                "range": {"endRowIndex": 1, "endColumnIndex": 1},
                "cell": {"note": "xem lại"},
                "fields": "note",
            }
        }
    ),
    "a title": batch(
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Khác"}, "fields": "title"}}
    ),
    "a row at the end": batch(
        {"appendCells": {"rows": [{"values": [{"note": "cuối"}]}], "fields": "note"}},
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_to_twice_the_rows_costs_the_same(tmp_path: Path, name: str) -> None:
    efforts = [cost(*filled(tmp_path / str(rows), rows), WRITES[name]) for rows in (8 * BLOCK, 16 * BLOCK)]
    assert efforts[0] == efforts[1]
    assert efforts[0].cells_packed <= BLOCK * COLUMNS
    assert efforts[0].rows_copied <= 1


def test_a_typed_cell_copies_its_row_and_packs_its_block(tmp_path: Path) -> None:
    effort = cost(*filled(tmp_path, 8 * BLOCK), typed(7))
    assert asdict(effort) == {"rows_copied": 1, "rows_packed": BLOCK, "cells_packed": BLOCK * COLUMNS}


@pytest.mark.parametrize(
    "request_",
    [
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 3, "endIndex": 4}}},
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 3, "endIndex": 4}}},
        {
            "moveDimension": {
                "source": {"dimension": "ROWS", "startIndex": 3, "endIndex": 4},
                "destinationIndex": BLOCK,
            }
        },
    ],
)
def test_rows_that_move_together_cost_nothing(tmp_path: Path, request_: dict[str, Any]) -> None:
    library, book = filled(tmp_path, 8 * BLOCK)
    effort = cost(library, book, batch(request_))
    assert effort.cells_packed <= BLOCK * COLUMNS
    assert effort.rows_copied == 0
    assert reopened(library, tmp_path, book) == state_of(library, book)


def test_a_refused_batch_leaves_memory_and_disk_as_they_were(tmp_path: Path) -> None:
    library, book = filled(tmp_path, 4 * BLOCK)
    with library.reading(book, OWNER) as workbook:
        before = state(workbook)
    wrong = batch(
        {"repeatCell": {"range": {"endRowIndex": 3}, "cell": {"note": "x"}, "fields": "note"}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 5, "endIndex": 9}}},
        {"updateCells": {"range": {"startRowIndex": 5, "endRowIndex": 9}, "fields": "userEnteredValue"}},
        {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
        {"addSheet": {"properties": {"title": "Tab", "sheetId": 7}}},
        {"deleteSheet": {"sheetId": 0}},
        {"deleteSheet": {"sheetId": 99}},
    )
    with pytest.raises(GoogleError), library.writing(book, OWNER) as workbook:
        wrong(workbook)
    with library.reading(book, OWNER) as workbook:
        assert state(workbook) == before
    effort = cost(library, book, typed(7))
    assert effort.cells_packed == BLOCK * COLUMNS
    assert reopened(library, tmp_path, book) == state_of(library, book)


def test_a_tab_replaced_by_one_of_the_same_id_keeps_none_of_its_rows(tmp_path: Path) -> None:
    library, book = filled(tmp_path, 2 * BLOCK)
    cost(library, book, batch({"addSheet": {"properties": {"title": "Tab", "sheetId": 7}}}))
    cost(
        library,
        book,
        batch({"deleteSheet": {"sheetId": 0}}, {"addSheet": {"properties": {"title": "Mới", "sheetId": 0}}}),
    )
    assert reopened(library, tmp_path, book) == state_of(library, book)
    assert state_of(library, book)["rows"][1] == {}


def test_a_copy_and_its_source_change_apart(tmp_path: Path) -> None:
    library, book = filled(tmp_path, 4)
    cost(library, book, batch({"duplicateSheet": {"newSheetId": 5, "insertSheetIndex": 1}}))
    cost(library, book, typed(0))
    found = state_of(library, book)["rows"]
    assert found[0][0][1] == {"userEnteredValue": {"stringValue": "mới"}}
    assert found[1][0][1] == {"userEnteredValue": {"numberValue": 0}}


def test_a_workbook_kept_in_one_piece_by_an_earlier_version_is_read(tmp_path: Path) -> None:
    library, book = filled(tmp_path, 3)
    before = state_of(library, book)
    with library.reading(book, OWNER) as workbook:
        frame = json.loads(workbook.frame())
        for found, sheet in zip(frame["sheets"], workbook.sheets, strict=True):
            found.update(json.loads(pack([(row, sheet.rows.row(row)) for row in sheet.rows])))
    with library.storage.transaction() as transaction:
        transaction.content(book, Content(packed(json.dumps(frame).encode()), gone=(0,)))
    assert reopened(library, tmp_path, book) == before


def state(workbook: Workbook) -> dict[str, Any]:
    rows = [{row: dict(sheet.rows.row(row)) for row in sorted(sheet.rows)} for sheet in workbook.sheets]
    return {"frame": json.loads(workbook.frame()), "rows": rows}


def state_of(library: Library, book: str) -> dict[str, Any]:
    with library.reading(book, OWNER) as workbook:
        return state(workbook)


def reopened(library: Library, data: Path, book: str) -> dict[str, Any]:
    """The spreadsheet as a new server reads it."""
    library.storage.close()
    library.storage = Storage(data)
    return state_of(Library(library.storage, Settings(), Clock()), book)
