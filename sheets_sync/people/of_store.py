"""The store without what goes: every version of every submission, findings, reviews, remarks, mails, runs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from sheets_sync.forms.columns import WRITTEN
from sheets_sync.forms.form import Form
from sheets_sync.model import RecordKey
from sheets_sync.people.masking import (
    FormRow,
    Marks,
    Masking,
    masked_finding,
    masked_submission,
    neutral,
)
from sheets_sync.people.of_messages import masked_message
from sheets_sync.store import Store
from sheets_sync.store.codec import dump, load, load_finding, load_submission
from sheets_sync.store.derived import DERIVED
from sheets_sync.store.schema import (
    bounces,
    findings,
    handovers,
    job_runs,
    mails,
    publications,
    remarks,
    removed,
    reviews,
    runs,
    submissions,
    workbooks,
)
from sheets_sync.vietnamese.mentions import EMAIL, Sought

#: Columns of texts in which people may be named, and of JSON that holds such texts.
TEXTS: Mapping[sa.Table, tuple[str, ...]] = {
    remarks: ("title", "text"),
    reviews: ("state",),
    job_runs: ("failure",),
    mails: ("subject", "failure"),
}
JSON: Mapping[sa.Table, tuple[str, ...]] = {
    publications: ("remarks",),
    runs: ("body",),
    job_runs: ("body",),
    mails: ("bounced",),
}


@dataclass(frozen=True)
class _Work:
    db: sa.Connection
    forms: Mapping[str, Form]
    masking: Masking
    #: Codes of the periods that are meant; None for all.
    periods: Collection[str] | None
    #: What went, by period and record.
    went: dict[tuple[str, RecordKey], Marks] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def rows(self, table: sa.Table) -> list[sa.RowMapping]:
        query = sa.select(table)
        if "period" in table.c and self.periods is not None:
            query = query.where(table.c.period.in_(list(self.periods)))
        if "unit" in table.c and self.masking.unit:
            query = query.where(table.c.unit == self.masking.unit)
        rows = list(self.db.execute(query).mappings())
        if table is mails and self.periods is not None:
            return [row for row in rows if tells_of(load(row["tells"]), self.periods)]
        return rows

    def write(self, table: sa.Table, row: sa.RowMapping, **values: object) -> None:
        own = [column == row[column.name] for column in table.primary_key]
        changed = {name: value for name, value in values.items() if value != row[name]}
        if changed:
            self.db.execute(sa.update(table).where(*own).values(**changed))
            self.counts[table.name] = self.counts.get(table.name, 0) + 1


def tells_of(tells: Iterable[Sequence[str]], periods: Collection[str]) -> bool:
    """Whether a mail tells something of these periods; one for the office does not say of which."""
    told = {period for period, *_ in tells}
    return not told or not told.isdisjoint(periods)


def mask_store(
    store: Store, forms: Iterable[Form], masking: Masking, periods: Collection[str] | None = None
) -> dict[str, int]:
    """Take what goes out of every table, as a whole or not at all; changed rows by table. Raises StoreError.

    `periods` are the codes of those that are meant, None for all.
    """
    with store.database.transaction() as db:
        # What can be computed from the rest is computed anew from what is left.
        for table in DERIVED:
            db.execute(sa.delete(table))
        work = _Work(db, {form.code: form for form in forms}, masking, periods)
        _submissions(work)
        _findings(work)
        _reviews(work)
        _removed(work)
        for table, names in TEXTS.items():
            _texts(work, table, names, masking.sought.masked)
        for table, names in JSON.items():
            _texts(work, table, names, lambda text: masked_json(text, masking.sought))
        _messages(work)
        _addresses(work)
    return work.counts


def _submissions(work: _Work) -> None:
    for row in work.rows(submissions):
        submission = load_submission(row["body"])
        form = work.forms.get(submission.form)
        if form is None:
            work.write(submissions, row, body=masked_json(row["body"], work.masking.sought))
            continue
        found, marks = masked_submission(submission, form, work.masking)
        work.write(submissions, row, body=dump(found))
        for key, own in marks.items():
            record = (row["period"], RecordKey(submission.form, submission.unit, key))
            work.went[record] = {**work.went.get(record, {}), **own}


def _findings(work: _Work) -> None:
    for row in work.rows(findings):
        finding = load_finding(row["body"])
        record = (row["period"], RecordKey(finding.form, row["unit"], row["key"]))
        is_over = row["field"] in work.went.get(record, {})
        without = neutral(finding) if is_over else masked_finding(finding, work.masking.sought)
        work.write(findings, row, body=dump(without))


def _reviews(work: _Work) -> None:
    for row in work.rows(reviews):
        content, form = load(row["content"]), work.forms.get(row["form"])
        marks, stays = _marks(work, row, form, content)
        without = {
            name: value
            if name in stays
            else _mark(form, name, marks[name])
            if name in marks
            else _deep(value, work.masking.sought)
            for name, value in content.items()
        }
        work.write(reviews, row, content=dump(without))


def _mark(form: Form | None, name: str, mark: str) -> str | None:
    """As the record holds it since: the mark where a text stood, else nothing."""
    return mark if form is not None and form.by_field[name].kind in WRITTEN else None


def _marks(
    work: _Work, row: sa.RowMapping, form: Form | None, texts: Mapping[str, Any]
) -> tuple[Marks, Collection[str]]:
    """What goes, and what stays, of a row that is kept elsewhere than in a submission.

    It goes by itself, or with its record.
    """
    if form is None:
        return {}, ()
    record = RecordKey(row["form"], row["unit"], row["key"])
    filled = {name: str(value) for name, value in texts.items() if value not in (None, "")}
    found = FormRow(row["period"], row["unit"], form, row["key"], filled)
    gone = work.went.get((row["period"], record), {})
    marks = {name: mark for name, mark in gone.items() if name in filled}
    return {**marks, **work.masking.marks(found)}, work.masking.stays(found)


def _removed(work: _Work) -> None:
    for row in work.rows(removed):
        body, form = load(row["body"]), work.forms.get(row["form"])
        fields = {} if form is None else {one.heading.title: one.field for one in form.columns}
        shown = {fields[title]: text for title, text in body["shown"].items() if title in fields}
        marks, stays = _marks(work, row, form, shown)
        without = _deep(body, work.masking.sought)
        without["shown"] = {
            title: text
            if fields.get(title) in stays
            else marks.get(fields.get(title, ""), work.masking.sought.masked(text))
            for title, text in body["shown"].items()
        }
        work.write(removed, row, body=dump(without))


def _texts(work: _Work, table: sa.Table, names: Iterable[str], masked: Callable[[str], str]) -> None:
    own = _books(work) if table is publications else None
    for row in work.rows(table):
        if own is None or row["workbook"] in own:
            work.write(table, row, **{name: masked(row[name]) for name in names})


def _books(work: _Work) -> Collection[str] | None:
    if work.periods is None:
        return None
    query = sa.select(workbooks.c.id).where(workbooks.c.period.in_(list(work.periods)))
    return set(work.db.execute(query).scalars())


def _messages(work: _Work) -> None:
    for row in work.rows(mails):
        work.write(mails, row, message=masked_message(row["message"], work.masking.sought))


def _addresses(work: _Work) -> None:
    """Who was reached where, of somebody who is looked for by a mail address."""
    if not any(one.kind == EMAIL for one in work.masking.sought.needles):
        return
    for table in (handovers, bounces):
        for row in list(work.db.execute(sa.select(table)).mappings()):
            if work.masking.sought.names(row["address"]):
                own = [column == row[column.name] for column in table.primary_key]
                work.db.execute(sa.delete(table).where(*own))
                work.counts[table.name] = work.counts.get(table.name, 0) + 1


def masked_json(text: str, sought: Sought) -> str:
    """JSON without those who are named in it; the very same text where nobody is."""
    held = load(text)
    without = _deep(held, sought)
    return text if without == held else dump(without)


def _deep(value: Any, sought: Sought) -> Any:
    match value:
        case str():
            return sought.masked(value)
        case dict():
            return {sought.masked(name): _deep(held, sought) for name, held in value.items()}
        case list():
            return [_deep(one, sought) for one in value]
    return value


def strings(value: Any) -> Iterator[str]:
    """Every text in what `load` gives."""
    match value:
        case str():
            yield value
        case dict():
            for name, held in value.items():
                yield name
                yield from strings(held)
        case list() | tuple():
            for one in value:
                yield from strings(one)
