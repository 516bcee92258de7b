"""What people do from the menus: sort, find and replace, fill, paste text, split, trim, drop duplicates."""

import csv
import io
import re
import secrets
from collections.abc import Callable
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.cells import Cell, plain
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.references import shift
from sheets_sync.emulator.requests.blocks import pasted, take
from sheets_sync.emulator.requests.merging import WHOLE
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.values import put, shown
from sheets_sync.emulator.workbook import Workbook, effective

Row = dict[int, Cell]


def sort_key(value: str | float | bool) -> tuple[int, Any]:
    """Numbers come before texts, texts before truth values; nothing comes last, whatever the order."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return (3, "") if value == "" else (1, value.casefold())
    return 0, value


def _compare(left: list[Any], right: list[Any], descending: list[bool]) -> int:
    for one, other, down in zip(left, right, descending, strict=True):
        if one == other:
            continue
        if 3 in (one[0], other[0]):
            return 1 if one[0] == 3 else -1
        return (1 if one > other else -1) * (-1 if down else 1)
    return 0


@handles("sortRange")
def sort_range(batch: Batch, body: Json) -> None:
    """Sort the rows of a range by one or more columns; whole cells move."""
    sheet, rect = batch.area(body.get("range", {}))
    sort_rows(batch.workbook, sheet, rect, body.get("sortSpecs", []))


def sort_rows(workbook: Workbook, sheet: Sheet, rect: Rect, specs: list[Json]) -> None:
    """Sort rows within the columns of the rectangle; equal ones keep their order."""
    if any(rect.meets(sheet.rect(merge)) for merge in sheet.merges):
        raise RequestRefused(WHOLE)
    columns = [spec.get("dimensionIndex", 0) for spec in specs]
    if not columns or any(not rect.left <= column < rect.right for column in columns):
        raise RequestRefused("sortSpecs.dimensionIndex must be within the range.")
    descending = [spec.get("sortOrder") == "DESCENDING" for spec in specs]
    compute(workbook)
    keys = {}
    for row in range(rect.top, rect.bottom):
        found = (effective(workbook, sheet, row, column, sheet.cell(row, column)) for column in columns)
        keys[row] = [sort_key(plain(value)) for value in found]

    def compare(one: int, other: int) -> int:
        return _compare(keys[one], keys[other], descending)

    rearrange(sheet, rect, sorted(keys, key=cmp_to_key(compare)))


def rearrange(sheet: Sheet, rect: Rect, order: list[int]) -> None:
    """Put the rows of a block in another order; formulas keep pointing to their own row."""
    old = {row: {column: sheet.cell(row, column) for column in range(rect.left, rect.right)} for row in order}
    for place, row in enumerate(order, rect.top):
        for column, cell in old[row].items():
            sheet.put(place, column, pasted({}, cell, "PASTE_NORMAL", place - row, 0))


@handles("randomizeRange")
def randomize_range(batch: Batch, body: Json) -> None:
    """Shuffle the rows of a range."""
    sheet, rect = batch.area(body.get("range", {}))
    order = list(range(rect.top, rect.bottom))
    secrets.SystemRandom().shuffle(order)
    rearrange(sheet, rect, order)


def _areas(batch: Batch, body: Json) -> list[tuple[Sheet, Rect]]:
    if "range" in body:
        return [batch.area(body["range"])]
    if body.get("allSheets"):
        return [(sheet, sheet.bounds) for sheet in batch.workbook.sheets]
    if "sheetId" in body:
        sheet = batch.sheet(body["sheetId"])
        return [(sheet, sheet.bounds)]
    raise RequestRefused("Must specify range, sheetId or allSheets.")


def _replacer(body: Json) -> Callable[[str], tuple[str, int]]:
    find, replacement = body.get("find", ""), body.get("replacement", "")
    if not find:
        raise RequestRefused("find must not be empty.")
    try:
        pattern = re.compile(
            find if body.get("searchByRegex") else re.escape(find),
            0 if body.get("matchCase") else re.IGNORECASE,
        )
    except re.error:
        raise RequestRefused(f"Invalid regular expression: {find}") from None
    put_in = (
        re.sub(r"\$(\d)", r"\\\1", replacement)
        if body.get("searchByRegex")
        else replacement.replace("\\", r"\\")
    )

    def replaced(text: str) -> tuple[str, int]:
        if body.get("matchEntireCell") and not pattern.fullmatch(text):
            return text, 0
        try:
            return pattern.subn(put_in, text)
        except (re.error, IndexError):
            raise RequestRefused(f"Invalid replacement: {replacement}") from None

    return replaced


@handles("findReplace")
def find_replace(batch: Batch, body: Json) -> Json:
    """Replace text in values, and in formulas when asked."""
    replaced = _replacer(body)
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    touched: set[tuple[int, int]] = set()
    sheets: set[int] = set()
    compute(batch.workbook)
    for sheet, rect in _areas(batch, body):
        for row, column, cell in list(sheet.filled(rect)):
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if "userEnteredValue" not in cell or (formula and not body.get("includeFormulas")):
                continue
            text, found = replaced(formula or shown(batch.workbook, sheet, row, column, cell))
            if not found:
                continue
            batch.guard(sheet, Rect(row, column, row + 1, column + 1))
            target = Rect(row, column, row + 1, column + 1)
            put(batch.workbook, sheet, target, [[text]], batch.today, parsed=True)
            compute(batch.workbook)
            counts["formulasChanged" if formula else "valuesChanged"] += 1
            counts["occurrencesChanged"] += found
            touched.add((sheet.id, row))
            sheets.add(sheet.id)
    counts |= {"rowsChanged": len(touched), "sheetsChanged": len(sheets)}
    return {name: count for name, count in counts.items() if count}


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


@handles("deleteDuplicates")
def delete_duplicates(batch: Batch, body: Json) -> Json:
    """Keep the first of rows that are equal in the compared columns."""
    sheet, rect = batch.area(body.get("range", {}))
    compared = [
        column
        for found in body.get("comparisonColumns", [])
        for column in range(found.get("startIndex", 0), found.get("endIndex", 0))
    ] or list(range(rect.left, rect.right))
    compute(batch.workbook)
    seen: set[tuple[Any, ...]] = set()
    kept: list[int] = []
    for row in range(rect.top, rect.bottom):
        values = (
            effective(batch.workbook, sheet, row, column, sheet.cell(row, column)) for column in compared
        )
        key = tuple(sort_key(plain(value)) for value in values)
        if key not in seen:
            seen.add(key)
            kept.append(row)
    removed = rect.height - len(kept)
    rearrange(sheet, Rect(rect.top, rect.left, rect.top + len(kept), rect.right), kept)
    for row, column in Rect(rect.top + len(kept), rect.left, rect.bottom, rect.right).cells():
        sheet.put(row, column, {})
    return {"duplicatesRemovedCount": removed} if removed else {}


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
    steps = range(size, size + length) if length > 0 else range(-1, length - 1, -1)
    places = [(rect.top + step, rect.left) if down else (rect.top, rect.left + step) for step in steps]
    block = take(batch.workbook, sheet, rect, "PASTE_NORMAL")
    for step, (top, left) in zip(steps, places, strict=True):
        target = Rect(top, left, top + 1, rect.right) if down else Rect(rect.top, left, rect.bottom, left + 1)
        if not sheet.bounds.holds(target) or min(top, left) < 0:
            raise RequestRefused("The fill goes over the edge of the sheet.")
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
