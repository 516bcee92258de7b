"""Mails to be sent: each is queued once by its key and handed over by one process at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.model import Mail
from sheets_sync.store.schema import bounces, mails

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


WAITING = sa.and_(mails.c.sent.is_(None), ~mails.c.given_up)


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """One mail in the outbox."""

    key: str
    unit: str
    kind: str
    subject: str
    #: The whole message, RFC 5322.
    message: bytes
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


class Outbox:
    """Questions about mails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, mail: Mail, message: bytes, at: datetime) -> bool:
        """Put a mail into the outbox; False when one with its key is, or was, there."""
        with self._database.transaction() as db:
            if db.execute(sa.select(mails.c.key).where(mails.c.key == mail.key)).first():
                return False
            values = {"key": mail.key, "unit": mail.unit, "kind": mail.kind, "subject": mail.subject}
            db.execute(sa.insert(mails).values(**values, message=message, queued=at))
        return True

    def knows(self, key: str) -> bool:
        """Whether a mail with this key is, or was, there."""
        with self._database.reading() as db:
            return db.execute(sa.select(mails.c.key).where(mails.c.key == key)).first() is not None

    def unsent(self) -> tuple[QueuedMail, ...]:
        """Mails not sent yet and not given up, in the order they were queued."""
        return self._select(WAITING)

    def ready(self, at: datetime) -> tuple[QueuedMail, ...]:
        """Of those that are unsent, the ones whose next attempt is due."""
        return self._select(sa.and_(WAITING, sa.or_(mails.c.not_before.is_(None), mails.c.not_before <= at)))

    def last(self, kind: str) -> QueuedMail | None:
        """The mail of a kind that was queued last."""
        return next(reversed(self._select(mails.c.kind == kind)), None)

    def sent_since(self, moment: datetime) -> tuple[datetime, ...]:
        """When mails were sent after a moment, the earliest first."""
        query = sa.select(mails.c.sent).where(mails.c.sent > moment).order_by(mails.c.sent)
        with self._database.reading() as db:
            return tuple(db.execute(query).scalars())

    def all(self) -> tuple[QueuedMail, ...]:
        """Every mail, in the order they were queued."""
        return self._select(sa.true())

    def _select(self, where: sa.ColumnElement[bool]) -> tuple[QueuedMail, ...]:
        query = sa.select(mails).where(where).order_by(mails.c.queued, mails.c.key)
        with self._database.reading() as db:
            rows = db.execute(query).mappings().all()
        return tuple(_queued(row) for row in rows)

    def claim(self, key: str, at: datetime, until: datetime) -> bool:
        """Whether the caller, and until `until` nobody else, may hand the mail over.

        False when it was sent or given up, or another claim holds. A claim ends with what became of the mail;
        after a crash it runs out and the mail is handed over again. So no two processes hand a mail over at
        the same time, and a mail goes out twice only when one was killed between the transport's taking it
        and `sent`; whether the recipient then sees it twice depends on the transport.
        """
        free = sa.or_(mails.c.claimed_until.is_(None), mails.c.claimed_until <= at)
        claim = sa.update(mails).where(mails.c.key == key, WAITING, free)
        with self._database.transaction() as db:
            return db.execute(claim.values(claimed_until=until)).rowcount == 1

    def sent(self, key: str, at: datetime, bounced: Mapping[str, str] | None = None) -> None:
        """Every recipient has the mail, but for those that never will."""
        self._set(key, sent=at, failure="", not_before=None, bounced=json.dumps(dict(bounced or {})))

    def failed(self, key: str, reason: str, not_before: datetime | None = None) -> None:
        """Nobody got the mail; it stays in the outbox, to be tried again from then on."""
        self._set(key, failure=reason, not_before=not_before)

    def partly_sent(
        self, key: str, reason: str, not_before: datetime, served: Collection[str], bounced: Mapping[str, str]
    ) -> None:
        """Some recipients have the mail or never will; the others are tried again from then on."""
        lists = {"served": json.dumps(list(served)), "bounced": json.dumps(dict(bounced))}
        self._set(key, failure=reason, not_before=not_before, **lists)

    def gave_up(self, key: str, reason: str, bounced: Mapping[str, str]) -> None:
        """Nobody has the mail and nobody will."""
        self._set(key, failure=reason, given_up=True, bounced=json.dumps(dict(bounced)))

    def bounced(self, address: str, reason: str, at: datetime) -> None:
        """An address refuses mails."""
        with self._database.transaction() as db:
            db.execute(sa.delete(bounces).where(bounces.c.address == address))
            db.execute(sa.insert(bounces).values(address=address, reason=reason, at=at))

    def delivered_to(self, addresses: Iterable[str]) -> None:
        """These addresses took a mail: whatever they refused before is over."""
        with self._database.transaction() as db:
            db.execute(sa.delete(bounces).where(bounces.c.address.in_(list(addresses))))

    def bounces(self) -> dict[str, str]:
        """Address to what the mail server said of it."""
        with self._database.reading() as db:
            rows = db.execute(sa.select(bounces).order_by(bounces.c.address)).all()
        return {row.address: row.reason for row in rows}

    def _set(self, key: str, **values: object) -> None:
        update = sa.update(mails).where(mails.c.key == key)
        with self._database.transaction() as db:
            db.execute(update.values(**values, claimed_until=None, attempts=mails.c.attempts + 1))


def _queued(row: sa.RowMapping) -> QueuedMail:
    values = dict(row)
    served, bounced = json.loads(values.pop("served")), json.loads(values.pop("bounced"))
    return QueuedMail(**values, served=tuple(served), bounced=bounced)
