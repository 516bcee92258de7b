"""What each workbook was given of ours: title, guide, tabs, rows; what it is to have is compared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import PERIOD, UNIT
from sheets_sync.store.schema import furnishings

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_FINGERPRINTS = sa.select(furnishings.c.unit, furnishings.c.fingerprint).where(furnishings.c.period == PERIOD)
_OWN = (furnishings.c.period == PERIOD, furnishings.c.unit == UNIT)
_BODY, _FORGET = sa.select(furnishings.c.body).where(*_OWN), sa.delete(furnishings).where(*_OWN)
_INSERT = sa.insert(furnishings)


class Furnishings:
    """Questions about what workbooks hold of ours, as of the last time that they were brought into line."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def fingerprints(self) -> dict[str, str]:
        """By unit code; the master's code is empty. Nothing of a workbook of which nothing is known."""
        with self._database.reading() as db:
            rows = db.execute(_FINGERPRINTS, {"own_period": self._period}).all()
        return {row.unit: row.fingerprint for row in rows}

    def of(self, unit: str) -> str:
        """The body of one; empty when nothing is known of it."""
        with self._database.reading() as db:
            return str(db.execute(_BODY, self._own(unit)).scalar() or "")

    def keep(self, unit: str, fingerprint: str, body: str) -> None:
        """A workbook was given this."""
        with self._database.transaction() as db:
            db.execute(_FORGET, self._own(unit))
            values = {"period": self._period, "unit": unit, "fingerprint": fingerprint, "body": body}
            db.execute(_INSERT, values)

    def forget(self, unit: str) -> None:
        """Nothing is known of a workbook any more: it is another one, or was found again."""
        with self._database.transaction() as db:
            db.execute(_FORGET, self._own(unit))

    def _own(self, unit: str) -> dict[str, str]:
        return {"own_period": self._period, "own_unit": unit}
