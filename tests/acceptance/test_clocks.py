"""Clocks that were wrong for a while, and clocks of two hosts that differ."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from jobs.backup import backup
from jobs.retention import retention
from jobs.work import Work
from sheets_sync.errors import RunInProgress
from sheets_sync.mail.sending import delivery
from sheets_sync.mail.sending.delivery import deliver
from sheets_sync.mail.sending.pace import MailLimits
from sheets_sync.mail.sending.transports import Handed
from sheets_sync.pipeline.corresponding import queue_mails
from sheets_sync.pipeline.locking import LEASE, LOCK
from sheets_sync.pipeline.standing import standing
from sheets_sync.store.astray import doubted
from tests.acceptance.hostile import FIGURES, figures, opened_again
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

APART = timedelta(minutes=5)
YEAR = timedelta(days=365)


class Counting:
    """A transport that counts what it hands over, and lets something happen meanwhile."""

    def __init__(self, meanwhile: Callable[[int], None] = lambda _number: None) -> None:
        self.sent, self.meanwhile = Counter[str](), meanwhile

    def send(self, built: bytes, key: str, recipients: Sequence[str]) -> Handed:
        assert b"\nTo: " in built
        self.sent[key] += 1
        self.meanwhile(self.sent.total())
        return Handed(tuple(recipients))

    def close(self) -> None:
        """Nothing is open."""


def with_mails(ward: Ward, at: datetime) -> None:
    """Three mails wait."""
    ward.type("TDP01", "culture_society", {"E3": "hai trăm"})
    ward.sync(at, mails=False)
    assert queue_mails(standing([ward.project], at), at) == 3


@pytest.mark.parametrize("wrong", [YEAR, timedelta(days=40)], ids=str)
def test_a_night_by_a_clock_that_was_ahead_silences_nobody_afterwards(small: Ward, wrong: timedelta) -> None:
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    small.sync(NEXT_EVENING + wrong)
    told = {one.key for one in small.project.store.outbox.all()}
    night = OVERDUE_EVENING
    outcome = small.sync(night)
    new = {one.key for one in small.project.store.outbox.all()} - told
    assert any("/TDP01/" in key for key in new), "what it owes since is told"
    assert outcome.mails_sent == len(new)
    # A limit of the day does not count what the clock of then wrote for a year ahead.
    room = MailLimits(per_day=50).free_from(
        night, small.project.store.addresses.served_between(night - timedelta(days=1), night + APART), 1
    )
    assert room == night
    assert small.project.store.runs.last_full(night) is not None
    assert figures(small) == {**FIGURES, "TDP01/VX02": "hai trăm"}


def test_a_lock_and_a_claim_that_a_wrong_clock_wrote_for_a_year_hold_nothing_up(small: Ward) -> None:
    with_mails(small, NEXT_EVENING)
    store, later = small.project.store, NEXT_EVENING + YEAR
    key = store.outbox.unsent()[0].key
    store.locks.acquire(LOCK, "process 7 on another host, thread 1", later, later + LEASE)
    assert store.outbox.claim(key, later, later + LEASE)
    assert small.sync(NEXT_EVENING + APART, mails=False).failed == {}
    assert deliver(store, Counting(), NEXT_EVENING + APART).sent == 3


@pytest.mark.parametrize("other", [APART, -APART], ids=["ahead", "behind"])
def test_of_two_hosts_whose_clocks_differ_one_runs_and_no_mail_goes_twice(
    small: Ward, other: timedelta
) -> None:
    with_mails(small, NEXT_EVENING)
    with opened_again(small) as second:
        locks = small.project.store.locks
        locks.acquire(LOCK, "process 7 on another host, thread 1", NEXT_EVENING, NEXT_EVENING + LEASE)
        with pytest.raises(RunInProgress):
            second.sync(NEXT_EVENING + other)
        theirs = Counting()

        def meanwhile(_number: int) -> None:
            deliver(second.project.store, theirs, NEXT_EVENING + other)

        ours = Counting(meanwhile)
        deliver(small.project.store, ours, NEXT_EVENING)
        assert sorted((ours.sent + theirs.sent).values()) == [1, 1, 1]


def test_a_mail_server_that_takes_half_an_hour_for_a_mail_gets_none_twice(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_mails(small, NEXT_EVENING)
    seconds, theirs, half = [0.0], Counting(), timedelta(minutes=30)
    clock: Any = SimpleNamespace(monotonic=lambda: seconds[0], sleep=None)
    monkeypatch.setattr(delivery, "time", clock)

    def meanwhile(number: int) -> None:
        if number == 2:
            # Somebody sends by hand what still waits.
            deliver(small.project.store, theirs, NEXT_EVENING + half + timedelta(minutes=1))
        seconds[0] += half.total_seconds()

    ours = Counting(meanwhile)
    deliver(small.project.store, ours, NEXT_EVENING)
    assert sorted((ours.sent + theirs.sent).values()) == [1, 1, 1]
    assert theirs.sent.total() == 1


def test_nothing_is_deleted_for_its_age_on_the_day_on_which_the_clock_jumped(small: Ward) -> None:
    store = small.project.store
    assert doubted(store.jobs, NEXT_EVENING) == ""
    assert doubted(store.jobs, NEXT_EVENING + timedelta(days=40)) == ""
    assert "nobody was at work for 365 days" in doubted(store.jobs, EVENING + YEAR)
    # Back again, and a day later by a clock that stays as it is.
    assert doubted(store.jobs, OVERDUE_EVENING) == ""
    small.sync(EVENING + YEAR, mails=False)
    assert doubted(store.jobs, EVENING + YEAR + timedelta(hours=23))
    assert doubted(store.jobs, EVENING + YEAR + timedelta(hours=25)) == ""


def test_the_nightly_backup_keeps_the_old_ones_on_such_a_day(small: Ward) -> None:
    config = small.project.config
    folder = config.path(config.store.backups)
    nights = [EVENING - timedelta(days=days) for days in (9, 8)] + [EVENING + YEAR]
    for now in nights:
        done = backup(Work(config, now, nullcontext))
    assert len(list(folder.glob("*.db"))) == 3
    assert "nobody was at work" in done.failed["old backups"]
    assert "nobody was at work" in retention(Work(config, nights[-1], nullcontext)).failed["retention"]
    assert figures(small) == FIGURES
