"""What the master shows, what the office wrote in it, and what was removed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import publications, removed

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class Publication:
    """The last publication of a workbook."""

    fingerprint: str
    #: Row fingerprints by table and row key.
    rows: Mapping[str, Mapping[str, str]]
    #: What the office wrote: form, record key, column title, text.
    remarks: Mapping[str, Mapping[str, Mapping[str, str]]]


NOTHING = Publication("", {}, {})


class Publications:
    """Questions about the master."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def last(self, workbook: str) -> Publication:
        """The last publication; an empty one when there was none."""
        query = sa.select(publications).where(publications.c.workbook == workbook)
        with self._database.reading() as db:
            row = db.execute(query).first()
        return NOTHING if row is None else Publication(row.fingerprint, load(row.rows), load(row.remarks))

    def save(self, workbook: str, publication: Publication, at: datetime) -> None:
        """The workbook now shows this."""
        with self._database.transaction() as db:
            db.execute(sa.delete(publications).where(publications.c.workbook == workbook))
            db.execute(
                sa.insert(publications).values(
                    workbook=workbook,
                    fingerprint=publication.fingerprint,
                    rows=dump(publication.rows),
                    remarks=dump(publication.remarks),
                    at=at,
                )
            )

    def inherit(self, before: str, workbook: str) -> None:
        """A workbook takes the place of another: what was published and remarked there is known of it."""
        if before == workbook:
            return
        found = self.last(before)
        with self._database.transaction() as db:
            db.execute(sa.delete(publications).where(publications.c.workbook.in_((before, workbook))))
            if found != NOTHING:
                # Nothing of it stands in the new one: no fingerprint says so.
                values = {"rows": dump(found.rows), "remarks": dump(found.remarks)}
                at = datetime.min.replace(tzinfo=UTC)
                db.execute(sa.insert(publications).values(workbook=workbook, fingerprint="", at=at, **values))

    def remove(self, form: str, key: str, body: Mapping[str, Any], at: datetime) -> None:
        """A record is about to leave the master; `body` is what it held and what the office wrote beside it.

        Said again after a crash, it is kept once.
        """
        text = dump(body)
        where = (removed.c.period == self._period, removed.c.form == form, removed.c.key == key)
        last = sa.select(removed.c.body).where(*where)
        with self._database.transaction() as db:
            if db.execute(last.order_by(removed.c.number.desc()).limit(1)).scalar() != text:
                values = {"period": self._period, "form": form, "key": key}
                db.execute(sa.insert(removed).values(**values, at=at, body=text))

    def removed(self) -> tuple[tuple[str, str, datetime, Mapping[str, Any]], ...]:
        """Form, key, moment and body of every removal, the oldest first."""
        with self._database.reading() as db:
            query = sa.select(removed).where(removed.c.period == self._period)
            rows = db.execute(query.order_by(removed.c.number)).all()
        return tuple((row.form, row.key, row.at, load(row.body)) for row in rows)
