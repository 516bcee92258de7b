"""Bring the master to what was consolidated: at most one read and one write."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from sheets_sync.errors import GoogleError, GoogleUnavailable, NotFound
from sheets_sync.google.refusals import others_may_go_on
from sheets_sync.master import publishing
from sheets_sync.model import RecordKey, Table, Workbook, WritePlan
from sheets_sync.pipeline.consolidating import Consolidated, consolidate
from sheets_sync.pipeline.hindrances import Hindrances
from sheets_sync.pipeline.meanwhile import LOOKS, changing, decided_meanwhile
from sheets_sync.pipeline.moving_tabs import (
    is_still,
    keep_copied,
    on_the_way,
    with_own_columns,
    with_own_rows,
)
from sheets_sync.pipeline.observing import Observed
from sheets_sync.pipeline.office_books import OfficeBooks, fingerprint, one_plan, read_office, without_tabs
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.reading_units import reason
from sheets_sync.pipeline.reviewing import Reviewed, review
from sheets_sync.pipeline.row_contents import Contents
from sheets_sync.pipeline.scope import Scope
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.tabulating import is_apart, tabulate, with_remarks
from sheets_sync.pipeline.writing_master import Written, since, write
from sheets_sync.store import Publication
from sheets_sync.store.workbooks import APART, MASTER

#: What can be done about a master that nobody finds.
GONE = (
    "Bring it back from Drive's bin, or make a new one that shows everything again: "
    "`sheets-sync provision --replace master`."
)
#: The same of the workbooks beside it, where there are any.
GONE_BESIDE = " Where it is {}: `--replace {}`."
#: How often a write with an unknown outcome is followed by another look at the master and a new plan.
REPLANS = 2


@dataclass(frozen=True, slots=True)
class Published:
    """What the master shows now."""

    consolidated: Consolidated
    #: Empty when nothing had to be written.
    plan: WritePlan
    #: The master and why it could not be read or written; the next run tries again.
    failed: dict[str, str] = field(default_factory=dict)
    #: What it shows; None where it could not be brought to that.
    draft: "Draft | None" = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the master is to show."""

    consolidated: Consolidated
    overall: Overall
    tables: tuple[Table, ...]


def publish(
    project: Project,
    consolidated: Consolidated,
    observed: Observed,
    at: datetime,
    *,
    answers: bool,
    dry_run: bool,
) -> Published:
    """Read the master, carry over what the office wrote, write what differs. No call when nothing can differ.

    Consolidates once more when the office changed something. While Google `answers`, a master that it refuses
    fails alone. Raises GoogleError for what would refuse every file, and WorkbookFull when the master would
    outgrow Google's limits.
    """
    snapshot = consolidated.snapshot
    master = snapshot.workbooks[MASTER].id
    draft = _draft(project, consolidated)
    last = snapshot.publication
    unchanged = fingerprint(project, snapshot, draft.tables) == last.fingerprint and not last.doubtful
    if unchanged and not observed.master_changed:
        return Published(consolidated, WritePlan(master, ()), draft=draft)
    try:
        return _published(project, master, draft, observed, at, dry_run=dry_run)
    except GoogleError as error:
        unanswered = isinstance(error, GoogleUnavailable)
        if not (answers if unanswered else others_may_go_on(error)):
            raise
        return _refused(project, consolidated, error)


def _refused(project: Project, consolidated: Consolidated, error: GoogleError) -> Published:
    """What is so without the master; it is looked at again in the next run, changed or not."""
    book = consolidated.snapshot.workbooks[MASTER]
    project.store.workbooks.unreadable(MASTER, reason(error))
    beside = (
        GONE_BESIDE.format("the workbook about people" if code == APART else f"that of {code}", code)
        for code in consolidated.snapshot.beside
    )
    told = f"{error} {GONE}{''.join(beside)}" if isinstance(error, NotFound) else str(error)
    return Published(consolidated, WritePlan(book.id, ()), {MASTER: _with_link(project, told, book.id)})


def _published(
    project: Project, master: str, draft: Draft, observed: Observed, at: datetime, *, dry_run: bool
) -> Published:
    published, decided = _tried(project, master, draft, observed, at, {}, dry_run=dry_run)
    return _looked_again(project, master, published, draft, decided, observed, at)


def look_again(
    project: Project, hindrances: Hindrances, decided: Contents, observed: Observed, at: datetime
) -> None:
    """Carry out what the office decided while records were written, about what it saw of them then.

    Raises GoogleError, StoreError and WorkbookFull.
    """
    found = consolidate(project, Snapshot.of(project, hindrances), at)
    master, draft = found.snapshot.workbooks[MASTER].id, _draft(project, found)
    nothing = Published(found, WritePlan(master, ()), draft=draft)
    _looked_again(project, master, nothing, draft, decided, observed, at)


def _looked_again(
    project: Project,
    master: str,
    published: Published,
    draft: Draft,
    decided: Contents,
    observed: Observed,
    at: datetime,
) -> Published:
    # Who decided meanwhile is not known.
    observed = replace(observed, master_by="")
    for _ in range(LOOKS):
        if not decided:
            break
        draft = published.draft or replace(draft, consolidated=published.consolidated)
        again, decided = _tried(project, master, draft, observed, at, decided, dry_run=False)
        published = replace(again, plan=one_plan(master, (published.plan, again.plan)))
    return published


def _tried(
    project: Project,
    master: str,
    draft: Draft,
    observed: Observed,
    at: datetime,
    decided: Contents,
    *,
    dry_run: bool,
) -> tuple[Published, Contents]:
    for _ in range(REPLANS):
        with suppress(GoogleUnavailable):
            return _read_and_write(project, master, draft, observed, at, decided, dry_run=dry_run)
        draft = _with_doubts(project, master, draft)
    return _read_and_write(project, master, draft, observed, at, decided, dry_run=dry_run)


def _with_doubts(project: Project, master: str, draft: Draft) -> Draft:
    """The same, with what nobody knows since a write of an unknown outcome. Raises StoreError."""
    snapshot = draft.consolidated.snapshot
    last = replace(snapshot.publication, doubtful=project.store.publications.last(master).doubtful)
    known = replace(snapshot, publication=last)
    return replace(draft, consolidated=replace(draft.consolidated, snapshot=known))


def _read_and_write(
    project: Project,
    master: str,
    draft: Draft,
    observed: Observed,
    at: datetime,
    decided: Contents,
    *,
    dry_run: bool,
) -> tuple[Published, Contents]:
    """What the master shows since, and what it showed of records about which the office decided meanwhile.

    `decided` is the same of the look before.
    """
    snapshot = draft.consolidated.snapshot
    titles, rows = snapshot.publication.titles, snapshot.publication.rows
    books = read_office(project, snapshot)
    current, tables = books.as_one, publishing.titled_before(draft.tables, titles)
    moving = on_the_way(project, books, tables, snapshot.publication.remarks)
    reviewed = review(
        project, draft.consolidated, tables, current, at, observed.master_by, decided, moving.typed
    )
    draft = _again(project, draft, reviewed.snapshot, at)
    beside = moving.beside(project, reviewed.written)
    tables = tuple(with_remarks(project, draft.tables, reviewed.wanted, beside))
    tables = publishing.titled_before(tables, titles)
    shown = publishing.opened(tables, current, project.web, books.links(tables))
    shown = tuple(with_own_columns(project, books, table, reviewed.wanted, moving) for table in shown)
    plans = {
        code: with_own_rows(books, code, books.plan(code, shown, rows), shown, moving)
        for code in books.by_code
    }
    whole = one_plan(master, (_with_moved(books, code, plan, shown) for code, plan in plans.items()))
    if dry_run:
        return Published(draft.consolidated, whole), {}
    keep_copied(project, snapshot, reviewed.wanted, moving, at)
    changed = changing(reviewed)
    written = _carried_out(project, books, plans, shown, reviewed, changed)
    decided = decided_meanwhile(project, shown, reviewed, changed, written.values())
    # Where rows stand that others link to is no reason to look at the master.
    # What was written in a tab that was to go is taken along by the next run.
    is_open = books.scattered(shown) or any(one.left for one in written.values())
    mark = "" if is_open else fingerprint(project, snapshot, tables)
    refused = {tab: error for one in written.values() for tab, error in one.refused.items()}
    is_open = is_open or bool(moving.tabs or moving.halfway)
    publication = _publication(snapshot, current, shown, reviewed, written, mark, decided, is_open=is_open)
    kept = _remember(project, draft.consolidated, publication, observed, written, at)
    shows = None if refused else replace(draft, consolidated=kept)
    told = _told(project, tables, refused, master)
    return Published(kept, whole, told, shows), decided


def _with_moved(books: OfficeBooks, code: str, plan: WritePlan, tables: Sequence[Table]) -> WritePlan:
    return without_tabs(plan, books.leaving(code, tables), books.by_code[code])


def _carried_out(
    project: Project,
    books: OfficeBooks,
    plans: Mapping[str, WritePlan],
    tables: Sequence[Table],
    reviewed: Reviewed,
    changed: Collection[RecordKey],
) -> dict[str, Written]:
    """Write each workbook; tabs go last, and only where nobody wrote in them since. Raises GoogleError."""
    written: dict[str, Written] = {}
    if any(plans.values()):
        project.store.publications.doubt(books.by_code[MASTER].id, changed)
    for code, plan in plans.items():
        book, leaving = books.by_code[code], books.leaving(code, tables)
        refused = {tab for one in written.values() for tab in one.refused}
        goes = bool(leaving) and refused.isdisjoint(leaving) and is_still(project, book, leaving, tables)
        whole = without_tabs(plan, leaving, book) if goes else plan
        done = write(project, whole, books.at_home(code, tables), book, reviewed)
        written[code] = replace(done, writes=done.writes + bool(leaving), left=() if goes else leaving)
    return written


def _told(
    project: Project, tables: tuple[Table, ...], refused: Mapping[int, GoogleError], master: str
) -> dict[str, str]:
    """Tabs of the master that were refused, and why."""
    titles = {table.sheet_id: table.title for table in tables}
    lines = [f"“{titles.get(tab, tab)}”: {error}" for tab, error in refused.items()]
    return {MASTER: _with_link(project, " ".join(lines), master)} if lines else {}


def _with_link(project: Project, text: str, master: str) -> str:
    link = project.web.link(master)
    return text if link in text else f"{text} The file: {link}"


def _again(project: Project, draft: Draft, snapshot: Snapshot, at: datetime) -> Draft:
    """The same where the office changed nothing, else what follows from what it wrote."""
    if snapshot == draft.consolidated.snapshot:
        return draft
    return _draft(project, consolidate(project, snapshot, at))


def _draft(scope: Scope, consolidated: Consolidated) -> Draft:
    overall = Overall.of(consolidated)
    return Draft(consolidated, overall, tabulate(scope, consolidated, overall))


def _publication(
    snapshot: Snapshot,
    current: Workbook,
    tables: tuple[Table, ...],
    reviewed: Reviewed,
    written: Mapping[str, Written],
    mark: str,
    decided: Contents,
    *,
    is_open: bool,
) -> Publication:
    """What the master shows now; a tab that was refused shows what it did, and is tried again.

    Where tabs are on their way into another workbook, it is `is_open` where all stands.
    """
    refused = {tab for one in written.values() for tab in one.refused}
    last, stood = snapshot.publication.rows, {grid.sheet_id for grid in current.grids}
    before = {str(tab): last.get(str(tab), {}) for tab in refused}
    made = [table.sheet_id for table in tables if table.sheet_id not in stood]
    rows = publishing.with_visibility(tables, last, made)
    is_known = not (is_open or refused or any(one.moved for one in written.values()))
    stand = publishing.places(tables, current, since(written.values()), made) if is_known else {}
    return Publication(
        fingerprint="" if refused else mark,
        rows=rows | before,
        titles=publishing.titles_of(tables),
        remarks=reviewed.wanted,
        places=publishing.plain_places(stand),
        doubtful=frozenset(decided),
    )


def _remember(
    project: Project,
    consolidated: Consolidated,
    publication: Publication,
    observed: Observed,
    written: Mapping[str, Written],
    at: datetime,
) -> Consolidated:
    """Keep what the office's workbooks show now; of a second one that is empty nothing more is asked."""
    snapshot = consolidated.snapshot
    versions = {MASTER: observed.master_version, **observed.beside_versions}
    with project.store.transaction():
        project.store.publications.save(snapshot.workbooks[MASTER].id, publication, at)
        for code, done in written.items():
            book = snapshot.beside.get(code) or snapshot.workbooks.get(code)
            version = versions.get(code)
            # Each write moves Drive's counter by one; if the office wrote meanwhile, it stands higher.
            seen = None if version is None else version + done.writes
            project.store.workbooks.seen(code, seen)
            if book is not None:
                snapshot = snapshot.with_book(replace(book, seen_version=seen))
        stays = any(done.left for done in written.values())
        if snapshot.apart is not None and not is_apart(project, snapshot) and not stays:
            project.store.workbooks.forget(APART)
            beside = {code: book for code, book in snapshot.beside.items() if code != APART}
            snapshot = replace(snapshot, beside=beside)
    return replace(consolidated, snapshot=replace(snapshot, publication=publication))
