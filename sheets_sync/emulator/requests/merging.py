"""Merged cells."""

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet

WHOLE = "You must select all cells in a merged range to merge or unmerge them."


def _drop_merges(sheet: Sheet, rect: Rect) -> None:
    """Take away the merges within; one that sticks out is a refusal."""
    kept = []
    for merge in sheet.merges:
        found = sheet.rect(merge)
        if rect.holds(found):
            continue
        if rect.meets(found):
            raise RequestRefused(WHOLE)
        kept.append(merge)
    sheet.merges = kept


def _pieces(rect: Rect, kind: str) -> list[Rect]:
    if kind == "MERGE_ROWS":
        return [Rect(row, rect.left, row + 1, rect.right) for row in range(rect.top, rect.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Rect(rect.top, column, rect.bottom, column + 1) for column in range(rect.left, rect.right)]
    return [rect]


@handles("mergeCells")
def merge_cells(batch: Batch, body: Json) -> None:
    """Merge a range, or each of its rows or columns; only the first cell of each keeps its content."""
    sheet, rect = batch.area(body.get("range", {}))
    _drop_merges(sheet, rect)
    for piece in _pieces(rect, body.get("mergeType", "MERGE_ALL")):
        if piece.height * piece.width < 2:
            continue
        sheet.merges.append(piece.grid_range(0))
        for row, column, cell in list(sheet.filled(piece)):
            if (row, column) != (piece.top, piece.left) and "userEnteredValue" in cell:
                kept = {name: value for name, value in cell.items() if name != "userEnteredValue"}
                sheet.put(row, column, kept)


@handles("unmergeCells")
def unmerge_cells(batch: Batch, body: Json) -> None:
    """Take the merges of a range away."""
    sheet, rect = batch.area(body.get("range", {}))
    _drop_merges(sheet, rect)
