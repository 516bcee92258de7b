"""Which spreadsheet belongs to whom, and up to where its content is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import PERIOD, UNIT, UNTIL
from sheets_sync.store.derived import ledgers
from sheets_sync.store.schema import tokens, workbooks

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

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


_KNOWN = (
    sa.select(*(workbooks.c[name] for name in KnownWorkbook.__slots__))
    .where(workbooks.c.period == PERIOD)
    .order_by(workbooks.c.unit)
)
_OWNERS = sa.select(workbooks.c.unit).where(workbooks.c.period == PERIOD)
_OWN = (workbooks.c.period == PERIOD, workbooks.c.unit == UNIT)
_FORGET, _UPDATE, _INSERT = (
    sa.delete(workbooks).where(*_OWN),
    sa.update(workbooks).where(*_OWN),
    sa.insert(workbooks),
)
_SCOPE = sa.bindparam("own_scope", type_=sa.String)
_TOKEN = sa.bindparam("own_token", type_=sa.String)
_TOKENS = sa.select(tokens.c.token).where(tokens.c.scope == _SCOPE)
_FIRST_TOKEN = _TOKENS.order_by(tokens.c.at)
_LAST_TOKEN = _TOKENS.where(tokens.c.at <= UNTIL).order_by(tokens.c.at.desc())
_NEWEST = sa.select(sa.func.max(tokens.c.at)).where(tokens.c.scope == _SCOPE, tokens.c.at <= UNTIL)
_FORGET_TOKENS = sa.delete(tokens).where(tokens.c.scope == _SCOPE, tokens.c.at < _NEWEST.scalar_subquery())
_FORGET_TOKEN = sa.delete(tokens).where(tokens.c.scope == _SCOPE, tokens.c.token == _TOKEN)
_INSERT_TOKEN = sa.insert(tokens)


#: In place of a fingerprint: of what the workbook showed something was taken away.
SPOILED = "spoiled"


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
            rows = db.execute(_KNOWN, {"own_period": self._period}).all()
        return {row[0]: KnownWorkbook(*row) for row in rows}

    def forget(self, unit: str) -> None:
        """A workbook is no longer one of the campaign."""
        with self._database.transaction() as db:
            db.execute(_FORGET, self._own(unit))

    def of_all_periods(self) -> tuple[tuple[str, str, str], ...]:
        """Period, owner's code (empty for the office's) and id of every workbook that was ever made."""
        query = sa.select(workbooks.c.period, workbooks.c.unit, workbooks.c.id)
        with self._database.reading() as db:
            rows = db.execute(query.order_by(workbooks.c.period, workbooks.c.unit)).all()
        return tuple((row.period, MASTER if is_office(row.unit) else row.unit, row.id) for row in rows)

    def owners(self) -> frozenset[str]:
        """Codes of the units that have a workbook."""
        with self._database.reading() as db:
            found = db.execute(_OWNERS, {"own_period": self._period}).scalars()
            return frozenset(code for code in found if not is_office(code))

    def _own(self, unit: str) -> dict[str, str]:
        return {"own_period": self._period, "own_unit": unit}

    def remember(self, unit: str, workbook: str) -> None:
        """A workbook was made for a unit; one remembered before is replaced."""
        with self._database.transaction() as db:
            db.execute(_FORGET, self._own(unit))
            db.execute(_INSERT, {"period": self._period, "unit": unit, "id": workbook})

    def ready(self, unit: str) -> None:
        """The workbook is complete and shared."""
        self._set(unit, ready=True)

    def seen(self, unit: str, version: int | None) -> None:
        """The content is known up to Drive's version, None for unknown; the workbook can be read."""
        self._set(unit, seen_version=version, unreadable="")

    def unreadable(self, unit: str, reason: str) -> None:
        """The last read failed."""
        self._set(unit, unreadable=reason)

    def spoiled(self, unit: str) -> None:
        """The workbook does not show any more what it did: it is to be written, also by a later run."""
        self._set(unit, feedback=SPOILED)

    def shows(self, unit: str, feedback: str, version: int | None) -> None:
        """The workbook shows the feedback with this fingerprint, as of Drive's version."""
        self._set(unit, feedback=feedback, seen_version=version)

    def _set(self, unit: str, **values: object) -> None:
        with self._database.transaction() as db:
            db.execute(_UPDATE, {**self._own(unit), **values})

    def token(self, scope: str, before: datetime) -> str | None:
        """The latest page token saved before a moment, else the oldest one; None when there is none."""
        own = {"own_scope": scope}
        with self._database.reading() as db:
            latest = db.execute(_LAST_TOKEN, {**own, "until_then": before}).first()
            found = latest or db.execute(_FIRST_TOKEN, own).first()
        return None if found is None else str(found.token)

    def forget_tokens(self) -> None:
        """Of all periods: Drive is asked for everything the next time, and every workbook is read."""
        with self._database.transaction() as db:
            db.execute(sa.delete(tokens))
            db.execute(sa.delete(ledgers))
            db.execute(sa.update(workbooks).values(seen_version=None))

    def save_token(self, scope: str, token: str, at: datetime, *, forget_before: datetime) -> None:
        """Keep a page token; older ones are dropped except the last one before `forget_before`."""
        own = {"own_scope": scope}
        with self._database.transaction() as db:
            db.execute(_FORGET_TOKENS, {**own, "until_then": forget_before})
            db.execute(_FORGET_TOKEN, {**own, "own_token": token})
            db.execute(_INSERT_TOKEN, {"scope": scope, "token": token, "at": at})
