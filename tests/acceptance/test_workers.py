"""Several workers as real processes share two campaigns in one database: by the guide, and killed."""

import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from jobs.every import JOBS
from jobs.heart import Heart
from jobs.watched import QueueMetrics
from sheets_sync.campaign import opened_config, read_config
from sheets_sync.demo.people import People
from sheets_sync.pipeline import Options
from sheets_sync.pipeline.locking import LOCK
from sheets_sync.pipeline.run import run
from sheets_sync.workers.queue import Queue
from tests.acceptance.test_several_campaigns import NAMES, campaign
from tests.command_lines import CommandLines
from tests.conftest import NIGHTLY
from tests.postgresql import Server, running_server
from tests.ward import ZONE, Ward
from tests.without_socket import running_for_all
from tests.worker_processes import Machines, machines

ROOT = Path(__file__).parents[2]
#: Kills in the night of a worker, at moments of chance.
KILLS = 50 if NIGHTLY else 2
CULTURE = "2. Văn hóa - Xã hội"
TIMES = {
    **{f"SHEETS_SYNC_JOBS__{job.upper()}": "off" for job in JOBS},
    "SHEETS_SYNC_JOBS__NIGHTLY_SYNC": "every 30 minutes 07:00-22:00",
    "SHEETS_SYNC_JOBS__VALIDATION_MAIL": "every 30 minutes 07:00-22:00",
}
#: So many calls a turn takes when nobody is killed.
CALLS = 14
TURNS = count()


@dataclass
class Province:
    """Campaigns in a folder, in one database, on one local Google."""

    folder: Path
    wards: dict[str, Ward]
    commands: CommandLines
    machines: Machines
    queue: Queue

    def turn(self) -> datetime:
        """The next moment at which the jobs are due."""
        day, number = divmod(next(TURNS), 30)
        return datetime(2024, 8, 12, 7, tzinfo=ZONE) + timedelta(days=day, minutes=30 * number)

    def type(self, number: int) -> None:
        for ward in self.wards.values():
            for unit in ("TDP01", "TDP02"):
                ward.type(unit, "culture_society", {"E2": str(100 + number)})

    def calls(self) -> int:
        """That the workers have made since they were forgotten."""
        return len(next(iter(self.wards.values())).calls())

    def forget_calls(self) -> None:
        next(iter(self.wards.values())).forget_calls()

    def done(self, due: datetime) -> bool:
        """Whether every campaign's jobs of a moment have come to their end, and nobody is at anything."""
        last = [
            ward.project.store.jobs.last(job, due + timedelta(minutes=29))
            for ward in self.wards.values()
            for job in ("nightly_sync", "validation_mail")
        ]
        if not all(one is not None and one.due == due and one.ended for one in last):
            return False
        return not any(one.waiting or one.begun for one in self.queue.tasks() if one.campaign in NAMES)


def guide() -> list[str]:
    """The commands of docs/operate.md, from one machine to five."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    section = page.split("### Several machines\n")[1].split("\n## ")[0]
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as one:
        yield one


@pytest.fixture(scope="module")
def province(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """As the guide leaves it: moved from files into one database, with two workers."""
    folder = tmp_path_factory.mktemp("campaigns")
    for name in NAMES:
        campaign(folder, name)
    with running_for_all(tmp_path_factory.mktemp("google")) as base_url, ExitStack() as stack:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SHEETS_SYNC_")},
            **TIMES,
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
            "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
            "SHEETS_SYNC_GOOGLE__FIRST_WAIT": "0.0001",
            "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
        }
        commands = CommandLines(folder, environment)
        for name in NAMES:
            made = commands(["provision", "--config", f"{name}/campaign.toml"])
            assert made.code == 0, made.err
        environment["SHEETS_SYNC_STORE__URL"] = server.database()
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in environment.items():
            patched.setenv(name, value)
        found = stack.enter_context(
            machines(folder, environment, tmp_path_factory.mktemp("log") / "workers.log")
        )
        people = stack.enter_context(People(base_url))
        queue = stack.enter_context(Queue(environment["SHEETS_SYNC_STORE__URL"]))
        one = Province(folder, {}, commands, found, queue)
        one.machines.set(datetime(2024, 8, 12, 6, 50, tzinfo=ZONE))
        follow(one)
        for name in NAMES:
            config = read_config(folder / name / "campaign.toml")
            project = stack.enter_context(opened_config(config, "provision"))
            one.wards[name] = Ward(base_url, project, people)
        yield one


def follow(province: Province) -> None:
    """Do what the guide says, word for word but for folder and address of the database."""
    database = province.commands.env["SHEETS_SYNC_STORE__URL"]
    env = {"SHEETS_SYNC_STORE__URL": "sqlite:///sheets-sync.db"}
    for line in guide():
        words = line.replace("/srv/campaigns", str(province.folder)).split()
        if words[0] == "export":
            env = {"SHEETS_SYNC_STORE__URL": database}
        elif words[:2] == ["sheets-sync", "worker"]:
            province.machines.start()
        else:
            done = province.commands(words[1:], env)
            assert done.code == 0, f"{line}: {done.err}"


def shown(ward: Ward) -> dict[str, object]:
    """What the master says that units have: none stands there twice."""
    rows = [key for key, *_ in ward.values("", CULTURE)[1:]]
    assert len(rows) == len(set(rows))
    found = ward.records(CULTURE).items()
    return {key.partition("/")[0]: row["Thực hiện"] for key, row in found if key.endswith("/VX01")}


def test_two_machines_do_the_jobs_of_two_campaigns_at_their_times(province: Province) -> None:
    province.type(1)
    due = province.turn()
    province.forget_calls()
    province.machines.set(due)
    province.machines.wait_until(lambda: province.done(due))
    assert province.calls() <= 2 * CALLS
    for ward in province.wards.values():
        assert shown(ward) == {"TDP01": 101, "TDP02": 101}
        last = ward.project.store.jobs.last("nightly_sync", due + timedelta(minutes=29))
        assert last is not None
        assert (last.failure, last.failures) == ("", 0)
    told = province.commands(["workers", str(province.folder), "--json"]).json
    assert len(told["processes"]) == 2
    assert told["failing_jobs"] == {}
    assert [one for one in told["tasks"] if one["failed"]] == []
    text = province.commands(["workers", str(province.folder)]).out
    assert [line for line in text.splitlines() if line.startswith("process ")]


def test_prometheus_and_a_watchdog_are_told_of_the_queue(province: Province, tmp_path: Path) -> None:
    province.queue.ask_for_job("nowhere", "mark", "nightly_sync")
    registry = CollectorRegistry()
    registry.register(QueueMetrics(province.queue, Heart(tmp_path / "heartbeat")))
    told = generate_latest(registry).decode()
    # None of these machines has the files of that campaign.
    assert 'sheets_sync_tasks{campaign="nowhere",state="waiting",task="nightly_sync"} 1.0' in told
    assert re.search(r'sheets_sync_worker_silence_seconds\{worker="process \d+ on .+"\} \d', told)
    assert 'sheets_sync_task_age_seconds{campaign="nowhere",task="nightly_sync"}' in told
    # Asked for once more it is asked for once.
    assert not province.queue.ask_for_job("nowhere", "mark", "nightly_sync")


@pytest.mark.long
def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(province: Province) -> None:
    chance = random.Random(12)  # noqa: S311 (no secret depends on it)
    province.machines.stop(province.machines.running[0])
    for number in range(2, 2 + KILLS):
        province.type(number)
        due = province.turn()
        victim = province.machines.start()
        after = chance.randint(0, CALLS)
        province.forget_calls()
        province.machines.set(due)
        while province.calls() < after and not province.done(due):
            time.sleep(0.01)
        province.machines.kill(victim)
        province.machines.wait_until(lambda due=due: province.done(due))  # type: ignore[misc]
        for ward in province.wards.values():
            check(ward, number, due + timedelta(minutes=20))
    print(f"{KILLS} kills, {province.machines.told('goes on elsewhere')} tasks went on elsewhere")  # noqa: T201


def check(ward: Ward, number: int, at: datetime) -> None:
    """What the units typed stands in the master, once, and a look at everything finds nothing to do."""
    store = ward.project.store
    assert shown(ward) == {"TDP01": 100 + number, "TDP02": 100 + number}
    assert store.locks.holder(LOCK, at) is None
    outcome = run(ward.project, at, Options(full=True, mails=False))
    assert (outcome.failed, outcome.units_changed) == ({}, ())
    assert [plan for plan in outcome.plans if plan.workbook != ward.book("")] == []
    sent = [mail.key for mail in store.outbox.all() if mail.sent]
    folder = ward.project.config.path(ward.project.config.mail.folder)
    assert len(list(folder.glob("*.eml"))) == len(sent) == len(set(sent))
