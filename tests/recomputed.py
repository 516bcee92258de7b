"""Whether what is kept of a run is what a look at everything gives; asking changes nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sheets_sync.master import publishing
from sheets_sync.pipeline.bookkeeping import comparisons, head_of, known, rows_by_unit
from sheets_sync.pipeline.consolidating import consolidate
from sheets_sync.pipeline.hindrances import hindrances
from sheets_sync.pipeline.office_books import read_office
from sheets_sync.pipeline.overall import Overall
from sheets_sync.pipeline.project import Project
from sheets_sync.pipeline.resting import Rest, rest_at
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.pipeline.stances import written
from sheets_sync.pipeline.tabulating import tabulate


def _rest(project: Project, at: datetime) -> Rest:
    store = project.store
    return rest_at(project, store.closings.known(), at, hindrances(project, at).mark, store.notes.latest(1))


def is_known(project: Project, at: datetime) -> bool:
    """Whether the next run looks at what changes only."""
    books = project.store.workbooks.known()
    return known(project, books, _rest(project, at)) is not None


def differing(project: Project, at: datetime) -> Iterator[str]:
    """Where the ledger, what is known of the master, and the master itself differ from what follows."""
    if not is_known(project, at):
        return
    hindered = hindrances(project, at)
    snapshot = Snapshot.of(project, hindered)
    found = consolidate(project, snapshot, at)
    overall = Overall.of(found)
    tables = publishing.titled_before(tabulate(project, found, overall), snapshot.publication.titles)
    ledger, rows = project.store.ledger, rows_by_unit(project, tables)
    head = ledger.head()
    books, rest = snapshot.workbooks, _rest(project, at)
    yield from _unlike("head", head, head_of(project, overall, rest, books))
    yield from _unlike(
        "stances", ledger.stances(), {unit: written(one) for unit, one in overall.stances.items()}
    )
    kept = known(project, books, rest)
    assert kept is not None
    yield from _unlike(
        "rows", {u: dict(r) for u, r in kept.rows.items()}, {u: rows.get(u, {}) for u in kept.rows}
    )
    expected = sorted(one for held in found.submissions for one in comparisons(project, held))
    yield from _unlike("comparisons", sorted(ledger.comparisons()), expected)
    office = read_office(project, snapshot)
    current = office.as_one
    shown = publishing.opened(tables, current, project.web, office.links(tables))
    stood, now = snapshot.publication.rows, publishing.row_fingerprints(shown)
    yield from _unlike("fingerprints", {t: _of_rows(r) for t, r in stood.items()}, now)
    for code in office.by_code:
        plan = office.plan(code, shown, stood)
        yield from (f"{code or 'master'}: {line}" for line in plan.summary or map(str, plan.requests))
    places = publishing.places(shown, current, None, ())
    yield from _unlike("places", snapshot.publication.places, publishing.plain_places(places))


def _of_rows(rows: Any) -> dict[str, str]:
    return {key: one for key, one in rows.items() if key != publishing.WHOLE_TAB}


def _unlike(name: str, kept: Any, follows: Any) -> Iterator[str]:
    if kept == follows:
        return
    if isinstance(kept, dict) and isinstance(follows, dict):
        for key in sorted({*kept, *follows}):
            yield from _unlike(f"{name}/{key}", kept.get(key), follows.get(key))
    else:
        yield f"{name}: {kept!r} is kept, {follows!r} follows"
