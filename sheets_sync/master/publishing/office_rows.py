"""Rows of the office's own, which carry no key, and what a write does to them where rows moved meanwhile."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.master.publishing.cells import same
from sheets_sync.master.publishing.identity import keys_on
from sheets_sync.master.publishing.layout import Layout, columns_by_title, find_tab, layout
from sheets_sync.master.publishing.repair import meant
from sheets_sync.model import Grid, Stand, Table, TableRow, Workbook

#: A row of the office: zero-based column to text.
OfficeRow = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Damage:
    """What is to be mended on a tab where rows moved while they were written."""

    #: Rows of the office's that were written over.
    lost: Sequence[OfficeRow] = ()
    #: By row number what such a row is to hold again in cells that were written over.
    spoiled: Mapping[int, OfficeRow] = field(default_factory=dict)
    #: Numbers of rows without a key that hold what we wrote there for a record that stands elsewhere.
    strays: Collection[int] = ()


def damage(table: Table, foreseen: Stand, before: Workbook, now: Workbook) -> Damage:
    """What is to be mended, where a write `foreseen` so came upon `now`; no tab in `before` where unknown."""
    strays = _strays(table, foreseen, now)
    left = {number: row for number, row in _office_rows(table, now).items() if number not in strays}
    had, has = find_tab(table, before), find_tab(table, now)
    if had is None or has is None:
        return Damage(strays=strays)
    rows = carried(table, office_rows(table, before), layout(table, had), layout(table, has))
    ours = {number: one for number, one in _written(table, foreseen, has).items() if one and number in left}
    lost, spoiled = [], dict[int, OfficeRow]()
    for row in missing_rows(rows, [*left.values()]):
        number = next((one for one, places in ours.items() if _is_still(row, left[one], places)), None)
        if number is None:
            lost.append(row)
        else:
            del ours[number]
            held = left[number]
            places = sorted({*row, *held})
            spoiled[number] = {at: row.get(at, "") for at in places if row.get(at) != held.get(at)}
    return Damage(lost, spoiled, strays)


def _written(table: Table, foreseen: Stand, grid: Grid) -> dict[int, set[int]]:
    """By number of a row without a key, where it shows what was written for a record."""
    return {
        number: {
            place
            for place, _, shown in meant(table, foreseen, row)
            if place is not None and same(shown, grid.cell(number, place))
        }
        for number, row in _missed(table, foreseen, grid).items()
    }


def _missed(table: Table, foreseen: Stand, grid: Grid) -> dict[int, TableRow]:
    """What was written where by now no key stands, by row number."""
    rows = {row.key: row for row in table.rows if not row.kept}
    unkeyed = foreseen.keys.keys() - {number for number, _ in keys_on(grid, layout(table, grid))}
    return {number: row for number in sorted(unkeyed) if (row := rows.get(foreseen.keys[number]))}


def _is_still(row: OfficeRow, held: OfficeRow, ours: Collection[int]) -> bool:
    """Whether a row holds its own texts, but where something of `ours` stands or was emptied."""
    places = {*row, *held}
    kept = any(row.get(place) == held.get(place) for place in places)
    return kept and all(held.get(place) in (row.get(place), None) or place in ours for place in places)


def _strays(table: Table, foreseen: Stand, now: Workbook) -> frozenset[int]:
    """A row is written where its key stood; where that had gone, what we wrote is no row of anybody's."""
    grid = find_tab(table, now)
    if grid is None:
        return frozenset()
    places = layout(table, grid)
    return frozenset(
        number
        for number, row in _missed(table, foreseen, grid).items()
        if all(
            place is None or same(shown, grid.cell(number, place))
            for place, shown in zip(places.own, row.cells, strict=True)
        )
    )


def office_rows(table: Table, current: Workbook) -> tuple[OfficeRow, ...]:
    """Rows below the header that carry no key: the office's own."""
    return tuple(_office_rows(table, current).values())


def _office_rows(table: Table, current: Workbook) -> dict[int, OfficeRow]:
    grid = find_tab(table, current)
    if grid is None:
        return {}
    places = layout(table, grid)
    keyed = {row for row, _ in keys_on(grid, places)}
    rows = {
        row: {column: cell.shown for column, cell in enumerate(cells) if cell.shown.strip()}
        for row, cells in enumerate(grid.rows)
        if row > places.header and row not in keyed
    }
    return {number: row for number, row in rows.items() if row}


def carried(table: Table, rows: Iterable[OfficeRow], old: Layout, new: Layout) -> list[OfficeRow]:
    """The same rows where the columns stand otherwise.

    Each text stands in the column of its title; what stood in none is joined to the last.
    """
    titles = {place: title for title, place in _places(table, old).items()}
    where = _places(table, new)
    # Without a header nobody can tell.
    return [_carried(row, titles, where) if where else row for row in rows]


def _carried(row: OfficeRow, titles: Mapping[int, str], where: Mapping[str, int]) -> OfficeRow:
    found: dict[int, str] = {}
    left = []
    for column, text in sorted(row.items()):
        place = where.get(titles.get(column, ""))
        if place is None:
            left.append(text)
        else:
            found[place] = text
    if left:
        last = max(where.values())
        found[last] = "; ".join(filter(None, (found.get(last, ""), *left)))
    return found


def _places(table: Table, places: Layout) -> dict[str, int]:
    stand = columns_by_title(table, replace(places, key=None))
    return {title: place for title, place in stand.items() if place is not None}


def missing_rows(before: Sequence[OfficeRow], now: Sequence[OfficeRow]) -> list[OfficeRow]:
    """Those of before that stand nowhere now; a row is the same in whichever columns its texts stand."""
    left = Counter(tuple(sorted(row.values())) for row in now)
    lost = []
    for row in before:
        content = tuple(sorted(row.values()))
        if left[content]:
            left[content] -= 1
        else:
            lost.append(row)
    return lost
