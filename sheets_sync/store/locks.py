"""One run at a time, across processes and machines that share the store."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import KEY
from sheets_sync.store.astray import ASTRAY
from sheets_sync.store.schema import locks

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_HELD = sa.select(locks).where(locks.c.name == KEY)
_FORGET = sa.delete(locks).where(locks.c.name == KEY)
_RELEASE = _FORGET.where(locks.c.holder == sa.bindparam("own_holder"))
_TAKE = sa.insert(locks)


class Locks:
    """Named locks that expire: a killed holder does not block for ever, nor one whose clock was astray."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def acquire(self, name: str, holder: str, at: datetime, until: datetime) -> str | None:
        """Take the lock, or take it again as the same holder; None when taken, else who holds it."""
        with self._database.transaction() as db:
            row = db.execute(_HELD, {"own_key": name}).first()
            if row is not None and at < row.until <= at + ASTRAY and row.holder != holder:
                return str(row.holder)
            db.execute(_FORGET, {"own_key": name})
            db.execute(_TAKE, {"name": name, "holder": holder, "until": until})
        return None

    def holder(self, name: str, at: datetime) -> str | None:
        """Who holds the lock at a moment."""
        with self._database.reading() as db:
            row = db.execute(_HELD, {"own_key": name}).first()
        return str(row.holder) if row is not None and at < row.until <= at + ASTRAY else None

    def release(self, name: str, holder: str) -> None:
        """Give the lock back; nothing happens when somebody else holds it by now."""
        with self._database.transaction() as db:
            db.execute(_RELEASE, {"own_key": name, "own_holder": holder})
