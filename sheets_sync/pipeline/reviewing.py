"""What the office wrote and decided in the master, judged and kept before anything is written at Google."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.judging.decisions import judge
from sheets_sync.master import publishing
from sheets_sync.master.tables import matrix
from sheets_sync.master.tables.wording import (
    ABOUT_TITLES,
    ACCEPT_NEW,
    DECISION_TITLE,
    REVIEW_TITLE,
    UNIT_TITLE,
)
from sheets_sync.model import Review, Table, Workbook
from sheets_sync.pipeline.consolidating import Remarks, remark_codes
from sheets_sync.pipeline.project import Project
from sheets_sync.reading import lastgood
from sheets_sync.store import Publication

#: Column title to text, of one record.
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The office's columns of the master."""

    #: What stands there.
    written: Remarks
    #: What is to stand there.
    wanted: Remarks


def review(
    project: Project, tables: tuple[Table, ...], current: Workbook, last: Publication, at: datetime, by: str
) -> Reviewed:
    """Judge the decision about each record of `tables` and keep what the office wrote.

    `by` is who changed the master last. What stood beside a record that comes back, or whose row the office
    deleted, is wanted again.
    """
    by_id = {table.sheet_id: table for table in tables}
    forms = {form.code for form in project.forms}
    written: dict[str, dict[str, Texts]] = {}
    wanted: dict[str, dict[str, Texts]] = {}
    with project.store.transaction():
        codes = {one: code for one, code in remark_codes(project).items() if one in by_id}
        removed = {
            (form, key): body["remarks"] for form, key, _, body in project.store.publications.removed()
        }
        _keep_removed(project, by_id, codes, current, last, removed, at)
        known, lost = project.store.reviews.known(), {**removed, **_shown_last(last, codes)}
        for sheet_id, code in codes.items():
            table = by_id[sheet_id]
            seen = publishing.contents(table, current, ABOUT_TITLES)
            texts: dict[str, Texts] = dict(publishing.remarks(table, current))
            of_form = {key: one for (form, key), one in known.items() if form == code}
            # Of a row that is not there nobody cleared the remarks; and what we wrote the office did not.
            there = {key: one for key, one in last.remarks.get(code, {}).items() if key in seen}
            ours = {key: one.state for key, one in of_form.items() if one.before}
            _keep_history(project, code, there, texts, ours, at, by)
            written[code] = dict(texts)
            gone = (row.key for row in table.rows if row.key not in seen)
            texts |= {key: found for key in gone if (found := lost.get((code, key)))}
            wanted[code] = _reviewed(project, code, table, texts, of_form, seen) if code in forms else texts
        wanted[matrix.CODE] = _decided(project, wanted[matrix.CODE], at)
    return Reviewed(written, wanted)


def _reviewed(
    project: Project,
    form: str,
    table: Table,
    texts: Mapping[str, Texts],
    known: Mapping[str, Review],
    seen: Mapping[str, Texts],
) -> dict[str, Texts]:
    """Judge and keep the decision about each record; the texts with the states that are to stand there."""
    reviews = _judged(table, texts, known, seen)
    leaving = _leaving(table, texts, known, seen)
    project.store.reviews.save(form, _different({**reviews, **leaving}, known))
    return _with_states(texts, reviews)


def _judged(
    table: Table, texts: Mapping[str, Texts], known: Mapping[str, Review], seen: Mapping[str, Texts]
) -> dict[str, Review]:
    return {
        row.key: judge(
            texts.get(row.key, {}).get(REVIEW_TITLE, ""),
            known.get(row.key),
            seen.get(row.key),
            publishing.row_content(row, table, ABOUT_TITLES),
        )
        for row in table.rows
    }


def _leaving(
    table: Table, texts: Mapping[str, Texts], known: Mapping[str, Review], seen: Mapping[str, Texts]
) -> dict[str, Review]:
    """What was decided about records that go now: they may come back holding something else."""
    kept = {row.key for row in table.rows}
    return {
        key: judge(texts.get(key, {}).get(REVIEW_TITLE, ""), known.get(key), content, content)
        for key, content in seen.items()
        if key not in kept
    }


def _different(reviews: Mapping[str, Review], known: Mapping[str, Review]) -> dict[str, Review]:
    nothing = Review("", "", {})
    return {key: one for key, one in reviews.items() if one != known.get(key, nothing)}


def _with_states(texts: Mapping[str, Texts], reviews: Mapping[str, Review]) -> dict[str, Texts]:
    states = {key: one.state for key, one in reviews.items() if one.state}
    return {
        key: {**texts.get(key, {}), **({REVIEW_TITLE: states[key]} if key in states else {})}
        for key in {**texts, **states}
    }


def _shown_last(last: Publication, codes: Mapping[int, str]) -> dict[tuple[str, str], Texts]:
    """What stood beside each row that the master showed last."""
    return {
        (code, key): last.remarks.get(code, {}).get(key, {})
        for sheet_id, code in codes.items()
        for key in last.rows.get(str(sheet_id), {})
    }


def _keep_removed(
    project: Project,
    tables: Mapping[int, Table],
    codes: Mapping[int, str],
    current: Workbook,
    last: Publication,
    removed: Mapping[tuple[str, str], Texts],
    at: datetime,
) -> None:
    """Before a row is deleted, what it held goes into the store, and from there to “Đã gỡ”.

    Of a row that only tells about records or units, nothing is lost unless the office wrote beside it.
    """
    forms = {form.code for form in project.forms}
    for sheet_id, code in codes.items():
        table = tables[sheet_id]
        # What a run that died had kept before it deleted the row itself is kept once.
        deleted = (
            row
            for row in _deleted_rows(code, table, current, last)
            if not row.remarks.items() <= removed.get((code, row.key), {}).items()
        )
        rows = (*publishing.removed_rows(table, current), *deleted)
        for row in rows:
            if code not in forms and not row.remarks:
                continue
            unit = project.units.get(row.key.partition("/")[0])
            # A unit that left the roster is named as its row names it.
            name = row.own.get(UNIT_TITLE, row.key) if unit is None else unit.name
            body = {"unit": name, "own": dict(row.own), "remarks": dict(row.remarks)}
            project.store.publications.remove(code, row.key, body, at)


def _deleted_rows(
    code: str, table: Table, current: Workbook, last: Publication
) -> Iterable[publishing.RemovedRow]:
    """Rows that the office deleted while their records went: of them only what it had written is known."""
    kept = {row.key for row in table.rows} | publishing.contents(table, current, ABOUT_TITLES).keys()
    for key in sorted(last.rows.get(str(table.sheet_id), {}).keys() - kept):
        if texts := last.remarks.get(code, {}).get(key):
            yield publishing.RemovedRow(key, {"Nội dung": "văn phòng đã xóa dòng này"}, texts)


def _keep_history(
    project: Project,
    form: str,
    before: Mapping[str, Texts],
    now: Mapping[str, Texts],
    ours: Mapping[str, str],
    at: datetime,
    by: str,
) -> None:
    """Keep what differs; `ours` are the states, by record, that the sync itself has written."""
    for key in now.keys() | before.keys():
        was, found = before.get(key, {}), now.get(key, {})
        for title in sorted(was.keys() | found.keys()):
            is_ours = title == REVIEW_TITLE and key in ours and found.get(title) == ours[key]
            if was.get(title, "") != found.get(title, "") and not is_ours:
                project.store.reviews.remarked(form, key, title, found.get(title, ""), at, by)


def _decided(project: Project, written: Mapping[str, Texts], at: datetime) -> dict[str, Texts]:
    """Let what was held back count where the office accepts it; a decision is used once and then cleared."""
    latest = project.store.submissions.latest(project.period.code)
    for (unit, _), submission in latest.items():
        if written.get(unit, {}).get(DECISION_TITLE) == ACCEPT_NEW:
            project.store.submissions.save(lastgood.accepted(submission, at), at)
    return {
        unit: {**texts, **({DECISION_TITLE: ""} if texts.get(DECISION_TITLE) == ACCEPT_NEW else {})}
        for unit, texts in written.items()
    }
