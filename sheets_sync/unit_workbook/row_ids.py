"""The identities of rows, written into their hidden column; one that met another row is taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from sheets_sync.model import Area, Grid, Workbook, WritePlan
from sheets_sync.sheets.addresses import parse, quoted, rows_of
from sheets_sync.sheets.batch import Request, cell, update_cells

#: Zero-based column and row.
_Place = tuple[int, int]
#: What stands in a row beside its identity.
_Texts = tuple[str, ...]
_Of = TypeVar("_Of", int, str)
#: Of more rows that stand apart, their whole tabs are asked for: each is a part of the call.
MOST_SPANS = 100
#: Other texts that tell a row whose name is another one by now.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A row that gets an identity."""

    sheet_id: int
    title: str
    row: int
    column: int
    #: The column by whose text people call the row; None where there is none.
    name: int | None
    #: What stood in it when it was read, and in all rows of its tab.
    texts: _Texts
    tab: frozenset[_Texts]

    def is_still(self, texts: _Texts) -> bool:
        """Whether it is the same row that holds these now: as read, or with one cell typed anew.

        Under another name, with little else in it, it may be one that came back in that moment.
        """
        if not texts or texts == self.texts or texts in self.tab:
            return texts == self.texts
        pairs = list(zip_longest(texts, self.texts, fillvalue=""))
        typed = [place for place, (now, before) in enumerate(pairs) if now != before]
        is_named = typed != [self.name] or not pairs[typed[0]][1]
        return len(typed) == 1 and (is_named or sum(bool(now) for now, _ in pairs) > ENOUGH)


def missing(grid: Grid, ids: Mapping[str, str]) -> dict[_Place, str]:
    """By place the identities that do not stand where they belong; `ids` are by A1 address."""
    found: dict[_Place, str] = {}
    for address, key in ids.items():
        row, column = parse(address)
        if row is not None and column is not None and grid.cell(row, column).shown != key:
            found[column, row] = key
    return found


def written_ids(grid: Grid, ids: Mapping[str, str]) -> Iterable[Request]:
    """One request for those that stand below each other: a tab may have thousands."""
    wanted = missing(grid, ids)
    for first, last in _runs(sorted(wanted)):
        column, top = first
        rows = [[cell(wanted[column, row])] for row in range(top, last[1] + 1)]
        area = Area(top, column, last[1] + 1, column + 1)
        yield update_cells(grid.sheet_id, area, rows, "userEnteredValue")


def named(
    workbook: Workbook, ids: Mapping[int, Mapping[str, str]], names: Mapping[int, int]
) -> tuple[Named, ...]:
    """The rows that get one, by tab and A1 address, in a workbook as read; `names` are columns by tab."""
    return tuple(
        one
        for grid in workbook.grids
        if (own := ids.get(grid.sheet_id))
        for one in _named(grid, own, names.get(grid.sheet_id))
    )


def _named(grid: Grid, ids: Mapping[str, str], name: int | None) -> Iterator[Named]:
    wanted = missing(grid, ids)
    for column in {column for column, _ in wanted}:
        held = {row: _texts(grid, row, column) for row in range(len(grid.rows))}
        tab = frozenset(held.values())
        for row in (row for at, row in wanted if at == column):
            yield Named(grid.sheet_id, grid.title, row, column, name, held.get(row, ()), tab)


def seen_again(rows: Iterable[Named]) -> list[str]:
    """Where they stand, in A1: to see after the writing whether it met them."""
    places = sorted({(one.title, one.row) for one in rows})
    spans = [rows_of(title, first, last) for (title, first), (_, last) in _runs(places)]
    if len(spans) > MOST_SPANS:
        return [quoted(title) for title in sorted({title for title, _ in places})]
    return spans


def taken_back(rows: Iterable[Named], after: Workbook) -> WritePlan:
    """Empty the identities that met another row than was read: its unit moved rows in that moment.

    What a row without an identity is, its content tells; one with the identity of another it belies.
    """
    grids = {grid.sheet_id: grid for grid in after.grids}
    requests = tuple(
        update_cells(
            one.sheet_id, Area(one.row, one.column, one.row + 1, one.column + 1), [], "userEnteredValue"
        )
        for one in rows
        if one.sheet_id in grids and not one.is_still(_texts(grids[one.sheet_id], one.row, one.column))
    )
    return WritePlan(after.id, requests, ("row identities taken back",) if requests else ())


def _texts(grid: Grid, row: int, column: int) -> _Texts:
    cells = grid.rows[row] if row < len(grid.rows) else ()
    found = ["" if place == column else one.shown for place, one in enumerate(cells)]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _runs(cells: Sequence[tuple[_Of, int]]) -> Iterator[tuple[tuple[_Of, int], tuple[_Of, int]]]:
    """First and last of the cells, by column or tab and row, that stand below each other without a gap."""
    begin = 0
    for place, (column, row) in enumerate(cells):
        if place + 1 == len(cells) or cells[place + 1] != (column, row + 1):
            yield cells[begin], cells[place]
            begin = place + 1
