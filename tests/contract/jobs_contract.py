"""What every store tells of jobs."""

from datetime import timedelta

from sheets_sync.store import Store
from tests.contract.store_samples import EVENING, LATER, NEXT, StoreOf


class JobsContract(StoreOf):
    """Subclasses give a `store`."""

    def test_a_job_that_was_done_is_known_with_what_it_told(self, store: Store) -> None:
        assert store.jobs.last("backup", NEXT) is None
        number = store.jobs.begin("backup", EVENING, LATER)
        store.jobs.done(number, LATER, {"rows": 5})
        found = store.jobs.last("backup", NEXT)
        assert found is not None
        assert (found.due, found.begun, found.ended) == (EVENING, LATER, LATER)
        assert (found.attempts, found.failures, found.told) == (1, 0, {"rows": 5})
        assert store.jobs.last("retention", NEXT) is None

    def test_attempts_at_one_time_are_one_run_until_it_is_done(self, store: Store) -> None:
        number = store.jobs.begin("backup", EVENING, EVENING)
        store.jobs.failed(number, EVENING, "the disk is full", retry=LATER)
        found = store.jobs.last("backup", NEXT)
        assert found is not None
        assert (found.ended, found.retry, found.failure) == (None, LATER, "the disk is full")
        assert store.jobs.begin("backup", EVENING, LATER) == number
        trying = store.jobs.last("backup", NEXT)
        assert trying is not None
        assert (trying.attempts, trying.failures, trying.retry) == (2, 1, None)
        store.jobs.done(number, LATER, {})
        assert store.jobs.begin("backup", NEXT, NEXT) != number
        assert store.jobs.failures() == {"backup": 1}

    def test_a_time_that_is_given_up_is_over(self, store: Store) -> None:
        number = store.jobs.begin("backup", EVENING, EVENING)
        store.jobs.failed(number, LATER, "the disk is full")
        found = store.jobs.last("backup", NEXT)
        assert found is not None
        assert (found.ended, found.failure, found.failures) == (LATER, "the disk is full", 1)

    def test_an_attempt_that_was_told_to_stop_does_not_count(self, store: Store) -> None:
        number = store.jobs.begin("backup", EVENING, EVENING)
        store.jobs.broken_off(number)
        found = store.jobs.last("backup", NEXT)
        assert found is not None
        assert (found.attempts, found.failures, found.ended, found.retry) == (0, 0, None, None)

    def test_what_failed_by_hand_is_no_time_that_was_done(self, store: Store) -> None:
        store.jobs.passed_over("backup", EVENING)
        by_hand = store.jobs.begin("backup", LATER, LATER, by_hand=True)
        # Under way, then failed: neither counts, but both are known.
        for _ in range(2):
            last = store.jobs.last("backup", NEXT)
            assert last is not None
            assert last.due == EVENING
            store.jobs.failed(by_hand, LATER, "no disk")
        assert store.jobs.latest()["backup"].failure == "no disk"
        done = store.jobs.begin("backup", NEXT, NEXT, by_hand=True)
        store.jobs.done(done, NEXT, {})
        last = store.jobs.last("backup", NEXT)
        assert last is not None
        assert last.due == NEXT

    def test_what_a_wrong_clock_left_in_the_future_is_passed_over(self, store: Store) -> None:
        store.jobs.passed_over("backup", EVENING)
        store.jobs.done(store.jobs.begin("backup", NEXT + timedelta(days=900), NEXT), NEXT, {})
        last = store.jobs.last("backup", NEXT)
        assert last is not None
        assert last.due == EVENING
