"""findReplace."""

import re
from collections.abc import Callable

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.values import put, shown


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
