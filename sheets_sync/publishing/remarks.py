"""What the office wrote beside records, and what goes with a record that its unit removed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.model import Table, Workbook
from sheets_sync.publishing.layout import find_tab, keys_on, layout, own_columns


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row of the master whose record is gone."""

    key: str
    #: What the sync had written: column title to text.
    own: Mapping[str, str]
    #: What the office had written: column title to text.
    remarks: Mapping[str, str]


def remarks(table: Table, current: Workbook) -> dict[str, dict[str, str]]:
    """Row key to column title to text, for every row that carries a remark."""
    grid = find_tab(table, current)
    if grid is None:
        return {}
    places = layout(table, grid)
    found: dict[str, dict[str, str]] = {}
    for row, key in keys_on(grid, places):
        texts = {
            title: text for title, place in places.office.items() if (text := grid.cell(row, place).shown)
        }
        if texts and key not in found:
            found[key] = texts
    return found


def removed_rows(table: Table, current: Workbook) -> tuple[RemovedRow, ...]:
    """Rows on the tab whose key the table no longer has."""
    grid = find_tab(table, current)
    if grid is None:
        return ()
    places, kept = layout(table, grid), {row.key for row in table.rows}
    written = remarks(table, current)
    titles = [column.title for column in own_columns(table)]
    return tuple(
        RemovedRow(
            key,
            {
                title: grid.cell(row, place).shown
                for title, place in zip(titles, places.own, strict=True)
                if place is not None
            },
            written.get(key, {}),
        )
        for row, key in keys_on(grid, places)
        if key not in kept
    )
