"""Empty the outbox: each mail at most once by its key, one failing mail never stops the others."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser

from sheets_sync.errors import MailError, MailUnavailable, MailUnsure, StoreError
from sheets_sync.mail.composing.message import AS_WRITTEN
from sheets_sync.mail.sending.answers import UNSURE
from sheets_sync.mail.sending.pace import DAY, MINUTE, UNLIMITED, MailLimits, next_attempt
from sheets_sync.mail.sending.streak import Streak
from sheets_sync.mail.sending.transports import Handed, Refusal, Transport
from sheets_sync.mail.sending.turns import in_turn, is_stale
from sheets_sync.store import QueuedMail, Store

#: How long one process may take over one mail: longer than any server's answer is waited for.
CLAIM = timedelta(minutes=20)
#: A server that hangs up when it has the whole mail gets it once more, and an address known for it no more.
UNSURE_TRIES = 2
#: Bytes free on the store's disk without which no mail leaves: far more than noting one takes.
ROOM = 4_000_000
#: Seconds before each further attempt to note that a mail was taken.
NOTED_AGAIN = (1, 2, 4, 8, 15, 30)
TOO_OLD = "older than 26 hours: what it says is told anew"


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
    #: Why no mail leaves at all, with the server's words and what to do; empty while mails leave.
    stopped: str = ""
    #: Key to why, for mails that left the outbox unsent.
    dropped: dict[str, str] = field(default_factory=dict)


def deliver(
    store: Store,
    transport: Transport,
    at: datetime,
    limits: MailLimits = UNLIMITED,
    wait: Callable[[float], None] | None = None,
    as_of: datetime | None = None,
) -> DeliveryReport:
    """Send what is waiting and due, except what another process is sending.

    It waits for the limit of a minute (by `wait`, else by the clock), and leaves the rest in the outbox
    for that of a day and for the quiet hours. A crash between sending and noting it hands the mail over
    again once its claim has run out. What is told counts as told at `as_of`, where the mails tell of another
    moment than `at`. Raises StoreError, before a mail is handed over where its disk is all but full: what
    cannot be noted would be sent twice.
    """
    delivery = _Delivery(store, transport, at, limits, as_of or at, wait or time.sleep)
    try:
        for queued, to in delivery.mails():
            free = limits.free_from(delivery.now, delivery.sent, len(to))
            if free - delivery.now > MINUTE:
                delivery.waits_until = free
                break
            if free > delivery.now:
                delivery.wait((free - delivery.now).total_seconds())
                delivery.now = free
            if not delivery.hand_over(queued, to):
                break
    finally:
        transport.close()
    return delivery.report()


class _Delivery:
    """One emptying of the outbox."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        at: datetime,
        limits: MailLimits,
        as_of: datetime,
        wait: Callable[[float], None],
    ) -> None:
        self.now, self.wait = at, wait
        self._at, self._began = at, time.monotonic()
        self.waits_until: datetime | None = None
        #: When mails left in the last day, a moment for each recipient, the latest last.
        self.sent = list(store.addresses.served_between(at - DAY, at + DAY))
        self._store, self._outbox, self._transport, self._limits = store, store.outbox, transport, limits
        self._shift, self._row = as_of - at, Streak()
        self._count = 0
        self._failed: dict[str, str] = {}
        self._bounced: dict[str, str] = {}
        self._dropped: dict[str, str] = {}

    def mails(self) -> list[tuple[QueuedMail, tuple[str, ...]]]:
        """What is due, in turn, each with who is still to get it; what is of a day long past is dropped."""
        waiting = self._outbox.unsent()
        if not waiting:
            return []
        old = [one.key for one in waiting if is_stale(one, self.now)]
        for key in old:
            if self._outbox.drop([key], TOO_OLD, self.now):
                self._dropped[key] = TOO_OLD
        ready = self._outbox.ready(self.now)
        to = {one.key: _left(one) for one in ready}
        return [(one, to[one.key]) for one in in_turn(ready, to, self._store.addresses.last_served())]

    def report(self) -> DeliveryReport:
        """What became of all; those that were refused for a reason of their own are given up now."""
        if self._row.of_sender and not self._count:
            self._stop(self._row.of_sender)
        else:
            self._note_all(self._row.settled())
        trouble = self._store.post.trouble()
        return DeliveryReport(
            self._count,
            self._failed,
            self._bounced,
            len(self._outbox.unsent()),
            self.waits_until,
            "" if trouble is None else trouble.reason,
            self._dropped,
        )

    def hand_over(self, queued: QueuedMail, to: tuple[str, ...]) -> bool:
        """Send one mail and note what became of it; whether to go on with the next."""
        self._check_room()
        # A slow server may have taken hours for the mails before.
        now = max(self.now, self._at + timedelta(seconds=time.monotonic() - self._began))
        if not self._outbox.claim(queued.key, now, now + CLAIM):
            return True
        try:
            handed = self._transport.send(queued.message, queued.key, to)
        except MailUnavailable as error:
            # It says nothing about this mail: the next delivery tries at once.
            self._fail(queued, str(error), None)
            self._store.post.barred(str(error), error.answer, self.now)
            return False
        except MailUnsure as error:
            handed = self._unsure(queued, to, str(error))
        except MailError as error:
            handed = Handed((), dict.fromkeys(to, Refusal(str(error), permanent=False)))
        if handed.served:
            self._note_served(queued, handed)
            # What others were refused before was about them.
            self._note_all(self._row.clear())
            return True
        if not self._row.add(queued, handed):
            self._note(queued, handed)
            return True
        # Nobody got it: it waits until it is known whether that was about it or about us.
        until, unsure = next_attempt(self.now, queued.attempts + 1), _had(handed)
        self._fail(queued, _reasons(handed.refused), until, unsure=unsure)
        if self._row.is_ours:
            self._stop(self._row.of_sender or next(iter(handed.refused.values())))
            return False
        return True

    def _stop(self, refusal: Refusal) -> None:
        """Every mail fares the same: they stay, and the next delivery tries at once."""
        self._outbox.hasten(self._row.keys)
        self._note_all(self._row.over())
        answer = refusal.answer
        more = f" {answer.means} {answer.remedy}".rstrip() if answer else ""
        told = f"The mail server refuses one mail after the other: {refusal.reply}.{more}"
        self._store.post.barred(told, refusal.code, self.now)

    def _unsure(self, queued: QueuedMail, to: tuple[str, ...], said: str) -> Handed:
        known = {one.address for one in self._store.addresses.known() if one.answer == UNSURE.code}
        enough = queued.unsure + 1 >= UNSURE_TRIES or known.issuperset(to)
        return Handed((), dict.fromkeys(to, Refusal(said, permanent=enough, answer=UNSURE)))

    def _fail(self, queued: QueuedMail, reason: str, until: datetime | None, *, unsure: bool = False) -> None:
        self._failed[queued.key] = reason
        self._outbox.failed(queued.key, reason, until, unsure=unsure)

    def _put_off(self, refused: Mapping[str, Refusal]) -> None:
        for address, one in refused.items():
            self._store.addresses.unreached(address, one.reply, self.now, one.code, permanent=False)

    def _check_room(self) -> None:
        left = self._store.database.room()
        if left is not None and left < ROOM:
            raise StoreError(
                f"The store's disk has room for {left:,} bytes: mails wait, as it could not be noted that"
                " they left; free some space and run again."
            )

    def _note_served(self, queued: QueuedMail, handed: Handed) -> None:
        """What is not noted is sent again: a database that is just starting anew is waited for."""
        for seconds in NOTED_AGAIN:
            try:
                return self._note(queued, handed)
            except StoreError:
                self.wait(seconds)
        return self._note(queued, handed)

    def _note_all(self, refused: Iterable[tuple[QueuedMail, Handed]]) -> None:
        for queued, handed in refused:
            self._note(queued, handed, again=True)

    def _note(self, queued: QueuedMail, handed: Handed, *, again: bool = False) -> None:
        """Write down what each recipient got; addresses put off are given up after some days.

        `again` where the same attempt was noted as failed before.
        """
        served = (*queued.served, *handed.served)
        since = {one.address: one.since for one in self._store.addresses.known()}
        tired = {
            address
            for address in handed.refused
            if self.now - min(queued.made, since.get(address, self.now)) >= self._limits.give_up
        }
        refused = {a: one for a, one in handed.refused.items() if one.permanent or a in tired}
        later = {a: one for a, one in handed.refused.items() if a not in refused}
        bounced = {**queued.bounced, **{address: one.reply for address, one in refused.items()}}
        self._failed.pop(queued.key, None)
        with self._store.transaction():
            self._end(queued, served, later, bounced, again=again)
            self._tell(queued, handed)
            self._put_off(later)
            for address, one in refused.items():
                self._store.addresses.unreached(address, one.reply, self.now, one.code, permanent=True)
        self._count += bool(served) and not later
        self._bounced |= {address: one.reply for address, one in refused.items()}
        self.sent += [self.now] * len(handed.served)

    def _end(
        self,
        queued: QueuedMail,
        served: tuple[str, ...],
        later: Mapping[str, Refusal],
        bounced: Mapping[str, str],
        *,
        again: bool,
    ) -> None:
        if later:
            reason = self._failed[queued.key] = _reasons(later)
            until = next_attempt(self.now, queued.attempts + 1)
            self._outbox.partly_sent(queued.key, reason, until, served, bounced, again=again)
        elif served:
            self._outbox.sent(queued.key, self.now, bounced)
        else:
            reason = "; ".join(f"{address}: {reply}" for address, reply in bounced.items())
            self._outbox.gave_up(queued.key, reason, bounced, again=again)

    def _tell(self, queued: QueuedMail, handed: Handed) -> None:
        """What the mail tells is told once a server took it, or had it and may have taken it."""
        if handed.served or _had(handed):
            self._store.notices.record(queued.tells, self.now + self._shift)
        if handed.served:
            self._store.addresses.served(queued.key, handed.served, self.now)
            self._store.post.open()


def _left(queued: QueuedMail) -> tuple[str, ...]:
    """Who is still to get a mail."""
    done = {*queued.served, *queued.bounced}
    return tuple(address for address in recipients_of(queued) if address not in done)


def _had(handed: Handed) -> bool:
    """Whether the server hung up when it had the whole mail."""
    return any(one.answer is UNSURE for one in handed.refused.values())


def _reasons(refused: Mapping[str, Refusal]) -> str:
    return "; ".join(f"{address}: {one.reply}" for address, one in refused.items())


def recipients_of(queued: QueuedMail) -> tuple[str, ...]:
    """The addresses that a mail is for, each once."""
    # Its headers are enough, and read in a tenth of the time.
    built = BytesHeaderParser(policy=AS_WRITTEN).parsebytes(queued.message.partition(b"\r\n\r\n")[0])
    headers = [header for name in ("To", "Cc") for header in built.get_all(name, [])]
    return tuple(dict.fromkeys(address.addr_spec for header in headers for address in header.addresses))
