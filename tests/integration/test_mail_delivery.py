"""Emptying the outbox: who is tried again when, limits, quiet hours, and death at every moment."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.errors import MailError, MailUnavailable
from sheets_sync.mail.composing.message import message
from sheets_sync.mail.sending.delivery import CLAIM, DeliveryReport, deliver
from sheets_sync.mail.sending.pace import MailLimits
from sheets_sync.mail.sending.smtp import MailServer, SmtpTransport
from sheets_sync.mail.sending.streak import DOUBTFUL
from sheets_sync.mail.sending.transports import FolderTransport, Handed
from sheets_sync.store import Store, open_store
from tests.contract.transport_contract import FIRST, SECOND, SENDER, THIRD, mail
from tests.post import USER, PostOffice

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2024, 8, 14, 20, tzinfo=ZONE)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def transport(office: PostOffice) -> SmtpTransport:
    return SmtpTransport(MailServer("127.0.0.1", office.port, "none", USER))


def queue(store: Store, *names: str, at: datetime = AT) -> None:
    for name in names:
        one = mail(name)
        store.outbox.queue(one, message(one, SENDER, at).as_bytes(), at)


class Clock:
    """Notes every wait in place of waiting."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


def never(seconds: float) -> None:
    raise AssertionError(f"waited {seconds} s")


# Who is tried again


def test_only_those_who_were_put_off_are_tried_again_and_later_each_time(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    queue(store, "a1")
    office.answers = {SECOND: "451 4.7.1 Greylisted", THIRD: "550 5.1.1 No such mailbox"}
    first = deliver(store, transport, AT)
    assert (first.sent, list(first.failed), first.bounced) == (
        0,
        [mail().key],
        {THIRD: "550 5.1.1 No such mailbox"},
    )
    assert deliver(store, transport, AT + 4 * MINUTE) == DeliveryReport(0, {}, waiting=1)
    deliver(store, transport, AT + 5 * MINUTE)
    assert deliver(store, transport, AT + 19 * MINUTE).failed == {}
    office.answers = {}
    assert deliver(store, transport, AT + 20 * MINUTE).sent == 1
    # The one who had it, and the one who never will, are left alone.
    assert [letter.recipients for letter in office.letters] == [[FIRST], [SECOND]]
    (done,) = store.outbox.all()
    assert (done.sent, done.attempts, done.bounced) == (
        AT + 20 * MINUTE,
        3,
        {THIRD: "550 5.1.1 No such mailbox"},
    )


def test_a_mail_that_nobody_takes_is_given_up_and_its_addresses_are_told(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    queue(store, "a1")
    office.answers = dict.fromkeys((FIRST, SECOND, THIRD), "550 5.1.1 No such mailbox")
    report = deliver(store, transport, AT)
    assert (report.sent, set(report.bounced)) == (0, {FIRST, SECOND, THIRD})
    assert store.outbox.unsent() == ()
    (given_up,) = store.outbox.all()
    assert (given_up.sent, given_up.given_up, set(given_up.bounced)) == (None, True, {FIRST, SECOND, THIRD})
    # The office is told of them until they take a mail.
    assert {one.address for one in store.addresses.known()} == {FIRST, SECOND, THIRD}
    queue(store, "b2")
    office.answers = {FIRST: "550 5.1.1 No such mailbox"}
    deliver(store, transport, AT + DAY)
    assert {one.address for one in store.addresses.known()} == {FIRST}
    assert not store.outbox.claim(given_up.key, AT + DAY, AT + 2 * DAY)


def test_a_mail_that_is_put_off_for_days_is_given_up(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    queue(store, "a1")
    office.answers = dict.fromkeys((FIRST, SECOND, THIRD), "452 4.2.2 Mailbox full")
    moment, tries = AT, 0
    while store.outbox.unsent():
        deliver(store, transport, moment)
        moment, tries = moment + HOUR, tries + 1
    (given_up,) = store.outbox.all()
    assert given_up.given_up
    assert 4 * DAY <= moment - HOUR - AT < 4 * DAY + 8 * HOUR
    assert given_up.bounced[FIRST] == "452 4.2.2 Mailbox full"
    # 0, 5 and 20 min, 1 h, 3 h and so on, then every 8 hours; looked at once an hour.
    assert 14 <= given_up.attempts <= 18


def test_a_mail_that_breaks_the_connection_does_not_stop_the_others(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    queue(store, "a1", "b2", "c3")
    office.drops = ["", "before", ""]
    report = deliver(store, transport, AT)
    assert (report.sent, len(report.failed)) == (2, 1)
    assert deliver(store, transport, AT + 5 * MINUTE).sent == 1


def test_a_server_that_takes_nothing_is_asked_once_and_the_mails_wait(
    store: Store, office: PostOffice, transport: SmtpTransport
) -> None:
    queue(store, "a1", "b2", "c3")
    office.answers = {"*": "451 4.3.0 No mails now"}
    report = deliver(store, transport, AT)
    assert len(report.failed) == 1
    assert "451 4.3.0 No mails now" in report.stopped
    assert office.connections == 1
    office.answers = {}
    # Nothing was said about the mails: the next delivery tries them at once.
    report = deliver(store, transport, AT + MINUTE)
    assert (report.sent, report.stopped) == (3, "")


# Limits and quiet hours


def test_the_limit_of_a_minute_is_waited_for_and_counts_recipients(store: Store, tmp_path: Path) -> None:
    queue(store, *"abcdefg")
    clock = Clock()
    # Each mail has three recipients.
    report = deliver(store, FolderTransport(tmp_path / "out"), AT, MailLimits(per_minute=10), clock)
    assert (report.sent, clock.waits) == (7, [60.0, 60.0])
    assert [one.sent for one in store.outbox.all()] == [AT + n // 3 * MINUTE for n in range(7)]


def test_the_limit_of_a_minute_counts_what_another_process_sent(store: Store, tmp_path: Path) -> None:
    queue(store, *"abc")
    limits, folder = MailLimits(per_minute=9), FolderTransport(tmp_path / "out")
    deliver(store, folder, AT, limits, never)
    queue(store, "d")
    clock = Clock()
    deliver(store, folder, AT + timedelta(seconds=50), limits, clock)
    assert clock.waits == [10.0]


def test_the_limit_of_a_day_leaves_the_rest_in_the_outbox(store: Store, tmp_path: Path) -> None:
    queue(store, *"abcde")
    limits, folder = MailLimits(per_day=8), FolderTransport(tmp_path / "out")
    first = deliver(store, folder, AT, limits, never)
    assert (first.sent, first.waits_until) == (2, AT + DAY)
    assert deliver(store, folder, AT + 23 * HOUR, limits, never).sent == 0
    assert deliver(store, folder, AT + DAY + MINUTE, limits, never).sent == 2
    assert len(store.outbox.unsent()) == 1


def test_a_mail_to_more_than_the_limit_goes_when_nothing_else_did(store: Store, tmp_path: Path) -> None:
    queue(store, "a", "b")
    limits, folder = MailLimits(per_day=2), FolderTransport(tmp_path / "out")
    assert deliver(store, folder, AT, limits, never).sent == 1
    assert deliver(store, folder, AT + DAY + MINUTE, limits, never).sent == 1


@pytest.mark.parametrize(
    ("quiet", "hour", "until"),
    [
        ((21, 7), 20, None),
        ((21, 7), 21, datetime(2024, 8, 15, 7, tzinfo=ZONE)),
        ((21, 7), 3, datetime(2024, 8, 14, 7, tzinfo=ZONE)),
        ((21, 7), 7, None),
        ((11, 14), 12, datetime(2024, 8, 14, 14, tzinfo=ZONE)),
        ((11, 14), 20, None),
    ],
)
def test_nothing_is_sent_in_quiet_hours(
    store: Store, tmp_path: Path, quiet: tuple[int, int], hour: int, until: datetime | None
) -> None:
    queue(store, "a1")
    limits = MailLimits(quiet=(time(quiet[0]), time(quiet[1])), zone=ZONE)
    # The clock of the computer may show another zone's time.
    moment = AT.replace(hour=hour).astimezone(ZoneInfo("UTC"))
    folder = FolderTransport(tmp_path / "out")
    report = deliver(store, folder, moment, limits, never)
    assert (report.sent, report.waits_until) == (int(until is None), until)
    if until is not None:
        assert deliver(store, folder, until, limits, never).sent == 1


# Death


class Died(BaseException):
    """The process ends here."""


class Dying:
    """A store's outbox or a transport that ends the process at its nth step."""

    def __init__(self, real: object, steps: list[int]) -> None:
        self._real, self._steps = real, steps

    def __getattr__(self, name: str) -> Callable[..., object]:
        act = getattr(self._real, name)

        def step(*args: object, **more: object) -> object:
            self._steps[0] -= 1
            if self._steps[0] == 0:
                raise Died
            found = act(*args, **more)
            self._steps[0] -= 1
            if self._steps[0] == 0:
                raise Died
            return found

        return step


def test_killed_at_every_step_each_mail_arrives_and_only_one_in_flight_arrives_twice(
    store: Store, office: PostOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    died = twice = 0
    for step in range(1, 40):
        office.letters.clear()
        with open_store(f"sqlite:///{tmp_path}/{step}.db") as one:
            queue(one, "a1", "b2")
            steps = [step]
            transport = SmtpTransport(MailServer("127.0.0.1", office.port, "none", USER))
            with monkeypatch.context() as patch:
                patch.setattr(one, "outbox", Dying(one.outbox, steps))
                try:
                    deliver(one, cast("SmtpTransport", Dying(transport, steps)), AT)
                except Died:
                    died += 1
                transport.close()
            deliver(one, transport, AT + MINUTE)
            deliver(one, transport, AT + CLAIM + MINUTE)
            assert one.outbox.unsent() == ()
        ids = [letter.parsed["Message-ID"] for letter in office.letters]
        assert len(set(ids)) == 2
        # The one that was with the server when the process died; the receiver sees the same Message-ID.
        assert len(ids) - len(set(ids)) <= 1
        twice += len(ids) > 2
    # Death between the server's yes and its being noted cannot be told from death before it.
    assert died > 10
    # Three moments of each mail: after the yes, before it is noted, and before what was noted is kept.
    assert twice == 6


class Failing:
    """Raises what it is given in place of sending."""

    def __init__(self, error: MailError) -> None:
        self.error, self.tried = error, 0

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:
        self.tried += 1
        raise self.error

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    ("error", "tried"), [(MailError("broke off"), DOUBTFUL), (MailUnavailable("gone"), 1)]
)
def test_after_failures_in_a_row_the_others_are_left_for_later(
    store: Store, error: MailError, tried: int
) -> None:
    queue(store, *"abcdef")
    failing = Failing(error)
    assert len(deliver(store, failing, AT).failed) == failing.tried == tried
    assert len(store.outbox.unsent()) == 6
