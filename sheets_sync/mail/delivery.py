"""Empty the outbox: each mail at most once by its key, one failing mail never stops the others."""

import time as clock
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from sheets_sync.errors import MailError
from sheets_sync.mail.transports import Transport
from sheets_sync.store import QueuedMail, Store

#: How long one process may take over one mail.
CLAIM = timedelta(minutes=10)
#: The first wait after a refusal that passes; it doubles up to the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many mails may leave, and when; 0 means no limit."""

    per_minute: int = 0
    per_day: int = 0
    quiet_from: time | None = None
    quiet_until: time | None = None

    def is_quiet(self, at: datetime) -> bool:
        """Whether nothing is sent at a moment, in its zone; the quiet hours may cross midnight."""
        begin, end = self.quiet_from, self.quiet_until
        if begin is None or end is None or begin == end:
            return False
        now = at.time()
        return begin <= now < end if begin < end else now >= begin or now < end


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of the mails that were waiting."""

    sent: int
    #: Key to reason; these stay in the outbox and are tried again by a later delivery.
    failed: dict[str, str]
    #: Address to what the server said.
    bounced: dict[str, str] = field(default_factory=dict)
    #: Mails that wait for the end of the quiet hours, for tomorrow's share or for their next attempt.
    waiting: int = 0


def deliver(
    store: Store,
    transport: Transport,
    at: datetime,
    limits: Limits = Limits(),
    pause: Callable[[float], None] = clock.sleep,
) -> DeliveryReport:
    """Send what is waiting, except what another process is sending. `at` carries the ward's zone.

    A crash between sending and noting it hands the mail over again once its claim has run out; the folder
    transport then overwrites the same file, mail servers may know it by its Message-ID.
    """
    sent, failed, bounced = 0, dict[str, str](), dict[str, str]()
    waiting = store.outbox.unsent()
    share = _share(store, limits, at)
    for queued in waiting:
        if sent >= share or (queued.not_before is not None and queued.not_before > at):
            continue
        if not store.outbox.claim(queued.key, at, at + CLAIM):
            continue
        if sent and limits.per_minute:
            pause(60 / limits.per_minute)
        reason = _hand_over(store, transport, queued, at, bounced)
        if reason is None:
            sent += 1
        else:
            failed[queued.key] = reason
    transport.close()
    return DeliveryReport(sent, failed, bounced, len(store.outbox.unsent()))


def _share(store: Store, limits: Limits, at: datetime) -> float:
    """How many mails may leave now."""
    if limits.is_quiet(at):
        return 0
    return limits.per_day - store.outbox.sent_since(at - DAY) if limits.per_day else float("inf")


def _hand_over(
    store: Store, transport: Transport, queued: QueuedMail, at: datetime, bounced: dict[str, str]
) -> str | None:
    """Why the mail was not taken; None when it was."""
    built = message_from_bytes(queued.message, policy=SMTP)
    try:
        refused = transport.send(built, queued.key)
    except MailError as error:
        _note_bounces(store, error.refused if error.permanent else {}, at, bounced)
        if error.permanent:
            store.outbox.gave_up(queued.key, str(error))
        else:
            store.outbox.failed(queued.key, str(error), at + _wait(queued.attempts))
        return str(error)
    store.outbox.sent(queued.key, at)
    store.outbox.delivered_to(address for address in _recipients(built) if address not in refused)
    _note_bounces(store, refused, at, bounced)
    return None


def _note_bounces(store: Store, refused: dict[str, str], at: datetime, bounced: dict[str, str]) -> None:
    for address, reason in refused.items():
        store.outbox.bounced(address, reason, at)
        bounced[address] = reason


def _recipients(built: EmailMessage) -> list[str]:
    return [address.addr_spec for address in built["To"].addresses] if built["To"] else []


def _wait(attempts: int) -> timedelta:
    doubled: int = 2 ** min(attempts, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * doubled)
