"""The queue of tasks that all campaigns of a database share: Procrastinate's, in a schema of its own."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.schema import SchemaManager, migrations_path
from sqlalchemy.engine import make_url

from sheets_sync.store.campaigns import schema_of
from sheets_sync.store.engine import SCHEMA, connected, give_back, lend
from sheets_sync.store.failures import told

#: Where Procrastinate's tables stand, beside those of the campaigns.
PLACE = "sheets_sync_workers"
#: After so many days a task that failed is forgotten.
KEPT_DAYS = 2
APPLIED = "CREATE TABLE IF NOT EXISTS applied (migration text PRIMARY KEY)"
#: Which process each of Procrastinate's workers is part of; it goes with the worker.
PROCESSES = """
CREATE TABLE IF NOT EXISTS processes (
    worker bigint PRIMARY KEY REFERENCES procrastinate_workers (id) ON DELETE CASCADE, name text NOT NULL
)
"""
STALLED = """
SELECT job.id, job.task_name AS task, job.args, processes.name AS process
FROM procrastinate_jobs job
LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
LEFT JOIN processes ON processes.worker = worker.id
WHERE job.status = 'doing'
    AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))
FOR UPDATE OF job SKIP LOCKED
"""
#: One that waits under the same queueing lock does the same.
AGAIN = """
UPDATE procrastinate_jobs job SET status = 'todo', attempts = attempts + 1, scheduled_at = NULL
WHERE id = :id AND NOT EXISTS (
    SELECT FROM procrastinate_jobs other
    WHERE other.queueing_lock = job.queueing_lock AND other.status = 'todo' AND other.id <> job.id
)
"""
#: Long after it is missed: until then it is shown, and may come back.
GONE = "DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => 10 * :seconds)"
LAST_EVENT = "(SELECT max(at) FROM procrastinate_events event WHERE event.job_id = job.id)"
FORGOTTEN = f"""
DELETE FROM procrastinate_jobs job
WHERE status NOT IN ('todo', 'doing') AND {LAST_EVENT} < now() - make_interval(days => :days)
"""  # noqa: S608 (a constant)
TASKS = f"""
SELECT args ->> 'campaign' AS campaign, task_name AS task,
    count(*) FILTER (WHERE status = 'todo') AS waiting,
    count(*) FILTER (WHERE status = 'doing') AS begun,
    count(*) FILTER (WHERE status = 'failed') AS failed,
    coalesce(extract(epoch FROM now() - min({LAST_EVENT}) FILTER (WHERE status = 'todo')), 0)::float8 AS age
FROM procrastinate_jobs job
WHERE status IN ('todo', 'doing', 'failed')
GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 (a constant)
MACHINES = """
SELECT name, extract(epoch FROM now() - max(last_heartbeat))::float8 AS silent, (
    SELECT count(*) FROM procrastinate_jobs job
    JOIN processes busy ON busy.worker = job.worker_id
    WHERE job.status = 'doing' AND busy.name = processes.name
) AS begun
FROM processes JOIN procrastinate_workers worker ON worker.id = processes.worker
GROUP BY name ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class TaskCount:
    """How a campaign's tasks of one kind stand."""

    campaign: str
    task: str
    waiting: int
    begun: int
    failed: int
    #: Seconds since the oldest of those that wait came.
    age: float


@dataclass(frozen=True, slots=True)
class Process:
    """A worker's process on some machine, as its last sign of life told."""

    name: str
    #: Seconds since then.
    silent: float
    #: Tasks that it is at.
    begun: int


@dataclass(frozen=True, slots=True)
class Stalled:
    """A task whose worker died."""

    id: int
    task: str
    campaign: str
    #: Empty where nobody knows any more.
    process: str


@dataclass(frozen=True, slots=True)
class UnitTask:
    """What whoever takes a task about one unit has to know; `mark` is that of the campaign's files."""

    campaign: str
    mark: str
    period: str
    #: In ISO 8601: as of when it is decided who is in charge of what.
    at: str


class Queue:
    """Safe to share between threads. Every method raises StoreError."""

    def __init__(self, url: str) -> None:
        """At the URL of a PostgreSQL database; its tables are brought to the library's version."""
        self.url = make_url(url)
        # Never opened: it is given a connection of ours for each task.
        self._app = App(connector=SyncPsycopgConnector())
        with told():
            self._engine = lend(self.url).execution_options(**{SCHEMA: PLACE})
        try:
            with self._writing() as db:
                _prepare(db)
        except BaseException:
            give_back(self._engine)
            raise

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that keeps others of its kind out."""
        with told(), connected(self._engine, writes=True) as db:
            yield db

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        with told(), connected(self._engine, writes=False) as db:
            yield db

    def ask_for_job(self, campaign: str, mark: str, job: str) -> bool:
        """Have a job of the campaign done, with files of this mark; False where that is asked for already.

        The jobs of a campaign are done one after another.
        """
        lock = schema_of(campaign)
        try:
            self._defer([_task(job, queue_of(campaign), lock, f"{lock}/{job}", campaign=campaign, mark=mark)])
        except AlreadyEnqueued:
            return False
        return True

    def ask_for_units(self, asked: UnitTask, work: str, errands: Mapping[str, int]) -> dict[str, int]:
        """Have the errands of these units done; numbers of the tasks by unit.

        In this order: all of one campaign come before those of another that asks later, so that the first is
        soon done. Two tasks about one unit are never done at once.
        """
        queue, place = units_queue_of(asked.campaign, work), f"{schema_of(asked.campaign)}/{asked.period}"
        tasks = [
            _task(work, queue, f"{place}/{unit}", None, unit=unit, errand=errand, **asdict(asked))
            for unit, errand in errands.items()
        ]
        return dict(zip(errands, self._defer(tasks), strict=True))

    def _defer(self, tasks: list[Job]) -> list[int]:
        with self._connected() as db:
            made = self._app.job_manager.batch_defer_jobs(tasks, db.connection.driver_connection)
        return [one.id for one in made if one.id is not None]

    def under_way(self, tasks: Collection[int]) -> frozenset[int]:
        """Which of these tasks wait or are being done."""
        query = "SELECT id FROM procrastinate_jobs WHERE id = ANY(:tasks) AND status IN ('todo', 'doing')"
        with self._connected() as db:
            return frozenset(db.execute(sa.text(query), {"tasks": list(tasks)}).scalars())

    def name(self, worker: int, process: str) -> None:
        """Which process one of Procrastinate's workers is part of."""
        query = "INSERT INTO processes VALUES (:worker, :process) ON CONFLICT DO NOTHING"
        with self._connected() as db:
            db.execute(sa.text(query), {"worker": worker, "process": process})

    def recover(self, seconds: float) -> tuple[Stalled, ...]:
        """Have done elsewhere what was begun by whoever gave no sign of life for so long."""
        with self._writing() as db:
            rows = db.execute(sa.text(STALLED), {"seconds": seconds}).all()
            for row in rows:
                if not db.execute(sa.text(AGAIN), {"id": row.id}).rowcount:
                    db.execute(sa.text("DELETE FROM procrastinate_jobs WHERE id = :id"), {"id": row.id})
            db.execute(sa.text(GONE), {"seconds": seconds})
            db.execute(sa.text(FORGOTTEN), {"days": KEPT_DAYS})
        return tuple(Stalled(row.id, row.task, row.args["campaign"], row.process or "") for row in rows)

    def tasks(self) -> tuple[TaskCount, ...]:
        """All that waits, is being done, or failed."""
        with self._connected() as db:
            return tuple(TaskCount(**row) for row in db.execute(sa.text(TASKS)).mappings())

    def processes(self) -> tuple[Process, ...]:
        """Every worker's process that is known."""
        with self._connected() as db:
            return tuple(Process(**row) for row in db.execute(sa.text(MACHINES)).mappings())

    def close(self) -> None:
        """Close the connections."""
        give_back(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def queue_of(campaign: str) -> str:
    """Where a campaign's jobs wait: taken only by machines that have its files."""
    return schema_of(campaign)


def units_queue_of(campaign: str, work: str) -> str:
    """Where its tasks about units wait, each kind by itself: reads and writes have quotas of their own."""
    return f"{schema_of(campaign)}/{work}"


def _task(name: str, queue: str, lock: str, once: str | None, **given: Any) -> Job:
    """One of a name that whoever takes it knows; `once` where another that waits under it does the same."""
    return Job(
        id=None,
        queue=queue,
        lock=lock,
        queueing_lock=once,
        task_name=name,
        task_kwargs=dict(given),
        priority=0,
    )


def _prepare(db: sa.Connection) -> None:
    """Procrastinate's tables, at the version of the library that is installed."""
    db.execute(sa.schema.CreateSchema(PLACE, if_not_exists=True))
    db.exec_driver_sql(APPLIED)
    known = set(db.exec_driver_sql("SELECT migration FROM applied").scalars())
    files = sorted(Path(migrations_path).glob("*.sql"))
    statements: list[str] = []
    if not known:
        statements.append(SchemaManager.get_schema())
    else:
        statements += [file.read_text(encoding="utf-8") for file in files if file.name not in known]
    connection: Any = db.connection.driver_connection
    for text in statements:
        # Many statements in one text: without parameters the driver takes them as they are.
        connection.execute(text)
    for file in files:
        if file.name not in known:
            db.execute(sa.text("INSERT INTO applied VALUES (:name)"), {"name": file.name})
    db.exec_driver_sql(PROCESSES)
