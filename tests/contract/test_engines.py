"""Who does the work about each unit makes no difference: threads of one process, or workers with a queue."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import NoReturn

import psycopg
import pytest
from psycopg import sql

from sheets_sync.errors import StoreError
from sheets_sync.model import Submission
from sheets_sync.pipeline import Project, comparing, reading_units
from sheets_sync.pipeline.locking import LOCK
from sheets_sync.pipeline.snapshot import Snapshot
from sheets_sync.workers.queue import PLACE, UnitTask
from tests.acceptance.test_on_postgresql import story
from tests.postgresql import Server, running_server
from tests.seen import everything
from tests.ward import NEXT_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward
from tests.workers import AtWork, UnitDeed, at_work

FORM = "culture_society"
NIGHTS = count(1)
#: Whoever has an errand gave no sign of life for an hour.
LONG_SILENT = """
UPDATE procrastinate_workers worker SET last_heartbeat = now() - interval '1 hour'
FROM procrastinate_jobs job
WHERE job.worker_id = worker.id AND job.status = 'doing' AND (job.args ->> 'errand')::bigint = %s
"""


@dataclass
class World:
    """A ward whose runs have an engine do what is to be done about units, after the same story."""

    ward: Ward
    story: list[object]
    workers: AtWork | None = None

    def night(self) -> datetime:
        """A moment that nobody had yet, of one evening: at midnight the period ends, and all is told anew."""
        return NEXT_EVENING + timedelta(minutes=next(NIGHTS))


@dataclass
class Trap:
    """The next task about a unit is held, as by a worker that hangs or is thought dead, until it wakes."""

    unit: str = ""
    errands: list[int] = field(default_factory=list)
    caught: Event = field(default_factory=Event)
    wakes: Event = field(default_factory=Event)

    def around(self, usual: UnitDeed) -> UnitDeed:
        def deed(task: UnitTask, unit: str, errand: int) -> None:
            if unit == self.unit and not self.errands:
                self.errands.append(errand)
                self.caught.set()
                self.wakes.wait()
            usual(task, unit, errand)

        return deed

    @contextmanager
    def set_for(self, unit: str) -> Iterator[None]:
        """Whatever comes of it, it wakes in the end: who ends the workers waits for what they are at."""
        self.unit = unit
        try:
            yield
        finally:
            self.wakes.set()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as one:
        yield one


@contextmanager
def small_ward(folder: Path, url: str) -> Iterator[Ward]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SHEETS_SYNC_STORE__URL", url)
        with ward(folder, patched, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
            yield one


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with small_ward(tmp_path_factory.mktemp("alone"), "sqlite:///sheets-sync.db") as one:
        yield World(one, story(one))


@pytest.fixture(scope="module")
def trap() -> Trap:
    return Trap()


@pytest.fixture(scope="module")
def shared(server: Server, trap: Trap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder, url = tmp_path_factory.mktemp("shared"), server.database()
    with small_ward(folder, url) as one, at_work(folder, url, trap.around) as workers:
        one.project = workers.shared(one.project)
        yield World(one, story(one), workers)
        assert [task for task in workers.queue.tasks() if task.waiting or task.begun] == []


class EngineContract:
    """Subclasses give a `world`."""

    def test_every_unit_is_read_kept_and_told_in_order(self, world: World) -> None:
        one = world.ward
        one.type("TDP02", FORM, {"E2": "120"})
        one.type("TDP01", FORM, {"E2": "chưa đếm"})
        outcome = one.sync(world.night())
        assert (outcome.units_read, outcome.units_changed) == (("TDP01", "TDP02"), ("TDP01", "TDP02"))
        assert outcome.failed == {}
        assert "chưa đếm" in str(one.values("TDP01", "Kết quả kiểm tra"))
        latest = one.project.store.submissions.latest("dot-1")
        assert latest["TDP02", FORM].records[0].values["actual"] == 120
        # What was told is known: the next look reads nothing again and writes nothing.
        one.forget_calls()
        assert one.sync(world.night()).units_read == ()
        assert [call["method"] for call in one.calls()] == ["GET"]

    def test_a_workbook_that_is_refused_fails_alone(self, world: World) -> None:
        one = world.ward
        for unit in ("TDP01", "TDP02"):
            one.type(unit, FORM, {"E2": "131"})
        one.fail("TDP01", 403)
        outcome = one.sync(world.night())
        assert (list(outcome.failed), outcome.units_read) == (["TDP01"], ("TDP02",))
        assert "chưa được chia sẻ" in one.project.store.workbooks.known()["TDP01"].unreadable
        assert one.sync(world.night()).units_read == ("TDP01",)

    def test_a_unit_that_cannot_be_told_is_told_the_next_time(self, world: World) -> None:
        one = world.ward
        for unit, text in (("TDP01", "đang đếm"), ("TDP02", "132")):
            one.type(unit, FORM, {"E2": text})
        one.fail("TDP01", 403, "POST")
        assert list(one.sync(world.night()).failed) == ["TDP01"]
        assert "đang đếm" not in str(one.values("TDP01", "Kết quả kiểm tra"))
        assert one.sync(world.night()).failed == {}
        assert "đang đếm" in str(one.values("TDP01", "Kết quả kiểm tra"))

    def test_what_our_code_cannot_take_stops_no_other_unit(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(
            project: Project, snapshot: Snapshot, unit: str, found: tuple[Submission, ...]
        ) -> tuple[Submission, ...]:
            if unit == "TDP01":
                raise RuntimeError("nobody tested this")
            return comparing.with_history(project, snapshot, unit, found)

        one = world.ward
        for unit in ("TDP01", "TDP02"):
            one.type(unit, FORM, {"E2": "133"})
        with monkeypatch.context() as patched:
            patched.setattr(reading_units, "with_history", fails)
            outcome = one.sync(world.night())
        assert "This is a defect of sheets-sync" in outcome.failed["TDP01"]
        assert outcome.units_read == ("TDP02",)
        assert one.sync(world.night()).failed == {}

    def test_what_stops_everything_is_raised_and_the_lock_given_back(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> NoReturn:
            raise StoreError("the disk is full")

        one = world.ward
        for unit in ("TDP01", "TDP02"):
            one.type(unit, FORM, {"E2": "134"})
        with monkeypatch.context() as patched:
            patched.setattr(type(one.project.store.submissions), "save", refuse)
            with pytest.raises(StoreError, match="disk is full"):
                one.sync(night := world.night())
        assert one.project.store.locks.holder(LOCK, night) is None
        assert one.sync(world.night()).units_changed == ("TDP01", "TDP02")


class TestThreads(EngineContract):
    @pytest.fixture
    def world(self, alone: World) -> World:
        return alone


class TestWorkers(EngineContract):
    @pytest.fixture
    def world(self, shared: World) -> World:
        return shared

    def test_what_everybody_sees_is_the_same_as_on_one_machine(self, alone: World, shared: World) -> None:
        assert shared.story == alone.story
        assert shared.workers is not None
        # A unit alone is not worth asking for.
        assert {unit for unit, _ in shared.workers.done} >= {"TCKT", "TDP01", "TDP02"}

    def test_what_a_dead_worker_was_at_goes_on_elsewhere_and_is_kept_once(
        self, shared: World, trap: Trap
    ) -> None:
        one, workers = shared.ward, shared.workers
        assert workers is not None
        one.type("TDP01", FORM, {"E2": "không rõ"})
        one.type("TDP02", FORM, {"E2": "135"})
        with ThreadPoolExecutor(1) as pool, trap.set_for("TDP01"):
            running = pool.submit(one.sync, shared.night())
            trap.caught.wait()
            with psycopg.connect(one.project.config.store_url) as db:
                db.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(PLACE)))
                db.execute(LONG_SILENT, [trap.errands[0]])
            # The same worker may have the other unit in hand as well.
            assert {stalled.task for stalled in workers.queue.recover(60)} == {"read_and_validate"}
            outcome = running.result()
            assert (outcome.units_read, outcome.failed) == (("TDP01", "TDP02"), {})
            ended = everything(one)
        # It was not dead at all; but for what it has in hand nobody waits any more.
        twice = ("TDP01", trap.errands[0])
        while workers.done.count(twice) < 2:
            time.sleep(0.01)
        assert everything(one) == ended
        assert "không rõ" in str(one.values("TDP01", "Kết quả kiểm tra"))
