"""What a cell holds, told by its value and its number format (Sheets API, CellData)."""

import re

from sheets_sync.google.shapes import CellShape
from sheets_sync.model import EMPTY_CELL, Cell, CellKind
from sheets_sync.vietnamese.letters import writable

#: A time of day alone must not pass as a number either.
KINDS_OF_TYPES = {
    "DATE": CellKind.DATE,
    "DATE_TIME": CellKind.DATE,
    "TIME": CellKind.DATE,
    "PERCENT": CellKind.PERCENT,
}
#: Patterns may quote text ("…") or escape a character (\\x).
_QUOTED = re.compile(r'"[^"]*"|\\.')
#: What Google shows, in the workbook's language, until data of elsewhere has arrived.
_LOADING = re.compile(r"(Loading|Đang tải)\s*(\.\.\.|…)", re.IGNORECASE)


def cell_from(data: CellShape) -> Cell:
    """A cell from CellData; dates stay serial days. Its texts can be written by everything that we write."""
    value, note = data.get("effectiveValue", {}), writable(data.get("note", ""))
    shown = writable(data.get("formattedValue", ""))
    if "numberValue" in value:
        return Cell(_number_kind(data), float(value["numberValue"]), shown, note)
    if "boolValue" in value:
        return Cell(CellKind.BOOLEAN, value["boolValue"], shown, note)
    if "errorValue" in value:
        fault = value["errorValue"].get("type", "ERROR")
        return Cell(CellKind.FAULT, None, shown or f"#{fault}!", note)
    text = writable(value.get("stringValue", ""))
    if _LOADING.fullmatch(text.strip()):
        return Cell(CellKind.FAULT, None, text, note)
    if text:
        return Cell(CellKind.TEXT, text, text, note)
    return Cell(CellKind.EMPTY, None, "", note) if note else EMPTY_CELL


def text_cell(data: CellShape) -> Cell:
    """A cell of which only what it shows was asked for."""
    shown = writable(data.get("formattedValue", ""))
    return Cell(CellKind.TEXT, shown, shown) if shown else EMPTY_CELL


def _number_kind(data: CellShape) -> CellKind:
    number_format = data.get("effectiveFormat", {}).get("numberFormat", {})
    kind = KINDS_OF_TYPES.get(number_format.get("type", ""))
    if kind is None:
        # A pattern may show percent although its type says only NUMBER.
        percent = "%" in _QUOTED.sub("", number_format.get("pattern", ""))
        kind = CellKind.PERCENT if percent else CellKind.NUMBER
    return kind
