"""The office sorted a tab between our reading and our writing: see it, and put all back beside its record.

Google has no way to write "only if nothing moved" (Sheets API: no precondition in any request). So each write
lets Google send the tabs back as they stand after it. Where a key or a column stands elsewhere than the plan
foresaw, the tab is put in order from what was read before the write.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sheets_sync.master.publishing.cells import content, same
from sheets_sync.master.publishing.identity import keys_on, standing
from sheets_sync.master.publishing.layout import (
    columns_by_title,
    find_tab,
    layout,
    own_columns,
    remark_columns,
)
from sheets_sync.master.publishing.remarks import text_of
from sheets_sync.model import OfficeColumn, Remarks, Shown, Stand, Table, TableRow, Workbook, WritePlan

#: By row key what the office wrote.
Texts = Mapping[str, Remarks]
#: Row keys and columns of the office's in which something of ours stands.
Spoiled = Collection[tuple[str, OfficeColumn]]


def touched(plan: WritePlan) -> frozenset[int]:
    """Ids of the tabs in which a plan writes or deletes rows."""
    bodies = [body for request in plan.requests for body in request.values() if isinstance(body, Mapping)]
    ranges = [body.get(name) for body in bodies for name in ("range", "destination")]
    return frozenset(one["sheetId"] for one in ranges if isinstance(one, Mapping))


def misplaced(table: Table, foreseen: Stand, after: Workbook) -> bool:
    """Whether rows or columns moved while they were written: `after` is the workbook as it stands since.

    A row that stands keeps its key when it is written. So where each key is on the row that the plan foresaw,
    each request met the row that it was meant for, and each text of the office's stands where it stood.
    """
    grid = find_tab(table, after)
    if grid is None:
        return False
    places = layout(table, grid)
    there = columns_by_title(table, places)
    columns = {title: there.get(title) for title in foreseen.columns}
    return Stand(places.header, columns, dict(keys_on(grid, places))) != foreseen


def spoiled(table: Table, foreseen: Stand, now: Workbook) -> Spoiled:
    """Cells of the office's with something of ours: its column came to where another one had stood."""
    grid = find_tab(table, now)
    if grid is None:
        return frozenset()
    places = layout(table, grid)
    offered = zip(remark_columns(table), places.remarks, strict=True)
    office = {place: column.office for column, place in offered if place is not None}
    office |= {place: OfficeColumn(title=title) for title, place in places.office.items()}
    rows = standing(table, grid, places).rows
    return frozenset(
        (row.key, office[place])
        for row in table.rows
        if row.key in rows and not row.kept
        for place, column, shown in meant(table, foreseen, row)
        if place in office and office[place] != column and same(shown, grid.cell(rows[row.key], place))
    )


def meant(
    table: Table, foreseen: Stand, row: TableRow
) -> Iterator[tuple[int | None, OfficeColumn | None, Shown]]:
    """Where what of a row was to be written; into which column, where that is one of the office's."""
    for column, shown in zip(own_columns(table), row.cells, strict=True):
        if content(shown) is not None:
            yield foreseen.columns.get(column.title), None, shown
    for column in remark_columns(table):
        if kept := row.remarks.get(column.office):
            yield foreseen.columns.get(column.title), column.office, Shown(text_of(column, kept))


def put_back(
    expected: Texts,
    found: Texts,
    before: Texts,
    choices: Collection[OfficeColumn] = (),
    ours: Spoiled = frozenset(),
) -> dict[str, dict[OfficeColumn, str]]:
    """What to write into the office's columns so that each record has its own texts, and no other's.

    `before` is what stood there when it was read: where it still does, what was to take its place stands
    elsewhere. What was written meanwhile stays: beside its row, or, where it was typed over a text that went
    elsewhere, beside that text's record. Where that cannot be told it stands below the text of the row's
    record; in a column of `choices`, which takes one word, the record's own counts. In
    cells that we `spoiled` nobody wrote.
    """
    columns = {column for texts in (*expected.values(), *found.values()) for column in texts}
    wanted: dict[str, dict[OfficeColumn, str]] = defaultdict(dict)
    for column in sorted(columns):
        own = {key: expected.get(key, {}).get(column, "") for key in {**expected, **found}}
        now = {key: "" if (key, column) in ours else found.get(key, {}).get(column, "") for key in own}
        old = {key: before.get(key, {}).get(column, "") for key in own}
        for key, text in _ordered(own, now, old, may_join=column not in choices).items():
            wanted[key][column] = text
    for key, column in ours:
        wanted[key].setdefault(column, expected.get(key, {}).get(column, ""))
    return dict(wanted)


def _ordered(
    own: Mapping[str, str],
    now: Mapping[str, str],
    old: Mapping[str, str],
    *,
    may_join: bool,
) -> dict[str, str]:
    """The texts of one column that are to be written, by row key."""
    others = [key for key, text in own.items() if now[key] != text]
    away = {own[key] for key in others} - {""}
    astray = away & {now[key] for key in others}
    # Rows moved: a text that stood in the column, or that we wrote, was typed by nobody where it is now. Of a
    # few words each stands beside many rows.
    stood = {*own.values(), *old.values()} if may_join else away
    wanted = {key: own[key] for key in others if now[key] in {*stood, "", old[key]}}
    typed_over = [key for key, text in wanted.items() if text and text not in astray]
    for key in others:
        if key not in wanted and own[key] in astray:
            # Something new where rows moved: what it took the place of stands nowhere any more.
            if len(typed_over) == 1:
                wanted[typed_over[0]], wanted[key] = now[key], own[key]
            else:
                wanted[key] = f"{own[key]}\n{now[key]}" if may_join else own[key]
    return wanted
