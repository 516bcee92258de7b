"""The scheduler in a process of its own, at a time of its own."""

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import requests
import stamina
import structlog
from stamina.instrumentation import RetryDetails

from jobs.backup import backup
from jobs.every import JOBS
from jobs.log import configure
from jobs.scheduler import serve
from jobs.stopping import GRACE, Stopping
from jobs.work import Done, Work
from tests.forked import context, live_in

LOG = structlog.get_logger("driver")
#: Seconds between two looks at a file.
LOOK = 0.02


@dataclass(frozen=True)
class Drive:
    """How the scheduler is driven."""

    begin: datetime
    end: datetime
    #: Calls to Google are held while this file is there.
    hold: Path
    #: How often the job `backup` fails.
    fails: int = 0
    #: Seconds, of `Stopping`.
    grace: float = GRACE


class SteppedClock:
    """Time goes by at once when somebody waits for it; at its end it stands."""

    def __init__(self, begin: datetime, end: datetime) -> None:
        self._now, self._end = begin, end

    def now(self) -> datetime:
        return self._now

    def wait(self, seconds: float, until: threading.Event) -> None:
        self._now = min(self._now + timedelta(seconds=seconds), self._end)
        if self._now == self._end:
            LOG.info("clock stands")
            until.wait()


class FailingBackup:
    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, work: Work) -> Done:
        self.times -= 1
        if self.times >= 0:
            raise RuntimeError("a job that nobody tested")
        return backup(work)


def hold_calls(file: Path) -> None:
    """A call that is under way goes no further while the file is there."""
    send = requests.Session.request

    def request(session: requests.Session, *given: Any, **named: Any) -> requests.Response:
        if file.exists():
            LOG.info("call held")
        while file.exists():
            time.sleep(LOOK)
        return send(session, *given, **named)

    requests.Session.request = request  # type: ignore[method-assign, assignment]


def tell_of_wait(details: RetryDetails) -> None:
    """Before it is waited for the next attempt at a call."""
    LOG.info("waits for Google", seconds=details.wait_for)


def look_again(seconds: float) -> None:
    """The sleep of `Stopping`."""
    LOG.info("looks whether the call has ended")
    time.sleep(seconds)


def started(file: Path, drive: Drive, log: Path) -> ForkServerProcess:
    """The scheduler of a campaign, in this process's environment; what it tells is added to the log."""
    log.touch()
    process = context().Process(target=_serve, args=(file, drive, log, dict(os.environ)))
    process.start()
    return process


def _serve(file: Path, drive: Drive, log: Path, environment: Mapping[str, str]) -> None:
    live_in(environment)
    with log.open("ab") as told:
        os.dup2(told.fileno(), 2)
    configure()
    hold_calls(drive.hold)
    stamina.instrumentation.set_on_retry_hooks([tell_of_wait])
    serve(
        file,
        SteppedClock(drive.begin, drive.end),
        {**JOBS, "backup": FailingBackup(drive.fails)},
        Stopping(drive.grace, look_again),
    )
