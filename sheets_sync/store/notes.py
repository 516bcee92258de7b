"""What was done about people's data in a period: exports and erasures, for the journal; never whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import COUNT, PERIOD
from sheets_sync.store.schema import notes

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_LATEST = sa.select(notes).where(notes.c.period == PERIOD).order_by(notes.c.number.desc()).limit(COUNT)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was done."""

    number: int
    at: datetime
    #: In Vietnamese; counts and places, never values.
    told: str


class Notes:
    """Questions about what was done about people's data."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def add(self, at: datetime, told: str) -> None:
        """Remember that something was done."""
        with self._database.transaction() as db:
            db.execute(sa.insert(notes).values(period=self._period, at=at, told=told))

    def latest(self, count: int) -> tuple[Note, ...]:
        """The latest first."""
        with self._database.reading() as db:
            rows = db.execute(_LATEST, {"own_period": self._period, "at_most": count}).all()
        return tuple(Note(row.number, row.at, row.told) for row in rows)
