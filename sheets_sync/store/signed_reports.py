"""The reports that were signed: number, day, and the figures that each stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.codec import dump, load
from sheets_sync.store.schema import signed_reports

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


@dataclass(frozen=True, slots=True)
class SignedReport:
    """One report as it was signed."""

    #: Given by the clerk, such as `05`.
    number: str
    day: date
    #: Key, label and text of each figure, in the report's order.
    figures: tuple[Mapping[str, str], ...]


class SignedReports:
    """Questions about signed reports."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def all(self) -> tuple[SignedReport, ...]:
        """Every signed report of the period, in the order of signing."""
        query = sa.select(signed_reports).where(signed_reports.c.period == self._period)
        with self._database.reading() as db:
            rows = db.execute(query.order_by(signed_reports.c.number)).all()
        return tuple(
            SignedReport(row.signed_as, date.fromisoformat(row.day), tuple(load(row.body))) for row in rows
        )

    def sign(self, number: str, day: date, figures: Sequence[Mapping[str, str]], at: datetime) -> bool:
        """Keep a signed report; False for one of this number and day with the same figures, kept before."""
        values = {"period": self._period, "signed_as": number, "day": day.isoformat(), "at": at}
        with self._database.transaction() as db:
            kept = self.all()
            if kept and kept[-1] == SignedReport(number, day, tuple(figures)):
                return False
            db.execute(sa.insert(signed_reports).values(**values, body=dump(figures)))
        return True
