"""What cells become, a column at a time; what was read once is remembered by what the cell holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from sheets_sync.forms.columns import Column
from sheets_sync.forms.fields import Context, Place, Reads
from sheets_sync.model import Cell, CellKind, Value
from sheets_sync.vietnamese.letters import KEPT, REMEMBERED
from sheets_sync.vietnamese.parsed import Parsed

#: All that decides what a cell becomes, beside its place.
_HELD = attrgetter("kind", "value", "shown")
Held = tuple[object, ...]


class ColumnReader:
    """Reads the cells of one field, on whatever tabs of its form they stand."""

    def __init__(self, reads: Reads, column: Column, context: Context) -> None:
        self._reads, self._place = reads, Place(column, context)
        #: The values of cells about which there is nothing else to say: nearly all.
        self._values: dict[Held, Value] = {}
        self._others: dict[Held, Parsed[Value]] = {}

    def read(
        self, cells: Sequence[Cell], codes: Sequence[str | None]
    ) -> tuple[list[Value], Mapping[int, Parsed[Value]]]:
        """The value of each cell, None for none, and by their places those that hold more than a value.

        `codes` are those of the rows' indicators. Of an empty cell nothing is told.
        """
        held: list[Held] = list(map(_HELD, cells))
        if self._reads.by_indicator:
            held = list(zip(held, codes, strict=True))
        values = list(map(self._values.get, held))
        others = {}
        for place, value in enumerate(values):
            if value is None and cells[place].kind is not CellKind.EMPTY:
                parsed = self._read(held[place], cells[place], codes[place])
                values[place] = parsed.value
                if _tells_more(parsed):
                    others[place] = parsed
        return values, others

    def _read(self, held: Held, cell: Cell, code: str | None) -> Parsed[Value]:
        known = self._others.get(held)
        if known is not None:
            return known
        place = self._place if code is None else replace(self._place, code=code)
        parsed = self._reads.read(cell, place)
        if len(cell.shown) <= REMEMBERED:
            if len(self._values) + len(self._others) >= KEPT:
                self._values.clear()
                self._others.clear()
            if _tells_more(parsed):
                self._others[held] = parsed
            else:
                self._values[held] = parsed.value
        return parsed


def _tells_more(parsed: Parsed[Value]) -> bool:
    return bool(parsed.value is None or parsed.doubts or parsed.in_words or parsed.erased)
