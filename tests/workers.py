"""Workers in threads of the test's process: the queue is real, waiting is short."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from sheets_sync.engine import Engine
from sheets_sync.google.waits import Time
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.locking import this_process
from sheets_sync.workers.campaigns import Campaigns
from sheets_sync.workers.elsewhere import Workers
from sheets_sync.workers.lanes import Deeds, Lanes, Pace
from sheets_sync.workers.opened import OpenedCampaigns
from sheets_sync.workers.queue import Queue, UnitTask
from sheets_sync.workers.unit_tasks import UNIT_TASKS, UnitTasks

QUICK = Pace(look=0.02, life=60.0, dead=600.0, afresh=0.05)
#: Looks for answers more often than a machine needs to.
IMPATIENT = Time(lambda: 0.0, lambda _seconds: time.sleep(0.01))
UnitDeed = Callable[[UnitTask, str, int], None]


@dataclass
class AtWork:
    """A queue, and whoever takes units from it."""

    queue: Queue
    #: What was done, as (unit, errand).
    done: list[tuple[str, int]]

    def engine(self, project: Project) -> Engine:
        """For a run of this campaign and period."""
        task = UnitTask(
            project.config.campaign.code,
            project.config.mark,
            project.period.code,
            f"{project.day.isoformat()}T00:00:00+07:00",
        )
        return Workers(self.queue, project.store.errands, task, nullcontext, IMPATIENT)

    def shared(self, project: Project) -> Project:
        """The campaign, its units' work shared."""
        return replace(project, engine=self.engine(project))


@contextmanager
def at_work(
    folder: Path, url: str, deed: Callable[[UnitDeed], UnitDeed] = lambda usual: usual
) -> Iterator[AtWork]:
    """Two workers with the campaigns of a folder; `deed` does a unit's task in place of the usual one."""
    with Queue(url) as queue:
        campaigns = Campaigns(folder)
        opened = OpenedCampaigns(campaigns, nullcontext)
        found = AtWork(queue, [])
        usual = deed(UnitTasks(opened).perform)

        def unit(task: UnitTask, code: str, errand: int) -> None:
            usual(task, code, errand)
            found.done.append((code, errand))

        deeds = Deeds(_no_job, unit)
        workers = [Lanes(queue, this_process(), deeds, (), UNIT_TASKS, 4, QUICK) for _ in range(2)]
        for one in workers:
            one.start({"account": list(campaigns.known())})
        try:
            yield found
        finally:
            for one in workers:
                one.stop()
            opened.close()


def _no_job(campaign: str, _mark: str, job: str) -> None:
    raise AssertionError(f"{job} of {campaign} was asked for by nobody")
