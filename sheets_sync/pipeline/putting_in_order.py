"""Put rows that somebody sorted under our hands back in order, where only rows that changed were read."""

from collections.abc import Mapping
from datetime import datetime

from sheets_sync.master import publishing
from sheets_sync.model import WritePlan
from sheets_sync.pipeline.consolidating import consolidate
from sheets_sync.pipeline.hindrances import Hindrances
from sheets_sync.pipeline.meanwhile import decided_amid
from sheets_sync.pipeline.office_books import read_office
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reviewing import Reviewed
from sheets_sync.pipeline.row_contents import Contents
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.tabulating import tabulate
from sheets_sync.pipeline.writing_master import Written, mend, since


def put_in_order(
    project: Project,
    written: Mapping[str, Written],
    plans: Mapping[str, WritePlan],
    hindrances: Hindrances,
    at: datetime,
) -> Contents:
    """Put each row of the tabs in which rows moved back beside its texts. Raises GoogleError.

    By workbook what was written and what was foreseen then. What the master showed of records that were
    decided about until then: nobody knows.
    """
    snapshot = Snapshot.of(project, hindrances)
    found = consolidate(project, snapshot, at)
    books = read_office(project, snapshot)
    tables = tabulate(project, found, Overall.of(found))
    titled = publishing.titled_before(tables, snapshot.publication.titles)
    shown = publishing.opened(titled, books.as_one, project.web, books.links(titled))
    reviewed, done = Reviewed({}, snapshot.remarks, snapshot), []
    for code, one in written.items():
        own = books.at_home(code, shown)
        if moved := [table for table in own if table.sheet_id in one.moved]:
            done.append(mend(project, moved, plans[code].stands, own, books.by_code[code], reviewed))
    everywhere = {tab for one in written.values() for tab in one.moved}
    return decided_amid(project, shown, snapshot.remarks, since(done), everywhere)
