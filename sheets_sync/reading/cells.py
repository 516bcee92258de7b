"""What cells become, a column at a time; what was read once is remembered by what the cell holds."""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from sheets_sync.forms.columns import Column
from sheets_sync.forms.fields import Context, Place, Reads
from sheets_sync.model import Cell, CellKind, Value
from sheets_sync.vietnamese.letters import KEPT, REMEMBERED
from sheets_sync.vietnamese.parsed import Parsed

#: What an empty cell becomes.
UNFILLED: Parsed[Value] = Parsed(None)
#: All that decides what a cell becomes, beside its place.
_HELD = attrgetter("kind", "value", "shown")


class ColumnReader:
    """Reads the cells of one field, on whatever tabs of its form they stand."""

    def __init__(self, reads: Reads, column: Column, context: Context) -> None:
        self._reads, self._place = reads, Place(column, context)
        self._known: dict[tuple[object, ...], Parsed[Value]] = {}

    def read(self, cells: Sequence[Cell], codes: Sequence[str | None]) -> list[Parsed[Value]]:
        """What each cell becomes; `codes` are those of the rows' indicators."""
        held: list[tuple[object, ...]] = list(map(_HELD, cells))
        if self._reads.by_indicator:
            held = list(zip(held, codes, strict=True))
        found = map(self._known.get, held)
        return [
            known or self._read(held[place], cells[place], codes[place]) for place, known in enumerate(found)
        ]

    def _read(self, held: tuple[object, ...], cell: Cell, code: str | None) -> Parsed[Value]:
        if cell.kind is CellKind.EMPTY:
            parsed = UNFILLED
        else:
            place = self._place if code is None else replace(self._place, code=code)
            parsed = self._reads.read(cell, place)
        if len(cell.shown) <= REMEMBERED:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[held] = parsed
        return parsed
