"""The scheduler as a real process on a clock of its own: order, retries, kills, downtime, ending, health."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
import requests

from jobs import stopping
from jobs.every import JOBS
from jobs.stopping import GRACE
from sheets_sync.errors import Stopped
from sheets_sync.store import JobRun
from tests import forked
from tests.forked import Program
from tests.jobs_driver import Drive, started
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, ZONE, Ward, ward

ROOT = Path(__file__).parents[2]
OFF = dict.fromkeys(JOBS, "off")
DAY = timedelta(days=1)
DUE = datetime(2024, 8, 14, 20, tzinfo=ZONE)
BEGIN = DUE - timedelta(minutes=10)
#: Of the scheduler's clock, in which every attempt at a job comes to its end.
LIFE = timedelta(minutes=40)
#: Seconds: for a process that ends in order however slow the machine is.
ANY_GRACE = 3600.0
#: Seconds between two looks at a process.
LOOK = 0.05


@dataclass
class Service:
    """The scheduler of a ward, started and ended as systemd does it."""

    ward: Ward
    log: Path
    hold: Path
    #: What its clock shows at its next start.
    begin: datetime = BEGIN

    @contextmanager
    def running(
        self, *, fails: int = 0, grace: float = GRACE, life: timedelta = LIFE
    ) -> Iterator[ForkServerProcess]:
        drive = Drive(self.begin, self.begin + life, self.hold, fails, grace)
        process = started(self.ward.project.config.file, drive, self.log)
        try:
            yield process
        finally:
            process.kill()
            process.join()
            process.close()

    def wait_until(self, condition: Callable[[], object], process: ForkServerProcess) -> None:
        """For as long as it takes, while the process lives."""
        while not condition():
            assert process.is_alive() or condition(), self.log.read_text(encoding="utf-8")
            time.sleep(LOOK)

    def hold_calls(self) -> None:
        """The next call to Google is under way until it is let go."""
        self.hold.touch()

    def let_calls_go(self) -> None:
        self.hold.unlink()

    def events(self) -> list[dict[str, Any]]:
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def tells(self, event: str, times: int = 1) -> Callable[[], bool]:
        """Whether the log has it so often."""
        return lambda: sum(1 for one in self.events() if one["event"] == event) >= times

    def runs(self, job: str) -> list[dict[str, Any]]:
        """What began, as the log tells it."""
        return [one for one in self.events() if one["event"] == "job begins" and one["job"] == job]

    def last(self, job: str) -> JobRun | None:
        return self.ward.project.store.jobs.latest().get(job)

    def done(self, job: str, due: datetime) -> bool:
        last = self.last(job)
        return last is not None and last.due == due and last.ended is not None and not last.failure


def ended(process: ForkServerProcess, number: int = signal.SIGTERM) -> int | None:
    """The exit code after a signal."""
    tell(process, number)
    process.join()
    return process.exitcode


def tell(process: ForkServerProcess, number: int = signal.SIGTERM) -> None:
    assert process.pid is not None
    os.kill(process.pid, number)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        one.people.set_clock(BEGIN)
        one.type("TCKT", "economy", {"D2": "6.000", "E2": "5 tỷ"})
        for job in JOBS:
            # As if it had been running: however slowly a process starts, it finds that the job is due.
            one.project.store.jobs.passed_over(job, DUE - DAY)
        yield Service(one, tmp_path / "log", tmp_path / "hold")


def configure(monkeypatch: pytest.MonkeyPatch, jobs: Mapping[str, object], **google: object) -> None:
    for name, value in jobs.items():
        monkeypatch.setenv(f"SHEETS_SYNC_JOBS__{name.upper()}", str(value))
    for name, value in google.items():
        monkeypatch.setenv(f"SHEETS_SYNC_GOOGLE__{name.upper()}", str(value))


def test_jobs_run_in_their_order_and_one_that_raises_is_tried_again_while_the_others_go_on(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, {**OFF, "backup": "20:00", "validation_mail": "20:00", "nightly_sync": "20:00"})
    with service.running(fails=2, grace=ANY_GRACE) as process:
        service.wait_until(service.tells("clock stands"), process)
        assert ended(process) == 0
    assert service.done("backup", DUE)
    assert service.done("validation_mail", DUE)
    begun = [one["job"] for one in service.events() if one["event"] == "job begins"]
    assert begun[:3] == ["backup", "nightly_sync", "validation_mail"]
    assert begun.count("backup") == 3
    backup = service.last("backup")
    assert backup is not None
    assert (backup.attempts, backup.failures) == (3, 2)
    failed = [one for one in service.events() if one["event"] == "job failed"]
    assert [one["reason"] for one in failed] == ["RuntimeError: a job that nobody tested"] * 2
    assert "FailingBackup" in json.dumps(failed[0]["exception"]) or "jobs_driver" in str(
        failed[0]["exception"]
    )
    folder = service.ward.project.config.file.parent
    assert len(list((folder / "backups").glob("*.db"))) == 1
    assert len(list((folder / "outbox").glob("TCKT-nightly-*.eml"))) == 1
    assert list((folder / "outbox").glob("van-phong-*.eml")) == []


def test_killed_in_a_job_and_started_again_days_later_it_catches_up_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, {**OFF, "nightly_sync": "20:00"})
    service.hold_calls()
    with service.running() as process:
        service.wait_until(service.tells("call held"), process)
        process.kill()
        process.join()
    last = service.last("nightly_sync")
    assert last is not None
    assert last.ended is None
    service.let_calls_go()
    service.begin = DUE + 3 * DAY
    # Nothing is left to catch up after it.
    with service.running() as process:
        service.wait_until(service.tells("clock stands"), process)
    assert service.done("nightly_sync", DUE + 3 * DAY)
    assert [one["due"][:10] for one in service.runs("nightly_sync")] == ["2024-08-14", "2024-08-17"]
    economy = next(form.title for form in service.ward.project.forms if form.code == "economy")
    assert "TCKT/KT01" in service.ward.records(economy)


def test_told_to_end_between_jobs_it_waits_for_nothing_more(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, OFF)
    with service.running(grace=ANY_GRACE) as process:
        # A clock that stands waits for ever, unless it is told to end.
        service.wait_until(service.tells("clock stands"), process)
        assert ended(process, signal.SIGINT) == 0
    assert service.tells("scheduler ends")()


def test_a_call_under_way_is_never_broken_off(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, {**OFF, "nightly_sync": "20:00"})
    service.ward.forget_calls()
    service.hold_calls()
    with service.running(grace=0) as process:
        service.wait_until(service.tells("call held"), process)
        tell(process)
        # Its grace is long over by then.
        service.wait_until(service.tells("looks whether the call has ended", times=3), process)
        assert service.ward.calls() == []
        service.let_calls_go()
        process.join()
    assert [call["status"] for call in service.ward.calls()] == [200]


def test_told_to_end_in_a_call_it_makes_no_other_and_does_later_what_it_broke_off(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, {**OFF, "nightly_sync": "20:00"})
    service.ward.forget_calls()
    service.hold_calls()
    with service.running(grace=ANY_GRACE) as process:
        service.wait_until(service.tells("call held"), process)
        tell(process)
        service.wait_until(service.tells("told to end"), process)
        service.let_calls_go()
        process.join()
        assert process.exitcode == 0
    assert [call["status"] for call in service.ward.calls()] == [200]
    last = service.last("nightly_sync")
    assert last is not None
    assert (last.ended, last.attempts, last.failures) == (None, 0, 0)
    # The lock was given back, and what was broken off is done now.
    service.begin = DUE
    with service.running() as process:
        service.wait_until(lambda: service.done("nightly_sync", DUE), process)


def test_told_to_end_while_it_waits_for_google_it_does_not_wait_for_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, {**OFF, "nightly_sync": "20:00"})
    patience = {"kind": "429", "retry_after": 60, "route": service.ward.book("TDP01")}
    requests.post(f"{service.ward.base_url}/_emulator/faults", json=patience)
    with service.running(grace=0) as process:
        service.wait_until(service.tells("waits for Google"), process)
        assert ended(process) == Stopped.exit_code
    waits = [one["seconds"] for one in service.events() if one["event"] == "waits for Google"]
    assert waits == [60]
    requests.delete(f"{service.ward.base_url}/_emulator/faults")
    service.begin = DUE
    with service.running() as process:
        service.wait_until(lambda: service.done("nightly_sync", DUE), process)


def test_a_process_without_a_call_under_way_ends_within_five_seconds() -> None:
    assert GRACE + 2 * stopping.LOOK < 5


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_health_and_metrics_tell_what_the_last_run_did_and_what_fails(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    configure(monkeypatch, {**OFF, "backup": "20:00", "nightly_sync": "20:00", "port": port, "attempts": 1})
    service.ward.fail("TDP01", 403, count=100)
    base = f"http://127.0.0.1:{port}"
    # Two days after the deadline, which nobody has kept.
    service.begin = DUE + 4 * DAY
    with service.running(fails=1) as process:
        service.wait_until(service.tells("clock stands"), process)
        assert service.done("nightly_sync", DUE + 4 * DAY)
        health = requests.get(f"{base}/healthz")
        metrics = requests.get(f"{base}/metrics")
        assert requests.get(f"{base}/").status_code == 404
    assert health.status_code == 200
    assert health.json()["healthy"] is True
    assert health.json()["failing_jobs"] == {"backup": "RuntimeError: a job that nobody tested"}
    found = dict(line.rsplit(" ", 1) for line in metrics.text.splitlines() if not line.startswith("#"))
    period = service.ward.project.period.code
    assert found[f'sheets_sync_units{{period="{period}",state="read"}}'] == "2.0"
    assert found[f'sheets_sync_units{{period="{period}",state="failed"}}'] == "1.0"
    assert found[f'sheets_sync_units{{period="{period}",state="missing"}}'] == "3.0"
    assert float(found[f'sheets_sync_calls{{kind="read",period="{period}"}}']) >= 3
    assert 0 <= float(found[f'sheets_sync_run_age_seconds{{period="{period}"}}']) < DAY.total_seconds()
    assert found["sheets_sync_mails_waiting"] == "0.0"
    assert found['sheets_sync_job_failures_total{job="backup"}'] == "1.0"
    assert found['sheets_sync_job_failing{job="backup"}'] == "1.0"
    assert found['sheets_sync_job_failing{job="nightly_sync"}'] == "0.0"
    assert (service.ward.project.config.file.parent / "heartbeat").read_text().startswith("2024-08-18T")


def test_a_taken_port_is_a_mistake_of_the_configuration(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        configure(monkeypatch, {**OFF, "port": taken.getsockname()[1]})
        command = [sys.executable, "-m", "jobs", "--config", str(service.ward.project.config.file)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "jobs.port" in done.stderr


def jobs(one: Ward, *words: str, program: Program = "jobs") -> subprocess.CompletedProcess[str]:
    """What cron runs, by this computer's clock."""
    file = str(one.project.config.file)
    return forked.sheets_sync(*words, "--config", file, folder=ROOT, program=program)


def test_one_job_is_run_once_and_the_exit_code_tells(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, {}, attempts=1)
    assert jobs(service.ward, "nightly_sync").returncode == 0
    last = service.last("nightly_sync")
    assert last is not None
    assert last.ended is not None
    assert last.told["dot-1"]["units_read"] == 3
    told = jobs(service.ward, "jobs", "retention", "--json", program="sheets-sync")
    # The ward's last night is years ago by this computer's clock.
    assert told.returncode == 4
    assert "nobody was at work" in json.loads(told.stdout)["failed"]["retention"]
    unknown = jobs(service.ward, "nightly")
    assert unknown.returncode == 2
    assert "nightly_sync" in unknown.stderr
    service.ward.fail("TDP01", 403, count=1)
    partial = jobs(service.ward, "full_sweep")
    assert partial.returncode == 4
    assert "FAILED dot-1/TDP01" in partial.stderr
    fault = [{"status": 403, "route": "/drive/v3/", "count": 1}]
    requests.post(f"{service.ward.base_url}/_emulator/faults", json=fault)
    refused = jobs(service.ward, "full_sweep")
    assert refused.returncode == 3
    assert "Traceback" not in refused.stderr
    last = service.last("full_sweep")
    assert last is not None
    assert "403" in last.failure


def test_no_mail_goes_out_on_what_was_seen_days_ago(service: Service) -> None:
    """The ward was synced in 2024; this computer's clock says that this is long ago."""
    service.ward.sync(mails=False)
    for job in ("validation_mail", "office_digest"):
        done = jobs(service.ward, job)
        assert done.returncode == 1
        assert "nightly_sync" in done.stderr
    assert service.ward.project.store.outbox.all() == ()
    assert jobs(service.ward, "nightly_sync").returncode == 0
    for job in ("validation_mail", "office_digest"):
        assert jobs(service.ward, job).returncode == 0
    assert {mail.kind for mail in service.ward.project.store.outbox.all()} == {"nightly", "digest"}


def test_reminders_look_first_and_spare_who_has_reported_since(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, {**OFF, "reminders": "08:00 working days"})
    # The morning of the deadline's day; the last sync saw nothing of TDP01.
    service.ward.sync(DUE, mails=False)
    service.ward.people.set_clock(DUE + DAY)
    service.ward.type("TDP01", "culture_society", {"E2": "210", "D3": "190", "E3": "198"})
    service.ward.type("TDP01", "commendation", {"B2": "không phát sinh"})
    due = DUE.replace(day=16, hour=8)
    service.begin = due
    with service.running() as process:
        service.wait_until(lambda: service.done("reminders", due), process)
    assert {mail.unit for mail in service.ward.project.store.outbox.all()} == {"TCKT", "TDP02"}
