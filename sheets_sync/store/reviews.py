"""What the office decided about each record, and all that it ever wrote beside one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.model import OfficeColumn, RecordKey, Review
from sheets_sync.store.asked import PERIOD, UNITS
from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import remarks, reviews

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_KNOWN = sa.select(reviews).where(reviews.c.period == PERIOD)
_KNOWN_OF = _KNOWN.where(reviews.c.unit.in_(UNITS))


@dataclass(frozen=True, slots=True)
class Remarked:
    """What stood in one of the office's columns beside a record from a moment on."""

    record: RecordKey
    column: OfficeColumn
    text: str
    at: datetime
    #: Who changed the master last, as Drive tells it; empty when it does not.
    by: str


class Reviews:
    """Questions about reviews and remarks."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def known(self) -> dict[RecordKey, Review]:
        """Every review of the period."""
        return self._known(_KNOWN)

    def known_of(self, units: Collection[str]) -> dict[RecordKey, Review]:
        """Every review of these units' records."""
        return self._known(_KNOWN_OF, own_units=list(units))

    def _known(self, query: sa.Select[Any], **own: list[str]) -> dict[RecordKey, Review]:
        with self._database.reading() as db:
            rows = db.execute(query, {"own_period": self._period, **own}).all()
        return {
            RecordKey(row.form, row.unit, row.key): Review(row.state, row.before, load(row.content))
            for row in rows
        }

    def save(self, found: Mapping[RecordKey, Review]) -> None:
        """The reviews of these records; others stay as they are."""
        with self._database.transaction() as db:
            for record, review in found.items():
                db.execute(sa.delete(reviews).where(*self._of(reviews, record)))
                values = {"state": review.state, "before": review.before, "content": dump(review.content)}
                db.execute(sa.insert(reviews).values(period=self._period, **asdict(record), **values))

    def remarked(self, record: RecordKey, column: OfficeColumn, text: str, at: datetime, by: str) -> None:
        """The office wrote; said again after a crash, it is kept once."""
        own = (*self._of(remarks, record), remarks.c.code == column.code, remarks.c.title == column.title)
        last = sa.select(remarks.c.text).where(*own).order_by(remarks.c.number.desc()).limit(1)
        with self._database.transaction() as db:
            if db.execute(last).scalar() == text:
                return
            values = {"period": self._period, **asdict(record), **asdict(column)}
            db.execute(sa.insert(remarks).values(**values, text=text, at=at, by=by))

    def history(self) -> tuple[Remarked, ...]:
        """Every remark of the period, the oldest first."""
        query = sa.select(remarks).where(remarks.c.period == self._period).order_by(remarks.c.number)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple(
            Remarked(
                RecordKey(row.form, row.unit, row.key),
                OfficeColumn(row.code, row.title),
                row.text,
                row.at,
                row.by,
            )
            for row in rows
        )

    def beside(self, column: OfficeColumn) -> frozenset[tuple[str, RecordKey]]:
        """Period and record of all rows, whatever their period, beside which the column holds a text now."""
        own = (remarks.c.code == column.code, remarks.c.title == column.title)
        query = sa.select(remarks).where(*own).order_by(remarks.c.number)
        with self._database.reading() as db:
            last = {
                (row.period, RecordKey(row.form, row.unit, row.key)): row.text for row in db.execute(query)
            }
        return frozenset(record for record, text in last.items() if text)

    def _of(self, table: sa.Table, record: RecordKey) -> Iterable[sa.ColumnElement[bool]]:
        own = {"period": self._period, **asdict(record)}
        return (table.c[name] == value for name, value in own.items())
