"""The history of runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import runs

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


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

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, at: datetime) -> int:
        """A run begins; its number."""
        with self._database.transaction() as db:
            number = db.execute(
                sa.insert(runs).values(begun=at, body="{}").returning(runs.c.number)
            ).scalar_one()
        return int(number)

    def note(self, number: int, summary: Mapping[str, Any]) -> None:
        """What the run has done so far: known even if it is killed later."""
        with self._database.transaction() as db:
            db.execute(sa.update(runs).where(runs.c.number == number).values(body=dump(summary)))

    def finish(self, number: int, at: datetime) -> None:
        """The run ended."""
        with self._database.transaction() as db:
            db.execute(sa.update(runs).where(runs.c.number == number).values(finished=at))

    def latest(self, limit: int) -> tuple[Run, ...]:
        """The last runs, the latest first."""
        query = sa.select(runs).order_by(runs.c.number.desc()).limit(limit)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple(Run(row.number, row.begun, row.finished, load(row.body)) for row in rows)
