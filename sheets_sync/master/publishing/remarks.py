"""What the office wrote beside records, and what goes with a record that its unit removed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.master.publishing.identity import standing
from sheets_sync.master.publishing.layout import KEY_TITLE, Layout, find_tab, layout, own_columns
from sheets_sync.model import Grid, Table, Workbook


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row of the master whose record is gone."""

    key: str
    #: What the sync had written: column title to text.
    own: Mapping[str, str]
    #: What the office had written: column title to text, notes on cells among them.
    remarks: Mapping[str, str]


def remarks(table: Table, current: Workbook) -> dict[str, dict[str, str]]:
    """Row key to column title to text, for every row that carries a remark.

    The office's own columns count as well; of rows that it copied, the upper one.
    """
    grid = find_tab(table, current)
    if grid is None:
        return {}
    places = layout(table, grid)
    found = {key: _texts(grid, row, places.office) for key, row in standing(table, grid, places).rows.items()}
    return {key: texts for key, texts in found.items() if texts}


def removed_rows(table: Table, current: Workbook) -> tuple[RemovedRow, ...]:
    """Rows on the tab whose key the table no longer has, from the top: `plan` deletes them."""
    grid = find_tab(table, current)
    if grid is None:
        return ()
    places, kept = layout(table, grid), {row.key for row in table.rows}
    titles = [column.title for column in own_columns(table)]
    own = {title: place for title, place in zip(titles, places.own, strict=True) if place is not None}
    return tuple(
        RemovedRow(
            key,
            {title: grid.cell(row, place).shown for title, place in own.items()},
            {**_texts(grid, row, places.office), **_notes(grid, row, places, own)},
        )
        for key, row in standing(table, grid, places).rows.items()
        if key not in kept
    )


def _texts(grid: Grid, row: int, columns: Mapping[str, int]) -> dict[str, str]:
    return {title: text for title, place in columns.items() if (text := grid.cell(row, place).shown)}


def _notes(grid: Grid, row: int, places: Layout, own: Mapping[str, int]) -> dict[str, str]:
    columns = {**own, **places.office}
    if places.key is not None:
        columns[KEY_TITLE] = places.key
    return {
        f"Ghi chú ở ô “{title}”": note
        for title, place in columns.items()
        if (note := grid.cell(row, place).note)
    }
