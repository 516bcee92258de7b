"""Bring the office's workbooks to what changed since they were written: only rows that change are read.

Where they stand is known since then, and seen to be so before they are written, in one read of each workbook
in which some do, and afterwards by the keys of the tabs that were written. Where anything is not as it was
known, everything is looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheets_sync.errors import GoogleError
from sheets_sync.master import publishing
from sheets_sync.master.publishing import partly
from sheets_sync.master.publishing.hiding import shown_now
from sheets_sync.master.publishing.places import Place
from sheets_sync.master.tables import today
from sheets_sync.master.tables.wording import STATE
from sheets_sync.model import Grid, RecordKey, Table, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import Consolidated
from sheets_sync.pipeline.meanwhile import changing, decided_on
from sheets_sync.pipeline.observing import Observed
from sheets_sync.pipeline.office_books import OfficeBooks, fingerprint, one_plan, where_all_stands, with_tabs
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.publishing_master import Draft, Published, look_again
from sheets_sync.pipeline.putting_in_order import put_in_order
from sheets_sync.pipeline.reviewing import Reviewed, review
from sheets_sync.pipeline.snapshot import EVERYBODYS, Snapshot
from sheets_sync.pipeline.tabulating import remark_codes, with_remarks
from sheets_sync.pipeline.writing_master import Written, since
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
    last, books = snapshot.publication, with_tabs(project, snapshot)
    is_moving = last.fingerprint.partition("/")[2] != where_all_stands(project, snapshot)
    if last.doubtful or is_moving:
        return None
    stand = publishing.read_places(last.places)
    try:
        for _ in range(LOOKS):
            draft = renew(snapshot)
            tables = _compared(project, draft.tables, last, stand, books)
            tabs = _read(project, books, tables, stand, last)
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
    books: OfficeBooks,
) -> tuple[Table, ...]:
    """The tables, of whose rows those that differ from what was published are told. Raises KeyError."""
    by_tab = {table.sheet_id: table for table in tables}
    places = {tab: stand[tab].with_rows(by_tab[tab]) for tab in publishing.opened_by(tables)}
    titled = publishing.titled_before(tables, last.titles)
    shown = publishing.opened_at(titled, books.master.id, places, project.web, books.links(tables))
    return tuple(partly.without_unchanged(table, last.rows.get(str(table.sheet_id), {})) for table in shown)


def _read(
    project: Project,
    books: OfficeBooks,
    tables: Sequence[Table],
    stand: Mapping[int, Place],
    last: Publication,
) -> list[_Tab]:
    """The tabs in which something changes, with what is read of them. At most one read of each workbook."""
    wanted = {
        table.sheet_id: (table, stand[table.sheet_id], rows)
        for table in tables
        if (rows := _rows(project, table, stand[table.sheet_id], last)) is not None
    }
    ranges: dict[str, list[str]] = defaultdict(list)
    for tab, (_, place, rows) in wanted.items():
        runs = publishing.runs([place.header, *sorted(rows)])
        ranges[books.by_code[books.home(tab)].id] += (rows_of(place.title, run[0], run[-1]) for run in runs)
    if any(len(asked) > MOST_RANGES for asked in ranges.values()):
        raise _NotAsKnown
    read = (project.google.read_rows(workbook, asked) for workbook, asked in ranges.items())
    grids = {grid.sheet_id: grid for one in read for grid in one.grids}
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
    snapshot = reviewed.snapshot
    shown = tuple(with_remarks(project, (tab.table for tab in tabs), reviewed.wanted, reviewed.written))
    now = with_tabs(project, snapshot, [tab.known for tab in tabs])
    try:
        plans = {code: now.plan(code, shown, last.rows) for code in now.by_code}
    except ValueError as error:
        raise _NotAsKnown from error
    changed, calls = changing(reviewed), _Calls(project, now, tabs, stand)
    if any(plans.values()):
        project.store.publications.doubt(now.master.id, changed)
    written = {code: calls.carried_out(code, plan) for code, plan in plans.items()}
    decided = decided_on(project, tables, reviewed, changed, since(written.values()))
    is_moved = any(one.moved for one in written.values())
    publication = Publication(
        fingerprint=fingerprint(project, snapshot, tables),
        rows=publishing.with_visibility(tables, last.rows, ()),
        titles=publishing.titles_of(tables),
        remarks=snapshot.remarks,
        places={} if is_moved else publishing.plain_places({**stand, **_places(tabs, plans.values())}),
        doubtful=frozenset(decided),
    )
    kept = _remembered(project, draft, snapshot, publication, observed, written, at)
    if is_moved:
        decided = {**decided, **put_in_order(project, written, plans, snapshot.hindrances, at)}
    if decided:
        look_again(project, snapshot.hindrances, decided, observed, at)
    whole = one_plan(now.master.id, plans.values())
    if is_moved or decided:
        return Published(kept, whole)
    return Published(kept, whole, draft=replace(draft, consolidated=kept, tables=tables))


def _remembered(
    project: Project,
    draft: Draft,
    snapshot: Snapshot,
    publication: Publication,
    observed: Observed,
    written: Mapping[str, Written],
    at: datetime,
) -> Consolidated:
    """Keep what the office's workbooks show; where rows moved in one, it is looked at again."""
    versions = {MASTER: observed.master_version, **observed.beside_versions}
    units = draft.consolidated.units.keys()
    with project.store.transaction():
        master = snapshot.workbooks[MASTER].id
        project.store.publications.save_of(master, publication, at, units, EVERYBODYS)
        for code, done in written.items():
            book, version = snapshot.beside.get(code) or snapshot.workbooks[code], versions.get(code)
            seen = None if version is None or done.moved else version + done.writes
            project.store.workbooks.seen(code, seen)
            snapshot = snapshot.with_book(replace(book, seen_version=seen))
    return replace(draft.consolidated, snapshot=replace(snapshot, publication=publication))


@dataclass(frozen=True, slots=True)
class _Calls:
    """What is sent to write the office's workbooks."""

    project: Project
    #: With the tabs in which something changes.
    books: OfficeBooks
    tabs: Sequence[_Tab]
    stand: Mapping[int, Place]

    def carried_out(self, code: str, plan: WritePlan) -> Written:
        """Write one of them. Raises GoogleError."""
        codes, after = remark_codes(self.project), None
        own = [tab for tab in self.tabs if self.books.home(tab.table.sheet_id) == code]
        keyed = [tab for tab in own if tab.table.sheet_id in codes]
        calls = publishing.staged(plan, self.books.by_code[code]) if plan else ()
        echo = [*_echo(keyed), *([quoted(self.stand[today.SHEET_ID].title)] if code == MASTER else ())]
        for call in calls:
            after = self.project.google.apply(call, echo if call is calls[-1] else ())
        if after is None:
            return Written(len(calls), {})
        tables = [tab.table for tab in keyed]
        moved = (one for one in tables if publishing.misplaced(one, plan.stands[one.sheet_id], after))
        return Written(len(calls), {}, after, frozenset(one.sheet_id for one in moved))


def _echo(keyed: Iterable[_Tab]) -> list[str]:
    """In A1, where keys stand and what the office decided beside them; of the tab of today all is asked."""
    found: list[str] = []
    for tab in keyed:
        if tab.table.sheet_id != today.SHEET_ID:
            header, decided = tab.place.header, partly.remark_column(tab.table, tab.grid, STATE)
            columns = [tab.column] if decided is None else [tab.column, decided]
            found.append(rows_of(tab.place.title, header, header))
            found += (column_of(tab.place.title, column) for column in columns)
    return found


def _places(tabs: Iterable[_Tab], plans: Iterable[WritePlan]) -> dict[int, Place]:
    stands = {tab: stand for plan in plans for tab, stand in plan.stands.items()}
    return {
        tab.table.sheet_id: replace(
            tab.place, keys=partly.expected(tab.table, stands.get(tab.table.sheet_id))
        )
        for tab in tabs
    }
