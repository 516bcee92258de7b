"""Tabs that are out of sight until they matter. Each is shown once; then it is the office's to hide."""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.master.publishing.fingerprints import row_fingerprints
from sheets_sync.model import Table
from sheets_sync.sheets.batch import Request, hide_sheet

#: Instead of a row's key: what is kept about the tab as a whole.
WHOLE_TAB = ""
HIDDEN, SHOWN = "hidden", "shown"


def shown_now(table: Table, previous: Mapping[str, Mapping[str, str]]) -> Iterable[Request]:
    """Show a tab that the sync hid, now that it matters; `previous` is what was published last, by tab."""
    if not table.hidden and _before(table, previous) == HIDDEN:
        yield hide_sheet(table.sheet_id, hidden=False)


def _before(table: Table, previous: Mapping[str, Mapping[str, str]]) -> str:
    """A tab of which nothing is known was made by a run that died; of a former version's, its rows are."""
    tab = str(table.sheet_id)
    return previous[tab].get(WHOLE_TAB, SHOWN) if tab in previous else HIDDEN


def with_visibility(
    tables: Sequence[Table], previous: Mapping[str, Mapping[str, str]], made: Sequence[int]
) -> dict[str, dict[str, str]]:
    """The fingerprints of rows to keep, and with them whether each tab of the tables is hidden by the sync.

    `made` are the tabs that were made just now; of those that stood before, `previous` tells.
    """
    rows = row_fingerprints(tables)
    for table in tables:
        tab = str(table.sheet_id)
        before = HIDDEN if table.sheet_id in made else _before(table, previous)
        rows.setdefault(tab, {})[WHOLE_TAB] = HIDDEN if table.hidden and before == HIDDEN else SHOWN
    return rows
