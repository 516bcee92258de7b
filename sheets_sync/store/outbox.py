"""Mails to be sent: each is queued once by its key and handed over by one process at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from sheets_sync.model import Mail
from sheets_sync.store.asked import KEY
from sheets_sync.store.astray import is_over
from sheets_sync.store.schema import mails

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


#: Begins the note on a mail whose place another took.
REPLACED = "replaced"
WAITING = sa.and_(mails.c.sent.is_(None), ~mails.c.given_up, mails.c.dropped == "")
_OWN = mails.c.key == KEY
_ONE, _INSERT, _UPDATE = sa.select(mails).where(_OWN), sa.insert(mails), sa.update(mails).where(_OWN)
_KNOWN = sa.select(mails.c.key).where(_OWN, ~mails.c.dropped.startswith(REPLACED))
_ALL = sa.select(mails).order_by(mails.c.queued, mails.c.key)
_WAITING = _ALL.where(WAITING)
_LATEST = sa.select(mails).order_by(mails.c.queued.desc(), mails.c.key.desc()).limit(1)
_LAST = _LATEST.where(mails.c.kind == sa.bindparam("own_kind"))
_LAST_SENT = _LAST.where(sa.or_(mails.c.sent.is_not(None), mails.c.served != "[]"))
#: Period, unit, kind and detail of something that a mail tells.
Tell = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """One mail in the outbox."""

    key: str
    unit: str
    kind: str
    subject: str
    #: The whole message, RFC 5322.
    message: bytes
    #: The moment that it tells of.
    queued: datetime
    sent: datetime | None
    failure: str
    attempts: int
    #: Until then one process alone may hand it over; None when nobody has claimed it.
    claimed_until: datetime | None
    #: Not to be tried again before.
    not_before: datetime | None
    #: Nobody will ever take it.
    given_up: bool
    #: Recipients that have it, while others are tried again.
    served: tuple[str, ...]
    #: Recipients that will never get it, each with what its server said.
    bounced: Mapping[str, str]
    #: When it was put into the outbox, by the computer's clock.
    made: datetime
    #: Codes of the units that it is for.
    units: tuple[str, ...]
    tells: tuple[Tell, ...]
    #: Why it left the outbox unsent; empty unless it did.
    dropped: str
    #: How often the server hung up when it had the whole mail.
    unsure: int


class Outbox:
    """Questions about mails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(
        self,
        mail: Mail,
        message: bytes,
        at: datetime,
        *,
        made: datetime | None = None,
        tells: Iterable[Tell] = (),
    ) -> bool:
        """Put a mail into the outbox; False when one with its key is, or was, there.

        `at` is the moment that it tells of, `made` the real one where that is another. One that left unsent
        because another took its place comes back: what it says holds again.
        """
        lists = {"units": json.dumps(list(mail.units)), "tells": json.dumps(list(tells))}
        values = {"subject": mail.subject, "message": message, "queued": at, "made": made or at, **lists}
        with self._database.transaction() as db:
            known = db.execute(_ONE, {"own_key": mail.key}).mappings().first()
            if known is None:
                own = {"key": mail.key, "unit": mail.unit, "kind": mail.kind}
                db.execute(_INSERT, {**own, **values})
                return True
            if not known["dropped"].startswith(REPLACED):
                return False
            anew = {"dropped": "", "not_before": None, "failure": "", "attempts": 0}
            db.execute(_UPDATE, {"own_key": mail.key, **values, **anew})
        return True

    def knows(self, key: str) -> bool:
        """Whether a mail with this key is, or was, there and would not come back."""
        with self._database.reading() as db:
            return db.execute(_KNOWN, {"own_key": key}).first() is not None

    def unsent(self) -> tuple[QueuedMail, ...]:
        """Mails that wait, in the order they were queued."""
        return self._select(_WAITING)

    def ready(self, at: datetime) -> tuple[QueuedMail, ...]:
        """Of those that wait, the ones whose next attempt is due."""
        due = sa.or_(mails.c.not_before.is_(None), is_over(mails.c.not_before, at))
        return self._select(_WAITING.where(due))

    def last(self, kind: str) -> QueuedMail | None:
        """The mail of a kind that was queued last."""
        return self._last(_LAST, kind)

    def last_sent(self, kind: str) -> QueuedMail | None:
        """Of the mails of a kind that somebody got, the one that was queued last."""
        return self._last(_LAST_SENT, kind)

    def all(self) -> tuple[QueuedMail, ...]:
        """Every mail, in the order they were queued."""
        return self._select(_ALL)

    def _select(self, query: sa.Select[Any]) -> tuple[QueuedMail, ...]:
        with self._database.reading() as db:
            rows = db.execute(query).mappings().all()
        return tuple(_queued(row) for row in rows)

    def _last(self, query: sa.Select[Any], kind: str) -> QueuedMail | None:
        with self._database.reading() as db:
            row = db.execute(query, {"own_kind": kind}).mappings().first()
        return None if row is None else _queued(row)

    def claim(self, key: str, at: datetime, until: datetime) -> bool:
        """Whether the caller, and until `until` nobody else, may hand the mail over.

        False when it was sent, given up or dropped, or another claim holds. A claim ends with what became of
        the mail; after a crash it runs out and the mail is handed over again. So no two processes hand a mail
        over at the same time, and a mail goes out twice only when one was killed between the transport's
        taking it and `sent`; whether the recipient then sees it twice depends on the transport.
        """
        free = sa.or_(mails.c.claimed_until.is_(None), is_over(mails.c.claimed_until, at))
        claim = sa.update(mails).where(mails.c.key == key, WAITING, free)
        with self._database.transaction() as db:
            return db.execute(claim.values(claimed_until=until)).rowcount == 1

    def sent(self, key: str, at: datetime, bounced: Mapping[str, str] | None = None) -> None:
        """Every recipient has the mail, but for those that never will."""
        self._set(key, sent=at, failure="", not_before=None, bounced=json.dumps(dict(bounced or {})))

    def failed(
        self, key: str, reason: str, not_before: datetime | None = None, *, unsure: bool = False
    ) -> None:
        """Nobody is known to have got the mail; it stays, to be tried again from then on.

        `unsure` when the server hung up after it had the whole mail.
        """
        self._set(key, failure=reason, not_before=not_before, unsure=mails.c.unsure + int(unsure))

    def partly_sent(
        self,
        key: str,
        reason: str,
        not_before: datetime,
        served: Collection[str],
        bounced: Mapping[str, str],
        *,
        again: bool = False,
    ) -> None:
        """Some recipients have the mail or never will; the others are tried again from then on.

        `again`, here and below, where the same attempt was noted as failed before.
        """
        lists = {"served": json.dumps(list(served)), "bounced": json.dumps(dict(bounced))}
        self._set(key, failure=reason, not_before=not_before, tried=not again, **lists)

    def gave_up(self, key: str, reason: str, bounced: Mapping[str, str], *, again: bool = False) -> None:
        """Nobody has the mail and nobody will."""
        lists = {"bounced": json.dumps(dict(bounced))}
        self._set(key, failure=reason, given_up=True, tried=not again, **lists)

    def hasten(self, keys: Iterable[str]) -> None:
        """What these mails waited for was not about them: they may be tried at once."""
        named = list(keys)
        if named:
            with self._database.transaction() as db:
                db.execute(sa.update(mails).where(mails.c.key.in_(named)).values(not_before=None))

    def drop(self, keys: Iterable[str], why: str, at: datetime | None = None) -> int:
        """Take mails that wait out of the outbox, with a note; how many did wait.

        With `at` only those that no process is handing over at that moment.
        """
        claimed = mails.c.claimed_until
        free = sa.or_(claimed.is_(None), is_over(claimed, at)) if at else sa.true()
        named = list(keys)
        if not named:
            return 0
        waits = sa.and_(mails.c.key.in_(named), WAITING, free)
        with self._database.transaction() as db:
            return db.execute(sa.update(mails).where(waits).values(dropped=why)).rowcount

    def _set(self, key: str, *, tried: bool = True, **values: object) -> None:
        update = sa.update(mails).where(mails.c.key == key)
        attempts = mails.c.attempts + int(tried)
        with self._database.transaction() as db:
            db.execute(update.values(**values, claimed_until=None, attempts=attempts))


def _queued(row: sa.RowMapping) -> QueuedMail:
    values = dict(row)
    lists = {name: json.loads(values.pop(name)) for name in ("served", "bounced", "units", "tells")}
    return QueuedMail(
        **{**values, "made": values["made"] or values["queued"]},
        served=tuple(lists["served"]),
        bounced=lists["bounced"],
        units=tuple(lists["units"]),
        tells=tuple(tuple(one) for one in lists["tells"]),
    )
