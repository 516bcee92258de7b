"""How each address stands: which took a mail and when, which refuse mails or put them off, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sheets_sync.store.asked import SINCE, UNTIL
from sheets_sync.store.schema import bounces, handovers

if TYPE_CHECKING:
    from sheets_sync.store.database import Database

_KNOWN = sa.select(bounces).order_by(bounces.c.address)
_NAMED = bounces.c.address.in_(sa.bindparam("own_addresses", expanding=True))
_REACHED, _FORGET = sa.delete(bounces).where(_NAMED, ~bounces.c.returned), sa.delete(bounces).where(_NAMED)
_HAND_OVER = sa.insert(handovers)
_SERVED = (
    sa.select(handovers.c.at).where(handovers.c.at > SINCE, handovers.c.at <= UNTIL).order_by(handovers.c.at)
)
_LAST_SERVED = sa.select(handovers.c.address, sa.func.max(handovers.c.at)).group_by(handovers.c.address)


@dataclass(frozen=True, slots=True)
class Unreached:
    """An address that takes no mail."""

    address: str
    #: What its mail server said, last at `at`.
    reason: str
    at: datetime
    #: Since when no mail reached it.
    since: datetime
    #: It refuses mails; else it puts them off.
    permanent: bool
    #: Line of the table of answers (docs/mail-answers.md); empty where that was not kept.
    answer: str
    #: Told by a mail that came back after a server had taken ours.
    returned: bool = False


class Addresses:
    """Questions about addresses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unreached(
        self,
        address: str,
        reason: str,
        at: datetime,
        answer: str,
        *,
        permanent: bool,
        returned: bool = False,
    ) -> None:
        """An address refused a mail, or put it off; it stays so since the first time.

        `returned` when that came by mail, after a server had taken ours.
        """
        values = {
            "reason": reason,
            "at": at,
            "answer": answer,
            "permanent": permanent,
            "returned": returned,
        }
        own = bounces.c.address == address
        with self._database.transaction() as db:
            if not db.execute(sa.update(bounces).where(own).values(**values)).rowcount:
                db.execute(sa.insert(bounces).values(address=address, since=at, **values))

    def served(self, key: str, addresses: Iterable[str], at: datetime) -> None:
        """A mail server took a mail for these: whatever they refused before is over.

        But for what came back by mail: those servers had said yes before, too.
        """
        chosen = list(addresses)
        if not chosen:
            return
        rows = [{"key": key, "address": address, "at": at} for address in chosen]
        with self._database.transaction() as db:
            db.execute(_REACHED, {"own_addresses": chosen})
            db.execute(_HAND_OVER, rows)

    def forget(self, addresses: Iterable[str]) -> None:
        """Mails reach these again."""
        with self._database.transaction() as db:
            db.execute(_FORGET, {"own_addresses": list(addresses)})

    def known(self) -> tuple[Unreached, ...]:
        """All that take no mail, by address."""
        with self._database.reading() as db:
            rows = db.execute(_KNOWN).mappings().all()
        return tuple(Unreached(**{**row, "since": row["since"] or row["at"]}) for row in rows)

    def served_between(self, moment: datetime, until: datetime) -> tuple[datetime, ...]:
        """When mails were taken after a moment, once for each recipient, the earliest first."""
        with self._database.reading() as db:
            return tuple(db.execute(_SERVED, {"since_then": moment, "until_then": until}).scalars())

    def last_served(self) -> dict[str, datetime]:
        """When each address took its last mail."""
        with self._database.reading() as db:
            return {row[0]: row[1] for row in db.execute(_LAST_SERVED)}
