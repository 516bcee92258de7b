"""A tab of the master that does not exist yet: made, dressed and filled; dressing is never repeated."""

from collections.abc import Iterable, Sequence

from sheets_sync.master.publishing.cells import OWN_FIELDS
from sheets_sync.master.publishing.charting import room_for_charts
from sheets_sync.master.publishing.dressing import (
    OFFICE_TAB,
    READ_TAB,
    dressed_columns,
    dressed_remarks,
    header_cell,
    key_header,
    protected,
)
from sheets_sync.master.publishing.layout import Layout
from sheets_sync.master.publishing.writing import SPARE_ROWS, Numbered, write_remarks, write_rows
from sheets_sync.model import Area, Grid, Table
from sheets_sync.sheets.batch import Request, add_sheet, filter_all, hide_sheet, update_cells


def new_tab(table: Table, title: str, place: int, editors: Sequence[str]) -> Iterable[Request]:
    """Everything for one new tab, to stand under a free title at `place` among the tabs."""
    sheet, width = table.sheet_id, len(table.columns) + 1
    height = 1 + len(table.rows) + SPARE_ROWS
    places = fresh_layout(table)
    yield add_sheet(
        sheet,
        title,
        rows=height,
        columns=width + room_for_charts(table),
        frozen_columns=table.frozen_columns + 1 if table.frozen_columns else 0,
        color=OFFICE_TAB if table.office_order else READ_TAB,
        index=place,
    )
    header = [key_header(), *map(header_cell, table.columns)]
    yield update_cells(sheet, Area(0, 0, 1, width), [header], OWN_FIELDS)
    yield from dressed_columns(table, places, range(width))
    yield from write_rows(table, places, Numbered(table.rows, 1), OWN_FIELDS)
    yield from dressed_remarks(table, places, range(1, height))
    numbers = {row.key: number for number, row in enumerate(table.rows, start=1) if row.remarks}
    yield from write_remarks(table, Grid(sheet, title, ()), places, numbers)
    yield protected(table, places, editors)
    if table.filtered:
        yield filter_all(sheet)
    if table.hidden:
        yield hide_sheet(sheet)


def fresh_layout(table: Table, header: int = 0, left: int = 0) -> Layout:
    """The keys, then the table's columns side by side."""
    placed = list(enumerate(table.columns, start=left + 1))
    own = tuple(place for place, column in placed if not column.remark)
    return Layout(header, left, own, tuple(place for place, column in placed if column.remark), {})
