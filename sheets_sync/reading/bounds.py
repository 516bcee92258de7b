"""A tab within the bounds of what is looked at: so many rows, so many letters of each cell. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from sheets_sync.forms.columns import most_letters
from sheets_sync.forms.form import Form
from sheets_sync.limits import LETTERS_OF_CELL, ROWS, Limit
from sheets_sync.model import Cell, CellKind, Doubt, Grid
from sheets_sync.reading.binding import Binding

_SHOWN = attrgetter("shown")


def bounded(grid: Grid, form: Form, binding: Binding) -> tuple[Grid, tuple[Doubt, ...]]:
    """The tab with the rows that are read and texts no longer than their columns take, and what is left out.

    A text that was cut stays longer than its column takes, so that whoever reads it can tell.
    """
    rows, left = _first_rows(grid.rows)
    limits = {
        binding.positions[column.field]: most_letters(column.kind)
        for column in form.columns
        if column.field in binding.positions
    }
    if max(map(len, map(_SHOWN, chain.from_iterable(rows))), default=0) > LETTERS_OF_CELL.most:
        rows = tuple(_row(row, limits) for row in rows)
    within = grid if rows is grid.rows else replace(grid, rows=tuple(rows))
    told = {"count": str(ROWS.most + left), "most": str(ROWS.most)}
    return within, (Doubt("rows-too-many", told),) if left else ()


def _first_rows(rows: Sequence[tuple[Cell, ...]]) -> tuple[Sequence[tuple[Cell, ...]], int]:
    """The first rows with content, and how many more have some."""
    if len(rows) <= ROWS.most:
        return rows, 0
    filled = [number for number, row in enumerate(rows) if any(cell.shown for cell in row)]
    if len(filled) <= ROWS.most:
        return rows, 0
    return rows[: filled[ROWS.most]], len(filled) - ROWS.most


def _row(row: Sequence[Cell], limits: Mapping[int, Limit]) -> tuple[Cell, ...]:
    return tuple(_cell(cell, limits.get(place, LETTERS_OF_CELL)) for place, cell in enumerate(row))


def _cell(cell: Cell, limit: Limit) -> Cell:
    if len(cell.shown) <= limit.most:
        return cell
    shown = f"{cell.shown[: limit.most]}…"
    return replace(cell, shown=shown, value=shown if cell.kind is CellKind.TEXT else cell.value)
