"""One published cell: its CellData, and whether a cell as read already holds it."""

import math

from sheets_sync.model import Cell, CellKind, Shown, Table, TableColumn, Tone
from sheets_sync.palette import BACKGROUNDS, TEXT_COLORS
from sheets_sync.requests import Style, cell, entered

#: Written in every own cell of a tab that the office sorts and colours: its backgrounds are left alone.
OFFICE_FIELDS = "userEnteredValue,userEnteredFormat(numberFormat,textFormat,wrapStrategy,verticalAlignment)"
OWN_FIELDS = "userEnteredValue,userEnteredFormat"


def fields(table: Table) -> str:
    """The field mask for writing the table's rows."""
    return OFFICE_FIELDS if table.office_order else OWN_FIELDS


def data(shown: Shown, column: TableColumn, table: Table) -> dict[str, object]:
    """The cell to write: tones are text colours where backgrounds belong to the office."""
    as_text = table.office_order and shown.tone is not None
    strong = shown.tone is Tone.STRONG
    style = Style(
        pattern=(shown.pattern or column.pattern) if not isinstance(shown.value, str) else "",
        background="" if table.office_order or shown.tone is None else BACKGROUNDS[shown.tone],
        color=TEXT_COLORS[shown.tone] if as_text and shown.tone is not None else "",
        bold=strong or (as_text and shown.tone is Tone.BAD),
        wrap=True,
    )
    return cell(shown.value, style, link=shown.link)


def same(shown: Shown, present: Cell) -> bool:
    """Whether the cell as read holds the value."""
    value = entered(shown.value)
    if not value or value == {"stringValue": ""}:
        return present.kind is CellKind.EMPTY or present.value == ""
    wanted = next(iter(value.values()))
    if isinstance(wanted, float):
        return isinstance(present.value, int | float) and math.isclose(
            wanted, present.value, rel_tol=1e-12, abs_tol=1e-9
        )
    return present.value == wanted
