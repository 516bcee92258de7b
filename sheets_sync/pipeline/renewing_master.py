"""Bring the master to what changed since it was written: of it, only rows that change are read.

Where they stand is known since then, and seen to be so before they are written, in one read, and afterwards
by the keys of the tabs that were written. Where anything is not as it was known, everything is looked at.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheets_sync.errors import GoogleError
from sheets_sync.master import publishing
from sheets_sync.master.publishing import partly
from sheets_sync.master.publishing.hiding import shown_now
from sheets_sync.master.publishing.places import Place
from sheets_sync.master.tables import today
from sheets_sync.master.tables.wording import STATE
from sheets_sync.model import Grid, RecordKey, Stand, Table, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import consolidate
from sheets_sync.pipeline.hindrances import Hindrances
from sheets_sync.pipeline.meanwhile import changing, decided_amid, decided_on
from sheets_sync.pipeline.observing import Observed
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.publishing_master import Draft, Published, look_again
from sheets_sync.pipeline.reviewing import Reviewed, review
from sheets_sync.pipeline.row_contents import Contents
from sheets_sync.pipeline.snapshot import EVERYBODYS, Snapshot
from sheets_sync.pipeline.tabulating import remark_codes, tabulate, with_remarks
from sheets_sync.pipeline.writing_master import mend
from sheets_sync.sheets.addresses import column_of, quoted, rows_of
from sheets_sync.store import Publication
from sheets_sync.store.workbooks import MASTER

#: How often rows that only a decision taken back touches are looked at as well.
LOOKS = 3
#: So many ranges are asked for in one call; where more change, everything is read.
MOST_RANGES = 100
#: What becomes of what is to be shown, given what the office's decisions turned into.
Renew = Callable[[Snapshot], Draft]


class _NotAsKnown(Exception):
    """The master is not as it was known, or more changes than can be told row by row."""


@dataclass(frozen=True, slots=True)
class _Tab:
    """One tab in which something changes."""

    table: Table
    place: Place
    #: Rows of it that stand and change or go, by their numbers.
    rows: frozenset[int]
    #: As it was read, and the same with the keys of all rows.
    grid: Grid
    known: Grid
    column: int


def publish_changed(
    project: Project, snapshot: Snapshot, renew: Renew, observed: Observed, at: datetime
) -> Published | None:
    """Write what differs from what was published; None where everything has to be looked at.

    `renew` tells, given the store as it is, what the master is to show. Nothing was written where it is None,
    or that is not known: then reading tells. Raises StoreError and WorkbookFull.
    """
    last, master = snapshot.publication, snapshot.workbooks[MASTER].id
    if last.doubtful:
        return None
    stand = publishing.read_places(last.places)
    try:
        for _ in range(LOOKS):
            draft = renew(snapshot)
            tables = _compared(project, draft.tables, last, stand, master)
            tabs = _read(project, master, tables, stand, last)
            reviewed = _reviewed(project, draft, snapshot, last, tabs, at, observed.master_by)
            if reviewed.snapshot == snapshot:
                return _written(project, draft, tables, tabs, reviewed, last, stand, observed, at)
            snapshot = reviewed.snapshot
    except (_NotAsKnown, GoogleError, KeyError):
        return None
    return None


def _compared(
    project: Project,
    tables: Sequence[Table],
    last: Publication,
    stand: Mapping[int, Place],
    master: str,
) -> tuple[Table, ...]:
    """The tables, of whose rows those that differ from what was published are told. Raises KeyError."""
    by_tab = {table.sheet_id: table for table in tables}
    places = {tab: stand[tab].with_rows(by_tab[tab]) for tab in publishing.opened_by(tables)}
    titled = publishing.titled_before(tables, last.titles)
    shown = publishing.opened_at(titled, master, places, project.web)
    return tuple(partly.without_unchanged(table, last.rows.get(str(table.sheet_id), {})) for table in shown)


def _read(
    project: Project,
    master: str,
    tables: Sequence[Table],
    stand: Mapping[int, Place],
    last: Publication,
) -> list[_Tab]:
    """The tabs in which something changes, with what is read of them. At most one read."""
    wanted = {
        table.sheet_id: (table, stand[table.sheet_id], rows)
        for table in tables
        if (rows := _rows(project, table, stand[table.sheet_id], last)) is not None
    }
    ranges = [
        rows_of(place.title, run[0], run[-1])
        for _, place, rows in wanted.values()
        for run in publishing.runs([place.header, *sorted(rows)])
    ]
    if not ranges:
        return []
    if len(ranges) > MOST_RANGES:
        raise _NotAsKnown
    grids = {grid.sheet_id: grid for grid in project.google.read_rows(master, ranges).grids}
    return [_tab(table, place, rows, grids.get(tab)) for tab, (table, place, rows) in wanted.items()]


def _rows(project: Project, table: Table, place: Place, last: Publication) -> frozenset[int] | None:
    """Rows that stand and change or go; None where nothing changes on the tab."""
    changing, gone = partly.differing(table), partly.gone(table, place)
    if not changing and not gone and not list(shown_now(table, last.rows)):
        return None
    code = remark_codes(project).get(table.sheet_id)
    if code is None:
        return frozenset()
    # What goes with its row, and rows of the office's that stand between, only a look at the whole tab tells.
    written = any(last.remarks.get(RecordKey.of_row(code, key)) for key in gone)
    if place.shared or written or (gone and table.sheet_id != today.SHEET_ID):
        raise _NotAsKnown
    there = place.rows
    return frozenset(there[key] for key in (*(row.key for row in changing), *gone) if key in there)


def _tab(table: Table, place: Place, rows: frozenset[int], grid: Grid | None) -> _Tab:
    column = None if grid is None else partly.key_column(table, grid, place)
    if grid is None or column is None:
        raise _NotAsKnown
    known = partly.as_known(grid, place, column, rows)
    if known is None:
        raise _NotAsKnown
    return _Tab(table, place, rows, grid, known, column)


def _reviewed(
    project: Project,
    draft: Draft,
    snapshot: Snapshot,
    last: Publication,
    tabs: Sequence[_Tab],
    at: datetime,
    by: str,
) -> Reviewed:
    """What becomes of the decisions beside rows that change; of others everything stays as it is."""
    codes = remark_codes(project)
    keyed = [tab for tab in tabs if tab.table.sheet_id in codes]
    current = _workbook(snapshot, [tab.grid for tab in keyed])
    tables = [replace(tab.table, rows=tuple(partly.differing(tab.table))) for tab in keyed]
    if any(row.remarks for table in tables for row in publishing.removed_rows(table, current)):
        raise _NotAsKnown
    touched = {
        RecordKey.of_row(codes[tab.table.sheet_id], key)
        for tab in keyed
        for key in (*(row.key for row in partly.differing(tab.table)), *partly.gone(tab.table, tab.place))
    }
    rows = {
        str(tab.table.sheet_id): {
            key: print_
            for key, print_ in last.rows.get(str(tab.table.sheet_id), {}).items()
            if RecordKey.of_row(codes[tab.table.sheet_id], key) in touched
        }
        for tab in keyed
    }
    own = {one: texts for one, texts in last.remarks.items() if one in touched}
    seen = replace(snapshot, publication=replace(last, rows=rows, remarks=own))
    found = review(project, replace(draft.consolidated, snapshot=seen), tables, current, at, by)
    others = {one: texts for one, texts in snapshot.remarks.items() if one not in touched}
    publication = replace(last, remarks=others | dict(found.wanted))
    return replace(found, snapshot=replace(found.snapshot, publication=publication))


def _workbook(snapshot: Snapshot, grids: Sequence[Grid]) -> Workbook:
    return Workbook(snapshot.workbooks[MASTER].id, "", "", "", tuple(grids))


def _written(
    project: Project,
    draft: Draft,
    tables: tuple[Table, ...],
    tabs: Sequence[_Tab],
    reviewed: Reviewed,
    last: Publication,
    stand: Mapping[int, Place],
    observed: Observed,
    at: datetime,
) -> Published:
    """Write, and see by the keys of what was written whether somebody sorted it meanwhile."""
    snapshot, codes = reviewed.snapshot, remark_codes(project)
    shown = list(with_remarks(project, (tab.table for tab in tabs), reviewed.wanted, reviewed.written))
    current = _workbook(snapshot, [tab.known for tab in tabs])
    try:
        plan = publishing.plan(shown, current, previous=last.rows)
    except ValueError as error:
        raise _NotAsKnown from error
    calls = publishing.staged(plan, current) if plan else ()
    keyed = {tab.table.sheet_id: tab for tab in tabs if tab.table.sheet_id in codes}
    echo = _echo(keyed.values(), stand[today.SHEET_ID])
    changed = changing(reviewed)
    after = _carried_out(project, calls, echo, changed)
    decided = decided_on(project, tables, reviewed, changed, after)
    moved = [] if after is None else _moved(keyed, plan, after)
    publication = Publication(
        fingerprint=publishing.fingerprint(tables),
        rows=publishing.with_visibility(tables, publishing.row_fingerprints(tables), last.rows, ()),
        titles=publishing.titles_of(tables),
        remarks=snapshot.remarks,
        places={} if moved else publishing.plain_places({**stand, **_places(tabs, plan)}),
        doubtful=frozenset(decided),
    )
    version = observed.master_version
    book = replace(
        snapshot.workbooks[MASTER], seen_version=None if version is None or moved else version + len(calls)
    )
    units = draft.consolidated.units.keys()
    with project.store.transaction():
        project.store.publications.save_of(book.id, publication, at, units, EVERYBODYS)
        project.store.workbooks.seen(MASTER, book.seen_version)
    kept = replace(draft.consolidated, snapshot=replace(snapshot.with_book(book), publication=publication))
    if moved:
        decided = {**decided, **put_in_order(project, moved, plan.stands, snapshot.hindrances, at)}
    if decided:
        look_again(project, snapshot.hindrances, decided, observed, at)
    if moved or decided:
        return Published(kept, plan)
    return Published(kept, plan, draft=replace(draft, consolidated=kept, tables=tables))


def _carried_out(
    project: Project, calls: Sequence[WritePlan], echo: Sequence[str], changed: Collection[RecordKey]
) -> Workbook | None:
    """What stands in these ranges after the last of the calls; None without any. Raises GoogleError."""
    after = None
    for call in calls:
        project.store.publications.doubt(call.workbook, changed)
        after = project.google.apply(call, echo if call is calls[-1] else ())
    return after


def _echo(keyed: Collection[_Tab], place_of_today: Place) -> list[str]:
    """In A1, where keys stand and what the office decided beside them; of the tab of today all of it."""
    found: list[str] = []
    for tab in keyed:
        if tab.table.sheet_id != today.SHEET_ID:
            header, decided = tab.place.header, partly.remark_column(tab.table, tab.grid, STATE)
            columns = [tab.column] if decided is None else [tab.column, decided]
            found.append(rows_of(tab.place.title, header, header))
            found += (column_of(tab.place.title, column) for column in columns)
    return [*found, quoted(place_of_today.title)] if keyed else []


def _moved(keyed: Mapping[int, _Tab], plan: WritePlan, after: Workbook) -> list[int]:
    return [tab for tab, one in keyed.items() if publishing.misplaced(one.table, plan.stands[tab], after)]


def _places(tabs: Iterable[_Tab], plan: WritePlan) -> dict[int, Place]:
    return {
        tab.table.sheet_id: replace(
            tab.place, keys=partly.expected(tab.table, plan.stands.get(tab.table.sheet_id))
        )
        for tab in tabs
    }


def put_in_order(
    project: Project,
    tabs: Collection[int],
    foreseen: Mapping[int, Stand],
    hindrances: Hindrances,
    at: datetime,
) -> Contents:
    """Put each row of tabs that somebody sorted under our hands back beside its texts. Raises GoogleError.

    What the master showed of records that were decided about until then: nobody knows.
    """
    snapshot = Snapshot.of(project, hindrances)
    found = consolidate(project, snapshot, at)
    current = project.google.read(snapshot.workbooks[MASTER].id)
    tables = publishing.titled_before(
        tabulate(project, found, Overall.of(found)), snapshot.publication.titles
    )
    shown = publishing.opened(tables, current, project.web)
    moved = [table for table in shown if table.sheet_id in tabs]
    reviewed = Reviewed({}, snapshot.remarks, snapshot)
    done = mend(project, moved, foreseen, shown, current, reviewed)
    return decided_amid(project, shown, snapshot.remarks, done.after, tabs)
