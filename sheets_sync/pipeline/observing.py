"""Which workbooks have to be read: by Drive's list of changes and its counter for each file.

A file is skipped only when Drive's counter stands where we know it to stand: at the reading itself, plus one
for our own write since. A unit's edit around our write moves it further, so it is never hidden: Drive counts
every change (Drive API, files.version).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sheets_sync.pipeline.project import Project
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.workbooks import MASTER

SCOPE = "changes"
#: Edits in the browser reach Drive's list minutes later (about three at a time).
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Observed:
    """What Drive told at the beginning of a run."""

    #: Units to read, with Drive's counter as it stood before the reading; None when it is not known.
    to_read: Mapping[str, int | None]
    #: The office changed the master, or nobody knows.
    master_changed: bool
    master_version: int | None
    #: Ask from here next time.
    token: str
    #: Who changed the master last, as Drive tells it; empty when it does not, or it was ourselves.
    master_by: str = ""


def observe(project: Project, at: datetime, *, full: bool) -> Observed:
    """One Drive call when changes are listed; two for a first or full look at everything."""
    known = {unit: book for unit, book in project.store.workbooks.known().items() if book.ready}
    drive = project.google.settings.shared_drive
    token = None if full else _token(project, at)
    if token is None:
        token = project.google.start_page_token(drive)
        versions = project.google.versions(drive)
        seen: dict[str, int | None] = {unit: versions.get(book.id) for unit, book in known.items()}
        master_version = seen.pop(MASTER, None)
        return Observed(seen, master_changed=True, master_version=master_version, token=token)
    listed = project.google.changes(token, drive)
    changes = {change.file_id: change for change in listed.changes}
    to_read: dict[str, int | None] = {}
    for unit, book in known.items():
        change = changes.get(book.id)
        version = book.seen_version if change is None else change.version
        if _has_moved(book, version):
            to_read[unit] = version
    master = known.get(MASTER)
    changed = MASTER in to_read
    version = to_read.pop(MASTER, None if master is None else master.seen_version)
    by = "" if master is None or master.id not in changes else changes[master.id].by
    return Observed(
        to_read,
        master_changed=changed,
        master_version=version,
        token=listed.token,
        master_by="" if by == project.google.account else by,
    )


def _has_moved(book: KnownWorkbook, version: int | None) -> bool:
    known = book.seen_version
    return bool(book.unreadable) or known is None or version is None or version > known


def remember_token(project: Project, observed: Observed, at: datetime) -> None:
    """Keep the token for the next run; nothing that it covers needs to be asked for again."""
    project.store.workbooks.save_token(
        _scope(project), f"{_terms(project)} {observed.token}", at, forget_before=at - OVERLAP
    )


def _token(project: Project, at: datetime) -> str | None:
    """The token to ask from; None when there is none, or the reports were read last under other terms."""
    newest = project.store.workbooks.token(_scope(project), at)
    asked = project.store.workbooks.token(_scope(project), at - OVERLAP)
    if newest is None or asked is None or newest.partition(" ")[0] != _terms(project):
        return None
    return asked.rpartition(" ")[2]


def _terms(project: Project) -> str:
    """Changes when a report may be judged otherwise although nobody touched it: the catalogue, the period."""
    terms = project.terms
    # A set has no order that another process would repeat.
    told = (replace(terms, disabled=frozenset()), sorted(terms.disabled))
    return sha256(repr(told).encode()).hexdigest()[:16]


def _scope(project: Project) -> str:
    """Each shared drive has a log of its own, and the account another; each period asks by itself."""
    drive = project.google.settings.shared_drive
    return "/".join(filter(None, (SCOPE, drive, project.period.code)))
