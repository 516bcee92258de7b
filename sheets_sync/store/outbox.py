"""Mails to be sent: each is queued once by its key and handed over by one process at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.model import Mail
from sheets_sync.store.schema import bounces, mails

if TYPE_CHECKING:
    from sheets_sync.store.database import Database


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
        return self._select(sa.and_(mails.c.sent.is_(None), ~mails.c.given_up))

    def last(self, kind: str) -> QueuedMail | None:
        """The mail of a kind that was queued last."""
        return next(reversed(self._select(mails.c.kind == kind)), None)

    def sent_since(self, at: datetime) -> int:
        """How many mails were handed over since a moment."""
        query = sa.select(sa.func.count()).select_from(mails).where(mails.c.sent >= at)
        with self._database.reading() as db:
            return int(db.execute(query).scalar_one())

    def all(self) -> tuple[QueuedMail, ...]:
        """Every mail, in the order they were queued."""
        return self._select(sa.true())

    def _select(self, where: sa.ColumnElement[bool]) -> tuple[QueuedMail, ...]:
        query = sa.select(mails).where(where).order_by(mails.c.queued, mails.c.key)
        with self._database.reading() as db:
            rows = db.execute(query).all()
        return tuple(QueuedMail(**row._mapping) for row in rows)

    def claim(self, key: str, at: datetime, until: datetime) -> bool:
        """Whether the caller, and until `until` nobody else, may hand the mail over.

        False when it was sent or another claim holds. A claim ends with `sent` or `failed`; after a crash it
        runs out and the mail is handed over again. So no two processes hand a mail over at the same time, and
        a mail goes out twice only when one was killed between the transport's taking it and `sent`; whether
        the recipient then sees it twice depends on the transport.
        """
        free = sa.or_(mails.c.claimed_until.is_(None), mails.c.claimed_until <= at)
        claim = sa.update(mails).where(mails.c.key == key, mails.c.sent.is_(None), free)
        with self._database.transaction() as db:
            return db.execute(claim.values(claimed_until=until)).rowcount == 1

    def sent(self, key: str, at: datetime) -> None:
        """The transport took the mail."""
        self._set(key, sent=at, failure="")

    def failed(self, key: str, reason: str, not_before: datetime | None = None) -> None:
        """The transport refused the mail; it stays in the outbox, to be tried again from then on."""
        self._set(key, failure=reason, not_before=not_before)

    def gave_up(self, key: str, reason: str) -> None:
        """The transport refused the mail for good."""
        self._set(key, failure=reason, given_up=True)

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
