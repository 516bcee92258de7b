"""Old values about somebody that the history alone holds: what is right in the sheet is right everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from sheets_sync.forms.form import Form
from sheets_sync.model import Record, RecordKey, Submission
from sheets_sync.people.masking import OfPerson, masked_record, neutral, row_of
from sheets_sync.store import Store
from sheets_sync.store.codec import dump, load, load_finding, load_submission
from sheets_sync.store.schema import findings, reviews, submissions

#: By period and record: what it holds now.
Now = Mapping[tuple[str, RecordKey], Record]


def drop_history(store: Store, forms: Iterable[Form], masking: OfPerson) -> dict[str, int]:
    """Give every former version of the person's rows the values of today; changed rows by table.

    Of rows that are gone nothing about the person stays. Raises StoreError.
    """
    by_code = {form.code: form for form in forms}
    with store.database.transaction() as db:
        rows = list(db.execute(sa.select(submissions).order_by(submissions.c.number)).mappings())
        held = [load_submission(row["body"]) for row in rows]
        now = _now(held)
        own = _own(held, by_code, masking)
        counts = {"submissions": 0, "findings": 0, "reviews": 0}
        for row, one in zip(rows, held, strict=True):
            body = dump(_with_values_of_today(one, by_code, now, own, masking))
            if body != row["body"]:
                db.execute(
                    sa.update(submissions).where(submissions.c.number == row["number"]).values(body=body)
                )
                counts["submissions"] += 1
        counts["findings"] = _findings(db, own)
        counts["reviews"] = _reviews(db, by_code, now, own)
    store.database.shred()
    return counts


def _now(held: Iterable[Submission]) -> dict[tuple[str, RecordKey], Record]:
    last = {(one.period, one.unit, one.form): one for one in held}
    return {(one.period, record.identity): record for one in last.values() for record in one.records}


def _own(
    held: Iterable[Submission], forms: Mapping[str, Form], masking: OfPerson
) -> frozenset[tuple[str, RecordKey]]:
    """Rows that are, or were, the person's."""
    return frozenset(
        (one.period, record.identity)
        for one in held
        if one.form in forms
        for record in one.records
        if masking.is_about(row_of(record, forms[one.form]))
    )


def _with_values_of_today(
    one: Submission,
    forms: Mapping[str, Form],
    now: Now,
    own: frozenset[tuple[str, RecordKey]],
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


def _findings(db: sa.Connection, own: frozenset[tuple[str, RecordKey]]) -> int:
    """What was mended quotes what stood there."""
    changed = 0
    for row in db.execute(sa.select(findings).where(findings.c.mended.is_not(None))).mappings():
        finding = load_finding(row["body"])
        if (row["period"], RecordKey(finding.form, row["unit"], row["key"])) in own:
            told = sa.update(findings).where(findings.c.number == row["number"])
            db.execute(told.values(body=dump(neutral(finding))))
            changed += 1
    return changed


def _reviews(
    db: sa.Connection, forms: Mapping[str, Form], now: Now, own: frozenset[tuple[str, RecordKey]]
) -> int:
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
