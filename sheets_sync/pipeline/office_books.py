"""The office's workbooks: the master, and where the campaign wants it a second one for what is about people.

What the office wrote belongs to tabs, whichever of the two they stand in: both are read as one. A tab that is
to stand in the other workbook is made there with all that stood beside its rows, and only then taken away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_sync.master import publishing
from sheets_sync.master.tables.people import COUNTS_SHEET_ID, stands_apart
from sheets_sync.model import Grid, Table, Workbook, WritePlan
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.tabulating import is_apart
from sheets_sync.sheets.batch import add_sheet, delete_sheet
from sheets_sync.store.workbooks import APART, MASTER

#: The tab that stays in a second workbook whose content went back into the master.
MOVED_TITLE, MOVED_ID = "Đã chuyển về Bảng tổng hợp", 1


@dataclass(frozen=True, slots=True)
class OfficeBooks:
    """The office's workbooks as read."""

    master: Workbook
    #: None where there is none.
    apart: Workbook | None
    #: Ids of the tabs that are to stand in the second one, and of all that are there because of it.
    moved: frozenset[int]
    ever: frozenset[int]

    @property
    def by_code(self) -> Mapping[str, Workbook]:
        """The one that tabs move into first: nothing is taken away before it stands there."""
        if self.apart is None:
            return {MASTER: self.master}
        both = {APART: self.apart, MASTER: self.master}
        return both if self.moved else dict(reversed(both.items()))

    def home(self, tab: int) -> str:
        """Which workbook a tab belongs into."""
        return APART if tab in self.moved else MASTER

    def links(self, tables: Iterable[Table]) -> Mapping[int, str]:
        """Tab to the id of the workbook that it belongs into."""
        return {table.sheet_id: self.by_code[self.home(table.sheet_id)].id for table in tables}

    @property
    def as_one(self) -> Workbook:
        """Both together, each tab once: from the workbook that it belongs into, else from where it stands."""
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
        """Tabs that stand in both workbooks: moving them ended before the old one was taken away."""
        stand = [{grid.sheet_id for grid in book.grids} for book in self.by_code.values()]
        both = stand[0].intersection(*stand[1:]) if len(stand) > 1 else set()
        return frozenset(both & {table.sheet_id for table in tables})

    def abroad(self, tab: int) -> Workbook:
        """The workbook that a tab does not belong into."""
        return next((book for code, book in self.by_code.items() if code != self.home(tab)), self.master)

    def at_home(self, code: str, tables: Iterable[Table]) -> tuple[Table, ...]:
        """The tables that belong into a workbook."""
        return tuple(table for table in tables if self.home(table.sheet_id) == code)

    def plan(
        self, code: str, tables: Sequence[Table], previous: Mapping[str, Mapping[str, str]]
    ) -> WritePlan:
        """What turns a workbook into its tables. Raises WorkbookFull."""
        return publishing.plan(self.at_home(code, tables), self.by_code[code], previous=previous)

    def leaving(self, code: str, tables: Sequence[Table]) -> tuple[int, ...]:
        """Tabs of a workbook that belong into the other one."""
        wanted = {table.sheet_id for table in self.at_home(code, tables)}
        ours = {table.sheet_id for table in tables} | self.ever
        return tuple(grid.sheet_id for grid in self.by_code[code].grids if grid.sheet_id in ours - wanted)


def read_office(project: Project, snapshot: Snapshot) -> OfficeBooks:
    """One read, and one more where there is a second workbook. Raises GoogleError."""
    master, second = project.google.read(snapshot.workbooks[MASTER].id), snapshot.apart
    apart = None if second is None else project.google.read(second.id)
    return OfficeBooks(
        master, apart, moved_tabs(project, snapshot), stands_apart(project.forms) | {COUNTS_SHEET_ID}
    )


def moved_tabs(scope: Scope, snapshot: Snapshot) -> frozenset[int]:
    """Ids of the tabs that are to stand in the second workbook; none where none is wanted or there."""
    return stands_apart(scope.forms) if is_apart(scope, snapshot) else frozenset()


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
