"""Who was let into which workbook, and who was not, with Google's reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.schema import accesses

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class KnownAccess:
    """What became of one address at one workbook."""

    #: A unit's code; empty for the master.
    unit: str
    #: In lower case, as the roster has it.
    email: str
    #: What Google calls the same person, where it is another address (an alias); else empty.
    known_as: str
    #: Line of the catalogue of refusals; empty of one who was let in.
    refusal: str
    #: Google's innermost words.
    said: str


class Accesses:
    """Questions about who may open what, as of the last attempt to share it."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def known(self) -> tuple[KnownAccess, ...]:
        """Every address that was tried, by unit and address."""
        return self._select()

    def refusals(self) -> tuple[KnownAccess, ...]:
        """Of them those that Google did not let in."""
        return self._select(accesses.c.refusal != "")

    def _select(self, *where: sa.ColumnElement[bool]) -> tuple[KnownAccess, ...]:
        query = sa.select(accesses).where(accesses.c.period == self._period, *where)
        with self._database.reading() as db:
            rows = db.execute(query.order_by(accesses.c.unit, accesses.c.email)).all()
        return tuple(KnownAccess(row.unit, row.email, row.known_as, row.refusal, row.said) for row in rows)

    def refused_addresses(self) -> frozenset[str]:
        """Whom Google did not let into some workbook."""
        query = sa.select(accesses.c.email).where(accesses.c.period == self._period, accesses.c.refusal != "")
        with self._database.reading() as db:
            return frozenset(db.execute(query).scalars())

    def granted(self, unit: str, email: str, known_as: str = "") -> None:
        """An address may write a workbook."""
        self._keep(KnownAccess(unit, email, known_as, "", ""))

    def refused(self, unit: str, email: str, refusal: str, said: str) -> None:
        """An address was not let in."""
        self._keep(KnownAccess(unit, email, "", refusal, said))

    def forget(self, unit: str) -> None:
        """Of a workbook that is replaced: nobody was let into the new one yet."""
        with self._database.transaction() as db:
            db.execute(sa.delete(accesses).where(accesses.c.period == self._period, accesses.c.unit == unit))

    def revoked(self, unit: str, email: str) -> None:
        """An address may no longer open a workbook."""
        with self._database.transaction() as db:
            db.execute(sa.delete(accesses).filter_by(period=self._period, unit=unit, email=email))

    def _keep(self, one: KnownAccess) -> None:
        key = {"period": self._period, "unit": one.unit, "email": one.email}
        values = {"known_as": one.known_as, "refusal": one.refusal, "said": one.said}
        with self._database.transaction() as db:
            db.execute(sa.delete(accesses).filter_by(**key))
            db.execute(sa.insert(accesses).values(**key, **values))
