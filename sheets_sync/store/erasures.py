"""What was erased for good, as keyed hashes: it outlives every backup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import erasures, unidentified

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


#: Beside what is looked for: only old values of it go.
HISTORY = "history"

_KNOWN = sa.select(erasures).order_by(erasures.c.at, erasures.c.id)
_UNIDENTIFIED = sa.select(unidentified).order_by(unidentified.c.period, unidentified.c.kind)


@dataclass(frozen=True, slots=True)
class Erasure:
    """One person whose data were erased, known by hashes alone."""

    #: Chosen by chance.
    id: str
    at: datetime
    reason: str
    #: Code of the unit whose rows alone are meant; empty for all.
    unit: str
    #: Tells which key made the hashes.
    key_mark: str
    #: What is looked for, as `vietnamese/mentions` has it.
    needles: tuple[dict[str, Any], ...]
    #: None until everything is erased, and again when a backup was brought back.
    done: datetime | None = None

    @property
    def is_of_history(self) -> bool:
        """Whether only old values go, and what is right in the sheets stays."""
        return any(one.get(HISTORY) for one in self.needles)


@dataclass(frozen=True, slots=True)
class Unidentified:
    """The time of keeping of one kind of data is over in a period."""

    period: str
    kind: str
    at: datetime
    #: None until the rows are unidentifiable everywhere.
    done: datetime | None = None


class Erasures:
    """Questions about what was erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> tuple[Erasure, ...]:
        """Every erasure, the oldest first."""
        with self._database.reading() as db:
            rows = db.execute(_KNOWN).mappings().all()
        return tuple(Erasure(**{**row, "needles": tuple(load(row["needles"]))}) for row in rows)

    def unfinished(self) -> tuple[Erasure, ...]:
        """Those that were begun, or have to be done again."""
        return tuple(one for one in self.known() if one.done is None)

    def remember(self, erasure: Erasure) -> None:
        """Keep one; a second time nothing happens."""
        self.remember_all((erasure,))

    def remember_all(self, found: Iterable[Erasure]) -> None:
        """Keep those that are not known yet."""
        with self._database.transaction() as db:
            held = set(db.execute(sa.select(erasures.c.id)).scalars())
            for one in found:
                if one.id not in held:
                    values = {**asdict(one), "needles": dump(one.needles)}
                    db.execute(sa.insert(erasures).values(**values))

    def done(self, erasure: str, at: datetime) -> None:
        """Nothing of it is left."""
        with self._database.transaction() as db:
            db.execute(sa.update(erasures).where(erasures.c.id == erasure).values(done=at))

    def begin_again(self) -> None:
        """A backup was brought back, or a workbook found: everything is to be erased once more."""
        with self._database.transaction() as db:
            db.execute(sa.update(erasures).values(done=None))
            db.execute(sa.update(unidentified).values(done=None))

    def unidentified(self) -> tuple[Unidentified, ...]:
        """What is to be unidentifiable by now, done or not, by period and kind."""
        with self._database.reading() as db:
            return tuple(Unidentified(**row) for row in db.execute(_UNIDENTIFIED).mappings())

    def expire(self, period: str, kind: str, at: datetime) -> None:
        """From now on rows of the period are to be unidentifiable in this, and a second time once more."""
        one = Unidentified(period, kind, at)
        own = (unidentified.c.period == one.period, unidentified.c.kind == one.kind)
        with self._database.transaction() as db:
            if not db.execute(sa.update(unidentified).where(*own).values(done=None)).rowcount:
                db.execute(sa.insert(unidentified).values(**asdict(one)))

    def expired(self, period: str, kinds: Iterable[str], at: datetime) -> None:
        """Rows of the period are unidentifiable in these."""
        own = (unidentified.c.period == period, unidentified.c.kind.in_(list(kinds)))
        with self._database.transaction() as db:
            db.execute(sa.update(unidentified).where(*own).values(done=at))


def plain(erasure: Erasure) -> str:
    """One line of the file beside the backups, which is there even when the store is lost."""
    return dump(replace(erasure, done=None))


def read_plain(line: str) -> Erasure:
    """Back from such a line. Raises StoreError."""
    found = load(line)
    return Erasure(**{**found, "needles": tuple(found["needles"])})
