"""What Prometheus is told, read from the store: it is true across restarts and for syncs by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sheets_sync.config.loading import Config
from sheets_sync.mail.sending.refused import refused_addresses
from sheets_sync.store import Run, Store
from sheets_sync.vietnamese.shortening import shortened

from .heart import Heart

#: Of these the last finished run is told; more in a row were killed or failed only in great trouble.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True, eq=False)
class Metrics(Collector):
    """Asked at each scrape. Raises StoreError."""

    config: Config
    store: Store
    heart: Heart
    now: Callable[[], datetime]

    def collect(self) -> Iterator[Metric]:
        """All of it."""
        yield GaugeMetricFamily(
            "sheets_sync_silence_seconds", "Since the scheduler last gave a sign of life.", self.heart.silence
        )
        yield GaugeMetricFamily(
            "sheets_sync_mails_waiting", "Mails in the outbox.", len(self.store.outbox.unsent())
        )
        yield from self._mails()
        yield from self._runs()
        yield from self._jobs()

    def _mails(self) -> Iterator[Metric]:
        now, trouble = self.now().astimezone(self.config.zone), self.store.post.trouble()
        since = 0.0 if trouble is None else (now - trouble.since).total_seconds()
        yield _gauge("mail_barred", "1 while the mail server takes no mail from us.", value=bool(trouble))
        yield _gauge("mail_barred_seconds", "Since when it takes none; 0 while it does.", value=since)
        days = _gauge("mail_refused_days", "Days since which an address gets none of our mails.", "address")
        give_up = timedelta(days=self.config.mail.give_up_days)
        # Shortened, several addresses may look alike: the one that waits longest counts.
        worst: dict[str, int] = defaultdict(int)
        for one in refused_addresses(self.store, now, give_up):
            address = shortened(one.address)
            worst[address] = max(worst[address], one.days)
        for address, waited in worst.items():
            days.add_metric([address], waited)
        yield days

    def _runs(self) -> Iterator[Metric]:
        age = _gauge("run_age_seconds", "Since the last sync ended.", "period")
        units = _gauge("units", "At the last sync: read, failed; missing: not reported.", "period", "state")
        calls = _gauge("calls", "Calls to Google in the last sync.", "period", "kind")
        for period in self.config.periods_at(self.now()):
            runs = self.store.for_period(period.code).runs.latest(LOOKED_AT)
            run = next((one for one in runs if one.finished), None)
            if run is None or run.finished is None:
                continue
            age.add_metric([period.code], (self.now() - run.finished).total_seconds())
            for state in ("read", "failed", "missing"):
                units.add_metric([period.code, state], _count(run, f"units_{state}"))
            for kind, count in run.summary.get("calls", {}).items():
                calls.add_metric([period.code, kind], count)
        yield from (age, units, calls)

    def _jobs(self) -> Iterator[Metric]:
        failures = CounterMetricFamily(
            "sheets_sync_job_failures", "Attempts at a job that failed.", labels=["job"]
        )
        failing = _gauge("job_failing", "1 when the last attempt at a job failed.", "job")
        begun = _gauge("job_age_seconds", "Since the last attempt at a job began.", "job")
        for job, count in self.store.jobs.failures().items():
            failures.add_metric([job], count)
        for job, last in self.store.jobs.latest().items():
            failing.add_metric([job], bool(last.failure))
            if last.attempts:
                begun.add_metric([job], (self.now() - last.begun).total_seconds())
        yield from (failures, failing, begun)


def _gauge(name: str, meaning: str, *labels: str, value: float | None = None) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"sheets_sync_{name}", meaning, value, labels or None)


def _count(run: Run, name: str) -> int:
    return int(run.summary.get(name, 0))
