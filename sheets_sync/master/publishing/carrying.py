"""What is the office's own on a tab that is made anew in another workbook: its columns and rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheets_sync.master.publishing.layout import Layout, columns_by_title, find_tab, layout
from sheets_sync.master.publishing.new_tab import fresh_layout
from sheets_sync.master.publishing.office_rows import OfficeRow, missing_rows, office_rows
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
    where = _places(table, fresh_layout(table) if grid is None else layout(table, grid))
    titles = {place: title for title, place in _places(table, layout(table, before)).items()}
    rows = [_carried(row, titles, where) for row in office_rows(table, old)]
    missing = missing_rows(rows, () if grid is None else office_rows(table, new))
    return [[row.get(place, "") for place in range(max(row) + 1)] for row in missing]


def append_rows(table: Table, rows: Sequence[Sequence[str]]) -> Request:
    """Texts below the last row that holds something."""
    data = [{"values": [cell(text) if text else {} for text in row]} for row in rows]
    return {"appendCells": {"sheetId": table.sheet_id, "rows": data, "fields": "userEnteredValue"}}


def _carried(row: OfficeRow, titles: Mapping[int, str], where: Mapping[str, int]) -> OfficeRow:
    found: dict[int, str] = {}
    left = []
    for column, text in sorted(row.items()):
        place = where.get(titles.get(column, ""))
        if place is None:
            left.append(text)
        else:
            found[place] = text
    if left:
        last = max(where.values())
        found[last] = "; ".join(filter(None, (found.get(last, ""), *left)))
    return found


def _places(table: Table, places: Layout) -> dict[str, int]:
    stand = columns_by_title(table, replace(places, key=None))
    return {title: place for title, place in stand.items() if place is not None}
