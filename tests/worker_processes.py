"""Workers as processes of their own, on a clock that the test moves."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Event
from typing import Any

from sheets_sync.workers.lanes import Pace
from tests.forked import context
from tests.workers import IMPATIENT

#: Seconds between two looks of the test.
LOOK = 0.1
#: Signs of life come often here, and a dead worker is missed soon, but not so soon that a slow machine's is.
BRISK = Pace(look=0.05, life=0.3, dead=20.0, afresh=0.2)


class MovedClock:
    """Stands until the test moves it; who waits looks again soon."""

    def __init__(self, moment: Any) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._moment.value, UTC)

    def wait(self, seconds: float, until: Event) -> None:
        until.wait(min(seconds, LOOK))


@dataclass
class Machines:
    """Every worker with the campaigns of a folder."""

    folder: Path
    environment: Mapping[str, str]
    log: Path
    #: Seconds since 1970.
    moment: Any = field(default_factory=lambda: context().Value("d", 0.0))
    running: list[ForkServerProcess] = field(default_factory=list)

    def set(self, at: datetime) -> None:
        """The clock of all of them."""
        self.moment.value = at.timestamp()

    def start(self) -> ForkServerProcess:
        """Another one; it has begun when this returns."""
        before = self.told("worker begins")
        given = (self.folder, self.moment, dict(self.environment), self.log)
        process = context().Process(target=_work, args=given)
        process.start()
        self.running.append(process)
        while self.told("worker begins") == before:
            assert process.exitcode is None, self.log.read_text(encoding="utf-8")
            time.sleep(LOOK)
        return process

    def told(self, event: str) -> int:
        """How often the log has it."""
        return self.log.read_text(encoding="utf-8").count(f'"event": "{event}"') if self.log.exists() else 0

    def stop(self, process: ForkServerProcess) -> None:
        """In order, as systemd does."""
        process.terminate()
        process.join()
        self.running.remove(process)

    def kill(self, process: ForkServerProcess) -> None:
        """As `kill -9` does, or a power cut."""
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        self.running.remove(process)

    def wait_until(self, condition: Callable[[], object]) -> None:
        """For as long as it takes; meanwhile the clock goes a little faster than others do."""
        while not condition():
            assert self.running, "nobody works"
            assert all(one.exitcode is None for one in self.running), self.log.read_text(encoding="utf-8")
            time.sleep(LOOK)
            self.moment.value += timedelta(seconds=5 * LOOK).total_seconds()

    def end(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.join()


@contextmanager
def machines(folder: Path, environment: Mapping[str, str], log: Path) -> Iterator[Machines]:
    found = Machines(folder, environment, log)
    try:
        yield found
    finally:
        found.end()


def _work(folder: Path, moment: Any, environment: Mapping[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with log.open("a", buffering=1, encoding="utf-8") as told:
        sys.stderr = told
        from jobs.log import configure
        from jobs.worker import serve

        configure()
        serve(folder, clock=MovedClock(moment), pace=BRISK, time=IMPATIENT)
