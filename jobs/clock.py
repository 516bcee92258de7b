"""The clock that everything here is told by; tests drive the scheduler by a faster one."""

import threading
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Time as the scheduler knows it."""

    def now(self) -> datetime:
        """The moment, aware."""
        ...

    def wait(self, seconds: float, until: threading.Event) -> None:
        """Let so much time go by, or less when the event happens."""
        ...


class SystemClock:
    """This computer's."""

    def now(self) -> datetime:
        """The moment in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float, until: threading.Event) -> None:
        """Wait so long, or for the event."""
        until.wait(seconds)
