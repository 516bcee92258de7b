"""Bring the master to what was consolidated: at most one read and one write."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sheets_sync import publishing
from sheets_sync.errors import GoogleUnavailable
from sheets_sync.model import Table, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import Consolidated, Remarks, consolidate
from sheets_sync.pipeline.observing import Observed
from sheets_sync.pipeline.project import Project
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


def publish(project: Project, observed: Observed, at: datetime, *, dry_run: bool) -> Published:
    """Read the master, carry over what the office wrote, write what differs. No call when nothing can differ.

    Raises GoogleError, and WorkbookFull when the master would outgrow Google's limits.
    """
    master = project.store.workbooks.known()[MASTER]
    last = project.store.publications.last(master.id)
    consolidated = consolidate(project, last.remarks, at)
    unchanged = publishing.fingerprint(consolidated.tables) == last.fingerprint
    if unchanged and not observed.master_changed:
        return Published(consolidated, WritePlan(master.id, ()))
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
    remarks = _remarks(project, consolidated.tables, current)
    _keep_removed(project, consolidated.tables, current, at)
    consolidated = consolidate(project, remarks, at)
    plan = publishing.plan(consolidated.tables, current, previous=last.rows)
    if not dry_run:
        project.google.apply(plan)
        _remember(project, consolidated, remarks, observed, wrote=bool(plan), at=at)
    return Published(consolidated, plan)


def _remarks(project: Project, tables: tuple[Table, ...], current: Workbook) -> Remarks:
    by_id = {table.sheet_id: table for table in tables}
    return {form.code: publishing.remarks(by_id[form.sheet_id], current) for form in project.forms}


def _keep_removed(project: Project, tables: tuple[Table, ...], current: Workbook, at: datetime) -> None:
    """Before a row is deleted, what it held goes into the store, and from there to “Đã gỡ”."""
    by_id = {table.sheet_id: table for table in tables}
    for form in project.forms:
        for row in publishing.removed_rows(by_id[form.sheet_id], current):
            unit = project.units.get(row.key.partition("/")[0])
            name = row.key if unit is None else unit.name
            body = {"unit": name, "own": dict(row.own), "remarks": dict(row.remarks)}
            project.store.publications.remove(form.code, row.key, body, at)


def _remember(
    project: Project,
    consolidated: Consolidated,
    remarks: Remarks,
    observed: Observed,
    *,
    wrote: bool,
    at: datetime,
) -> None:
    master = project.store.workbooks.known()[MASTER]
    fingerprint = publishing.fingerprint(consolidated.tables)
    rows = publishing.row_fingerprints(consolidated.tables)
    version = observed.master_version
    with project.store.transaction():
        project.store.publications.save(master.id, Publication(fingerprint, rows, remarks), at)
        # Our write moves Drive's counter by one; if the office wrote meanwhile, it stands higher next time.
        project.store.workbooks.seen(MASTER, None if version is None else version + wrote)
