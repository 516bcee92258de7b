"""The server's time, which tests may stop or move."""

import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """UTC time: the machine's, shifted, or standing still."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offset = timedelta()
        self._frozen: datetime | None = None

    def now(self) -> datetime:
        """The moment, in UTC."""
        with self._lock:
            return self._frozen or datetime.now(UTC) + self._offset

    def today(self, time_zone: str) -> date:
        """The day in a spreadsheet's time zone."""
        return self.now().astimezone(ZoneInfo(time_zone)).date()

    def freeze(self, moment: datetime | None) -> None:
        """Stand still at a moment; None lets time run again."""
        with self._lock:
            self._frozen = moment

    def advance(self, seconds: float) -> None:
        """Move forward."""
        step = timedelta(seconds=seconds)
        with self._lock:
            if self._frozen is None:
                self._offset += step
            else:
                self._frozen += step


def timestamp(moment: datetime) -> str:
    """RFC 3339 with milliseconds, as Drive writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
