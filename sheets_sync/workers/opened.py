"""Campaigns that are open for tasks about units: once for all tasks of a run."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import Config
from sheets_sync.google import Gate
from sheets_sync.pipeline import Project
from sheets_sync.workers.campaigns import Campaigns
from sheets_sync.workers.queue import UnitTask

#: So many stay open though nobody works on them.
OPEN = 8


@dataclass(slots=True)
class _Open:
    project: Project
    closing: ExitStack
    users: int = 0


@dataclass
class OpenedCampaigns:
    """Safe to share between threads."""

    campaigns: Campaigns
    #: Every call to Google passes it.
    gate: Gate
    _open: dict[UnitTask, _Open] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def project(self, task: UnitTask) -> Iterator[Project]:
        """The campaign as the run knows it that asks. Raises FilesDiffer and StoreError."""
        config = self.campaigns.of(task.campaign, task.mark)
        with self._lock:
            found = self._open.get(task) or self._opened(task, config)
            # The one used last stands last.
            self._open[task] = self._open.pop(task, found)
            found.users += 1
        try:
            yield found.project
        finally:
            with self._lock:
                found.users -= 1
                self._close_idle(OPEN)

    def _opened(self, task: UnitTask, config: Config) -> _Open:
        with ExitStack() as closing:
            period, at = config.find_period(task.period), datetime.fromisoformat(task.at)
            opening = opened_periods(config, (period,), gate=self.gate, at=at, beside_runs=True)
            (project,) = closing.enter_context(opening)
            return _Open(project, closing.pop_all())

    def _close_idle(self, most: int) -> None:
        idle = [task for task, one in self._open.items() if not one.users]
        for task in idle[: max(0, len(self._open) - most)]:
            self._open.pop(task).closing.close()

    def close(self) -> None:
        """Close what nobody uses."""
        with self._lock:
            self._close_idle(0)
