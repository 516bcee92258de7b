"""Which units' reports are closed (chốt số liệu), and who may go on for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import PERIOD
from sheets_sync.store.schema import closings

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_KNOWN = sa.select(closings).where(closings.c.period == PERIOD).order_by(closings.c.unit)


@dataclass(frozen=True, slots=True)
class Closing:
    """One unit's reports of a period are closed."""

    unit: str
    #: When they were closed last.
    at: datetime
    #: The unit may go on until then; None when it may not.
    open_until: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether the reports are closed at a moment."""
        return self.open_until is None or self.open_until <= at


class Closings:
    """Questions about closed reports."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def known(self) -> dict[str, Closing]:
        """Every closing of the period by unit, those with an exception included."""
        with self._database.reading() as db:
            rows = db.execute(_KNOWN, {"own_period": self._period}).all()
        return {row.unit: Closing(row.unit, row.at, row.open_until) for row in rows}

    def close(self, unit: str, at: datetime) -> None:
        """Close a unit's reports; an exception ends."""
        with self._database.transaction() as db:
            self._forget(db, unit)
            db.execute(sa.insert(closings).values(period=self._period, unit=unit, at=at))

    def reopen(self, unit: str, until: datetime | None = None) -> None:
        """Open a unit's reports again: until a moment, or for good. Nothing happens to those never closed."""
        with self._database.transaction() as db:
            if until is None:
                self._forget(db, unit)
            else:
                where = (closings.c.period == self._period, closings.c.unit == unit)
                db.execute(sa.update(closings).where(*where).values(open_until=until))

    def _forget(self, db: sa.Connection, unit: str) -> None:
        db.execute(sa.delete(closings).where(closings.c.period == self._period, closings.c.unit == unit))
