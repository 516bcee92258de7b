"""A plan too large for one call: its rows go to a hidden tab in pieces, then one call copies them into place.

So the master changes as a whole or not at all, however large it is: Google advises at most 2 MB a request,
refuses more than 10 MB, and is all-or-nothing within one batchUpdate only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zlib import crc32

from sheets_sync.limits import BYTES_OF_CALL
from sheets_sync.master.publishing.size import check_size, lengths
from sheets_sync.model import Area, Grid, Workbook, WritePlan
from sheets_sync.sheets.batch import (
    Request,
    add_sheet,
    area_of,
    copy_paste,
    delete_sheet,
    grid_range,
    hide_sheet,
    update_cells,
)
from sheets_sync.sheets.late_rows import LateRows, bytes_of, is_within, lengths_of

TITLE = "Đang ghi (hệ thống)"
SHEET_ID = crc32(b"master/staging") & 0x3FFFFFFF
#: Bytes: shorter requests are not worth a detour.
SMALL = 20_000


@dataclass(frozen=True, slots=True)
class _Block:
    """One updateCells of the plan and where its rows wait on the hidden tab."""

    body: dict[str, Any]
    target: Area
    waits: Area


def staged(plan: WritePlan, current: Workbook, limit: int = BYTES_OF_CALL.most) -> tuple[WritePlan, ...]:
    """The calls to make, in order; only the last one changes what anybody sees. Raises WorkbookFull."""
    if is_within(lengths(plan), limit):
        return (plan,)
    found = enumerate(_blocks(plan.requests))
    blocks = {place: block for place, block in found if block is not None}
    if not blocks:
        return (plan,)
    final = [
        copy_paste(SHEET_ID, blocks[place].waits, blocks[place].body["range"]) if place in blocks else request
        for place, request in enumerate(plan.requests)
        if request not in without_staging(current)
    ]
    height = max(block.waits.bottom for block in blocks.values())
    width = max(block.waits.right for block in blocks.values())
    opening = [
        *without_staging(current),
        add_sheet(SHEET_ID, TITLE, rows=height, columns=width, frozen_rows=0),
        hide_sheet(SHEET_ID),
        *_looks(blocks.values(), current),
    ]
    check_size([*opening, *plan.requests], current)
    calls = [opening, *_pieces(blocks.values(), limit), [*final, delete_sheet(SHEET_ID)]]
    return tuple(
        WritePlan(plan.workbook, tuple(requests), plan.summary if requests is calls[-1] else ())
        for requests in calls
    )


def without_staging(current: Workbook) -> list[Request]:
    """Take away the hidden tab that a killed run left behind."""
    return [delete_sheet(SHEET_ID)] if any(grid.sheet_id == SHEET_ID for grid in current.grids) else []


def _blocks(requests: Iterable[Request]) -> Iterable[_Block | None]:
    """For each request of the plan its block, None for one that stays as it is."""
    top = 0
    for request in requests:
        body: Any = request.get("updateCells")
        if body is None or not body["rows"] or is_within(lengths_of(request), SMALL):
            yield None
            continue
        target = area_of(body["range"])
        waits = Area(top, 0, top + target.bottom - target.top, target.right - target.left)
        top = waits.bottom
        yield _Block(body, target, waits)


def _looks(blocks: Iterable[_Block], current: Workbook) -> Iterable[Request]:
    """What a block leaves alone, e.g. the office's backgrounds, has to be on the hidden tab before it."""
    grids = {grid.sheet_id: grid for grid in current.grids}
    for block in blocks:
        grid = grids.get(block.body["range"]["sheetId"])
        if grid is not None and _within(block.target, grid):
            source = block.body["range"]
            yield copy_paste(
                grid.sheet_id, area_of(source), grid_range(SHEET_ID, block.waits), "PASTE_FORMAT"
            )


def _within(area: Area, grid: Grid) -> bool:
    return area.bottom <= grid.row_count and area.right <= grid.column_count


def _pieces(blocks: Iterable[_Block], limit: int) -> Iterable[list[Request]]:
    """The blocks' rows on the hidden tab, in calls below the limit."""
    call: list[Request] = []
    filled = 0
    for block in blocks:
        rows: Sequence[Any] = block.body["rows"]
        sizes = list(map(bytes_of, rows))
        for first, last in pairwise(_cuts(sizes, limit // 2)):
            piece = sum(sizes[first:last])
            if call and filled + piece > limit // 2:
                yield call
                call, filled = [], 0
            area = Area(block.waits.top + first, block.waits.left, block.waits.top + last, block.waits.right)
            some = rows[first:last]
            values = some if isinstance(some, LateRows) else [row["values"] for row in some]
            call.append(update_cells(SHEET_ID, area, values, block.body["fields"]))
            filled += piece
    if call:
        yield call


def _cuts(sizes: Sequence[int], limit: int) -> list[int]:
    """Where to cut rows so that no piece is above the limit, single rows excepted."""
    cuts, filled = [0], 0
    for number, size in enumerate(sizes):
        if filled and filled + size > limit:
            cuts.append(number)
            filled = 0
        filled += size
    return [*cuts, len(sizes)]
