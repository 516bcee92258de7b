from typing import Any

import pytest

from sheets_sync.google.cells import cell_from
from sheets_sync.google.reading import workbook_from
from sheets_sync.google.shapes import BlockShape, CellShape, SheetShape
from sheets_sync.model import EMPTY_CELL, CellKind


def number(value: float, kind: str, pattern: str = "") -> dict[str, Any]:
    number_format = {"type": kind, "pattern": pattern}
    return {
        "effectiveValue": {"numberValue": value},
        "formattedValue": "…",
        "effectiveFormat": {"numberFormat": number_format},
    }


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"effectiveValue": {"numberValue": 5}}, CellKind.NUMBER),
        (number(5, "NUMBER", "#,##0"), CellKind.NUMBER),
        (number(5, "CURRENCY", '#,##0" ₫"'), CellKind.NUMBER),
        (number(5, "TEXT", "@"), CellKind.NUMBER),
        (number(0.5, "PERCENT"), CellKind.PERCENT),
        (number(0.5, "NUMBER", "0.00%"), CellKind.PERCENT),
        (number(50, "NUMBER", '0" %"'), CellKind.NUMBER),
        (number(50, "NUMBER", "0\\%"), CellKind.NUMBER),
        (number(46203, "DATE"), CellKind.DATE),
        (number(46203.5, "DATE_TIME"), CellKind.DATE),
        (number(0.25, "TIME"), CellKind.DATE),
    ],
)
def test_a_number_is_told_by_its_format(data: CellShape, kind: CellKind) -> None:
    found = cell_from(data)
    assert found.kind is kind
    assert isinstance(found.value, float)


@pytest.mark.parametrize("text", ["Loading...", "Đang tải...", "Đang tải…"])
def test_data_still_loading_is_a_fault_and_no_text(text: str) -> None:
    assert cell_from({"effectiveValue": {"stringValue": text}}).kind is CellKind.FAULT
    error: CellShape = {"effectiveValue": {"errorValue": {"type": "LOADING"}}, "formattedValue": text}
    assert (cell_from(error).kind, cell_from(error).shown) == (CellKind.FAULT, text)


@pytest.mark.parametrize("data", [{}, {"effectiveFormat": {}}, {"effectiveValue": {"stringValue": ""}}])
def test_a_cell_without_content_is_empty(data: CellShape) -> None:
    assert cell_from(data) == EMPTY_CELL


def test_blocks_that_start_further_in_keep_their_addresses() -> None:
    block: BlockShape = {
        "startRow": 2,
        "startColumn": 1,
        "rowData": [{"values": [{"effectiveValue": {"stringValue": "x"}}]}, {}],
    }
    sheets: list[SheetShape] = [
        {"properties": {"sheetId": 0, "title": "Một", "gridProperties": {}}, "data": [block]},
        {"properties": {"sheetId": 1, "title": "Biểu đồ", "sheetType": "OBJECT"}},
    ]
    workbook = workbook_from({"spreadsheetId": "1", "properties": {"title": "Sổ"}, "sheets": sheets})
    [grid] = workbook.grids
    assert (len(grid.rows), grid.cell(2, 1).shown) == (3, "x")
