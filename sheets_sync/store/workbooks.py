"""Which spreadsheet belongs to whom, and up to where its content is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from sheets_sync.store.derived import ledgers
from sheets_sync.store.schema import tokens, workbooks

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

Statement = TypeVar("Statement", sa.Select[Any], sa.Update, sa.Delete)
#: The master's place among the units.
MASTER = ""
#: The place of the office's second workbook, for what is about people; no unit's code has such a sign.
APART = "@people"
#: What the places begin with of forms that stand in a workbook of their own.
OWN = "@form-"


def own_book(form: str) -> str:
    """The place of the workbook of a form that outgrew the master."""
    return f"{OWN}{form}"


def is_office(code: str) -> bool:
    """Whether the office itself works in it: the master, and what stands beside it."""
    return code == MASTER or code.startswith("@")


@dataclass(frozen=True, slots=True)
class KnownWorkbook:
    """One spreadsheet of the campaign."""

    #: A unit's code; empty for the master.
    unit: str
    id: str
    ready: bool
    seen_version: int | None
    unreadable: str
    feedback: str


class Workbooks:
    """Questions about workbooks and about Drive's page tokens."""

    def __init__(self, database: Database, period: str) -> None:
        self._database = database
        self._period = period

    def known(self) -> dict[str, KnownWorkbook]:
        """By unit code; the master's code is empty. Without the office's others."""
        found = self.with_office()
        return {code: book for code, book in found.items() if code == MASTER or not is_office(code)}

    def with_office(self) -> dict[str, KnownWorkbook]:
        """The same with the office's workbooks beside the master."""
        with self._database.reading() as db:
            rows = db.execute(self._own(sa.select(workbooks)).order_by(workbooks.c.unit)).all()
        return {
            row.unit: KnownWorkbook(
                row.unit, row.id, row.ready, row.seen_version, row.unreadable, row.feedback
            )
            for row in rows
        }

    def forget(self, unit: str) -> None:
        """A workbook is no longer one of the campaign."""
        with self._database.transaction() as db:
            db.execute(self._own(sa.delete(workbooks)).where(workbooks.c.unit == unit))

    def of_all_periods(self) -> tuple[tuple[str, str, str], ...]:
        """Period, owner's code (empty for the office's) and id of every workbook that was ever made."""
        query = sa.select(workbooks.c.period, workbooks.c.unit, workbooks.c.id)
        with self._database.reading() as db:
            rows = db.execute(query.order_by(workbooks.c.period, workbooks.c.unit)).all()
        return tuple((row.period, MASTER if is_office(row.unit) else row.unit, row.id) for row in rows)

    def owners(self) -> frozenset[str]:
        """Codes of the units that have a workbook."""
        with self._database.reading() as db:
            found = db.execute(self._own(sa.select(workbooks.c.unit))).scalars()
            return frozenset(code for code in found if not is_office(code))

    def _own(self, statement: Statement) -> Statement:
        return statement.where(workbooks.c.period == self._period)

    def remember(self, unit: str, workbook: str) -> None:
        """A workbook was made for a unit; one remembered before is replaced."""
        with self._database.transaction() as db:
            db.execute(self._own(sa.delete(workbooks)).where(workbooks.c.unit == unit))
            db.execute(sa.insert(workbooks).values(period=self._period, unit=unit, id=workbook))

    def ready(self, unit: str) -> None:
        """The workbook is complete and shared."""
        self._set(unit, ready=True)

    def seen(self, unit: str, version: int | None) -> None:
        """The content is known up to Drive's version, None for unknown; the workbook can be read."""
        self._set(unit, seen_version=version, unreadable="")

    def unreadable(self, unit: str, reason: str) -> None:
        """The last read failed."""
        self._set(unit, unreadable=reason)

    def shows(self, unit: str, feedback: str, version: int | None) -> None:
        """The workbook shows the feedback with this fingerprint, as of Drive's version."""
        self._set(unit, feedback=feedback, seen_version=version)

    def _set(self, unit: str, **values: object) -> None:
        with self._database.transaction() as db:
            db.execute(self._own(sa.update(workbooks)).where(workbooks.c.unit == unit).values(**values))

    def token(self, scope: str, before: datetime) -> str | None:
        """The latest page token saved before a moment, else the oldest one; None when there is none."""
        query = sa.select(tokens.c.token).where(tokens.c.scope == scope)
        with self._database.reading() as db:
            latest = db.execute(query.where(tokens.c.at <= before).order_by(tokens.c.at.desc())).first()
            found = latest or db.execute(query.order_by(tokens.c.at)).first()
        return None if found is None else str(found.token)

    def forget_tokens(self) -> None:
        """Of all periods: Drive is asked for everything the next time, and every workbook is read."""
        with self._database.transaction() as db:
            db.execute(sa.delete(tokens))
            db.execute(sa.delete(ledgers))
            db.execute(sa.update(workbooks).values(seen_version=None))

    def save_token(self, scope: str, token: str, at: datetime, *, forget_before: datetime) -> None:
        """Keep a page token; older ones are dropped except the last one before `forget_before`."""
        with self._database.transaction() as db:
            newest = (
                sa.select(sa.func.max(tokens.c.at))
                .where(tokens.c.scope == scope, tokens.c.at <= forget_before)
                .scalar_subquery()
            )
            db.execute(sa.delete(tokens).where(tokens.c.scope == scope, tokens.c.at < newest))
            db.execute(sa.delete(tokens).where(tokens.c.scope == scope, tokens.c.token == token))
            db.execute(sa.insert(tokens).values(scope=scope, token=token, at=at))
