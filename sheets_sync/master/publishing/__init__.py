"""The master: from the tables as they should be and the workbook as it is to ONE batchUpdate. Pure.

Equal content gives an empty plan. What the office wrote, sorted, filtered, coloured or added stays:

* a tab is found by its id, a column by the title under which it was written, a record's row by the key in
  the hidden column;
* a tab is dressed once, when it is made; later only new columns and new rows are;
* a header that is gone comes back right of all content, its old column is left to the office; a table whose
  whole header is gone begins anew below all content;
* a row without key is the office's, and so is a copied row: the lower one loses its key, never its text;
* on tabs that the office sorts, backgrounds are its own: tones become text colours there.
"""

from collections.abc import Mapping, Sequence

from sheets_sync.master.publishing.carrying import append_rows, carried_rows, own_titles
from sheets_sync.master.publishing.changes import TabChange, change_tab
from sheets_sync.master.publishing.charting import new_charts
from sheets_sync.master.publishing.contents import contents, row_content
from sheets_sync.master.publishing.fingerprints import fingerprint, row_fingerprints
from sheets_sync.master.publishing.hiding import WHOLE_TAB, shown_now, with_visibility
from sheets_sync.master.publishing.layout import find_tab, holds_content, runs
from sheets_sync.master.publishing.new_tab import new_tab
from sheets_sync.master.publishing.office_rows import Damage, damage, office_rows
from sheets_sync.master.publishing.opening import RowsStand, opened, opened_at, opened_by
from sheets_sync.master.publishing.places import Place, places, plain_places, read_places
from sheets_sync.master.publishing.remarks import (
    RemovedRow,
    notes,
    remarks,
    removed_rows,
    text_of,
    texts_of,
)
from sheets_sync.master.publishing.repair import (
    misplaced,
    put_back,
    spoiled,
    touched,
)
from sheets_sync.master.publishing.size import CELL_LIMIT, WorkbookFull, check_size, lengths
from sheets_sync.master.publishing.staging import staged, without_staging
from sheets_sync.master.publishing.titles import titled_before, titles_of
from sheets_sync.model import Grid, Stand, Table, Workbook, WritePlan
from sheets_sync.sheets.batch import Request
from sheets_sync.sheets.titles import free_title

__all__ = [
    "CELL_LIMIT",
    "WHOLE_TAB",
    "Place",
    "RemovedRow",
    "RowsStand",
    "WorkbookFull",
    "append_rows",
    "carried_rows",
    "contents",
    "damage",
    "fingerprint",
    "lengths",
    "misplaced",
    "notes",
    "office_rows",
    "opened",
    "opened_at",
    "opened_by",
    "own_titles",
    "places",
    "plain_places",
    "plan",
    "put_back",
    "read_places",
    "remarks",
    "removed_rows",
    "row_content",
    "row_fingerprints",
    "runs",
    "spoiled",
    "staged",
    "text_of",
    "texts_of",
    "titled_before",
    "titles_of",
    "touched",
    "with_visibility",
]


def plan(
    tables: Sequence[Table],
    current: Workbook,
    *,
    previous: Mapping[str, Mapping[str, str]],
    editors: Sequence[str] = (),
    damages: Mapping[int, Damage] | None = None,
) -> WritePlan:
    """The changes that turn the master as read into `tables`.

    `previous` holds the row fingerprints of the last publication, by table and row key: links and colours
    cannot be seen in the workbook as read. `editors`, addresses, may write in new tabs also where the sync
    does. `damages`, by tab, are given after a writing that came across a sorting. Raises
    WorkbookFull.
    """
    requests: list[Request] = []
    summary: list[str] = []
    titles = [grid.title for grid in current.grids]
    fresh: list[Table] = []
    stands: dict[int, Stand] = {}
    for place, table in enumerate(tables):
        grid = find_tab(table, current)
        if grid is None:
            title = free_title(table.title, titles)
            made = tuple(new_tab(table, title, min(place, len(titles)), editors))
            change = TabChange(made, added=len(table.rows))
            titles.append(title)
            fresh.append(table)
        else:
            before = previous.get(str(table.sheet_id), {})
            change = change_tab(
                table, grid, before, None if damages is None else damages.get(table.sheet_id, Damage())
            )
            # A repair knows nothing of what was published.
            requests += shown_now(table, previous) if damages is None else ()
            stands |= {table.sheet_id: change.stand} if change.stand is not None else {}
        requests += change.requests
        if change.requests:
            summary.append(change.line(table.title))
    requests += new_charts(fresh, tables, {grid.sheet_id: grid for grid in current.grids})
    requests += _without_leftover(tables, current)
    requests += without_staging(current)
    check_size(requests, current)
    return WritePlan(current.id, tuple(requests), tuple(summary), stands)


def _without_leftover(tables: Sequence[Table], current: Workbook) -> list[Request]:
    """With the first publication goes the empty tab, id 0, that every new workbook has."""
    ours = {table.sheet_id for table in tables}
    first = next((grid for grid in current.grids if grid.sheet_id == 0), None)
    published = any(grid.sheet_id in ours for grid in current.grids)
    if not tables or published or first is None or _used(first):
        return []
    return [{"deleteSheet": {"sheetId": 0}}]


def _used(grid: Grid) -> bool:
    return any(holds_content(cell) for row in grid.rows for cell in row)
