"""Who was let into which workbook, and who was not, with Google's reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.asked import PERIOD, UNIT
from sheets_sync.store.schema import accesses

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_KNOWN = sa.select(accesses).where(accesses.c.period == PERIOD).order_by(accesses.c.unit, accesses.c.email)
_REFUSALS = _KNOWN.where(accesses.c.refusal != "")
_REFUSED = sa.select(accesses.c.email).where(accesses.c.period == PERIOD, accesses.c.refusal != "")
_FORGET = sa.delete(accesses).where(accesses.c.period == PERIOD, accesses.c.unit == UNIT)
_FORGET_ONE = _FORGET.where(accesses.c.email == sa.bindparam("own_email"))
_INSERT = sa.insert(accesses)


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
        return self._select(_KNOWN)

    def refusals(self) -> tuple[KnownAccess, ...]:
        """Of them those that Google did not let in."""
        return self._select(_REFUSALS)

    def _select(self, query: sa.Select[Any]) -> tuple[KnownAccess, ...]:
        with self._database.reading() as db:
            rows = db.execute(query, {"own_period": self._period}).all()
        return tuple(KnownAccess(row.unit, row.email, row.known_as, row.refusal, row.said) for row in rows)

    def refused_addresses(self) -> frozenset[str]:
        """Whom Google did not let into some workbook."""
        with self._database.reading() as db:
            return frozenset(db.execute(_REFUSED, {"own_period": self._period}).scalars())

    def granted(self, unit: str, email: str, known_as: str = "") -> None:
        """An address may write a workbook."""
        self._keep(KnownAccess(unit, email, known_as, "", ""))

    def refused(self, unit: str, email: str, refusal: str, said: str) -> None:
        """An address was not let in."""
        self._keep(KnownAccess(unit, email, "", refusal, said))

    def forget(self, unit: str) -> None:
        """Of a workbook that is replaced: nobody was let into the new one yet."""
        with self._database.transaction() as db:
            db.execute(_FORGET, {"own_period": self._period, "own_unit": unit})

    def revoked(self, unit: str, email: str) -> None:
        """An address may no longer open a workbook."""
        with self._database.transaction() as db:
            db.execute(_FORGET_ONE, self._own(unit, email))

    def _keep(self, one: KnownAccess) -> None:
        with self._database.transaction() as db:
            db.execute(_FORGET_ONE, self._own(one.unit, one.email))
            db.execute(_INSERT, {"period": self._period, **asdict(one)})

    def _own(self, unit: str, email: str) -> dict[str, str]:
        return {"own_period": self._period, "own_unit": unit, "own_email": email}
