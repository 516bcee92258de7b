"""What is the office's own on a tab that is made anew in another workbook: its columns and rows."""

from collections.abc import Sequence

from sheets_sync.master.publishing.layout import find_tab, layout
from sheets_sync.master.publishing.new_tab import fresh_layout
from sheets_sync.master.publishing.office_rows import carried, missing_rows, office_rows
from sheets_sync.model import Table, Workbook
from sheets_sync.sheets.batch import Request, cell


def own_titles(table: Table, book: Workbook) -> frozenset[str]:
    """Titles of the columns that the office added to a tab; none where the tab does not stand."""
    grid = find_tab(table, book)
    return frozenset() if grid is None else frozenset(layout(table, grid).office)


def carried_rows(table: Table, old: Workbook, new: Workbook) -> list[list[str]]:
    """Rows of the office's own, without a key, that are to stand below the tab in `new` and do not yet.

    Each text stands in the column of its title; what stood in none is joined to the last.
    """
    before = find_tab(table, old)
    if before is None:
        return []
    grid = find_tab(table, new)
    where = fresh_layout(table) if grid is None else layout(table, grid)
    rows = carried(table, office_rows(table, old), layout(table, before), where)
    missing = missing_rows(rows, () if grid is None else office_rows(table, new))
    return [[row.get(place, "") for place in range(max(row) + 1)] for row in missing]


def append_rows(table: Table, rows: Sequence[Sequence[str]]) -> Request:
    """Texts below the last row that holds something."""
    data = [{"values": [cell(text) if text else {} for text in row]} for row in rows]
    return {"appendCells": {"sheetId": table.sheet_id, "rows": data, "fields": "userEnteredValue"}}
