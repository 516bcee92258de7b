"""What cells become, a column at a time; what was read once is remembered by what the cell holds."""

from collections.abc import Iterator, Sequence

from sheets_sync.forms.columns import Column
from sheets_sync.forms.fields import Context, Place, Reads
from sheets_sync.model import Cell, Value
from sheets_sync.vietnamese.letters import KEPT, REMEMBERED
from sheets_sync.vietnamese.parsed import Parsed


class ColumnReader:
    """Reads the cells of one field, on whatever tabs of its form they stand."""

    def __init__(self, reads: Reads, column: Column, context: Context) -> None:
        self._reads, self._column, self._context = reads, column, context
        self._known: dict[tuple[object, ...], Parsed[Value]] = {}

    def read(
        self, cells: Sequence[Cell | None], codes: Sequence[str | None]
    ) -> Iterator[tuple[int, Cell, Parsed[Value]]]:
        """Place, cell and what it becomes, for those that are not None; `codes` are the rows' indicators."""
        known = self._known
        if self._reads.by_indicator:
            for place, cell in enumerate(cells):
                if cell is not None:
                    code = codes[place]
                    held: tuple[object, ...] = (code, cell.kind, cell.value, cell.shown)
                    yield place, cell, known.get(held) or self._remembered(held, cell, code)
            return
        for place, cell in enumerate(cells):
            if cell is not None:
                held = (cell.kind, cell.value, cell.shown)
                yield place, cell, known.get(held) or self._remembered(held, cell, None)

    def _remembered(self, held: tuple[object, ...], cell: Cell, code: str | None) -> Parsed[Value]:
        parsed = self._reads.read(cell, Place(self._column, self._context, code))
        if len(cell.shown) <= REMEMBERED:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[held] = parsed
        return parsed
