"""A tab of the master that does not exist yet: made, dressed and filled; dressing is never repeated."""

from collections.abc import Iterable

from sheets_sync.model import Area, Table, TableColumn
from sheets_sync.publishing.cells import OWN_FIELDS, data
from sheets_sync.publishing.changes import SPARE_ROWS
from sheets_sync.publishing.layout import KEY_TITLE, own_columns
from sheets_sync.requests import (
    Request,
    Style,
    add_sheet,
    cell,
    dropdown,
    grid_range,
    protect,
    repeat_cell,
    rgb,
    set_columns,
    update_cells,
)

HEADER = Style(background="#1e6b46", color="#ffffff", bold=True, wrap=True, align="CENTER")
REMARK_HEADER = Style(background="#7b5b00", color="#ffffff", bold=True, wrap=True, align="CENTER")
REMARK = Style(background="#fffaeb", wrap=True)


def new_tab(table: Table, place: int) -> Iterable[Request]:
    """Everything for one new tab, to stand at `place` among the tabs."""
    sheet, width = table.sheet_id, len(table.columns) + 1
    height = 1 + len(table.rows) + SPARE_ROWS
    frozen = table.frozen_columns + 1 if table.frozen_columns else 0
    yield add_sheet(sheet, table.title, rows=height, columns=width, frozen_columns=frozen, index=place)
    header = [cell(KEY_TITLE, HEADER), *(_header(column) for column in table.columns)]
    yield update_cells(sheet, Area(0, 0, 1, width), [header], OWN_FIELDS)
    yield set_columns(sheet, 0, 1, hidden=True)
    for column_place, column in enumerate(table.columns, start=1):
        yield set_columns(sheet, column_place, column_place + 1, width=column.width)
    own = len(own_columns(table)) + 1
    if table.rows:
        rows = [
            [cell(row.key), *(data(*pair, table) for pair in zip(row.cells, own_columns(table), strict=True))]
            for row in table.rows
        ]
        yield update_cells(sheet, Area(1, 0, 1 + len(rows), own), rows, OWN_FIELDS)
    yield from _office(table, own, width, height)
    # Open-ended, so that it covers the rows to come.
    filtered = {"sheetId": sheet, "startRowIndex": 0, "startColumnIndex": 0, "endColumnIndex": width}
    yield {"setBasicFilter": {"filter": {"range": filtered}}}


def _header(column: TableColumn) -> dict[str, object]:
    return cell(column.title, REMARK_HEADER if column.remark else HEADER)


def _office(table: Table, own: int, width: int, height: int) -> Iterable[Request]:
    """The office's columns, and a protection that leaves them out."""
    sheet = table.sheet_id
    if own == width:
        yield protect(sheet, None, "Do hệ thống ghi")
        return
    body = Area(1, own, height, width)
    yield repeat_cell(sheet, body, cell(style=REMARK), "userEnteredFormat")
    for place, column in enumerate(table.columns, start=1):
        if column.choices:
            yield dropdown(sheet, Area(1, place, height, place + 1), column.choices)
    edge = {"style": "SOLID_MEDIUM", "colorStyle": {"rgbColor": rgb("#7b5b00")}}
    border = grid_range(sheet, Area(0, own, height, own + 1))
    yield {"updateBorders": {"range": border, "left": edge}}
    # Only a warning: a strict protection would forbid the office to sort its own tab.
    reason = "Do hệ thống ghi; văn phòng ghi ở các cột bên phải"
    yield protect(sheet, None, reason, warning_only=True, free_from_column=own)
