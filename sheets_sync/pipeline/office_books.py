"""The office's workbooks: the master, one for what is about people where the campaign wants it, and one for
each form whose tab outgrew the master.

What the office wrote belongs to tabs, whichever workbook they stand in: all are read as one. A tab that is to
stand in another workbook is made there with all that stood beside its rows, and only then taken away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sheets_sync.master import publishing
from sheets_sync.master.tables.people import COUNTS_SHEET_ID, stands_apart
from sheets_sync.model import Grid, Table, Workbook, WritePlan
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.tabulating import is_apart
from sheets_sync.sheets.batch import add_sheet, delete_sheet
from sheets_sync.store.workbooks import APART, MASTER, own_book

#: The tab that stays in a second workbook whose content went back into the master.
MOVED_TITLE, MOVED_ID = "Đã chuyển về Bảng tổng hợp", 1


@dataclass(frozen=True, slots=True)
class OfficeBooks:
    """The office's workbooks as read."""

    master: Workbook
    #: Beside the master, by code.
    beside: Mapping[str, Workbook]
    #: Which of those a tab belongs into, by its id; all others belong into the master.
    homes: Mapping[int, str]
    #: Ids of all tabs that are there because of the second one.
    ever: frozenset[int]

    @property
    def by_code(self) -> Mapping[str, Workbook]:
        """The ones that tabs move into first: nothing is taken away before it stands there."""
        wanted = {*self.homes.values()}
        # Whatever outgrew the master only takes in; what is about people may go back.
        order = sorted(self.beside, key=lambda code: (code not in wanted, code == APART, code))
        found = {code: self.beside[code] for code in order if code in wanted}
        return {**found, MASTER: self.master, **self.beside}

    def home(self, tab: int) -> str:
        """Which workbook a tab belongs into."""
        return self.homes.get(tab, MASTER)

    def links(self, tables: Iterable[Table]) -> Mapping[int, str]:
        """Tab to the id of the workbook that it belongs into."""
        return {table.sheet_id: self.by_code[self.home(table.sheet_id)].id for table in tables}

    @property
    def as_one(self) -> Workbook:
        """All together, each tab once: from the workbook that it belongs into, else from where it stands."""
        grids: dict[int, Grid] = {}
        for code, book in self.by_code.items():
            for grid in book.grids:
                if grid.sheet_id not in grids or self.home(grid.sheet_id) == code:
                    grids[grid.sheet_id] = grid
        return replace(self.master, grids=tuple(grids.values()))

    def moving(self, tables: Iterable[Table]) -> frozenset[int]:
        """Tabs that stand only where they do not belong."""
        stand = {code: {grid.sheet_id for grid in book.grids} for code, book in self.by_code.items()}
        everywhere = {tab for tabs in stand.values() for tab in tabs}
        ids = {table.sheet_id for table in tables}
        return frozenset(tab for tab in ids & everywhere if tab not in stand[self.home(tab)])

    def halfway(self, tables: Iterable[Table]) -> frozenset[int]:
        """Tabs that stand in two workbooks: moving them ended before the old one was taken away."""
        stand = Counter(grid.sheet_id for book in self.by_code.values() for grid in book.grids)
        at_home = {code: {grid.sheet_id for grid in book.grids} for code, book in self.by_code.items()}
        ids = {table.sheet_id for table in tables}
        return frozenset(tab for tab in ids if stand[tab] > 1 and tab in at_home[self.home(tab)])

    def abroad(self, tab: int) -> Workbook:
        """The workbook in which a tab stands that does not belong there; of two, where it is taken first."""
        others = [book for code, book in self.by_code.items() if code != self.home(tab)]
        holding = (book for book in others if any(grid.sheet_id == tab for grid in book.grids))
        return next(holding, others[0] if others else self.master)

    def at_home(self, code: str, tables: Iterable[Table]) -> tuple[Table, ...]:
        """The tables that belong into a workbook."""
        return tuple(table for table in tables if self.home(table.sheet_id) == code)

    def plan(
        self, code: str, tables: Sequence[Table], previous: Mapping[str, Mapping[str, str]]
    ) -> WritePlan:
        """What turns a workbook into its tables. Raises WorkbookFull."""
        return publishing.plan(self.at_home(code, tables), self.by_code[code], previous=previous)

    def leaving(self, code: str, tables: Sequence[Table]) -> tuple[int, ...]:
        """Tabs of a workbook that belong into another one, and whose content that one takes over now."""
        wanted, ids = {one.sheet_id for one in self.at_home(code, tables)}, {one.sheet_id for one in tables}
        book = self.by_code[code]
        foreign = (grid.sheet_id for grid in book.grids if grid.sheet_id in (ids | self.ever) - wanted)
        return tuple(tab for tab in foreign if tab not in ids or self.abroad(tab) is book)

    def scattered(self, tables: Sequence[Table]) -> bool:
        """Whether a tab stands in more places than one run brings together."""
        ids = {table.sheet_id for table in tables}
        foreign = [
            grid.sheet_id
            for code, book in self.by_code.items()
            for grid in book.grids
            if grid.sheet_id in ids and self.home(grid.sheet_id) != code
        ]
        return len(foreign) > len(set(foreign))


def read_office(project: Project, snapshot: Snapshot) -> OfficeBooks:
    """One read for each of them. Raises GoogleError."""
    master = project.google.read(snapshot.workbooks[MASTER].id)
    beside = {code: project.google.read(book.id) for code, book in snapshot.beside.items()}
    ever = stands_apart(project.forms) | {COUNTS_SHEET_ID}
    return OfficeBooks(master, beside, homes(project, snapshot), ever)


def with_tabs(scope: Scope, snapshot: Snapshot, grids: Iterable[Grid] = ()) -> OfficeBooks:
    """The same without a read, of tabs that each stand where they belong."""
    where, found = homes(scope, snapshot), list(grids)

    def book(code: str, workbook: str) -> Workbook:
        own = tuple(grid for grid in found if where.get(grid.sheet_id, MASTER) == code)
        return Workbook(workbook, "", "", "", own)

    master = book(MASTER, snapshot.workbooks[MASTER].id)
    beside = {code: book(code, one.id) for code, one in snapshot.beside.items()}
    return OfficeBooks(master, beside, where, frozenset())


def homes(scope: Scope, snapshot: Snapshot) -> Mapping[int, str]:
    """Tabs that are to stand beside the master, with the code of the workbook: what is there, and wanted."""
    apart = dict.fromkeys(stands_apart(scope.forms), APART) if is_apart(scope, snapshot) else {}
    own = {form.sheet_id: own_book(form.code) for form in scope.forms}
    return apart | {tab: code for tab, code in own.items() if code in snapshot.beside}


def fingerprint(scope: Scope, snapshot: Snapshot, tables: tuple[Table, ...]) -> str:
    """Changes when the tables do, or the workbook in which some of them are to stand."""
    shown, where = publishing.fingerprint(tables), where_all_stands(scope, snapshot)
    # No longer than the store's column.
    return f"{shown[: -len(where) - 1]}/{where}" if where else shown


def where_all_stands(scope: Scope, snapshot: Snapshot) -> str:
    """Changes with the workbook in which a tab is to stand; empty where all stand in the master."""
    moved = homes(scope, snapshot)
    return sha256(repr(sorted(moved.items())).encode()).hexdigest()[:16] if moved else ""


def one_plan(master: str, plans: Iterable[WritePlan]) -> WritePlan:
    """What is done to the office's workbooks, as one run tells it."""
    found = [plan for plan in plans if plan]
    if len(found) == 1:
        return found[0]
    requests = tuple(request for plan in found for request in plan.requests)
    return WritePlan(master, requests, tuple(line for plan in found for line in plan.summary))


def without_tabs(plan: WritePlan, gone: Sequence[int], book: Workbook) -> WritePlan:
    """The plan that takes tabs away as well; a workbook that would have none left keeps one that says why."""
    if not gone:
        return plan
    empties = len(gone) == len(book.grids)
    last = [add_sheet(MOVED_ID, MOVED_TITLE, rows=5, columns=1)] if empties else []
    deleted = [delete_sheet(tab) for tab in gone]
    summary = (*plan.summary, f"{len(gone)} trang chuyển sang bảng tính kia")
    return replace(plan, requests=(*plan.requests, *last, *deleted), summary=summary)
