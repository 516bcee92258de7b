"""Texts pasted, split, trimmed; blocks continued."""

import csv
import io
import re
from itertools import pairwise

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.cells import Cell
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.references import shift
from sheets_sync.emulator.requests.blocks import take
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


OVER_THE_EDGE = "The fill goes over the edge of the sheet."
DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


@handles("textToColumns")
def text_to_columns(batch: Batch, body: Json) -> None:
    """Split the texts of one column into the columns right of it."""
    sheet, rect = batch.area(body.get("source", {}))
    if rect.width != 1:
        raise RequestRefused("source must be one column wide.")
    kind = body.get("delimiterType", "AUTODETECT")
    sign = body.get("delimiter", "") if kind == "CUSTOM" else DELIMITERS.get(kind, ",")
    if not sign:
        raise RequestRefused("delimiter must not be empty.")
    for row, _, cell in list(sheet.filled(rect)):
        text = cell.get("userEnteredValue", {}).get("stringValue")
        if text is not None and sign in text:
            _paste_lines(batch, sheet, row, rect.left, [text.split(sign)])


@handles("autoFill")
def auto_fill(batch: Batch, body: Json) -> None:
    """Continue a block by repeating it; a series of numbers with a constant step goes on."""
    if "sourceAndDestination" not in body:
        raise RequestRefused("sourceAndDestination must be set.")
    given = body["sourceAndDestination"]
    sheet, rect = batch.area(given.get("source", {}), guarded=False)
    length, down = given.get("fillLength", 0), given.get("dimension") != "COLUMNS"
    size = rect.height if down else rect.width
    if not size or abs(length) > sheet.size("ROWS" if down else "COLUMNS"):
        raise RequestRefused(OVER_THE_EDGE)
    steps = range(size, size + length) if length > 0 else range(-1, length - 1, -1)
    places = [(rect.top + step, rect.left) if down else (rect.top, rect.left + step) for step in steps]
    block = take(batch.workbook, sheet, rect, "PASTE_NORMAL")
    for step, (top, left) in zip(steps, places, strict=True):
        target = Rect(top, left, top + 1, rect.right) if down else Rect(rect.top, left, rect.bottom, left + 1)
        if not sheet.bounds.holds(target) or min(top, left) < 0:
            raise RequestRefused(OVER_THE_EDGE)
        batch.guard(sheet, target)
        for row, column in target.cells():
            home = (step % size, column - rect.left) if down else (row - rect.top, step % size)
            sheet.put(row, column, _continued(block, home, step, size, down=down))


def _continued(
    block: dict[tuple[int, int], Cell], home: tuple[int, int], step: int, size: int, *, down: bool
) -> Cell:
    cell = block.get(home, {})
    line = [(index, home[1]) if down else (home[0], index) for index in range(size)]
    numbers = [block.get(at, {}).get("userEnteredValue", {}).get("numberValue") for at in line]
    if size > 1 and None not in numbers:
        gaps = {round(after - before, 9) for before, after in pairwise(numbers)}
        if len(gaps) == 1:
            return {
                **cell,
                "userEnteredValue": {"numberValue": numbers[0] + step * (numbers[1] - numbers[0])},
            }
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if formula is None:
        return cell
    way = step - step % size
    moved = shift(formula, way if down else 0, 0 if down else way)
    return {**cell, "userEnteredValue": {"formulaValue": moved}}
