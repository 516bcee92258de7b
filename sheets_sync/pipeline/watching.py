"""A look every few minutes: only at what changed and rests, with a bounded share of Google's quota."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sheets_sync.master import publishing
from sheets_sync.master.tables import today
from sheets_sync.model import FormDecision
from sheets_sync.pipeline.observing import Observed, Seen
from sheets_sync.pipeline.project import Project
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.workbooks import MASTER
from sheets_sync.unit_workbook.check_tab import asks_now, check_tab

#: Somebody may still be typing in a workbook that changed less than this ago.
REST = timedelta(minutes=2)


def worth_reading(
    project: Project, books: Mapping[str, KnownWorkbook], observed: Observed, at: datetime
) -> Observed:
    """What changed and rests, up to the share of a look; the rest is left for the next one.

    A workbook in which somebody still types is read at once where the unit, or the office for all of them,
    asks for it. What is merely tried again, such as a workbook that cannot be read, waits for the night
    unless the office asks. Raises GoogleError.
    """
    listed = {unit: seen for unit, seen in observed.to_read.items() if seen.modified is not None}
    fresh = {unit: seen for unit, seen in listed.items() if not _rests(seen, at)}
    chosen = {unit: seen for unit, seen in listed.items() if unit not in fresh}
    master_changed = observed.master_modified is not None
    if master_changed and observed.to_read.keys() - chosen.keys() and _office_asks(project, books[MASTER]):
        chosen = dict(observed.to_read)
    else:
        chosen |= {unit: seen for unit, seen in fresh.items() if _unit_asks(project, books[unit])}
    most = project.config.settings.jobs.watch_most
    chosen = dict(list(chosen.items())[:most])
    left = frozenset(listed.keys() - chosen.keys())
    return replace(observed, to_read=chosen, master_changed=master_changed, left=left, failed={})


def _rests(seen: Seen, at: datetime) -> bool:
    return seen.modified is None or at - seen.modified >= REST


def _unit_asks(project: Project, book: KnownWorkbook) -> bool:
    return asks_now(check_tab(project.google.read(book.id)))


def _office_asks(project: Project, master: KnownWorkbook) -> bool:
    found = publishing.remarks(today.headers_only(), project.google.read(master.id))
    return any(texts.get(today.CHOICE) == FormDecision.CHECK_NOW for texts in found.values())
