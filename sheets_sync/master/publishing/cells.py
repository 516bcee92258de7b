"""One published cell: its CellData, and whether a cell as read already holds it."""

import math

from sheets_sync.model import Cell, CellKind, Shown, Table, TableColumn, Tone
from sheets_sync.sheets.batch import Style, cell, entered
from sheets_sync.sheets.palette import BACKGROUNDS, TEXT_COLORS

#: Of every cell of a tab that only the sync writes.
OWN_FIELDS = "userEnteredValue,userEnteredFormat"
_VALUE_FIELDS = "userEnteredValue,userEnteredFormat(numberFormat,textFormat(bold,foregroundColorStyle,link)"
#: Of a row that stands already on a tab that the office sorts and colours.
CHANGED_FIELDS = f"{_VALUE_FIELDS})"
#: Of a row new on such a tab.
ADDED_FIELDS = f"{_VALUE_FIELDS},wrapStrategy,verticalAlignment)"


def data(shown: Shown, column: TableColumn, table: Table) -> dict[str, object]:
    """The cell to write: tones are text colours where backgrounds belong to the office."""
    if shown.tone is None and not shown.opens and content(shown) is None:
        return {}
    as_text = table.office_order and shown.tone is not None
    strong = shown.tone is Tone.STRONG
    style = Style(
        pattern=(shown.pattern or column.pattern) if not isinstance(shown.value, str) else "",
        background="" if table.office_order or shown.tone is None else BACKGROUNDS[shown.tone],
        color=TEXT_COLORS[shown.tone] if as_text and shown.tone is not None else "",
        bold=strong or (as_text and shown.tone is Tone.BAD),
        wrap=isinstance(shown.value, str),
    )
    return cell(shown.value, style, link=shown.link)


def content(shown: Shown) -> str | float | bool | None:
    """The value as the cell holds it once written; None for an empty one."""
    value = next(iter(entered(shown.value).values()), None)
    return None if value == "" else value


def same(shown: Shown, present: Cell) -> bool:
    """Whether the cell as read holds the value; links and colours cannot be seen."""
    wanted = content(shown)
    if wanted is None:
        return present.kind is CellKind.EMPTY or present.value == ""
    if isinstance(wanted, str):
        # A text such as "Loading..." reads back as a fault.
        return wanted == (present.shown if present.kind is CellKind.FAULT else present.value)
    if isinstance(wanted, bool) or isinstance(present.value, bool):
        return wanted is present.value
    return isinstance(present.value, int | float) and math.isclose(
        wanted, present.value, rel_tol=1e-12, abs_tol=1e-9
    )
