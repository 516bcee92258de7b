"""What people asked about their data, and what became of it; never who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.schema import Moment, requests

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a person."""

    number: int
    #: Code: `export`, `erase`.
    kind: str
    at: datetime
    #: By when to answer, with how it goes on, and by when to carry it out.
    answer_by: date
    carry_out_by: date
    answered: datetime | None
    done: datetime | None
    #: What was done, or why it was not; counts and places, never values.
    outcome: str


class Requests:
    """Questions about requests."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, kind: str, at: datetime, answer_by: date, carry_out_by: date) -> int:
        """Somebody asked; the number of the request."""
        days = {"answer_by": answer_by.isoformat(), "carry_out_by": carry_out_by.isoformat()}
        with self._database.transaction() as db:
            made = db.execute(sa.insert(requests).values(kind=kind, at=at, **days))
            return int((made.inserted_primary_key or (0,))[0])

    def answered(self, number: int, at: datetime) -> bool:
        """Somebody told the person how it goes on; False when there is no such request."""
        own = requests.c.number == number
        with self._database.transaction() as db:
            return bool(db.execute(sa.update(requests).where(own).values(answered=at)).rowcount)

    def done(self, number: int, at: datetime, outcome: str) -> bool:
        """It was carried out, or refused with a reason; False when there is no such request."""
        own = requests.c.number == number
        values = {"done": at, "outcome": outcome, "answered": _first_told(at)}
        with self._database.transaction() as db:
            return bool(db.execute(sa.update(requests).where(own).values(values)).rowcount)

    def known(self) -> tuple[Request, ...]:
        """All of them, the oldest first."""
        with self._database.reading() as db:
            rows = db.execute(sa.select(requests).order_by(requests.c.number)).mappings().all()
        return tuple(
            Request(
                **{
                    **row,
                    "answer_by": date.fromisoformat(row["answer_by"]),
                    "carry_out_by": date.fromisoformat(row["carry_out_by"]),
                }
            )
            for row in rows
        )


def _first_told(at: datetime) -> sa.ColumnElement[datetime]:
    """When the person was told first: with what was done, where not before."""
    return sa.func.coalesce(requests.c.answered, sa.literal(at, Moment()))
