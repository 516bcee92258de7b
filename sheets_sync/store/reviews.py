"""What the office decided about each record, and all that it ever wrote beside one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.model import Review
from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import remarks, reviews

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class Remark:
    """What stood in one of the office's columns beside a record from a moment on."""

    form: str
    key: str
    title: str
    text: str
    at: datetime
    #: Who changed the master last, as Drive tells it; empty when it does not.
    by: str


class Reviews:
    """Questions about reviews and remarks."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def known(self) -> dict[tuple[str, str], Review]:
        """By form and record key."""
        with self._database.reading() as db:
            rows = db.execute(sa.select(reviews).where(reviews.c.period == self._period)).all()
        return {(row.form, row.key): Review(row.state, row.before, load(row.content)) for row in rows}

    def save(self, form: str, found: Mapping[str, Review]) -> None:
        """The reviews of a form's records by key; others of the form stay as they are."""
        with self._database.transaction() as db:
            for key, review in found.items():
                own = (reviews.c.period == self._period, reviews.c.form == form, reviews.c.key == key)
                db.execute(sa.delete(reviews).where(*own))
                values = {"state": review.state, "before": review.before, "content": dump(review.content)}
                db.execute(sa.insert(reviews).values(period=self._period, form=form, key=key, **values))

    def remarked(self, form: str, key: str, title: str, text: str, at: datetime, by: str) -> None:
        """The office wrote; said again after a crash, it is kept once."""
        own = (remarks.c.period == self._period, remarks.c.form == form, remarks.c.key == key)
        last = sa.select(remarks.c.text).where(*own, remarks.c.title == title)
        with self._database.transaction() as db:
            if db.execute(last.order_by(remarks.c.number.desc()).limit(1)).scalar() == text:
                return
            values = {"period": self._period, "form": form, "key": key, "title": title}
            db.execute(sa.insert(remarks).values(**values, text=text, at=at, by=by))

    def history(self) -> tuple[Remark, ...]:
        """Every remark of the period, the oldest first."""
        query = sa.select(remarks).where(remarks.c.period == self._period).order_by(remarks.c.number)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple(Remark(row.form, row.key, row.title, row.text, row.at, row.by) for row in rows)
