"""What several workers get out of the quota of several accounts, in simulated time; they do all once.

Queue, lanes, errands, stores and quota are the product's; Google answers in a second, nothing is computed.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Self, cast

import psycopg
import pytest
import sqlalchemy as sa

from sheets_sync.google.calls import Kind
from sheets_sync.google.quota import PERIOD_MS, Limits, Quota
from sheets_sync.pipeline.answering_units import Answering
from sheets_sync.pipeline.reading_units import Reading
from sheets_sync.store import Store, open_store
from sheets_sync.store.schema import row_ids
from sheets_sync.workers.elsewhere import Workers
from sheets_sync.workers.lanes import JOBS, Deeds, Lanes, Pace
from sheets_sync.workers.queue import PLACE, Queue, UnitTask
from sheets_sync.workers.unit_tasks import UNIT_TASKS, carry_out
from tests.conftest import NIGHTLY
from tests.postgresql import Server, running_server
from tests.simulated import Simulated, Turn

CAMPAIGNS, UNITS, ACCOUNTS, A_MINUTE = (100, 30, 5, 60) if NIGHTLY else (8, 6, 2, 6)
WORKERS = (1, 2, 4) if NIGHTLY else (2,)
#: Seconds in which Google answers.
CALL = 1.0
#: Units of one account beside each other.
THREADS = 8 if NIGHTLY else 2
PACE = Pace(look=1.0 if NIGHTLY else 0.3, life=60.0, dead=3600.0, afresh=0.1)
#: Every moment at which somebody may wake is looked at: as often as anybody answers, or closer.
GRAIN = 0.25 if NIGHTLY else CALL
JOB = "night"
KINDS: dict[str, Kind] = {Reading.name: "read", Answering.name: "write"}
STATES = """
SELECT queue_name, status::text, count(*) FROM procrastinate_jobs
WHERE status IN ('todo', 'doing') GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Counting:
    """Work that takes one call of the quota for each unit, and keeps that it did."""

    name: str
    units: tuple[str, ...]
    night: "Night"
    campaign: str
    quota: Quota
    threads: int = THREADS

    def begin(self, unit: str) -> str:
        self.night.call(self.quota, self.campaign, KINDS[self.name])
        return unit

    def finish(self, unit: str, begun: str) -> str:
        return self.night.stores[self.campaign].submissions.issue_row_ids(f"{self.name}-{unit}", 1)[0]

    def begun_before(self, unit: str) -> Self:
        raise AssertionError(f"{unit} was begun twice")

    def errand(self, unit: str) -> str:
        return unit

    def answer(self, done: str) -> str:
        return done

    def answered(self, answer: str) -> str:
        return answer


@dataclass
class Night:
    """So many workers at the campaigns of all accounts."""

    queue: Queue
    #: Sees how the queue stands.
    looking: "psycopg.Connection[tuple[str, str, int]]"
    workers: int
    simulated: Simulated = field(default_factory=lambda: Simulated(GRAIN))
    stores: dict[str, Store] = field(default_factory=dict)
    #: When each campaign was done.
    done: dict[str, float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    failures: list[BaseException] = field(default_factory=list)
    #: By account and kind: when each call was permitted.
    permitted: dict[tuple[int, Kind], list[float]] = field(default_factory=lambda: defaultdict(list))

    def call(self, quota: Quota, campaign: str, kind: Kind) -> None:
        quota.take(kind)
        self.permitted[account_of(campaign), kind].append(self.simulated.seconds)
        self.simulated.sleep(CALL)

    def used(self, kind: Kind) -> float:
        """What part of each account's quota at least was used from its first call of a kind to the last."""
        return min(
            own_seconds(len(one)) / (one[-1] - one[0])
            for key, one in self.permitted.items()
            if key[1] == kind
        )

    def quota(self, campaign: str, *, beside_runs: bool = False) -> Quota:
        """As a door to Google that was opened for the campaign in one process has it."""
        of_project = ACCOUNTS * A_MINUTE
        limits = Limits(A_MINUTE, A_MINUTE, of_project, of_project, beside_runs)
        account = f"account-{account_of(campaign)}"
        found = Quota(limits, account, make=self.simulated.bucket, time=self.simulated.time)
        found._looking = {kind: Turn(self.simulated) for kind in found._looking}  # type: ignore[misc]
        return found

    def job(self, campaign: str, _mark: str, _name: str) -> None:
        """The calls of a first night, in the order of a run."""
        quota, store = self.quota(campaign), self.stores[campaign]
        task = UnitTask(campaign, "", "", "")
        engine = Workers(self.queue, store.errands, task, nullcontext, self.simulated.time)
        units = tuple(f"U{number:02d}" for number in range(UNITS))
        assert [unit for unit, _ in engine.each(Counting(Reading.name, units, self, campaign, quota))] == [
            *units
        ]
        # The master.
        self.call(quota, campaign, "read")
        self.call(quota, campaign, "write")
        assert len(list(engine.each(Counting(Answering.name, units, self, campaign, quota)))) == UNITS
        self.done[campaign] = self.simulated.seconds
        if len(self.done) == CAMPAIGNS:
            self.over.set()

    def told(self, deed: Callable[..., None]) -> Callable[..., None]:
        """What fails ends the night."""

        def done(*given: object) -> None:
            try:
                deed(*given)
            except BaseException as error:
                self.failures.append(error)
                self.over.set()
                raise

        return done

    def unit(self, task: UnitTask, unit: str, number: int) -> None:
        store = self.stores[task.campaign]
        errand = store.errands.begin(number)
        assert errand is not None
        quota = self.quota(task.campaign, beside_runs=True)
        work = Counting(errand.work, (unit,), self, task.campaign, quota)
        carry_out(store, work, errand, number)

    def at_work(self) -> int | None:
        """Tasks that are being done; None while one waits that somebody is free to take."""
        begun: Counter[tuple[int, str]] = Counter()
        waiting: Counter[tuple[int, str]] = Counter()
        for queue, status, count in self.looking.execute(STATES):
            campaign, _, work = str(queue).removeprefix("campaign_").partition("/")
            counted = begun if status == "doing" else waiting
            counted[account_of(campaign), work] += count
        free = (lane for lane in waiting if begun[lane] < self.workers * (THREADS if lane[1] else JOBS))
        return None if any(free) else begun.total()


def account_of(campaign: str) -> int:
    return int(campaign.removeprefix("ward-")) % ACCOUNTS


def names() -> list[str]:
    return [f"ward-{number}" for number in range(CAMPAIGNS)]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as one:
        yield one


@contextmanager
def night(url: str, workers: int) -> Iterator[Night]:
    accounts = {f"account-{number}": [*names()[number::ACCOUNTS]] for number in range(ACCOUNTS)}
    with ExitStack() as stack:
        queue = stack.enter_context(Queue(url))
        looking = psycopg.connect(url, options=f"-c search_path={PLACE}", autocommit=True)
        one = Night(queue, stack.enter_context(looking), workers)
        for name in names():
            one.stores[name] = stack.enter_context(open_store(url, name))
        for number in range(workers):
            deeds = Deeds(one.told(one.job), one.told(one.unit))
            lanes = Lanes(queue, f"worker {number}", deeds, (JOB,), UNIT_TASKS, THREADS, PACE)
            lanes.start(accounts)
            stack.callback(lanes.stop)
        for name in names():
            assert queue.ask_for_job(name, "", JOB)
        stack.callback(one.simulated.end)
        with one.simulated.passing(one.at_work):
            one.over.wait()
        assert one.failures == []
        yield one
        assert [task for task in queue.tasks() if task.failed] == []


def own_seconds(calls: int) -> float:
    """What the quota alone makes of so many calls of an account: the first minute's worth is free at once."""
    return (calls - 1) // A_MINUTE * PERIOD_MS / 1000


def kept(one: Night) -> dict[str, list[tuple[str, int]]]:
    """How often each unit of each campaign was read and told."""
    found = {}
    for name, store in one.stores.items():
        with store.database.reading() as db:
            rows = db.execute(sa.select(row_ids.c.prefix, row_ids.c.last).order_by(row_ids.c.prefix)).all()
            found[name] = [cast("tuple[str, int]", tuple(row)) for row in rows]
    return found


@pytest.mark.long
@pytest.mark.parametrize("workers", WORKERS)
def test_workers_use_the_quota_up_and_do_everything_once(workers: int, server: Server) -> None:
    with night(server.database(), workers) as one:
        took, alone = max(one.done.values()), own_seconds(len(names()[::ACCOUNTS]) * (UNITS + 1))
        shares = one.used("read"), one.used("write")
        told = f"reads {shares[0]:.3f}, writes {shares[1]:.3f} of the quota"
        print(f"{workers} workers: {told}; all {took:.0f} s where quota alone takes {alone:.0f}")  # noqa: T201
        once = [(f"{work}-U{unit:02d}", 1) for work in sorted(KINDS) for unit in range(UNITS)]
        assert kept(one) == dict.fromkeys(names(), once)
        assert shares[0] >= (0.95 if NIGHTLY else 0.5)
        # In a small night most of the time is that of the last campaign, told when all of it was read.
        assert not NIGHTLY or alone / took >= 0.95
