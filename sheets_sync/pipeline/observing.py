"""Which workbooks have to be read: by Drive's list of changes and its counter for each file.

A file is skipped only when Drive's counter stands where we know it to stand: at the reading itself, plus one
for our own write since. A unit's edit around our write moves it further, so it is never hidden: Drive counts
every change (Drive API, files.version).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sheets_sync.errors import AccessDenied, GoogleError, NotFound
from sheets_sync.pipeline.project import Project
from sheets_sync.store import KnownWorkbook
from sheets_sync.store.workbooks import MASTER, is_office

if TYPE_CHECKING:
    from sheets_sync.google import Change, ChangeList

SCOPE = "changes"
#: Google's refusal of a page token, in the catalogue.
OLD_PAGE = "page-token"
#: Why a workbook counts as unreadable although Google still opens it.
IN_BIN = "bảng tính đang nằm trong thùng rác, sau 30 ngày sẽ bị xóa hẳn; đề nghị khôi phục"
MASTER_IN_BIN = "The master lies in the bin: restore it, within 30 days."
#: So few workbooks may be lost by themselves; of more, so many are tried.
FEW, TRIED = 2, 3
HTTP_FORBIDDEN = 403
INVISIBLE = (
    "{} of {} workbooks are suddenly out of sight of {}. Nothing was read, and nobody was told. Is it "
    "another account than before? Then share the workbooks with it: name it in google.sync_account and run "
    "`sheets-sync provision` as the account that made them; `sheets-sync doctor` tells which are not shared."
)
#: Edits in the browser reach Drive's list minutes later (about three at a time).
OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as Drive told of it before it was read."""

    #: Its counter of changes; None when it is not known.
    version: int | None
    #: When it was changed last, by whomever: what is in it was there by then.
    modified: datetime | None = None
    #: In the bin, or no longer shared.
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Observed:
    """What Drive told at the beginning of a run."""

    #: Units to read.
    to_read: Mapping[str, Seen]
    #: The office changed the master, or nobody knows.
    master_changed: bool
    master_version: int | None
    #: Ask from here next time.
    token: str
    #: Who changed the master last, as Drive tells it; empty when it does not, or it was ourselves.
    master_by: str = ""
    #: When it was changed, where Drive's list tells.
    master_modified: datetime | None = None
    #: Units that changed and are left for the next look.
    left: frozenset[str] = frozenset()
    #: The master, where it lies in the bin.
    failed: Mapping[str, str] = field(default_factory=dict)
    #: Of the office's workbooks beside the master, by code.
    beside_versions: Mapping[str, int | None] = field(default_factory=dict)


def observe(project: Project, books: Mapping[str, KnownWorkbook], at: datetime, *, full: bool) -> Observed:
    """One Drive call when changes are listed; two for a first or full look at everything.

    Three when Google refuses the page token: it is dropped, and everything looked at.
    """
    made = project.store.workbooks.with_office()
    beside = {code: book for code, book in made.items() if code != MASTER and is_office(code)}
    known = {unit: book for unit, book in books.items() if book.ready}
    known |= {code: book for code, book in beside.items() if book.ready}
    drive = project.google.settings.shared_drive
    token = None if full else _token(project, at)
    listed = None if token is None else _listed(project, token)
    if listed is None:
        token = project.google.start_page_token(drive)
        files = project.google.living(drive)
        seen = {unit: _seen(files.get(book.id), _unknown(book)) for unit, book in known.items()}
    else:
        token, files = listed.token, {change.file_id: change for change in listed.changes}
        seen = {
            unit: one
            for unit, book in known.items()
            if _has_moved(book, one := _seen(files.get(book.id), _unchanged(book)))
        }
    gone = (unit for unit, book in known.items() if _is_gone(files.get(book.id), is_whole=listed is None))
    _check_visible(project, known, [unit for unit in gone if not known[unit].unreadable])
    master = known.get(MASTER)
    master_seen = seen.pop(MASTER, None)
    beside_seen = {code: seen.pop(code, None) for code in beside}
    by = files[master.id].by if master is not None and master.id in files else ""
    return Observed(
        to_read=seen,
        master_changed=any(one is not None for one in (master_seen, *beside_seen.values())),
        master_version=_version(master, master_seen),
        token=token,
        beside_versions={code: _version(book, beside_seen[code]) for code, book in beside.items()},
        master_modified=None if master_seen is None else master_seen.modified,
        master_by="" if by == project.google.account else by,
        failed={MASTER: MASTER_IN_BIN} if master_seen is not None and master_seen.removed else {},
    )


def _is_gone(change: "Change | None", *, is_whole: bool) -> bool:
    """Whether Drive shows the file no more; `is_whole` where it showed all that there are."""
    return is_whole if change is None else change.removed


def _check_visible(project: Project, known: Mapping[str, KnownWorkbook], gone: Sequence[str]) -> None:
    """Raises AccessDenied when most workbooks are suddenly out of sight: then the account is at fault.

    Some are tried by themselves, as a file that no list shows may open nevertheless.
    """
    before = [book for book in known.values() if not book.unreadable]
    if len(gone) < FEW or len(gone) * 2 <= len(before):
        return
    for unit in gone[:TRIED]:
        try:
            project.google.read(known[unit].id)
        except (AccessDenied, NotFound):
            continue
        return
    raise AccessDenied(INVISIBLE.format(len(gone), len(before), project.google.account), HTTP_FORBIDDEN)


def _listed(project: Project, token: str) -> "ChangeList | None":
    """What changed since the token; None when Google no longer takes it: then everything is looked at.

    A token belongs to the account that got it and to its list, so another account's is refused as well.
    """
    try:
        return project.google.changes(token, project.google.settings.shared_drive)
    except GoogleError as error:
        if error.refusal != OLD_PAGE:
            raise
        return None


def _version(master: KnownWorkbook | None, seen: Seen | None) -> int | None:
    if seen is not None:
        return seen.version
    return None if master is None else master.seen_version


def _seen(change: "Change | None", unchanged: Seen = Seen(None)) -> Seen:
    return unchanged if change is None else Seen(change.version, change.modified, change.removed)


def _unknown(book: KnownWorkbook) -> Seen:
    return Seen(None, removed=book.unreadable == IN_BIN)


def _unchanged(book: KnownWorkbook) -> Seen:
    return Seen(book.seen_version, removed=book.unreadable == IN_BIN)


def _has_moved(book: KnownWorkbook, seen: Seen) -> bool:
    known = book.seen_version
    return bool(book.unreadable) or known is None or seen.version is None or seen.version > known


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


def is_followed(project: Project, at: datetime) -> bool:
    """Whether Drive's list of changes tells all: not before a first sync, or after the terms changed."""
    return _token(project, at) is not None


def _terms(project: Project) -> str:
    """Changes when a report may be judged otherwise although nobody touched it: catalogue, forms …"""
    terms = project.terms
    # A set has no order that another process would repeat.
    config = project.config
    told = (
        replace(terms, disabled=frozenset()),
        sorted(terms.disabled),
        config.forms_mark,
        config.settings.outliers,
    )
    return sha256(repr(told).encode()).hexdigest()[:16]


def _scope(project: Project) -> str:
    """Each shared drive has a log of its own, and each account another; each period asks by itself."""
    google = project.google
    return "/".join(filter(None, (SCOPE, google.identity, google.settings.shared_drive, project.period.code)))
