"""Spreadsheets as CSV and XLSX, and CSV as spreadsheet."""

import csv
import io
from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import build, compute
from sheets_sync.emulator.cells import Cell
from sheets_sync.emulator.values import put, shown
from sheets_sync.emulator.workbook import Workbook


def to_csv(workbook: Workbook) -> bytes:
    """The first tab as shown: lines end in CRLF, the last one in nothing."""
    compute(workbook)
    sheet = workbook.sheets[0]
    lines: list[list[str]] = []
    width = 0
    for row, column, cell in sheet.filled(sheet.bounds):
        if "userEnteredValue" not in cell:
            continue
        while len(lines) <= row:
            lines.append([])
        lines[row].extend([""] * (column - len(lines[row])))
        lines[row].append(shown(workbook, sheet, row, column, cell))
        width = max(width, column + 1)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in lines:
        writer.writerow(line + [""] * (width - len(line)))
    return text.getvalue().removesuffix("\r\n").encode()


def to_xlsx(workbook: Workbook) -> bytes:
    """All tabs with values, formulas, number formats and the plainest of styles."""
    model = build(workbook)
    model.evaluate()
    for index, sheet in enumerate(workbook.sheets):
        for row, column, cell in sheet.filled(sheet.bounds):
            if "userEnteredFormat" in cell:
                style = model.get_cell_style(index, row + 1, column + 1)
                _style(style, cell)
                model.set_cell_style(index, row + 1, column + 1, style)
        grid = sheet.properties["gridProperties"]
        model.set_frozen_rows_count(index, grid.get("frozenRowCount", 0))
        model.set_frozen_columns_count(index, grid.get("frozenColumnCount", 0))
        for merge in sheet.merges:
            rect = sheet.rect(merge)
            model.merge_cells(index, rect.top + 1, rect.left + 1, rect.bottom, rect.right)
    return model.to_xlsx()


def _style(style: Any, cell: Cell) -> None:
    found = cell["userEnteredFormat"]
    if pattern := found.get("numberFormat", {}).get("pattern"):
        style["num_fmt"] = pattern
    text = found.get("textFormat", {})
    font = style["font"]
    font["b"], font["i"] = text.get("bold", False), text.get("italic", False)
    if "backgroundColor" in found:
        style["fill"] = {"color": _hex(found["backgroundColor"])}
    if "foregroundColor" in text:
        font["color"] = _hex(text["foregroundColor"])


def _hex(colour: dict[str, float]) -> str:
    return "#" + "".join(f"{round(colour.get(part, 0) * 255):02X}" for part in ("red", "green", "blue"))


def fill_from_csv(workbook: Workbook, content: bytes, today: date) -> None:
    """Replace the whole spreadsheet by one tab with the lines of a CSV file, values as typed."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"))))
    sheet = workbook.sheets[0]
    workbook.sheets = [sheet]
    workbook.named_ranges, workbook.metadata = [], []
    sheet.rows.clear()
    sheet.merges = []
    width = max((len(line) for line in lines), default=0)
    sheet.resize("ROWS", max(sheet.row_count, len(lines)))
    sheet.resize("COLUMNS", max(sheet.column_count, width))
    workbook.check_size(0)
    put(workbook, sheet, Rect(0, 0, len(lines), width), list(lines), today, parsed=True)
