"""Texts pasted, split, trimmed."""

import csv
import io
import re

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.values import put


@handles("trimWhitespace")
def trim_whitespace(batch: Batch, body: Json) -> Json:
    """Take spaces from the ends of texts, and double ones from within."""
    sheet, rect = batch.area(body.get("range", {}))
    count = 0
    for row, column, cell in list(sheet.filled(rect)):
        text = cell.get("userEnteredValue", {}).get("stringValue")
        if text is not None and (trimmed := re.sub(r"\s+", " ", text).strip()) != text:
            sheet.put(row, column, {**cell, "userEnteredValue": {"stringValue": trimmed}})
            count += 1
    return {"cellsChangedCount": count} if count else {}


@handles("pasteData")
def paste_data(batch: Batch, body: Json) -> None:
    """Paste text with a delimiter, as typed."""
    to = body.get("coordinate", {})
    lines = list(csv.reader(io.StringIO(body.get("data", "")), delimiter=_delimiter(body)))
    _paste_lines(
        batch, batch.sheet(to.get("sheetId", 0)), to.get("rowIndex", 0), to.get("columnIndex", 0), lines
    )


def _delimiter(body: Json) -> str:
    delimiter = body.get("delimiter", "\t")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise RequestRefused("delimiter must be one character.")
    return str(delimiter)


def _paste_lines(batch: Batch, sheet: Sheet, top: int, left: int, lines: list[list[str]]) -> None:
    width = max((len(line) for line in lines), default=0)
    target = Rect(top, left, top + len(lines), left + width)
    if top < 0 or left < 0 or not sheet.bounds.holds(target):
        raise RequestRefused("The destination is too close to the edge of the sheet.")
    batch.guard(sheet, target)
    put(batch.workbook, sheet, target, list(lines), batch.today, parsed=True)


#: Signs looked for where none is given, the more telling first.
LIKELY = (",", ";", "\t", "|", ".", " ")
DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


@handles("textToColumns")
def text_to_columns(batch: Batch, body: Json) -> None:
    """Split the texts of one column into the columns right of it."""
    sheet, rect = batch.area(body.get("source", {}))
    if rect.width != 1:
        raise RequestRefused("source must be one column wide.")
    kind = body.get("delimiterType", "AUTODETECT")
    found = ((row, cell.get("userEnteredValue", {})) for row, _, cell in sheet.filled(rect))
    texts = [(row, value["stringValue"]) for row, value in found if "stringValue" in value]
    sign = DELIMITERS.get(kind) or _likely([text for _, text in texts])
    if kind == "CUSTOM":
        sign = body.get("delimiter", "")
    if not sign:
        raise RequestRefused("delimiter must not be empty.")
    for row, text in texts:
        if sign in text:
            _paste_lines(batch, sheet, row, rect.left, [text.split(sign)])


def _likely(texts: list[str]) -> str:
    """The sign that divides the most texts; of several the one that is the less common within texts."""
    return max(LIKELY, key=lambda sign: sum(sign in text for text in texts))
