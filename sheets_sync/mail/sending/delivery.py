"""Empty the outbox: each mail at most once by its key, one failing mail never stops the others."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage

from sheets_sync.errors import MailError, MailUnavailable
from sheets_sync.mail.composing.message import AS_WRITTEN
from sheets_sync.mail.sending.pace import DAY, MINUTE, UNLIMITED, Limits, next_attempt
from sheets_sync.mail.sending.transports import Handed, Transport
from sheets_sync.store import QueuedMail, Store

#: How long one process may take over one mail: longer than any server's answer is waited for.
CLAIM = timedelta(minutes=20)
#: Failures in a row after which the others are left for the next delivery.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of the mails that were waiting."""

    sent: int
    #: Key to reason; these stay in the outbox and are tried again.
    failed: dict[str, str]
    #: Address to what its server said, for those that will never get their mail.
    bounced: dict[str, str] = field(default_factory=dict)
    #: Mails that wait: for their next attempt, or for a limit or the end of the quiet hours.
    waiting: int = 0
    #: When the next mail may leave, where a limit or the quiet hours hold mails back.
    waits_until: datetime | None = None


def deliver(
    store: Store,
    transport: Transport,
    at: datetime,
    limits: Limits = UNLIMITED,
    wait: Callable[[float], None] = time.sleep,
) -> DeliveryReport:
    """Send what is waiting and due, except what another process is sending.

    It waits for the limit of a minute, and leaves the rest in the outbox for that of a day and for the quiet
    hours. A crash between sending and noting it hands the mail over again once its claim has run out.
    """
    delivery = _Delivery(store, transport, at, limits)
    try:
        for queued in store.outbox.ready(at):
            free = limits.free_from(delivery.now, delivery.sent)
            if free - delivery.now > MINUTE:
                delivery.waits_until = free
                break
            if free > delivery.now:
                wait((free - delivery.now).total_seconds())
                delivery.now = free
            if not delivery.hand_over(queued):
                break
    finally:
        transport.close()
    return delivery.report()


class _Delivery:
    """One emptying of the outbox."""

    def __init__(self, store: Store, transport: Transport, at: datetime, limits: Limits) -> None:
        self.now = at
        self.waits_until: datetime | None = None
        #: When mails left in the last day, the latest last.
        self.sent = list(store.outbox.sent_since(at - DAY))
        self._outbox, self._transport, self._limits = store.outbox, transport, limits
        self._count = self._in_a_row = 0
        self._failed: dict[str, str] = {}
        self._bounced: dict[str, str] = {}

    def report(self) -> DeliveryReport:
        waiting = len(self._outbox.unsent())
        return DeliveryReport(self._count, self._failed, self._bounced, waiting, self.waits_until)

    def hand_over(self, queued: QueuedMail) -> bool:
        """Send one mail and note what became of it; whether to go on with the next."""
        if not self._outbox.claim(queued.key, self.now, self.now + CLAIM):
            return True
        built = message_from_bytes(queued.message, policy=AS_WRITTEN)
        wanted = [
            address
            for address in recipients_of(built)
            if address not in queued.served and address not in queued.bounced
        ]
        try:
            handed = self._transport.send(built, queued.key, wanted)
        except MailUnavailable as error:
            # It says nothing about this mail: the next delivery tries at once.
            self._fail(queued, str(error), None)
            return False
        except MailError as error:
            self._fail(queued, str(error), next_attempt(self.now, queued.attempts + 1))
            self._in_a_row += 1
            return self._in_a_row < PATIENCE
        self._in_a_row = 0
        self._note(queued, handed)
        return True

    def _fail(self, queued: QueuedMail, reason: str, until: datetime | None) -> None:
        self._failed[queued.key] = reason
        self._outbox.failed(queued.key, reason, until)

    def _note(self, queued: QueuedMail, handed: Handed) -> None:
        """Write down what each recipient got; addresses put off are given up after some days."""
        served = (*queued.served, *handed.served)
        tired = self.now - queued.queued >= self._limits.give_up
        refused = {a: one.reply for a, one in handed.refused.items() if one.permanent or tired}
        later = {a: one.reply for a, one in handed.refused.items() if not (one.permanent or tired)}
        bounced = {**queued.bounced, **refused}
        self._bounced |= refused
        if handed.served:
            self.sent.append(self.now)
        if later:
            reason = "; ".join(f"{address}: {reply}" for address, reply in later.items())
            self._failed[queued.key] = reason
            until = next_attempt(self.now, queued.attempts + 1)
            self._outbox.partly_sent(queued.key, reason, until, served, bounced)
        elif served:
            self._count += 1
            self._outbox.sent(queued.key, self.now, bounced)
        else:
            reason = "; ".join(f"{address}: {reply}" for address, reply in bounced.items())
            self._outbox.gave_up(queued.key, reason, bounced)
        # Only now: the shorter the time between the server's yes and its being noted, the better.
        self._outbox.delivered_to(handed.served)
        for address, reply in refused.items():
            self._outbox.bounced(address, reply, self.now)


def recipients_of(built: EmailMessage) -> tuple[str, ...]:
    """The addresses that a message is for, each once."""
    headers = [header for name in ("To", "Cc") for header in built.get_all(name, [])]
    return tuple(dict.fromkeys(address.addr_spec for header in headers for address in header.addresses))
