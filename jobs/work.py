"""What a job is given, and what it tells."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import Config
from sheets_sync.engine import Engine
from sheets_sync.errors import SheetsSyncError, Stopped
from sheets_sync.google import Gate
from sheets_sync.google.settings import Purpose
from sheets_sync.mail.sending.transports import Handed, Transport
from sheets_sync.model import Period
from sheets_sync.pipeline import Project


@dataclass(frozen=True, slots=True)
class Done:
    """What a job did."""

    #: For the log and the store.
    told: Mapping[str, Any]
    #: What could not be done this time though the rest was: name to reason.
    failed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """One execution of a job."""

    config: Config
    now: datetime
    #: Every call to Google and every mail passes it: it keeps them out once the process is to end.
    gate: Gate
    #: Who does what is to be done about single units.
    engine_of: Callable[[Project], Engine] = attrgetter("engine")

    @contextmanager
    def projects(self, periods: Iterable[Period], purpose: Purpose = "sync") -> Iterator[tuple[Project, ...]]:
        """The campaign in these periods, opened for this job."""
        with opened_periods(self.config, periods, purpose, gate=self.gate, at=self.now) as opened:
            yield tuple(
                replace(one, transport=_Gated(one.transport, self.gate), engine=self.engine_of(one))
                for one in opened
            )

    def in_each_period(self, act: Callable[[Project, datetime], Done]) -> Done:
        """Act in every period that is reported now; one that fails does not stop the others.

        Raises the first failure when all have had their turn.
        """
        done: dict[str, Done] = {}
        failures: list[SheetsSyncError] = []
        with self.projects(self.config.periods_at(self.now)) as projects:
            for project in projects:
                try:
                    done[project.period.code] = act(project, self.now)
                except Stopped:
                    raise
                except SheetsSyncError as error:
                    failures.append(error)
        if failures:
            raise failures[0]
        failed = {f"{code}/{name}": why for code, one in done.items() for name, why in one.failed.items()}
        return Done({code: one.told for code, one in done.items()}, failed)


#: One job; raises what went wrong.
Job = Callable[[Work], Done]


@dataclass(frozen=True, slots=True)
class _Gated:
    """A transport that no mail passes once the process is to end."""

    transport: Transport
    gate: Gate

    def send(self, message: bytes, key: str, recipients: Sequence[str]) -> Handed:
        with self.gate():
            return self.transport.send(message, key, recipients)

    def close(self) -> None:
        self.transport.close()
