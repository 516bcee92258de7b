"""What units and the office were told by mail, so that nobody is told the same twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import SINCE, UNTIL
from sheets_sync.store.schema import notices

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_TOLD = (notices.c.period, notices.c.unit, notices.c.kind, notices.c.detail)
_ABOUT = (
    sa.select(*_TOLD, sa.func.max(notices.c.at).label("at"))
    .where(sa.or_(notices.c.period.in_(sa.bindparam("periods", expanding=True)), notices.c.at >= SINCE))
    .where(sa.or_(notices.c.at <= UNTIL, notices.c.kind == sa.bindparam("whenever")))
    .group_by(*_TOLD)
)
_INSERT = sa.insert(notices)


class Notices:
    """Questions about what was told; of all periods, as one mail may tell of several."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, told: Iterable[tuple[str, str, str, str]], at: datetime) -> None:
        """Period, unit, kind and detail of what a mail that was queued tells."""
        rows = [
            {"period": period, "unit": unit, "kind": kind, "detail": detail, "at": at}
            for period, unit, kind, detail in told
        ]
        if rows:
            with self._database.transaction() as db:
                db.execute(_INSERT, rows)

    def about(
        self, periods: Collection[str], since: datetime, until: datetime, whenever: str
    ) -> tuple[tuple[str, str, str, str, datetime], ...]:
        """The same about these periods, and of all since a moment; of what was told twice the last.

        Nothing that was told after `until`, but for the kind `whenever`.
        """
        moments = {"since_then": since, "until_then": until}
        with self._database.reading() as db:
            rows = db.execute(_ABOUT, {"periods": list(periods), "whenever": whenever, **moments}).all()
        return tuple((row.period, row.unit, row.kind, row.detail, row.at) for row in rows)

    def known(self) -> tuple[tuple[str, str, str, str, datetime], ...]:
        """Period, unit, kind, detail and moment of everything, the oldest first."""
        query = sa.select(notices).order_by(notices.c.number)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple((row.period, row.unit, row.kind, row.detail, row.at) for row in rows)
