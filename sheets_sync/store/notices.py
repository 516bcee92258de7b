"""What units and the office were told by mail, so that nobody is told the same twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.schema import notices

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


class Notices:
    """Questions about what was told; of all periods, as one mail may tell of several."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, told: Iterable[tuple[str, str, str, str]], at: datetime) -> None:
        """Period, unit, kind and detail of what a mail that was queued tells."""
        with self._database.transaction() as db:
            for period, unit, kind, detail in told:
                values = {"period": period, "unit": unit, "kind": kind, "detail": detail}
                db.execute(sa.insert(notices).values(**values, at=at))

    def about(
        self, periods: Collection[str], since: datetime, until: datetime, whenever: str
    ) -> tuple[tuple[str, str, str, str, datetime], ...]:
        """The same about these periods, and of all since a moment; of what was told twice the last.

        Nothing that was told after `until`, but for the kind `whenever`.
        """
        told = (notices.c.period, notices.c.unit, notices.c.kind, notices.c.detail)
        query = (
            sa.select(*told, sa.func.max(notices.c.at).label("at"))
            .where(sa.or_(notices.c.period.in_(periods), notices.c.at >= since))
            .where(sa.or_(notices.c.at <= until, notices.c.kind == whenever))
            .group_by(*told)
        )
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple((row.period, row.unit, row.kind, row.detail, row.at) for row in rows)

    def known(self) -> tuple[tuple[str, str, str, str, datetime], ...]:
        """Period, unit, kind, detail and moment of everything, the oldest first."""
        query = sa.select(notices).order_by(notices.c.number)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple((row.period, row.unit, row.kind, row.detail, row.at) for row in rows)
