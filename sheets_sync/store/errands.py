"""What a run asks of whoever works on the same campaign elsewhere, and what was answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from sheets_sync.store.derived import errands

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


Statement = TypeVar("Statement", sa.Select[tuple[object, ...]], sa.Update)


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do about one unit."""

    unit: str
    work: str
    body: str
    #: Somebody had begun before: what became of that is not known.
    begun: bool


class Errands:
    """Questions about errands; whoever holds the run's lock asks, anybody may answer."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def ask(self, work: str, bodies: Mapping[str, str]) -> dict[str, int]:
        """Numbers of new errands by unit; what a killed run asked for is forgotten."""
        asked = {}
        with self._database.transaction() as db:
            db.execute(sa.delete(errands).where(errands.c.period == self._period, errands.c.work == work))
            for unit, body in bodies.items():
                given = {"period": self._period, "unit": unit, "work": work, "body": body}
                made = sa.insert(errands).values(**given, begun=False, answer="").returning(errands.c.number)
                asked[unit] = db.execute(made).scalar_one()
        return asked

    def begin(self, number: int) -> Errand | None:
        """What is to be done; None where nobody waits for it any more."""
        with self._database.transaction() as db:
            row = db.execute(self._waiting(sa.select(errands), number)).first()
            if row is None:
                return None
            db.execute(self._waiting(sa.update(errands), number).values(begun=True))
        return Errand(row.unit, row.work, row.body, row.begun)

    def answer(self, number: int, answer: str) -> bool:
        """Tell what became of it, once; False where nobody waits for it any more."""
        with self._database.transaction() as db:
            return bool(db.execute(self._waiting(sa.update(errands), number).values(answer=answer)).rowcount)

    @staticmethod
    def _waiting(statement: Statement, number: int) -> Statement:
        return statement.where(errands.c.number == number, errands.c.answer == "")

    def waiting(self, numbers: Collection[int]) -> frozenset[int]:
        """Which of these have no answer."""
        query = sa.select(errands.c.number).where(errands.c.number.in_(numbers), errands.c.answer == "")
        with self._database.reading() as db:
            return frozenset(db.execute(query).scalars())

    def take(self, number: int) -> tuple[str, bool]:
        """The answer, and whether somebody had begun; the errand is over. Empty where there is no answer."""
        with self._database.transaction() as db:
            row = db.execute(sa.select(errands).where(errands.c.number == number)).first()
            db.execute(sa.delete(errands).where(errands.c.number == number))
        return ("", False) if row is None else (row.answer, row.begun)

    def drop(self, numbers: Collection[int]) -> None:
        """Nobody waits for these any more."""
        with self._database.transaction() as db:
            db.execute(sa.delete(errands).where(errands.c.number.in_(numbers)))
