"""A worker: one of the processes, on any machines, that share the jobs of many campaigns.

Each looks at the timetables of all campaigns whose files it has, and asks for what is due; whoever is free
does it, as the scheduler of one machine does. What is to be done about single units is shared in turn.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url

from sheets_sync.calendar.timetable import Timetable, parse
from sheets_sync.config.loading import Config
from sheets_sync.engine import Engine
from sheets_sync.errors import SheetsSyncError
from sheets_sync.google.waits import COMPUTER, Time
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.locking import end_for, this_process
from sheets_sync.store import Store, open_store
from sheets_sync.workers.campaigns import Campaigns, database_of
from sheets_sync.workers.elsewhere import Workers
from sheets_sync.workers.lanes import Deeds, Lanes, Pace
from sheets_sync.workers.opened import OpenedCampaigns
from sheets_sync.workers.queue import Queue, UnitTask
from sheets_sync.workers.unit_tasks import UNIT_TASKS, UnitTasks

from .clock import Clock, SystemClock
from .every import JOBS
from .heart import Heart
from .planned import Patience, Planned
from .stopping import Stopping
from .watched import watched
from .work import Done, Job, Work

LOG = structlog.get_logger("workers")
#: Seconds between two looks at the timetables, and after which a job that is due is asked for once more.
LOOK, AGAIN = timedelta(seconds=15), timedelta(minutes=1)
USUAL = Pace()
HEARTBEAT = Path("worker-heartbeat")


@dataclass
class WorkerProcess:
    """What one process does about timetables and tasks."""

    campaigns: Campaigns
    queue: Queue
    clock: Clock
    stopping: Stopping
    heart: Heart
    jobs: Mapping[str, Job] = field(default_factory=lambda: JOBS)
    #: By which runs wait for answers.
    time: Time = COMPUTER
    #: By campaign and job, with the mark of the files: when to look again whether it is due.
    _next: dict[tuple[str, str, str], datetime] = field(default_factory=dict)

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Every call passes it: a sign of life, and nothing once the process is to end."""
        with self.stopping.gate():
            self.heart.beat(self.clock.now())
            yield

    def known(self) -> dict[str, Config]:
        """The campaigns that are here and in this queue's database."""
        found = self.campaigns.known()
        return {code: one for code, one in found.items() if make_url(one.store_url) == self.queue.url}

    def look(self) -> None:
        """Ask for what is due in every campaign; what fails in one stops no other."""
        now = self.clock.now()
        for code, config in self.known().items():
            due = [name for name in self.jobs if self._next.get((code, config.mark, name), now) <= now]
            try:
                if due:
                    self._ask(config, due, now)
            except SheetsSyncError as error:
                LOG.error("timetable cannot be followed", campaign=code, reason=str(error))
                self._next |= {(code, config.mark, name): now + AGAIN for name in due}

    def _ask(self, config: Config, names: list[str], now: datetime) -> None:
        code = config.campaign.code
        with open_store(config.store_url, code, makes=False) as store:
            for name in names:
                planned = self._planned(config, store, name)
                moment = datetime.max.replace(tzinfo=now.tzinfo) if planned is None else planned.next_time()
                if moment <= now:
                    self.queue.ask_for_job(code, config.mark, name)
                    moment = now + AGAIN
                self._next[code, config.mark, name] = moment

    def _planned(self, config: Config, store: Store, name: str) -> Planned | None:
        """None for a job that is off."""
        settings = config.settings.jobs
        times = parse(getattr(settings, name))
        if times is None:
            return None
        timetable = Timetable(times, config.zone, config.is_working)
        patience = Patience(settings.attempts, settings.first_wait)
        return Planned(name, partial(self._perform, config, name), timetable, patience, store, self.clock)

    def do_job(self, campaign: str, mark: str, name: str) -> None:
        """One attempt at a job, unless somebody else was first. Raises Stopped, StoreError, FilesDiffer."""
        config = self.campaigns.of(campaign, mark)
        with open_store(config.store_url, campaign, makes=False) as store:
            planned = self._planned(config, store, name)
            if planned is not None and planned.next_time() <= self.clock.now():
                planned.run()

    def _perform(self, config: Config, name: str) -> Done:
        now = self.clock.now()

        def elsewhere(project: Project) -> Engine:
            task = UnitTask(config.campaign.code, config.mark, project.period.code, now.isoformat())
            return Workers(self.queue, project.store.errands, task, self.gate, self.time)

        return self.jobs[name](Work(config, now, self.gate, elsewhere))

    def recover(self, seconds: float) -> None:
        """Have done elsewhere what dead processes were at."""
        for one in self.queue.recover(seconds):
            LOG.warning("goes on elsewhere", campaign=one.campaign, task=one.task, was_with=one.process)
            config = self.known().get(one.campaign)
            if one.task in self.jobs and one.process and config is not None:
                with open_store(config.store_url, one.campaign, makes=False) as store:
                    end_for(store, one.process, self.clock.now())


def serve(
    folder: Path,
    port: int = 0,
    clock: Clock | None = None,
    jobs: Mapping[str, Job] = JOBS,
    stopping: Stopping | None = None,
    pace: Pace = USUAL,
    time: Time = COMPUTER,
) -> None:
    """Work until SIGTERM or SIGINT. Raises ConfigError and StoreError when it cannot begin."""
    folder = folder.resolve()
    clock, stopping, campaigns = clock or SystemClock(), stopping or Stopping(), Campaigns(folder)
    known, heart = campaigns.known(), Heart(folder / HEARTBEAT)
    stopping.listen()
    with Queue(database_of(known)) as queue, watched(port, queue, heart):
        process = WorkerProcess(campaigns, queue, clock, stopping, heart, jobs, time)
        opened = OpenedCampaigns(campaigns, process.gate)
        threads = max(one.google.threads for one in known.values())
        deeds = Deeds(process.do_job, UnitTasks(opened).perform)
        lanes = Lanes(queue, this_process(), deeds, tuple(jobs), UNIT_TASKS, threads, pace)
        lanes.start(by_account(known))
        LOG.info("worker begins", campaigns=sorted(known))
        while not stopping.asked.is_set():
            _turn(process, lanes, pace)
            clock.wait(min(LOOK.total_seconds(), pace.life), stopping.asked)
        lanes.stop()
        opened.close()
        LOG.info("worker ends")


def _turn(process: WorkerProcess, lanes: Lanes, pace: Pace) -> None:
    """One look at everything; where the database does not answer, the next one may."""
    process.heart.beat(process.clock.now())
    try:
        lanes.take(by_account(process.known()))
        process.recover(pace.dead)
        process.look()
    except SheetsSyncError as error:
        LOG.error("worker cannot look", reason=str(error))


def by_account(campaigns: Mapping[str, Config]) -> dict[str, list[str]]:
    """Codes of campaigns by the account at Google that they sign in with."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, config in campaigns.items():
        google = config.google
        token, key = config.path(google.token_file), google.credentials_file
        found[repr((google.auth, key, token, google.act_as, google.impersonate))].append(code)
    return dict(found)
