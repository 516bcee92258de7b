"""Tabs on their way from one of the office's workbooks into the other, and what the office writes meanwhile.

A tab is made in its new workbook with all that stood beside its rows; then the old one is closed, read once
more, and taken away only if nothing was written in it since. Where that ends half-way the tab stands in both:
then what was written in either of them since it was copied counts, told by what is kept of the copying.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheets_sync.master import publishing
from sheets_sync.model import Area, OfficeColumn, RecordKey, Remarks, Table, TableColumn, Workbook, WritePlan
from sheets_sync.pipeline.office_books import OfficeBooks
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.snapshot import AllRemarks, Snapshot
from sheets_sync.pipeline.tabulating import remark_codes
from sheets_sync.sheets.batch import Request, protect
from sheets_sync.store.workbooks import MASTER

#: Shown where somebody tries to write in a tab that is about to go.
CLOSED = "Trang này đang được chuyển sang bảng tính kia; đề nghị ghi ở đó"
#: Column for a choice that was made in the old tab while another one was made in the new.
CHOSEN_BEFORE = "{} (ở trang cũ)"


@dataclass(frozen=True, slots=True)
class Moving:
    """What is on its way."""

    #: Tabs that stand only where they do not belong, and those that stand in both workbooks.
    tabs: frozenset[int]
    halfway: frozenset[int]
    #: What is to count as written beside rows of these tabs, where it is not what stands at home.
    typed: AllRemarks
    #: What stands at home beside rows that are halfway.
    at_home: AllRemarks

    def beside(self, project: Project, written: AllRemarks) -> AllRemarks:
        """What stands where it belongs already."""
        codes = {code for tab, code in remark_codes(project).items() if tab in self.tabs}
        there = {one: texts for one, texts in written.items() if one.form not in codes}
        return {**there, **{one: self.at_home.get(one, {}) for one in self.typed if one in there}}


def on_the_way(project: Project, books: OfficeBooks, tables: Sequence[Table], base: AllRemarks) -> Moving:
    """What moves. `base` is what was kept of the remarks the last time."""
    moving, halfway = books.moving(tables), books.halfway(tables)
    codes, typed, at_home = remark_codes(project), dict[RecordKey, Remarks](), dict[RecordKey, Remarks]()
    for table in tables:
        if table.sheet_id not in (moving | halfway) & codes.keys():
            continue
        code = codes[table.sheet_id]
        old = _with_notes(table, books.abroad(table.sheet_id))
        home = publishing.remarks(table, books.by_code[books.home(table.sheet_id)])
        at_home |= {RecordKey.of_row(code, row): texts for row, texts in home.items()}
        for row in {**old, **home}:
            one = RecordKey.of_row(code, row)
            now, then = home.get(row, {}), old.get(row, {})
            is_halfway = table.sheet_id in halfway
            joined = joined_remarks(table, base.get(one, {}), now, then) if is_halfway else then
            if joined != now:
                typed[one] = joined
    return Moving(moving, halfway, typed, at_home)


def _with_notes(table: Table, book: Workbook) -> dict[str, Remarks]:
    """What the office wrote beside rows, its notes on cells among it."""
    texts, notes = publishing.remarks(table, book), publishing.notes(table, book)
    return {row: {**texts.get(row, {}), **notes.get(row, {})} for row in {**texts, **notes}}


def joined_remarks(table: Table, base: Remarks, home: Remarks, old: Remarks) -> dict[OfficeColumn, str]:
    """What was written beside one row in two places since both held `base`; nothing of either is lost."""
    choices = {column.office: column for column in table.columns if column.remark and column.choices}
    found: dict[OfficeColumn, str] = {}
    for column in sorted({**home, **old}):
        was, here, there = (texts.get(column, "") for texts in (base, home, old))
        if there in (was, here):
            found[column] = here
        elif here == was:
            found[column] = there
        elif column in choices:
            found[column] = here
            title = CHOSEN_BEFORE.format(choices[column].title)
            found[OfficeColumn(title=title)] = publishing.text_of(choices[column], there)
        else:
            found[column] = "\n".join(filter(None, (here, there)))
    return {column: text for column, text in found.items() if text or home.get(column)}


def with_own_columns(
    project: Project, books: OfficeBooks, table: Table, wanted: AllRemarks, moving: Moving
) -> Table:
    """A table that is made elsewhere, with the columns that the office had added to it."""
    code = remark_codes(project).get(table.sheet_id)
    if code is None or table.sheet_id not in moving.tabs | moving.halfway:
        return table
    there = publishing.own_titles(table, books.by_code[books.home(table.sheet_id)])
    titles = {
        column.title: None
        for one, texts in wanted.items()
        if one.form == code
        for column in texts
        if column.title and column.title not in there
    }
    own = tuple(TableColumn(title, width=180, remark=True) for title in titles)
    return replace(table, columns=(*table.columns, *own))


def with_own_rows(
    books: OfficeBooks, code: str, plan: WritePlan, tables: Iterable[Table], moving: Moving
) -> WritePlan:
    """The plan that writes rows of the office's own, without a key, below a tab that is made or halfway."""
    requests: list[Request] = []
    for table in books.at_home(code, tables):
        if table.sheet_id in moving.tabs | moving.halfway:
            rows = publishing.carried_rows(table, books.abroad(table.sheet_id), books.by_code[code])
            requests += [publishing.append_rows(table, rows)] if rows else []
    return replace(plan, requests=(*plan.requests, *requests)) if requests else plan


def keep_copied(
    project: Project, snapshot: Snapshot, wanted: AllRemarks, moving: Moving, at: datetime
) -> None:
    """Before anything is copied: what it will hold, so that what is written later is known.

    Raises StoreError.
    """
    if moving.tabs or moving.halfway:
        known = replace(snapshot.publication, remarks=wanted)
        project.store.publications.save(snapshot.workbooks[MASTER].id, known, at)


def is_still(project: Project, book: Workbook, leaving: Collection[int], tables: Iterable[Table]) -> bool:
    """Close tabs that are about to go and read them once more: whether nothing was written there since.

    Raises GoogleError.
    """
    # A tab has one protection as a whole, ours that warns: this is one of all its cells.
    closing = tuple(
        protect(grid.sheet_id, Area(0, 0, grid.row_count, grid.column_count), CLOSED)
        for grid in book.grids
        if grid.sheet_id in leaving
    )
    project.google.apply(WritePlan(book.id, closing, ("các trang sắp chuyển được khóa",)))
    now = project.google.read(book.id)
    return all(_written(table, book) == _written(table, now) for table in tables if table.sheet_id in leaving)


def _written(table: Table, book: Workbook) -> tuple[Mapping[str, Remarks], Sequence[Mapping[int, str]]]:
    return _with_notes(table, book), publishing.office_rows(table, book)
