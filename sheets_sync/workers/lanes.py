"""Take tasks from the queue: for each account at Google some jobs, reads and writes beside each other.

An account whose quota is used up keeps nobody waiting but itself, and a run that waits for its units never
keeps these from being done.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Thread

import structlog
from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.worker import Worker

from sheets_sync.errors import SheetsSyncError, Stopped, StoreError
from sheets_sync.workers.queue import PLACE, Queue, UnitTask, queue_of, units_queue_of

LOG = structlog.get_logger("workers")
#: Jobs of one account beside each other in one process: some read while others write or think.
JOBS = 4
#: Threads at most, and seconds that never pass.
MANY, NEVER = 1_000, 1e9
#: Codes by account.
Campaigns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two looks into the queue, and between two signs of life."""

    look: float = 1.0
    life: float = 10.0
    #: Without a sign of life for so long a process counts as dead.
    dead: float = 120.0
    #: After which a lane that broke is made anew.
    afresh: float = 5.0


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is done about the two kinds of tasks."""

    #: Code of the campaign, mark of its files, name of the job.
    job: Callable[[str, str, str], None]
    unit: Callable[[UnitTask, str, int], None]


@dataclass
class Lanes:
    """All of a process, in a thread of their own from `start` to `stop`."""

    queue: Queue
    #: As it is known to others.
    process: str
    deeds: Deeds
    #: The names of the two kinds of tasks.
    jobs: Iterable[str]
    units: Sequence[str]
    #: Units of one account that are read, or told, beside each other.
    threads: int
    pace: Pace = Pace()
    #: By account and kind of work, empty for jobs: the queues that Procrastinate looks at; they change with
    #: the campaigns.
    _lanes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _going_on: set[asyncio.Task[None]] = field(default_factory=set)
    _workers: list[Worker] = field(default_factory=list)

    def start(self, campaigns: Campaigns) -> None:
        """Begin with these campaigns, by account. Raises StoreError."""
        begun: Future[None] = Future()
        self._thread = Thread(target=self._run, args=(campaigns, begun), name="lanes", daemon=True)
        self._thread.start()
        begun.result()

    def take(self, campaigns: Campaigns) -> None:
        """From now on take the tasks of these campaigns."""
        self._loop.call_soon_threadsafe(self._take, campaigns)

    def stop(self) -> None:
        """Take no more, and wait for what is being done."""
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self, campaigns: Campaigns, begun: Future[None]) -> None:
        try:
            asyncio.run(self._serve(campaigns, begun))
        except Exception as error:  # noqa: BLE001 (it is raised where somebody waits)
            LOG.error("lanes cannot be used", reason=str(error))
            if not begun.done():
                begun.set_exception(StoreError(f"The queue of the workers cannot be used: {error}"))

    async def _serve(self, campaigns: Campaigns, begun: Future[None]) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        # It would write tracebacks of its own; what matters is told below.
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
        # Bound by the lanes: most of the threads wait for Google.
        self._loop.set_default_executor(ThreadPoolExecutor(MANY))
        url = self.queue.url.set(drivername="postgresql").render_as_string(hide_password=False)
        place = {"options": f"-c search_path={PLACE}"}
        self._app = App(connector=PsycopgConnector(conninfo=url, kwargs=place, min_size=1, max_size=4))
        self._register(self._app)
        async with self._app.open_async():
            self._take(campaigns)
            begun.set_result(None)
            await self._stopped.wait()
            for worker in self._workers:
                worker.stop()  # type: ignore[no-untyped-call]
            await asyncio.gather(*self._going_on)

    def _register(self, app: App) -> None:
        # What is broken off because this process ends goes on elsewhere at once.
        again = RetryStrategy(retry_exceptions=[Stopped])

        async def job(context: JobContext, /, campaign: str, mark: str) -> None:
            done = partial(self.deeds.job, campaign, mark, context.job.task_name)
            await self._loop.run_in_executor(None, _told, done, campaign, context.job.task_name)

        async def unit(context: JobContext, /, unit: str, errand: int, **given: str) -> None:
            task = UnitTask(**given)
            done = partial(self.deeds.unit, task, unit, errand)
            await self._loop.run_in_executor(None, _told, done, task.campaign, context.job.task_name)

        for name in self.jobs:
            app.task(name=name, retry=again, pass_context=True)(job)
        for name in self.units:
            app.task(name=name, retry=again, pass_context=True)(unit)

    def _take(self, campaigns: Campaigns) -> None:
        for account in campaigns:
            for work in ("", *self.units):
                if (account, work) not in self._lanes:
                    queues = self._lanes[account, work] = []
                    taking = self._keep_taking(queues, self.threads if work else JOBS)
                    self._going_on.add(self._loop.create_task(taking))
        for (account, work), queues in self._lanes.items():
            codes = campaigns.get(account, ())
            queues[:] = [units_queue_of(code, work) if work else queue_of(code) for code in codes]

    async def _keep_taking(self, queues: list[str], most: int) -> None:
        """Take tasks until the end; where the database went away, again once it is back."""
        while not self._stopped.is_set():
            worker = self._worker(queues, most)
            self._workers.append(worker)
            naming = self._loop.create_task(self._name(worker))
            try:
                await worker.run()  # type: ignore[no-untyped-call]
            except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
                LOG.error("lane broke", queues=queues[:1], reason=str(error))
            else:
                # By itself it ends only when it can no longer give signs of life.
                if not self._stopped.is_set():
                    LOG.error("lane ended", queues=queues[:1])
            naming.cancel()
            self._workers.remove(worker)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), self.pace.afresh)

    def _worker(self, queues: list[str], most: int) -> Worker:
        return Worker(
            self._app,
            queues=queues,
            concurrency=most,
            fetch_job_polling_interval=self.pace.look,
            listen_notify=False,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=self.pace.life,
            # Whose workers are dead is found, and made up for, in one place: `Queue.recover`.
            stalled_worker_timeout=NEVER,
        )

    async def _name(self, worker: Worker) -> None:
        while worker.worker_id is None:
            await asyncio.sleep(0.01)
        try:
            await self._loop.run_in_executor(None, self.queue.name, worker.worker_id, self.process)
        except StoreError as error:
            LOG.error("worker has no name", reason=str(error))


def _told(done: Callable[[], None], campaign: str, task: str) -> None:
    """Do it; what fails is logged here, in our way, and raised."""
    try:
        done()
    except Stopped:
        raise
    except Exception as error:
        foreseen = isinstance(error, SheetsSyncError)
        LOG.error("task failed", campaign=campaign, task=task, reason=str(error), exc_info=not foreseen)
        raise
