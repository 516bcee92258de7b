"""Signs of life: when the scheduler, or a job's call, was last seen at work."""

import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

#: Seconds without a sign of life after which something hangs: a call takes three minutes at most.
TOO_LONG = 600.0
#: Seconds between two writes of the file.
PACE = 1.0


class Heart:
    """Beats at each look at the timetable and at each call to Google. Safe to share between threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._beat = time.monotonic()
        self._written = float("-inf")
        #: What whoever reads the file must know besides, a line each.
        self.told: tuple[str, ...] = ()

    def beat(self, now: datetime) -> None:
        """Somebody is at work."""
        with self._lock:
            self._beat = time.monotonic()
            if self._beat - self._written < PACE:
                return
            self._written = self._beat
        # A full disk ends no job by this; the jobs themselves tell of it.
        with suppress(OSError):
            lines = (now.isoformat(timespec="seconds"), *self.told)
            self._file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    @property
    def silence(self) -> float:
        """Seconds since the last sign of life."""
        with self._lock:
            return time.monotonic() - self._beat
