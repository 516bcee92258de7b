"""Rows that the basic filter of a tab hides."""

from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.conditions import Judge
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.values import shown
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]


def criteria_of(basic_filter: Json) -> dict[int, Json]:
    """The criteria by column index: Google takes a map and, since 2021, a list of the same."""
    found = {int(column): given for column, given in basic_filter.get("criteria", {}).items()}
    for spec in basic_filter.get("filterSpecs", []):
        found[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    return found


def hidden_rows(workbook: Workbook, sheet: Sheet, today: date) -> set[int]:
    """Rows below the header that a criterion does not let through; formulas must have been computed."""
    if not sheet.basic_filter:
        return set()
    rect = sheet.rect(sheet.basic_filter["range"])
    hidden: set[int] = set()
    for column, criterion in criteria_of(sheet.basic_filter).items():
        body = Rect(rect.top + 1, column, rect.bottom, column + 1)
        if values := set(criterion.get("hiddenValues", [])):
            texts = {row: _text(workbook, sheet, row, column) for row in range(body.top, body.bottom)}
            hidden.update(row for row, text in texts.items() if text in values)
        if condition := criterion.get("condition"):
            held = Judge(workbook, sheet, today).places(condition, [body], body)
            hidden.update(row for row in range(body.top, body.bottom) if (row, column) not in held)
    return hidden


def _text(workbook: Workbook, sheet: Sheet, row: int, column: int) -> str:
    return shown(workbook, sheet, row, column, sheet.cell(row, column))
