"""Whether mails leave at all, and from where they may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.schema import mail_troubles, places

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

#: A campaign has one sender.
SENDER = "sender"

_TROUBLE = sa.select(*(mail_troubles.c[name] for name in ("reason", "answer", "since", "at")))
_OVER, _PLACES = sa.delete(mail_troubles), sa.select(places.c.place)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why no mail leaves."""

    #: With the mail server's own words and what to do; last heard at `at`.
    reason: str
    #: Line of the table of answers (docs/mail-answers.md); empty where there is none.
    answer: str
    since: datetime
    at: datetime

    def told(self) -> str:
        """In one line."""
        return f"No mail has left since {self.since:%Y-%m-%d %H:%M} UTC. {self.reason}"


class Post:
    """Questions about the way out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def barred(self, reason: str, answer: str, at: datetime) -> None:
        """The mail server takes nothing from us; it is so since the first time."""
        values = {"reason": reason, "answer": answer, "at": at}
        with self._database.transaction() as db:
            if not db.execute(sa.update(mail_troubles).values(**values)).rowcount:
                db.execute(sa.insert(mail_troubles).values(sender=SENDER, since=at, **values))

    def open(self) -> None:
        """The mail server took a mail: whatever was wrong is over."""
        with self._database.transaction() as db:
            db.execute(_OVER)

    def trouble(self) -> Trouble | None:
        """Why no mail leaves; None when nothing is known to be wrong."""
        with self._database.reading() as db:
            row = db.execute(_TROUBLE).mappings().first()
        return None if row is None else Trouble(**row)

    def places(self) -> frozenset[str]:
        """From where mails may leave; empty before the first."""
        with self._database.reading() as db:
            return frozenset(db.execute(_PLACES).scalars())

    def settle(self, place: str, at: datetime) -> None:
        """From now on mails may leave from this place."""
        with self._database.transaction() as db:
            if not db.execute(sa.update(places).where(places.c.place == place).values(at=at)).rowcount:
                db.execute(sa.insert(places).values(place=place, at=at))
