"""Bring the master to what was consolidated: at most one read and one write."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.master import publishing
from sheets_sync.model import WritePlan
from sheets_sync.pipeline.consolidating import AllRemarks, Consolidated, consolidate
from sheets_sync.pipeline.observing import Observed
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reviewing import review
from sheets_sync.pipeline.writing_master import write
from sheets_sync.store import Publication
from sheets_sync.store.workbooks import MASTER

#: How often a write with an unknown outcome is followed by another look at the master and a new plan.
REPLANS = 2


@dataclass(frozen=True, slots=True)
class Published:
    """What the master shows now."""

    consolidated: Consolidated
    #: Empty when nothing had to be written.
    plan: WritePlan
    #: What the office's columns hold now.
    remarks: AllRemarks


def publish(project: Project, observed: Observed, at: datetime, *, dry_run: bool) -> Published:
    """Read the master, carry over what the office wrote, write what differs. No call when nothing can differ.

    Raises GoogleError, and WorkbookFull when the master would outgrow Google's limits.
    """
    master = project.store.workbooks.known()[MASTER]
    last = project.store.publications.last(master.id)
    consolidated = consolidate(project, last.remarks, at)
    unchanged = publishing.fingerprint(consolidated.tables) == last.fingerprint
    if unchanged and not observed.master_changed:
        return Published(consolidated, WritePlan(master.id, ()), last.remarks)
    for _ in range(REPLANS):
        with suppress(GoogleUnavailable):
            return _read_and_write(project, master.id, consolidated, observed, at, dry_run=dry_run)
    return _read_and_write(project, master.id, consolidated, observed, at, dry_run=dry_run)


def _read_and_write(
    project: Project,
    master: str,
    consolidated: Consolidated,
    observed: Observed,
    at: datetime,
    *,
    dry_run: bool,
) -> Published:
    last = project.store.publications.last(master)
    current = project.google.read(master)
    tables = publishing.titled_before(consolidated.tables, last.titles)
    reviewed = review(project, tables, current, last, at, observed.master_by)
    consolidated = consolidate(project, reviewed.wanted, at, written=reviewed.written)
    tables = publishing.titled_before(consolidated.tables, last.titles)
    plan = publishing.plan(tables, current, previous=last.rows)
    if not dry_run:
        writes = write(project, plan, tables, current, reviewed)
        _remember(project, consolidated, reviewed.wanted, observed, writes=writes, at=at)
    return Published(consolidated, plan, reviewed.wanted)


def _remember(
    project: Project,
    consolidated: Consolidated,
    remarks: AllRemarks,
    observed: Observed,
    *,
    writes: int,
    at: datetime,
) -> None:
    master = project.store.workbooks.known()[MASTER]
    tables, version = consolidated.tables, observed.master_version
    publication = Publication(
        fingerprint=publishing.fingerprint(tables),
        rows=publishing.row_fingerprints(tables),
        titles=publishing.titles_of(tables),
        remarks=remarks,
    )
    with project.store.transaction():
        project.store.publications.save(master.id, publication, at)
        # Each write moves Drive's counter by one; if the office wrote meanwhile, it stands higher next time.
        project.store.workbooks.seen(MASTER, None if version is None else version + writes)
