"""Tabs that are out of sight until they matter. Each is shown once; then it is the office's to hide."""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.model import Table
from sheets_sync.sheets.batch import Request, hide_sheet

#: Instead of a row's key: what is kept about the tab as a whole.
WHOLE_TAB = ""
HIDDEN, SHOWN = "hidden", "shown"


def shown_now(table: Table, previous: Mapping[str, str]) -> Iterable[Request]:
    """Show a tab that the sync hid, now that it matters; `previous` is what was published of it last."""
    if not table.hidden and previous.get(WHOLE_TAB) == HIDDEN:
        yield hide_sheet(table.sheet_id, hidden=False)


def with_visibility(
    tables: Sequence[Table],
    rows: Mapping[str, Mapping[str, str]],
    previous: Mapping[str, Mapping[str, str]],
    made: Sequence[int],
) -> dict[str, dict[str, str]]:
    """The fingerprints to keep, with whether each tab of the tables is hidden by the sync.

    `made` are the tabs that were made just now; of those that stood before, `previous` tells.
    """
    kept = {tab: dict(own) for tab, own in rows.items()}
    for table in tables:
        tab = str(table.sheet_id)
        before = HIDDEN if table.sheet_id in made else previous.get(tab, {}).get(WHOLE_TAB, SHOWN)
        kept.setdefault(tab, {})[WHOLE_TAB] = HIDDEN if table.hidden and before == HIDDEN else SHOWN
    return kept
