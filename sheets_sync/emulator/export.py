"""Spreadsheets as files to download, and CSV as spreadsheet."""

import csv
import io
import re
import zipfile
from datetime import date
from html import escape
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import build, compute
from sheets_sync.emulator.cells import Cell
from sheets_sync.emulator.office import MAKERS, converted, maker
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.values import put, shown
from sheets_sync.emulator.workbook import Workbook

#: MIME types of downloads, and the names that the web address of a download calls them by.
EXPORTS = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "application/pdf": "pdf",
    "application/zip": "zip",
}
#: Another name that Drive takes for the same.
ALIASES = {"application/vnd.oasis.opendocument.spreadsheet": "ods"}


def offered() -> dict[str, str]:
    """The exports that this machine can make."""
    return {kind: name for kind, name in EXPORTS.items() if name not in MAKERS or maker(name)}


def exported(workbook: Workbook, name: str, sheet: Sheet | None = None, rect: Rect | None = None) -> bytes:
    """A download; csv, tsv and pdf may be of one tab or a part of it, csv and tsv never of more.

    Raises NotConverted.
    """
    if name in ("csv", "tsv"):
        lines = shown_lines(workbook, sheet or workbook.first, rect)
        return _joined(lines) if name == "csv" else _tabbed(lines)
    if name == "zip":
        return _zipped(workbook)
    if name == "pdf":
        chosen = [sheet] if sheet else workbook.sheets
        pages = "".join(_page(one.title, shown_lines(workbook, one, rect)) for one in chosen)
        return converted(pages.encode(), "html", name)
    made = to_xlsx(workbook)
    return converted(made, "xlsx", name) if name == "ods" else made


def shown_lines(workbook: Workbook, sheet: Sheet, rect: Rect | None = None) -> list[list[str]]:
    """A tab, or a part of it, as shown: lines of equal length down to the last value."""
    compute(workbook)
    rect = rect or sheet.bounds
    lines: list[list[str]] = []
    width = 0
    for row, column, cell in sheet.filled(rect):
        if "userEnteredValue" not in cell:
            continue
        line, place = row - rect.top, column - rect.left
        while len(lines) <= line:
            lines.append([])
        lines[line].extend([""] * (place - len(lines[line])))
        lines[line].append(shown(workbook, sheet, row, column, cell))
        width = max(width, place + 1)
    return [line + [""] * (width - len(line)) for line in lines]


def _joined(lines: list[list[str]]) -> bytes:
    """CSV: lines end in CRLF, the last one in nothing."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().removesuffix("\r\n").encode()


def _tabbed(lines: list[list[str]]) -> bytes:
    """TSV as Google writes it: without quotes, so tabs and line breaks in cells become spaces."""
    return "\r\n".join("\t".join(re.sub(r"[\t\r\n]+", " ", cell) for cell in line) for line in lines).encode()


def _zipped(workbook: Workbook) -> bytes:
    """A page of HTML for each tab."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in workbook.sheets:
            name = re.sub(r"[/\\]", "_", sheet.title) + ".html"
            archive.writestr(name, _page(sheet.title, shown_lines(workbook, sheet)))
    return content.getvalue()


def _page(title: str, lines: list[list[str]]) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    head = f'<!DOCTYPE html><meta charset="utf-8"><title>{escape(title)}</title>'
    return f'{head}<h1>{escape(title)}</h1><table border="1">{rows}</table>'


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
