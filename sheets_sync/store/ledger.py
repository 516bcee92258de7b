"""What followed from the reports of a period when it was looked at last: of each unit, and of all together.

All of it is computed from what the store holds besides, and is computed anew where it is not known to hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.asked import FORM, PERIOD, UNIT, UNITS
from sheets_sync.store.derived import comparisons, ledgers, stances
from sheets_sync.store.schema import submissions

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

#: So many units are named in one statement.
CHUNK = 500

_HEAD = sa.select(ledgers).where(ledgers.c.period == PERIOD)
_FORGET, _INSERT = sa.delete(ledgers).where(ledgers.c.period == PERIOD), sa.insert(ledgers)
_LAST = sa.select(sa.func.max(submissions.c.number)).where(submissions.c.period == PERIOD)
_STANCES = sa.select(stances).where(stances.c.period == PERIOD)
_BODIES = sa.select(stances.c.unit, stances.c.body).where(stances.c.period == PERIOD)
_ROWS = sa.select(stances.c.unit, stances.c.rows).where(stances.c.period == PERIOD)
_COMPARISONS = sa.select(comparisons).where(comparisons.c.period == PERIOD)
_UNDER = _COMPARISONS.where(comparisons.c.form == FORM, comparisons.c.mark == sa.bindparam("own_mark"))
_OF_UNIT = _COMPARISONS.where(comparisons.c.unit == UNIT)
_OF_UNITS = [
    sa.delete(one).where(one.c.period == PERIOD, one.c.unit.in_(UNITS)) for one in (stances, comparisons)
]
_INSERT_STANCES, _INSERT_COMPARISONS = sa.insert(stances), sa.insert(comparisons)


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
        with self._database.reading() as db:
            row = db.execute(_HEAD, {"own_period": self._period}).first()
        return None if row is None else Head(row.mark, row.until, row.number, row.body)

    def forget(self) -> None:
        """Nothing of it holds any more."""
        with self._database.transaction() as db:
            db.execute(_FORGET, {"own_period": self._period})

    def last_submission(self, period: str) -> int:
        """The number of the last submission of a period; 0 without one."""
        with self._database.reading() as db:
            return db.execute(_LAST, {"own_period": period}).scalar() or 0

    def stances(self) -> dict[str, str]:
        """Of every unit, by code."""
        with self._database.reading() as db:
            return {row.unit: row.body for row in db.execute(_BODIES, {"own_period": self._period})}

    def rows(self) -> dict[str, str]:
        """Of every unit, by code, the keys of its rows in the master."""
        with self._database.reading() as db:
            return {row.unit: row.rows for row in db.execute(_ROWS, {"own_period": self._period})}

    def compared(self, form: str, mark: str) -> list[Comparison]:
        """Everything under one mark."""
        return self._comparisons(_UNDER, own_form=form, own_mark=mark)

    def comparisons_of(self, unit: str) -> list[Comparison]:
        """Everything of one unit."""
        return self._comparisons(_OF_UNIT, own_unit=unit)

    def _comparisons(self, query: sa.Select[Any] = _COMPARISONS, **own: str) -> list[Comparison]:
        with self._database.reading() as db:
            rows = db.execute(query, {"own_period": self._period, **own})
            return [Comparison(row.form, row.mark, row.unit, row.body) for row in rows]

    def keep(self, head: Head, units: Mapping[str, Kept], found: Iterable[Comparison]) -> None:
        """From now on this follows from the reports of these units; of others, what was kept of them."""
        own = {"period": self._period}
        rows = [
            {**own, "form": one.form, "mark": one.mark, "unit": one.unit, "body": one.body} for one in found
        ]
        with self._database.transaction() as db:
            self._delete(db, units)
            if units:
                kept = [
                    {**own, "unit": unit, "body": one.stance, "rows": one.rows} for unit, one in units.items()
                ]
                db.execute(_INSERT_STANCES, kept)
            if rows:
                db.execute(_INSERT_COMPARISONS, rows)
            db.execute(_FORGET, {"own_period": self._period})
            values = {"mark": head.mark, "until": head.until, "number": head.number, "body": head.body}
            db.execute(_INSERT, {**own, **values})

    def keep_all(self, head: Head, units: Mapping[str, Kept], found: Collection[Comparison]) -> None:
        """The same for all units that there are; what differs is written."""
        with self._database.transaction() as db:
            rows = db.execute(_STANCES, {"own_period": self._period})
            before = {row.unit: Kept(row.body, row.rows) for row in rows}
            known = frozenset(self._comparisons())
            now = frozenset(found)
            others = {one.unit for one in known ^ now}
            gone = before.keys() - units.keys()
            self._delete(db, gone)
            changed = {unit: one for unit, one in units.items() if unit in others or before.get(unit) != one}
            self.keep(head, changed, [one for one in found if one.unit in changed])

    def _delete(self, db: sa.Connection, units: Collection[str]) -> None:
        named = list(units)
        for first in range(0, len(named), CHUNK):
            own = {"own_period": self._period, "own_units": named[first : first + CHUNK]}
            for delete in _OF_UNITS:
                db.execute(delete, own)
