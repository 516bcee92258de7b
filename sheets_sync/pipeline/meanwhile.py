"""What the office decided while the master was written: it counts for what stood there before.

Google has no way to write "only if nobody typed there" (Sheets API: no precondition in any request). So what
a write sends back tells what was decided between our reading and it; what comes later is about what we wrote.
Where nothing came back, as the run died or the line broke, what was decided since is asked for again.
"""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.judging.decisions import TAKEN_BACK, is_same
from sheets_sync.master import publishing
from sheets_sync.master.tables.wording import STATE
from sheets_sync.model import RecordKey, Table, Workbook
from sheets_sync.pipeline.deciding import choices
from sheets_sync.pipeline.office_books import OfficeBooks
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reviewing import Contents, Reviewed
from sheets_sync.pipeline.tabulating import remark_codes
from sheets_sync.store.workbooks import OFFICE

#: How often a run looks again because the office decided once more; it would have to do so during each write.
LOOKS = 3


def begin_writing(project: Project, workbooks: Iterable[str]) -> None:
    """From here on nobody knows what these workbooks of the office show, until a write's end is known."""
    for code in workbooks:
        project.store.workbooks.seen(code, None)


def unsure_of(
    project: Project, tables: Sequence[Table], books: OfficeBooks, rows: Mapping[str, Mapping[str, str]]
) -> Contents:
    """Records beside which a decision may have been made before or after a write whose end nobody knows.

    These are the rows that are to look otherwise than the last publication, `rows`, tells: whoever decided
    about one since may have seen what stood before. Empty where the end of every write is known.
    """
    known = project.store.workbooks.with_apart()
    if all(book.seen_version is not None for code, book in known.items() if code in OFFICE):
        return {}
    codes, forms = remark_codes(project), {form.code for form in project.forms}
    shown = publishing.opened(tables, books.as_one, project.web, books.links(tables))
    return {
        RecordKey.of_row(codes[int(tab)], row): {}
        for tab, found in publishing.row_fingerprints(shown).items()
        if codes.get(int(tab)) in forms
        for row, fingerprint in found.items()
        if fingerprint != rows.get(tab, {}).get(row)
    }


def decided_on(
    project: Project, tables: Iterable[Table], reviewed: Reviewed, after: Workbook | None
) -> Contents:
    """What the master showed of records that were decided about, or whose form was, while they were written.

    Nothing of a record that came only with the write. `after` is what stands since; of a tab that it does not
    have nothing was written.
    """
    if after is None:
        return {}
    codes, wanted = remark_codes(project), reviewed.snapshot.remarks
    found = {
        RecordKey.of_row(codes[table.sheet_id], row): texts
        for table in tables
        if table.sheet_id in codes
        for row, texts in publishing.remarks(table, after).items()
    }
    asked = choices(wanted)
    forms = {place for place, choice in choices(found).items() if choice != asked.get(place)}

    def is_decided(one: RecordKey) -> bool:
        state = found.get(one, {}).get(STATE, "")
        return (one.unit, one.form) in forms or (
            state in TAKEN_BACK and state != wanted.get(one, {}).get(STATE, "")
        )

    new: Contents = {
        one: {} for one in reviewed.now if one not in reviewed.seen and (one.unit, one.form) in forms
    }
    changed = {
        one: seen
        for one, seen in reviewed.seen.items()
        if one in reviewed.now and not is_same(seen, reviewed.now[one]) and is_decided(one)
    }
    return {**new, **changed}
