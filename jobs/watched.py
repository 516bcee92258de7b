"""What Prometheus and a watchdog are told of a worker, and of the queue that all workers share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sheets_sync.workers.queue import Queue

from .heart import TOO_LONG, Heart
from .monitor import Told, answering


@contextmanager
def watched(port: int, queue: Queue, heart: Heart) -> Iterator[None]:
    """Answer `/healthz` and `/metrics` while the worker runs. Raises ConfigError for a port that is taken."""

    def health() -> Told:
        silent = round(heart.silence)
        failed = sum(one.failed for one in queue.tasks())
        return {"healthy": silent < TOO_LONG, "silent_seconds": silent, "failed_tasks": failed}

    with answering(port, QueueMetrics(queue, heart), health, (Path(), "--port")):
        yield


@dataclass(frozen=True, slots=True, eq=False)
class QueueMetrics(Collector):
    """Asked at each scrape; but for the silence every worker tells the same. Raises StoreError."""

    queue: Queue
    heart: Heart

    def collect(self) -> Iterator[Metric]:
        """All of it."""
        yield GaugeMetricFamily(
            "sheets_sync_silence_seconds", "Since this worker last gave a sign of life.", self.heart.silence
        )
        count = GaugeMetricFamily(
            "sheets_sync_tasks", "Tasks in the queue.", labels=("campaign", "task", "state")
        )
        age = GaugeMetricFamily(
            "sheets_sync_task_age_seconds", "How long the oldest task waits.", labels=("campaign", "task")
        )
        for one in self.queue.tasks():
            for state in ("waiting", "begun", "failed"):
                count.add_metric((one.campaign, one.task, state), getattr(one, state))
            age.add_metric((one.campaign, one.task), one.age)
        silent = GaugeMetricFamily(
            "sheets_sync_worker_silence_seconds", "Since each worker's last sign of life.", labels=("worker",)
        )
        for process in self.queue.processes():
            silent.add_metric((process.name,), process.silent)
        yield from (count, age, silent)
