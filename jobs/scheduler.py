"""The scheduler process: runs each job when it is due, one after another, until it is told to end."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import schedule
import structlog

from sheets_sync.calendar.timetable import Timetable, parse
from sheets_sync.campaign import read_config
from sheets_sync.config.loading import Config
from sheets_sync.errors import Stopped, StoreError
from sheets_sync.mail.sending.refused import refused_addresses
from sheets_sync.store import Store, open_store

from .clock import Clock, SystemClock
from .every import JOBS
from .heart import Heart
from .monitor import monitored
from .planned import Patience, Planned
from .stopping import Stopping
from .work import Done, Job, Work

LOG = structlog.get_logger("jobs")
#: Seconds between two looks at the clock, which may be set or stand still with the machine.
LOOK = timedelta(seconds=15)


class Timed(schedule.Job):
    """A job whose next time is computed by us.

    schedule's own times of day stand in the zone of the computer, or need pytz; it forgets them with the
    process and reads a clock that cannot be chosen.
    """

    def __init__(
        self, scheduler: schedule.Scheduler, now: Callable[[], datetime], next_time: Callable[[], datetime]
    ) -> None:
        super().__init__(1, scheduler)
        self._now = now
        self._next_time = next_time

    @property
    def should_run(self) -> bool:
        """Whether its time has come."""
        return self.next_run is not None and self._now() >= self.next_run

    def _schedule_next_run(self) -> None:
        self.next_run = self._next_time()


@dataclass(frozen=True, slots=True)
class Performer:
    """Does a job: with the configuration as it stands then, within reach of the order to end."""

    file: Path
    clock: Clock
    stopping: Stopping
    heart: Heart

    def perform(self, job: Job) -> Done:
        """Raises what the job raises, and ConfigError."""
        with self._gate():
            config = read_config(self.file)
        return job(Work(config, self.clock.now(), self._gate))

    @contextmanager
    def _gate(self) -> Iterator[None]:
        with self.stopping.gate():
            self.heart.beat(self.clock.now())
            yield


def serve(
    file: Path,
    clock: Clock | None = None,
    jobs: Mapping[str, Job] = JOBS,
    stopping: Stopping | None = None,
) -> None:
    """Run until SIGTERM or SIGINT. Raises ConfigError and StoreError when it cannot begin."""
    clock, stopping, config = clock or SystemClock(), stopping or Stopping(), read_config(file)
    heart = Heart(config.path(config.settings.jobs.heartbeat))
    performer = Performer(file, clock, stopping, heart)
    stopping.listen()
    with (
        open_store(config.store_url, config.campaign.code, makes=False) as store,
        monitored(config, store, heart, clock),
    ):
        plan = _plan(config, store, performer, jobs)
        LOG.info("scheduler begins", next={_name(job): str(job.next_run) for job in plan.jobs})
        while not stopping.asked.is_set():
            heart.beat(clock.now())
            with suppress(Stopped):
                plan.run_pending()
            heart.told = untold(config, store, clock.now())
            clock.wait(_pause(plan, clock.now()).total_seconds(), stopping.asked)
        LOG.info("scheduler ends")


def untold(config: Config, store: Store, now: datetime) -> tuple[str, ...]:
    """What mails cannot tell: that none leaves, and whom none reaches."""
    give_up = timedelta(days=config.mail.give_up_days)
    with suppress(StoreError):
        trouble = store.post.trouble()
        unreached = refused_addresses(store, now.astimezone(config.zone), give_up)
        return (*(() if trouble is None else (trouble.told(),)), *(one.in_english() for one in unreached))
    return ()


def _pause(plan: schedule.Scheduler, now: datetime) -> timedelta:
    """Until the next job is due, but never long: the clock may be set, and the machine may sleep."""
    waits = [job.next_run - now for job in plan.jobs if job.next_run is not None]
    return max(timedelta(), min([*waits, LOOK]))


def _plan(config: Config, store: Store, performer: Performer, jobs: Mapping[str, Job]) -> schedule.Scheduler:
    """Every job that is not off; those due at the same time run in the order of `jobs`."""
    settings, plan = config.settings.jobs, schedule.Scheduler()
    patience = Patience(settings.attempts, settings.first_wait)
    for name, job in jobs.items():
        if times := parse(getattr(settings, name)):
            timetable = Timetable(times, config.zone, config.is_working)
            perform = partial(performer.perform, job)
            planned = Planned(name, perform, timetable, patience, store, performer.clock)
            Timed(plan, performer.clock.now, planned.next_time).tag(name).do(planned.run)
    return plan


def _name(job: schedule.Job) -> str:
    return str(next(iter(job.tags)))


def run_once(file: Path, name: str, clock: Clock | None = None, jobs: Mapping[str, Job] = JOBS) -> Done:
    """Run one job now, for cron or a scheduler elsewhere. Raises what the job raises, and Stopped."""
    clock = clock or SystemClock()
    config, stopping = read_config(file), Stopping()
    performer = Performer(file, clock, stopping, Heart(config.path(config.settings.jobs.heartbeat)))
    stopping.listen()
    with open_store(config.store_url, config.campaign.code, makes=False) as store:
        begun = clock.now()
        number = store.jobs.begin(name, begun, begun, by_hand=True)
        try:
            done = performer.perform(jobs[name])
        except Exception as error:
            store.jobs.failed(number, clock.now(), str(error))
            raise
        store.jobs.done(number, clock.now(), done.told)
    return done
