"""In what order mails leave, and which are too old to. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from sheets_sync.store import QueuedMail

#: What a mail says of today is told for so long; then another is made of what holds.
FRESH = timedelta(hours=26)
#: Kinds of mails that say how things stand: the newest takes the place of what waits.
OF_TODAY = ("nightly", "digest", "overview")
#: The office's own, which tells of all others.
FIRST = "digest"
REMINDER = "reminder"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def in_turn(
    mails: Iterable[QueuedMail], to: Mapping[str, tuple[str, ...]], served: Mapping[str, datetime]
) -> list[QueuedMail]:
    """Mails in the order in which they leave, for where a limit does not let all of them.

    Those that were not tried yet come first; of them the office's digest, then who owes, then who got no mail
    for the longest time. `to` has the recipients of each, `served` when each address got its last.
    """

    def rank(one: QueuedMail) -> tuple[object, ...]:
        owes = any(kind == REMINDER for _, _, kind, _ in one.tells)
        last = max((served[a] for a in to[one.key] if a in served), default=LONG_AGO)
        return (one.attempts, one.kind != FIRST, not owes, last, one.queued, one.key)

    return sorted(mails, key=rank)


def is_stale(one: QueuedMail, now: datetime) -> bool:
    """Whether a mail is about a day that is over."""
    return one.kind in OF_TODAY and now - one.made > FRESH
