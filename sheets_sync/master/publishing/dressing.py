"""How tabs of the master look when they are made; afterwards their look belongs to the office."""

from collections.abc import Collection, Iterable, Sequence

from sheets_sync.master.publishing.layout import KEY_TITLE, Layout, own_columns, remark_columns, runs
from sheets_sync.model import Area, Table, TableColumn
from sheets_sync.sheets.batch import (
    Request,
    Style,
    cell,
    dropdown,
    left_border,
    protect,
    repeat_cell,
    set_columns,
)

HEADER = Style(background="#1e6b46", color="#ffffff", bold=True, wrap=True, align="CENTER")
REMARK_HEADER = Style(background="#7b5b00", color="#ffffff", bold=True, wrap=True, align="CENTER")
REMARK = Style(background="#fffaeb", wrap=True)
#: The line left of the office's columns.
BORDER = "#7b5b00"
#: Of the tabs that the office works in, and of those that it only reads.
OFFICE_TAB, READ_TAB = "#1e6b46", "#9aa0a6"


def header_cell(column: TableColumn) -> dict[str, object]:
    """The header of one column; the office's have a colour of their own."""
    return cell(column.title, REMARK_HEADER if column.remark else HEADER)


def key_header() -> dict[str, object]:
    """The header of the hidden column of keys."""
    return cell(KEY_TITLE, HEADER)


def dressed_columns(table: Table, places: Layout, wanted: Iterable[int]) -> Iterable[Request]:
    """Widths of those columns among `wanted` that are the table's; the keys are hidden."""
    sheet, chosen = table.sheet_id, set(wanted)
    if places.key in chosen and places.key is not None:
        yield set_columns(sheet, places.key, places.key + 1, hidden=True)
    columns = (*own_columns(table), *remark_columns(table))
    for column, place in zip(columns, (*places.own, *places.remarks), strict=True):
        if place is not None and place in chosen:
            yield set_columns(sheet, place, place + 1, width=column.width)


def dressed_remarks(
    table: Table, places: Layout, rows: range, among: Collection[int] | None = None
) -> Iterable[Request]:
    """Colour, dropdowns and border of the office's columns in new rows; of those `among` some places only."""
    sheet = table.sheet_id
    for column, place in zip(remark_columns(table), places.remarks, strict=True):
        if place is None or not rows or (among is not None and place not in among):
            continue
        body = Area(rows.start, place, rows.stop, place + 1)
        yield repeat_cell(sheet, body, cell(style=REMARK), "userEnteredFormat")
        if column.choices:
            yield dropdown(sheet, body, [choice.word for choice in column.choices if choice.offered])
        if place == places.remarks[0]:
            # With its header, when the rows begin below it.
            top = places.header if rows.start == places.header + 1 else rows.start
            yield left_border(sheet, Area(top, place, rows.stop, place + 1), BORDER)


def protected(table: Table, places: Layout, editors: Sequence[str]) -> Request:
    """All but the office's columns, and those right of the table, are the sync's; `editors` write everywhere.

    A strict protection without editors would forbid the office to sort the tabs that it works in: there,
    whoever edits is only warned.
    """
    remarks = [place for place in places.remarks if place is not None]
    if not remarks:
        return protect(table.sheet_id, None, "Do hệ thống ghi", editors=editors)
    reason = "Do hệ thống ghi; văn phòng ghi ở các cột màu nâu"
    end = max((*remarks, *(place for place in places.own if place is not None))) + 1
    free: list[tuple[int, int | None]] = [(run[0], run[-1] + 1) for run in runs([*sorted(remarks), end])]
    free[-1] = (free[-1][0], None)
    return protect(table.sheet_id, None, reason, warning_only=not editors, editors=editors, free_columns=free)
