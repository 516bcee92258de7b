"""Whether a plan stays within what Google permits."""

from collections.abc import Iterable, Iterator
from typing import Any

from sheets_sync.errors import SheetsSyncError
from sheets_sync.model import Workbook, WritePlan
from sheets_sync.sheets.batch import Request
from sheets_sync.sheets.late_rows import bytes_of, lengths_of

#: Cells that one spreadsheet may hold, empty ones included (Google Drive Help, "Files you can store").
CELL_LIMIT = 10_000_000


class WorkbookFull(SheetsSyncError):
    """The master would outgrow what Google permits; the office must begin a new one for the next period."""


def check_size(requests: Iterable[Request], current: Workbook) -> None:
    """Raise WorkbookFull where the requests would lead beyond the limit.

    Rows are deleted last in a plan, so they count.
    """
    sizes = {grid.sheet_id: (grid.row_count, grid.column_count) for grid in current.grids}
    for request in requests:
        for kind, body in request.items():
            _follow(sizes, kind, body)
    cells = sum(rows * columns for rows, columns in sizes.values())
    if cells > CELL_LIMIT:
        message = (
            f"The master would hold {cells:,} cells; Google permits {CELL_LIMIT:,}. Delete tabs or empty "
            "columns that are not needed, or begin a new master for the next period."
        )
        raise WorkbookFull(message)


def _follow(sizes: dict[int, tuple[int, int]], kind: str, body: Any) -> None:
    if kind == "addSheet":
        grid = body["properties"]["gridProperties"]
        sizes[body["properties"]["sheetId"]] = (grid["rowCount"], grid["columnCount"])
    elif kind == "appendDimension":
        rows, columns = sizes[body["sheetId"]]
        by_rows = body["dimension"] == "ROWS"
        sizes[body["sheetId"]] = (
            (rows + body["length"], columns) if by_rows else (rows, columns + body["length"])
        )
    elif kind == "insertDimension":
        span = body["range"]
        rows, columns = sizes[span["sheetId"]]
        sizes[span["sheetId"]] = (rows + span["endIndex"] - span["startIndex"], columns)
    elif kind == "updateSheetProperties" and "gridProperties" in body["properties"]:
        _, columns = sizes[body["properties"]["sheetId"]]
        sizes[body["properties"]["sheetId"]] = (body["properties"]["gridProperties"]["rowCount"], columns)


def lengths(plan: WritePlan) -> Iterator[int]:
    """Bytes of the parts of the plan's call. Google advises at most 2 MB and refuses more than 10 MB."""
    yield bytes_of({"requests": []}) + 2 * max(0, len(plan.requests) - 1)
    for request in plan.requests:
        yield from lengths_of(request)
