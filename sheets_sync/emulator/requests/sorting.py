"""Rows put in another order: sortRange, randomizeRange, deleteDuplicates."""

import secrets
from functools import cmp_to_key
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.cells import plain
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.requests.blocks import pasted
from sheets_sync.emulator.requests.merging import WHOLE
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook, effective


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
    if any("Color" in name or name == "dataSourceColumnReference" for spec in specs for name in spec):
        raise RequestRefused("Sorting by colour or data source is not supported by the local server.")
    columns = [spec.get("dimensionIndex", 0) for spec in specs]
    if not columns or any(not rect.left <= column < rect.right for column in columns):
        raise RequestRefused("sortSpecs.dimensionIndex must be within the range.")
    rect = filled_part(sheet, rect)
    descending = [spec.get("sortOrder") == "DESCENDING" for spec in specs]
    compute(workbook)
    keys = {}
    for row in range(rect.top, rect.bottom):
        found = (effective(workbook, sheet, row, column, sheet.cell(row, column)) for column in columns)
        keys[row] = [sort_key(plain(value)) for value in found]

    def compare(one: int, other: int) -> int:
        return _compare(keys[one], keys[other], descending)

    rearrange(sheet, rect, sorted(keys, key=cmp_to_key(compare)))


def filled_part(sheet: Sheet, rect: Rect) -> Rect:
    """The rectangle without the rows at its end that hold nothing."""
    return Rect(rect.top, rect.left, max(min(rect.bottom, sheet.last_row() + 1), rect.top), rect.right)


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
    rect = filled_part(sheet, rect)
    order = list(range(rect.top, rect.bottom))
    secrets.SystemRandom().shuffle(order)
    rearrange(sheet, rect, order)


@handles("deleteDuplicates")
def delete_duplicates(batch: Batch, body: Json) -> Json:
    """Keep the first of rows that are equal in the compared columns."""
    sheet, rect = batch.area(body.get("range", {}))
    rect = filled_part(sheet, rect)
    compared = [
        column
        for found in body.get("comparisonColumns", [])
        for column in range(
            max(found.get("startIndex", 0), rect.left), min(found.get("endIndex", 0), rect.right)
        )
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
