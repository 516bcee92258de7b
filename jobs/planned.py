"""One job with its timetable: when it runs next, and what is done when it fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from sheets_sync.calendar.timetable import Timetable
from sheets_sync.errors import SheetsSyncError, Stopped
from sheets_sync.store import Store

from .clock import Clock
from .work import Done

LOG = structlog.get_logger("jobs")
#: Each wait between two attempts is so many times as long as the one before, up to the longest; in seconds.
GROWTH, LONGEST_WAIT = 4, 3600.0
#: After this the store is asked again where it did not answer.
STORE_DOWN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a failing job is tried again, and after how long."""

    attempts: int
    #: Seconds.
    first_wait: float

    def retry(self, made: int, now: datetime) -> datetime | None:
        """When to try again after so many attempts; None to give up."""
        if made >= self.attempts:
            return None
        return now + timedelta(seconds=min(self.first_wait * GROWTH ** (made - 1), LONGEST_WAIT))


@dataclass(slots=True)
class Planned:
    """A job of the scheduler. Nothing that goes wrong in it leaves it, but the order to end."""

    name: str
    job: Callable[[], Done]
    timetable: Timetable
    patience: Patience
    store: Store
    clock: Clock
    #: The store could not be written: not before then again.
    _not_before: datetime | None = None

    def next_time(self) -> datetime:
        """When to run it: at once when a time was missed, after a wait when it failed, else by timetable."""
        now = self.clock.now()
        try:
            wanted = self._next_time(now)
        except Exception as error:  # noqa: BLE001 (a job that is not planned again would be lost for good)
            LOG.error("job cannot be planned", job=self.name, reason=_reason(error))
            return now + STORE_DOWN
        return wanted if self._not_before is None else max(wanted, self._not_before)

    def _next_time(self, now: datetime) -> datetime:
        due, last = self.timetable.last(now), self.store.jobs.last(self.name, now)
        if last is None:
            self.store.jobs.passed_over(self.name, due)
        elif last.due < due:
            return due
        elif last.ended is None:
            return last.retry or last.due
        return self.timetable.next(now)

    def run(self) -> None:
        """Make one attempt. Raises Stopped only."""
        now = self.clock.now()
        try:
            self._attempt(now)
            self._not_before = None
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 (the other jobs go on)
            LOG.error("job cannot be recorded", job=self.name, reason=_reason(error))
            self._not_before = now + STORE_DOWN

    def _attempt(self, now: datetime) -> None:
        due, last = self.timetable.last(now), self.store.jobs.last(self.name, now)
        made = 0
        if last is not None and last.ended is None and last.due >= due:
            due, made = last.due, last.attempts
            if made >= self.patience.attempts:
                reason = f"The process ended in each of {made} attempts."
                self.store.jobs.failed(last.number, now, reason)
                LOG.error("job given up", job=self.name, due=due.isoformat(), reason=reason)
                return
        number = self.store.jobs.begin(self.name, due, now)
        log = LOG.bind(job=self.name, due=due.isoformat(), attempt=made + 1)
        log.info("job begins")
        try:
            done = self.job()
        except Stopped:
            self.store.jobs.broken_off(number)
            raise
        except Exception as error:  # noqa: BLE001 (recorded, logged and tried again)
            self._failed(number, made + 1, error, log)
        else:
            self.store.jobs.done(number, self.clock.now(), done.told)
            log.info("job done", told=done.told, failed=done.failed)

    def _failed(
        self, number: int, made: int, error: Exception, log: structlog.typing.FilteringBoundLogger
    ) -> None:
        now = self.clock.now()
        retry = self.patience.retry(made, now)
        self.store.jobs.failed(number, now, _reason(error), retry)
        foreseen = isinstance(error, SheetsSyncError)
        what = "job given up" if retry is None else "job failed"
        log.error(what, reason=_reason(error), retry=retry and retry.isoformat(), exc_info=not foreseen)


def _reason(error: Exception) -> str:
    foreseen = isinstance(error, SheetsSyncError)
    return str(error) if foreseen else f"{type(error).__name__}: {error}"
