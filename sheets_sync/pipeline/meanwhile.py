"""What the office decided while the master was written: it counts for what stood there before.

Google has no way to write "only if nobody typed there" (Sheets API: no precondition in any request). So what
a write sends back tells what was decided between our reading and it; what comes later is about what we wrote.
"""

from collections.abc import Callable, Collection, Iterable

from sheets_sync.judging.decisions import TAKEN_BACK, is_same
from sheets_sync.master import publishing
from sheets_sync.master.tables.wording import STATE
from sheets_sync.model import UNSEEN, RecordKey, Table, Workbook
from sheets_sync.pipeline.deciding import choices
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reviewing import Reviewed
from sheets_sync.pipeline.row_contents import Contents
from sheets_sync.pipeline.snapshot import AllRemarks
from sheets_sync.pipeline.tabulating import remark_codes
from sheets_sync.pipeline.writing_master import Written, since

#: How often a run looks again because the office decided once more; it would have to do so during each write.
LOOKS = 3


def changing(reviewed: Reviewed) -> frozenset[RecordKey]:
    """Records whose rows a write changes or brings; none where nothing was published before."""
    if not reviewed.snapshot.publication.rows:
        return frozenset()
    return frozenset(
        one
        for one in reviewed.now
        if one not in reviewed.seen or not is_same(reviewed.seen[one], reviewed.now[one])
    )


def decided_meanwhile(
    project: Project,
    tables: Iterable[Table],
    reviewed: Reviewed,
    changed: Collection[RecordKey],
    written: Iterable[Written],
) -> Contents:
    """What the master showed of records when they were decided about, while its workbooks were written."""
    found, done = list(tables), list(written)
    after, moved = since(done), {tab for one in done for tab in one.moved}
    return {
        **decided_on(project, found, reviewed, changed, after),
        **decided_amid(project, found, reviewed.snapshot.remarks, after, moved),
    }


def decided_on(
    project: Project,
    tables: Iterable[Table],
    reviewed: Reviewed,
    changed: Collection[RecordKey],
    after: Workbook | None,
) -> Contents:
    """What the master showed of records that were decided about, or whose form was, while they were written.

    Nothing of a record that came only with the write. `changed` are the records that it changed or brought;
    `after` is what stands since, and of a tab that it does not have nothing was written.
    """
    if after is None:
        return {}
    is_decided, forms = _decided(project, tables, reviewed.snapshot.remarks, after)
    return {
        one: reviewed.seen.get(one, UNSEEN)
        for one in changed
        if (is_decided(one) if one in reviewed.seen else (one.unit, one.form) in forms)
    }


def decided_amid(
    project: Project,
    tables: Iterable[Table],
    wanted: AllRemarks,
    after: Workbook | None,
    moved: Collection[int],
) -> Contents:
    """Records of tabs in which rows had moved, about which the office decided until they stood right again.

    Beside a key stood what another record holds: what the office saw there nobody knows.
    """
    if after is None or not moved:
        return {}
    found = list(tables)
    is_decided, _ = _decided(project, found, wanted, after)
    codes = remark_codes(project)
    records = (
        RecordKey.of_row(codes[table.sheet_id], row.key)
        for table in found
        if table.sheet_id in moved
        for row in table.rows
    )
    return {one: UNSEEN for one in records if is_decided(one)}


def _decided(
    project: Project, tables: Iterable[Table], wanted: AllRemarks, after: Workbook
) -> tuple[Callable[[RecordKey], bool], Collection[tuple[str, str]]]:
    """Whether the office decided about a record beyond what is `wanted`, and about which forms as a whole."""
    codes = remark_codes(project)
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

    return is_decided, forms
