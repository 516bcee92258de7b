"""Write the master, see whether the office sorted a tab meanwhile, and put it in order if it did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_sync.errors import GoogleError
from sheets_sync.master import publishing
from sheets_sync.master.tables import today
from sheets_sync.model import Stand, Table, Workbook, WritePlan
from sheets_sync.pipeline.parts import refused_tab, without_tab
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reviewing import Reviewed
from sheets_sync.pipeline.tabulating import remark_codes
from sheets_sync.sheets.addresses import quoted

#: How often a tab is put in order before the next run has to: the office would have to sort it each time.
REPAIRS = 3


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a plan."""

    #: How many writes it took.
    writes: int
    #: Tabs that Google refuses, each with its reason; everything else was written.
    refused: Mapping[int, GoogleError]
    #: Tabs with keyed rows in which rows were written, as they stand since; None where there is none.
    after: Workbook | None = None
    #: Tabs that were put in order, as rows moved meanwhile.
    moved: frozenset[int] = frozenset()
    #: Tabs that were to go and in which somebody wrote meanwhile.
    left: Sequence[int] = ()


def since(written: Iterable[Written]) -> Workbook | None:
    """What stands in all tabs together that were written in, wherever they stand; None where in none."""
    after = [one.after for one in written if one.after is not None]
    grids = tuple(grid for book in after for grid in book.grids)
    return replace(after[0], grids=grids) if after else None


def write(
    project: Project, plan: WritePlan, tables: Sequence[Table], current: Workbook, reviewed: Reviewed
) -> Written:
    """Carry out the plan; a tab that Google refuses keeps what it holds. Raises GoogleError."""
    writes, seen, refused, disordered = 0, current, dict[int, GoogleError](), frozenset[int]()
    for _ in range(1 + REPAIRS):
        calls = publishing.staged(plan, seen) if plan else ()
        after = None
        for call in calls:
            echo = _keyed_tabs(project, plan, seen) if call is calls[-1] else ()
            # What is written in several calls stands on tabs of ours until the last one, and is whole or not.
            after = _apply(project, call, echo, refused, may_split=len(calls) == 1)
            writes += 1
        moved = [] if after is None else _moved(tables, plan, after)
        moved = [table for table in moved if table.sheet_id not in refused]
        if not moved:
            return Written(writes, refused, after, disordered)
        disordered |= {table.sheet_id for table in moved}
        seen = project.google.read(current.id)
        plan = _repair(project, moved, plan.stands, current, seen, reviewed)
    return Written(writes, refused, None, disordered)


def mend(
    project: Project,
    moved: Sequence[Table],
    foreseen: Mapping[int, Stand],
    tables: Sequence[Table],
    current: Workbook,
    reviewed: Reviewed,
) -> Written:
    """Put the rows of moved tabs back, where nobody knows how they stood before. Raises GoogleError."""
    unknown = replace(current, grids=())
    plan = _repair(project, moved, foreseen, unknown, current, reviewed)
    return write(project, plan, tables, current, reviewed)


def _apply(
    project: Project,
    plan: WritePlan,
    echo: Sequence[str],
    refused: dict[int, GoogleError],
    *,
    may_split: bool,
) -> Workbook | None:
    """Write in one call, and once more without each tab that Google names as refused; those are noted."""
    while True:
        try:
            return project.google.apply(plan, echo)
        except GoogleError as error:
            tab = refused_tab(error, plan) if may_split else None
            plan = plan if tab is None else without_tab(plan, tab)
            if tab is None or not plan:
                raise
            refused[tab] = error


def _keyed_tabs(project: Project, plan: WritePlan, current: Workbook) -> list[str]:
    """The tabs where rows are found by key, that stood before and in which the plan writes rows, in A1.

    With them the one in which the office decides about whole forms, also about such beside the master.
    """
    wanted = publishing.touched(plan) & remark_codes(project).keys() | {today.SHEET_ID}
    return [quoted(grid.title) for grid in current.grids if grid.sheet_id in wanted]


def _moved(tables: Sequence[Table], plan: WritePlan, after: Workbook) -> list[Table]:
    return [
        table
        for table in tables
        if (foreseen := plan.stands.get(table.sheet_id)) and publishing.misplaced(table, foreseen, after)
    ]


def _repair(
    project: Project,
    moved: Sequence[Table],
    foreseen: Mapping[int, Stand],
    before: Workbook,
    now: Workbook,
    reviewed: Reviewed,
) -> WritePlan:
    """The plan that puts each row of the moved tabs back beside its texts, as they were read before."""
    codes = remark_codes(project)
    damages = {
        table.sheet_id: publishing.damage(table, foreseen[table.sheet_id], before, now) for table in moved
    }
    ordered = []
    for table in moved:
        code = codes[table.sheet_id]
        choices = {column.office for column in table.columns if column.choices}
        texts = publishing.put_back(
            reviewed.beside(code),
            publishing.remarks(table, now),
            reviewed.stood(code),
            choices,
            publishing.spoiled(table, foreseen[table.sheet_id], now),
        )
        rows = tuple(replace(row, remarks=texts.get(row.key, {})) for row in table.rows)
        ordered.append(replace(table, rows=rows))
    # Nothing is taken as published before: every row is compared with what stands there.
    return publishing.plan(ordered, now, previous={}, damages=damages)
