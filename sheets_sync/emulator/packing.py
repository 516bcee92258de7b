"""Cells for storage: formats and validation rules, which many cells share, are written once."""

import json
from typing import Any

from sheets_sync.emulator.cells import Cell

#: Parts of a cell that are usually the same in many cells.
SHARED = ("userEnteredFormat", "dataValidation")


class Parts:
    """Collects the shared parts of the cells of a tab."""

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


def unpacked(cell: Cell, parts: list[Any]) -> Cell:
    """The cell as it was; equal parts become one object, which is never changed in place."""
    if not any(name in cell for name in SHARED):
        return cell
    return {name: parts[value] if name in SHARED else value for name, value in cell.items()}
