"""Cells for storage: formats and validation rules, which many cells share, are written once."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from sheets_sync.emulator.cells import Cell

#: Parts of a cell that are usually the same in many cells.
SHARED = ("userEnteredFormat", "dataValidation")
#: Shared parts by their text: equal ones of a workbook become one object, never changed in place.
Known = dict[str, Any]


class _Parts:
    """Collects the shared parts of the cells of a block."""

    def __init__(self) -> None:
        self.listed: list[Any] = []
        self._by_text: dict[str, int] = {}
        # Most equal parts are one object, whose text need not be made again.
        self._by_object: dict[int, int] = {}

    def packed(self, cell: Cell) -> Cell:
        """The cell with numbers in place of its shared parts."""
        if not any(name in cell for name in SHARED):
            return cell
        return {name: self._number(value) if name in SHARED else value for name, value in cell.items()}

    def _number(self, part: Any) -> int:
        known = self._by_object.get(id(part))
        if known is None:
            text = json.dumps(part, sort_keys=True)
            known = self._by_text.setdefault(text, len(self.listed))
            if known == len(self.listed):
                self.listed.append(part)
            self._by_object[id(part)] = known
        return known


def pack(rows: Iterable[tuple[int, Mapping[int, Cell]]]) -> bytes:
    """Rows as JSON."""
    parts = _Parts()
    listed = [[row, [[column, parts.packed(cell)] for column, cell in cells.items()]] for row, cells in rows]
    return to_json({"parts": parts.listed, "rows": listed})


def unpack(content: Any, known: Known) -> dict[int, dict[int, Cell]]:
    """The rows that `pack` wrote, as JSON reads them."""
    parts = [known.setdefault(json.dumps(part, sort_keys=True), part) for part in content["parts"]]
    return {row: {column: _unpacked(cell, parts) for column, cell in cells} for row, cells in content["rows"]}


def _unpacked(cell: Cell, parts: list[Any]) -> Cell:
    if not any(name in cell for name in SHARED):
        return cell
    return {name: parts[value] if name in SHARED else value for name, value in cell.items()}
