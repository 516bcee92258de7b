"""Old values about somebody that the history alone holds: what is right in the sheet is right everywhere."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import sqlalchemy as sa

from sheets_sync.forms.form import Form
from sheets_sync.model import Personal, Record, RecordKey, Submission
from sheets_sync.people.erasing import Holdings, Went, take_out
from sheets_sync.people.masking import (
    FormRow,
    Marks,
    OfPerson,
    masked_record,
    neutral,
    row_of,
    texts_of,
)
from sheets_sync.store import Store
from sheets_sync.store.codec import dump, load, load_finding, load_submission
from sheets_sync.store.schema import findings, reviews, submissions
from sheets_sync.store.workbooks import MASTER
from sheets_sync.vietnamese.erased import ERASED
from sheets_sync.vietnamese.mentions import Sought, is_one, needle

#: By period and record: what it holds now.
Now = Mapping[tuple[str, RecordKey], Record]
#: Period and record of the rows that are, or were, a person's.
Own = frozenset[tuple[str, RecordKey]]
#: Kinds by which an old value is found in other texts too.
TOLD = frozenset({Personal.NAME, Personal.CONTACT, Personal.IDENTITY})


@dataclass(frozen=True, slots=True)
class OfHistory:
    """Old values about somebody that no sheet holds any more, and rows of this person's that are gone."""

    sought: Sought
    gone: Collection[tuple[str, RecordKey]]
    unit: str = ""
    keeps_findings: bool = True
    takes_everybody: bool = False
    is_known_from_store: bool = True

    def learnt(self, rows: Iterable[FormRow]) -> Self:  # noqa: ARG002 (of Masking)
        """The same: what stands in a sheet is right."""
        return self

    def marks(self, row: FormRow) -> Marks:
        """All of a row that is gone."""
        if (row.period, row.record) not in self.gone:
            return {}
        return {name: ERASED for name, _ in row.filled()}

    def stays(self, row: FormRow) -> Collection[str]:  # noqa: ARG002 (of Masking)
        """Nothing."""
        return ()


def drop_history(holdings: Holdings, masking: OfPerson) -> Went:
    """Take old values about a person out of the office's workbooks, mails, tables, then of former versions.

    These get the values of today; of rows that are gone nothing about the person stays. What is right in a
    sheet, this person's or another's, is right everywhere. Raises StoreError.
    """
    store, by_code = holdings.store, {form.code: form for form in holdings.config.forms}
    with store.database.reading() as db:
        rows = list(db.execute(sa.select(submissions).order_by(submissions.c.number)).mappings())
    held = [load_submission(row["body"]) for row in rows]
    now, own = _now(held), _own(held, by_code, masking)
    key = secrets.token_bytes(32)
    old = Sought(tuple(needle(text, key) for text in _old_values(held, by_code, now, own)), key)
    went = take_out(holdings, OfHistory(old, own - now.keys()), owners=(MASTER,))
    if went.failed:
        return went
    counts = _former_versions(store, by_code, masking, now, own)
    return Went({**went.changed, **counts}, {}, store.database.shred())


def _former_versions(
    store: Store, forms: Mapping[str, Form], masking: OfPerson, now: Now, own: Own
) -> dict[str, int]:
    with store.database.transaction() as db:
        counts = {"submissions": 0, "findings": 0, "reviews": 0}
        for row in list(db.execute(sa.select(submissions)).mappings()):
            one = load_submission(row["body"])
            body = dump(_with_values_of_today(one, forms, now, own, masking))
            if body != row["body"]:
                same = submissions.c.number == row["number"]
                db.execute(sa.update(submissions).where(same).values(body=body))
                counts["submissions"] += 1
        counts["findings"] = _findings(db, own)
        counts["reviews"] = _reviews(db, forms, now, own)
    return counts


def _old_values(held: Iterable[Submission], forms: Mapping[str, Form], now: Now, own: Own) -> frozenset[str]:
    """Names and numbers that stood in rows of the person's and that nothing reported holds today."""
    found = {
        row.texts[name]
        for one in held
        if one.form in forms
        for record in (*one.records, *(() if one.held is None else one.held.records))
        if (one.period, record.identity) in own
        for row in [row_of(record, forms[one.form])]
        for name, personal in row.filled()
        if personal in TOLD and is_one(row.texts[name])
    }
    today = [text for record in now.values() for text in texts_of(record).values()]
    return frozenset(text for text in found if not _is_in(text, today))


def _is_in(text: str, texts: Iterable[str]) -> bool:
    own = Sought((needle(text, b""),), b"")
    return any(own.mentions(one) for one in texts)


def _now(held: Iterable[Submission]) -> dict[tuple[str, RecordKey], Record]:
    last = {(one.period, one.unit, one.form): one for one in held}
    return {(one.period, record.identity): record for one in last.values() for record in one.records}


def _own(held: Iterable[Submission], forms: Mapping[str, Form], masking: OfPerson) -> Own:
    """Rows that are, or were, the person's."""
    return frozenset(
        (one.period, record.identity)
        for one in held
        if one.form in forms and masking.unit in ("", one.unit)
        for record in one.records
        if masking.is_about(row_of(record, forms[one.form]))
    )


def _with_values_of_today(
    one: Submission,
    forms: Mapping[str, Form],
    now: Now,
    own: Own,
    masking: OfPerson,
) -> Submission:
    def today(record: Record) -> Record:
        key = (one.period, record.identity)
        if key not in own:
            return record
        if key in now:
            right = now[key]
            people = forms[one.form].people
            return replace(
                record,
                values={**record.values, **{name: right.values.get(name) for name in people}},
                rejected={name: text for name, text in record.rejected.items() if name not in people},
            )
        return masked_record(record, forms[one.form], masking)[0]

    records = tuple(map(today, one.records))
    return one if records == one.records else replace(one, records=records)


def _findings(db: sa.Connection, own: Own) -> int:
    """What was mended quotes what stood there."""
    changed = 0
    for row in db.execute(sa.select(findings).where(findings.c.mended.is_not(None))).mappings():
        finding = load_finding(row["body"])
        if (row["period"], RecordKey(finding.form, row["unit"], row["key"])) in own:
            told = sa.update(findings).where(findings.c.number == row["number"])
            db.execute(told.values(body=dump(neutral(finding))))
            changed += 1
    return changed


def _reviews(db: sa.Connection, forms: Mapping[str, Form], now: Now, own: Own) -> int:
    """What was approved, with the values of today: a value put right takes no approval back."""
    changed = 0
    for row in list(db.execute(sa.select(reviews)).mappings()):
        key = (row["period"], RecordKey(row["form"], row["unit"], row["key"]))
        if key not in own or key not in now or row["form"] not in forms:
            continue
        content: dict[str, Any] = load(row["content"])
        right = {name: now[key].values.get(name) for name in forms[row["form"]].people if name in content}
        body = dump({**content, **right})
        if body != row["content"]:
            same = [column == row[column.name] for column in reviews.primary_key]
            db.execute(sa.update(reviews).where(*same).values(content=body))
            changed += 1
    return changed
