"""Token buckets that keep us within Google's quota (Sheets API, "Usage limits").

Two of each kind: one of the account, one of the project that all its accounts share. They live where every
process can reach them, so that two processes, or machines that share a database, stay within it together.
"""

import math
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from pyrate_limiter import AbstractBucket, InMemoryBucket, PostgresBucket, Rate, RateItem, SQLiteBucket

from sheets_sync.errors import StoreError
from sheets_sync.google.calls import Kind
from sheets_sync.google.waits import COMPUTER, Time

#: One call in so many is a run's own, with its master. It would wait a minute each time for what the units of
#: others leave, and its own units would wait for it.
OF_RUNS = 30
#: Google counts from minute to minute, we count what we sent: a second more keeps a call that was long under
#: way from counting in the next minute.
PERIOD_MS = 61_000
#: Seconds between two looks at a full bucket.
LOOK = 0.1
#: Seconds that a connection to the database is waited for.
REACH = 10.0
#: Makes a bucket of that name with that rate.
MakeBucket = Callable[[str, Rate], AbstractBucket]


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls per minute of the account and of the project; without one of the account there is none."""

    reads: int
    writes: int
    project_reads: int = 0
    project_writes: int = 0
    #: The calls are about single units, and leave something to the runs of the account that go on beside.
    beside_runs: bool = False


def in_memory(_name: str, rate: Rate) -> AbstractBucket:
    """Shared by the threads of this process only."""
    return InMemoryBucket([rate])


def in_folder(folder: Path) -> MakeBucket:
    """Shared by the processes of this machine: a file for each bucket."""

    def make(name: str, rate: Rate) -> AbstractBucket:
        folder.mkdir(parents=True, exist_ok=True)
        file = str(folder / f"{name}.db")
        return SQLiteBucket.init_from_file([rate], table="calls", db_path=file, use_file_lock=True)

    return make


def in_database(url: str) -> MakeBucket:
    """Shared by all machines that share a PostgreSQL database. Raises ImportError without its driver."""

    def make(name: str, rate: Rate) -> AbstractBucket:
        pool = _POOLS.take(url)
        try:
            with reached():
                return _OfDatabase(pool, name.replace("-", "_"), [rate])
        except StoreError:
            _POOLS.give_back(pool)
            raise

    return make


class _Pools:
    """Connections of this process by database: a hundred campaigns that wait for quota need few."""

    def __init__(self) -> None:
        self._lock = Lock()
        #: By process, which a fork is not, and URL: the pool, and how many buckets use it.
        self._pools: dict[tuple[int, str], tuple[Any, int]] = {}

    def take(self, url: str) -> Any:
        """The pool of a database. Raises ImportError without its driver."""
        from psycopg_pool import ConnectionPool

        key = (os.getpid(), url)
        with self._lock:
            pool, users = self._pools.get(key) or (_pool(ConnectionPool, url), 0)
            self._pools[key] = (pool, users + 1)
        return pool

    def give_back(self, given: Any) -> None:
        """Closed when nobody uses it any more."""
        with self._lock:
            for key, (pool, users) in list(self._pools.items()):
                if pool is given and users > 1:
                    self._pools[key] = (pool, users - 1)
                elif pool is given:
                    del self._pools[key]
                    pool.close()


_POOLS = _Pools()


def _pool(kind: Any, url: str) -> Any:
    return kind(url, min_size=1, max_size=2, open=True, timeout=REACH)


@contextmanager
def reached() -> Iterator[None]:
    """Raises StoreError where the database does not answer."""
    from psycopg import Error

    try:
        yield
    except Error as error:
        told = " ".join(str(error).split())
        raise StoreError(
            f"The store's database cannot be reached ({told}); see that it runs, that store.url names it."
        ) from error


class _OfDatabase(PostgresBucket):
    def put(self, item: RateItem) -> bool:
        """Raises StoreError where the database does not answer."""
        with reached():
            return bool(super().put(item))

    def leak(self, current_timestamp: int | None = None) -> int:
        """Raises StoreError where the database does not answer."""
        with reached():
            dropped = super().leak(current_timestamp)
            return dropped if isinstance(dropped, int) else 0

    def close(self) -> None:
        """The buckets of a process share its connections."""
        _POOLS.give_back(self.pool)


class Quota:
    """What may be called when; Drive's quota is never reached."""

    def __init__(
        self,
        limits: Limits,
        account: str = "account",
        project: str = "project",
        make: MakeBucket = in_memory,
        *,
        period_ms: int = PERIOD_MS,
        time: Time = COMPUTER,
    ) -> None:
        self._time = time
        wanted: dict[Kind, tuple[int, int]] = {
            "read": (limits.reads, limits.project_reads),
            "write": (limits.writes, limits.project_writes),
        }
        self._buckets: dict[Kind, list[AbstractBucket]] = {}
        for kind, (of_account, of_project) in wanted.items():
            owners = {account: of_account, project: of_project}
            if limits.beside_runs:
                owners = {f"{account}-units": max(1, of_account - math.ceil(of_account / OF_RUNS)), **owners}
            if of_account:
                self._buckets[kind] = [
                    make(f"{owner}-{kind}", Rate(limit, period_ms))
                    for owner, limit in owners.items()
                    if limit
                ]
        #: When the quota was last found used up.
        self._used_up: dict[Kind, float] = {}
        self._looking: dict[Kind, Lock] = {kind: Lock() for kind in self._buckets}

    def take(self, kind: Kind) -> float:
        """Wait until the quota permits one more call of this kind; the seconds it took."""
        began = self._time.now()
        for bucket in self._buckets.get(kind, ()):
            self._give_way(bucket, kind)
            # One thread looks at a time: many at once would only keep each other out of a shared bucket.
            with self._looking[kind]:
                while not _put(bucket, kind):
                    self._used_up[kind] = self._time.now()
                    self._time.sleep(LOOK)
        return self._time.now() - began

    def _give_way(self, bucket: AbstractBucket, kind: Kind) -> None:
        """While calls are waiting, spread ours, or one process would take all that becomes free at once."""
        rate = bucket.rates[0]
        seconds = rate.interval / 1000
        if self._time.now() - self._used_up.get(kind, float("-inf")) < seconds:
            self._time.sleep(random.uniform(0, seconds / rate.limit))  # noqa: S311 # no secret depends on it

    def close(self) -> None:
        """Close the files."""
        for bucket in (one for buckets in self._buckets.values() for one in buckets):
            bucket.close()


def _put(bucket: AbstractBucket, kind: Kind) -> bool:
    now = bucket.now()  # type: ignore[no-untyped-call]
    # Without the library's background threads: what has expired is dropped here instead.
    bucket.leak(now)
    return bool(bucket.put(RateItem(kind, now)))
