"""When one job runs and what becomes of its failures, with a store and a clock that stands still."""

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jobs.planned import STORE_DOWN, Patience, Planned
from jobs.work import Done
from sheets_sync.calendar.timetable import Timetable, parse
from sheets_sync.calendar.workdays import working_days
from sheets_sync.errors import GoogleUnavailable, Stopped
from sheets_sync.store import Store

WARD = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = datetime(2024, 8, 14, 20, tzinfo=WARD)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Hands:
    """A clock that is set by hand, and a job that does what it is told."""

    at: datetime = EVENING - timedelta(hours=3)
    acts: list[Callable[[], Done]] = field(default_factory=list)
    ran: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float, until: threading.Event) -> None:
        raise NotImplementedError

    def __call__(self) -> Done:
        self.ran.append(self.at)
        return self.acts.pop(0)() if self.acts else Done({"rows": 1})


def fails() -> Done:
    raise GoogleUnavailable("Google tạm thời không trả lời")


def breaks() -> Done:
    raise ZeroDivisionError("a defect of ours")


def stops() -> Done:
    raise Stopped("Told to end")


def planned(store: Store, hands: Hands, attempts: int = 3) -> Planned:
    times = parse("20:00")
    assert times is not None
    timetable = Timetable(times, WARD, working_days())
    return Planned("nightly_sync", hands, timetable, Patience(attempts, 60), store, hands)


def test_the_first_start_of_all_makes_up_for_nothing(store: Store) -> None:
    hands = Hands()
    assert planned(store, hands).next_time() == EVENING
    # A day later, without having run: now there is something to make up for.
    hands.at += 2 * DAY
    assert planned(store, hands).next_time() == EVENING + DAY


def test_a_job_that_is_done_waits_for_its_next_time(store: Store) -> None:
    hands = Hands()
    one = planned(store, hands)
    one.next_time()
    hands.at = EVENING + 2 * MINUTE
    one.run()
    assert one.next_time() == EVENING + DAY
    # Another process knows it too.
    assert planned(store, hands).next_time() == EVENING + DAY


def test_a_failing_job_is_tried_again_after_longer_and_longer_waits_then_given_up(store: Store) -> None:
    hands = Hands(acts=[fails, breaks, fails])
    one = planned(store, hands)
    one.next_time()
    hands.at = EVENING
    waits = []
    for _ in range(3):
        one.run()
        after, hands.at = hands.at, one.next_time()
        waits.append(hands.at - after)
    assert waits[:2] == [1 * MINUTE, 4 * MINUTE]
    assert hands.at == EVENING + DAY
    last = store.jobs.last("nightly_sync", hands.at)
    assert last is not None
    assert (last.attempts, last.failures, last.due) == (3, 3, EVENING)
    one.run()
    assert one.next_time() == EVENING + 2 * DAY


def test_waits_between_attempts_survive_a_restart_and_are_never_longer_than_an_hour(store: Store) -> None:
    hands = Hands(acts=[fails])
    one = planned(store, hands)
    one.next_time()
    hands.at = EVENING
    one.run()
    assert planned(store, hands).next_time() == EVENING + MINUTE
    patience = Patience(20, 3600)
    assert patience.retry(19, EVENING) == EVENING + timedelta(hours=1)
    assert patience.retry(20, EVENING) is None


def test_the_next_time_puts_an_end_to_attempts_at_the_one_before(store: Store) -> None:
    hands = Hands(acts=[fails])
    one = planned(store, hands)
    one.next_time()
    hands.at = EVENING
    one.run()
    # The computer slept.
    hands.at = EVENING + 3 * DAY + MINUTE
    assert one.next_time() == EVENING + 3 * DAY
    one.run()
    assert one.next_time() == EVENING + 4 * DAY
    last = store.jobs.last("nightly_sync", hands.at)
    assert last is not None
    assert (last.due, last.attempts) == (EVENING + 3 * DAY, 1)


def test_a_job_that_kills_the_process_each_time_is_given_up_as_well(store: Store) -> None:
    hands = Hands(at=EVENING)
    store.jobs.passed_over("nightly_sync", EVENING - DAY)
    for _ in range(3):
        store.jobs.begin("nightly_sync", EVENING, EVENING)
        assert planned(store, hands).next_time() == EVENING
    one = planned(store, hands)
    one.run()
    assert hands.ran == []
    assert one.next_time() == EVENING + DAY
    assert "ended in each of 3 attempts" in store.jobs.latest()["nightly_sync"].failure


def test_told_to_end_is_no_failure_and_the_job_is_run_after_the_restart(store: Store) -> None:
    hands = Hands(at=EVENING, acts=[stops])
    store.jobs.passed_over("nightly_sync", EVENING - DAY)
    with pytest.raises(Stopped):
        planned(store, hands).run()
    one = planned(store, hands)
    assert one.next_time() == EVENING
    one.run()
    assert store.jobs.failures() == {"nightly_sync": 0}
    assert len(hands.ran) == 2


def test_a_clock_that_goes_back_runs_nothing_twice(store: Store) -> None:
    hands = Hands(at=EVENING)
    store.jobs.passed_over("nightly_sync", EVENING - DAY)
    one = planned(store, hands)
    one.run()
    hands.at = EVENING - MINUTE
    assert one.next_time() == EVENING
    hands.at = EVENING
    assert one.next_time() == EVENING + DAY


def test_a_store_that_does_not_answer_is_asked_again_a_minute_later(store: Store, tmp_path: Path) -> None:
    hands = Hands(at=EVENING)
    store.jobs.passed_over("nightly_sync", EVENING - DAY)
    one = planned(store, hands)
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("ALTER TABLE job_runs RENAME TO elsewhere")
    one.run()
    assert hands.ran == []
    assert one.next_time() == EVENING + STORE_DOWN
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("ALTER TABLE elsewhere RENAME TO job_runs")
    hands.at += STORE_DOWN
    one.run()
    assert hands.ran == [hands.at]
    assert one.next_time() == EVENING + DAY


def test_a_store_that_cannot_be_written_does_not_make_the_scheduler_spin(
    store: Store, tmp_path: Path
) -> None:
    hands = Hands(at=EVENING)
    store.jobs.passed_over("nightly_sync", EVENING - DAY)
    one = planned(store, hands)
    with sqlite3.connect(tmp_path / "store.db") as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON job_runs BEGIN SELECT RAISE(FAIL, 'full'); END")
    one.run()
    assert hands.ran == []
    assert one.next_time() == EVENING + STORE_DOWN
