"""The history of runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.asked import COUNT, NUMBER, PERIOD, UNTIL
from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import runs

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_BEGIN = sa.insert(runs).returning(runs.c.number)
_LAST_FULL = sa.select(sa.func.max(runs.c.begun)).where(
    runs.c.period == PERIOD, runs.c.full_sweep, runs.c.finished.is_not(None), runs.c.begun <= UNTIL
)
_UPDATE = sa.update(runs).where(runs.c.number == NUMBER)
_LATEST = sa.select(runs).where(runs.c.period == PERIOD).order_by(runs.c.number.desc()).limit(COUNT)


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of the sync."""

    number: int
    begun: datetime
    finished: datetime | None
    #: Counts and troubles, as the pipeline told them.
    summary: Mapping[str, Any]


class Runs:
    """Questions about runs."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def begin(self, at: datetime, *, full: bool = False) -> int:
        """A run begins, a full one looks at every workbook; its number."""
        values = {"period": self._period, "full_sweep": full, "begun": at, "body": "{}"}
        with self._database.transaction() as db:
            number = db.execute(_BEGIN, values).scalar_one()
        return int(number)

    def last_full(self, at: datetime) -> datetime | None:
        """When the last finished full run began that is not after a moment; None when there was none."""
        own = {"own_period": self._period, "until_then": at}
        with self._database.reading() as db:
            found: datetime | None = db.execute(_LAST_FULL, own).scalar()
        return found

    def note(self, number: int, summary: Mapping[str, Any]) -> None:
        """What the run has done so far: known even if it is killed later."""
        with self._database.transaction() as db:
            db.execute(_UPDATE, {"own_number": number, "body": dump(summary)})

    def finish(self, number: int, at: datetime) -> None:
        """The run ended."""
        with self._database.transaction() as db:
            db.execute(_UPDATE, {"own_number": number, "finished": at})

    def latest(self, limit: int) -> tuple[Run, ...]:
        """The last runs, the latest first."""
        with self._database.reading() as db:
            rows = db.execute(_LATEST, {"own_period": self._period, "at_most": limit}).all()
        return tuple(Run(row.number, row.begun, row.finished, load(row.body)) for row in rows)
