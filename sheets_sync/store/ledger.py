"""What followed from the reports of a period when it was looked at last: of each unit, and of all together.

All of it is computed from what the store holds besides, and is computed anew where it is not known to hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.derived import comparisons, ledgers, stances
from sheets_sync.store.schema import submissions

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

#: So many units are named in one statement.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Head:
    """Under which terms, until when and for which submissions the ledger holds."""

    mark: str
    until: datetime
    #: Of the last submission.
    number: int
    #: What follows from all units together.
    body: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What follows from one unit's reports, as texts."""

    stance: str
    #: Keys of its rows in the master, by table.
    rows: str


@dataclass(frozen=True, slots=True, order=True)
class Comparison:
    """Records of one unit that are compared with those of other units under the same mark."""

    form: str
    mark: str
    unit: str
    body: str


class Ledger:
    """Questions about what followed."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def head(self) -> Head | None:
        """What is to be known before anything of it is used; None where nothing holds."""
        query = sa.select(ledgers).where(ledgers.c.period == self._period)
        with self._database.reading() as db:
            row = db.execute(query).first()
        return None if row is None else Head(row.mark, row.until, row.number, row.body)

    def forget(self) -> None:
        """Nothing of it holds any more."""
        with self._database.transaction() as db:
            db.execute(sa.delete(ledgers).where(ledgers.c.period == self._period))

    def last_submission(self, period: str) -> int:
        """The number of the last submission of a period; 0 without one."""
        query = sa.select(sa.func.max(submissions.c.number)).where(submissions.c.period == period)
        with self._database.reading() as db:
            return db.execute(query).scalar() or 0

    def stances(self) -> dict[str, str]:
        """Of every unit, by code."""
        query = sa.select(stances.c.unit, stances.c.body).where(stances.c.period == self._period)
        with self._database.reading() as db:
            return {row.unit: row.body for row in db.execute(query)}

    def rows(self) -> dict[str, str]:
        """Of every unit, by code, the keys of its rows in the master."""
        query = sa.select(stances.c.unit, stances.c.rows).where(stances.c.period == self._period)
        with self._database.reading() as db:
            return {row.unit: row.rows for row in db.execute(query)}

    def compared(self, form: str, mark: str) -> list[Comparison]:
        """Everything under one mark."""
        return self._comparisons(comparisons.c.form == form, comparisons.c.mark == mark)

    def comparisons_of(self, unit: str) -> list[Comparison]:
        """Everything of one unit."""
        return self._comparisons(comparisons.c.unit == unit)

    def _comparisons(self, *where: sa.ColumnElement[bool]) -> list[Comparison]:
        query = sa.select(comparisons).where(comparisons.c.period == self._period, *where)
        with self._database.reading() as db:
            return [Comparison(row.form, row.mark, row.unit, row.body) for row in db.execute(query)]

    def keep(self, head: Head, units: Mapping[str, Kept], found: Iterable[Comparison]) -> None:
        """From now on this follows from the reports of these units; of others, what was kept of them."""
        own = {"period": self._period}
        rows = [
            {**own, "form": one.form, "mark": one.mark, "unit": one.unit, "body": one.body} for one in found
        ]
        with self._database.transaction() as db:
            for table in (stances, comparisons):
                self._delete(db, table, units)
            if units:
                kept = [
                    {**own, "unit": unit, "body": one.stance, "rows": one.rows} for unit, one in units.items()
                ]
                db.execute(sa.insert(stances), kept)
            if rows:
                db.execute(sa.insert(comparisons), rows)
            db.execute(sa.delete(ledgers).where(ledgers.c.period == self._period))
            values = {"mark": head.mark, "until": head.until, "number": head.number, "body": head.body}
            db.execute(sa.insert(ledgers).values(**own, **values))

    def keep_all(self, head: Head, units: Mapping[str, Kept], found: Collection[Comparison]) -> None:
        """The same for all units that there are; what differs is written."""
        query = sa.select(stances).where(stances.c.period == self._period)
        with self._database.transaction() as db:
            before = {row.unit: Kept(row.body, row.rows) for row in db.execute(query)}
            known = frozenset(self._comparisons())
            now = frozenset(found)
            others = {one.unit for one in known ^ now}
            gone = before.keys() - units.keys()
            for table in (stances, comparisons):
                self._delete(db, table, gone)
            changed = {unit: one for unit, one in units.items() if unit in others or before.get(unit) != one}
            self.keep(head, changed, [one for one in found if one.unit in changed])

    def _delete(self, db: sa.Connection, table: sa.Table, units: Collection[str]) -> None:
        named = list(units)
        for first in range(0, len(named), CHUNK):
            some = named[first : first + CHUNK]
            db.execute(sa.delete(table).where(table.c.period == self._period, table.c.unit.in_(some)))
