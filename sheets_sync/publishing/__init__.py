"""The master: from the tables as they should be and the workbook as it is to ONE batchUpdate. Pure.

Equal content gives an empty plan. What the office wrote, sorted, filtered, coloured or added stays.
"""

from collections.abc import Mapping, Sequence

from sheets_sync.errors import SheetsSyncError
from sheets_sync.model import Table, Workbook, WritePlan
from sheets_sync.publishing.changes import Change, change_tab
from sheets_sync.publishing.fingerprints import fingerprint, row_fingerprints
from sheets_sync.publishing.layout import Layout, find_tab, layout
from sheets_sync.publishing.new_tab import new_tab
from sheets_sync.publishing.remarks import RemovedRow, remarks, removed_rows
from sheets_sync.requests import Request

__all__ = [
    "Layout",
    "RemovedRow",
    "WorkbookFull",
    "fingerprint",
    "plan",
    "remarks",
    "removed_rows",
    "row_fingerprints",
]

#: Cells that one spreadsheet may hold, empty ones included (Google Drive Help, "Files you can store").
CELL_LIMIT = 10_000_000


class WorkbookFull(SheetsSyncError):
    """The master would outgrow what Google permits; the office must begin a new one for the next period."""


def plan(
    tables: Sequence[Table], current: Workbook, *, previous: Mapping[str, Mapping[str, str]]
) -> WritePlan:
    """The changes that turn the master as read into `tables`.

    `previous` holds the row fingerprints of the last publication, by table and row key: links and colours
    cannot be seen in the workbook as read. Raises WorkbookFull.
    """
    requests: list[Request] = []
    summary: list[str] = []
    for place, table in enumerate(tables):
        grid = find_tab(table, current)
        if grid is None:
            change = Change(tuple(new_tab(table, place)), added=len(table.rows))
        else:
            change = change_tab(table, grid, layout(table, grid), previous.get(str(table.sheet_id), {}))
        requests += change.requests
        if change.requests:
            summary.append(change.line(table.title))
    requests += _without_leftover(tables, current)
    _check_size(tables, current)
    return WritePlan(current.id, tuple(requests), tuple(summary))


def _without_leftover(tables: Sequence[Table], current: Workbook) -> list[Request]:
    """Delete the empty tab that every new workbook has."""
    ours = {table.sheet_id for table in tables}
    first = next((grid for grid in current.grids if grid.sheet_id == 0), None)
    if first is None or 0 in ours or any(cell.shown for row in first.rows for cell in row):
        return []
    return [{"deleteSheet": {"sheetId": 0}}]


def _check_size(tables: Sequence[Table], current: Workbook) -> None:
    ours = {table.sheet_id for table in tables}
    cells = sum((len(table.rows) + 50) * (len(table.columns) + 1) for table in tables)
    cells += sum(grid.row_count * grid.column_count for grid in current.grids if grid.sheet_id not in ours)
    if cells > CELL_LIMIT:
        message = f"The master would hold {cells:,} cells; Google permits {CELL_LIMIT:,}. Begin a new master."
        raise WorkbookFull(message)
