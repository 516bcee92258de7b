"""The scheduler on a fast clock, as a process: `python -m tests.jobs_driver FILE EPOCH SPEED [FAILS]`.

EPOCH is the moment of real time, in seconds, at which the fast clock shows BEGIN. The job `backup` fails as
often as FAILS says.
"""

import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.backup import backup
from jobs.every import JOBS
from jobs.log import configure
from jobs.scheduler import serve
from jobs.work import Done, Work

BEGIN = datetime(2024, 8, 14, 19, 50, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class FastClock:
    def __init__(self, epoch: float, speed: float) -> None:
        self.epoch, self.speed = epoch, speed

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=(time.time() - self.epoch) * self.speed)

    def wait(self, seconds: float, until: threading.Event) -> None:
        until.wait(seconds / self.speed)


class FailingBackup:
    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, work: Work) -> Done:
        self.times -= 1
        if self.times >= 0:
            raise RuntimeError("a job that nobody tested")
        return backup(work)


if __name__ == "__main__":
    file, epoch, speed, *rest = sys.argv[1:]
    configure()
    failing = FailingBackup(int(rest[0]) if rest else 0)
    serve(Path(file), FastClock(float(epoch), float(speed)), {**JOBS, "backup": failing})
