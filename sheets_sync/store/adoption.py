"""What a store of the first versions holds belongs to no period: the first one to be opened adopts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.schema import findings, removed, runs, workbooks

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


def adopt(database: Database, period: str) -> None:
    """Give this period what has none. Writes nothing when there is nothing to adopt."""
    with database.reading() as db:
        if db.execute(sa.select(workbooks.c.unit).where(workbooks.c.period == "").limit(1)).first() is None:
            return
    with database.transaction() as db:
        for table in (workbooks, findings, removed, runs):
            db.execute(sa.update(table).where(table.c.period == "").values(period=period))
