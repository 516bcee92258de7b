"""Ending in order: SIGTERM and SIGINT let the call under way finish and keep further ones out."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from sheets_sync.errors import Stopped

LOG = structlog.get_logger("jobs")

#: Seconds that a job gets, once no call is under way, to come to its next call and end there. Waits for quota
#: and between attempts are longer: then the process ends without it, which every run makes up for.
GRACE = 3.5
#: Seconds between two looks.
LOOK = 0.1


class Stopping:
    """Whether the process is to end. Shared by all threads.

    `grace` in seconds; `sleep` lets the seconds between two looks go by.
    """

    def __init__(self, grace: float = GRACE, sleep: Callable[[float], None] = time.sleep) -> None:
        self._grace, self._sleep = grace, sleep
        self.asked = threading.Event()
        self._lock = threading.Lock()
        self._under_way = 0
        self._idle_since = time.monotonic()

    def listen(self) -> None:
        """From now on SIGTERM and SIGINT mean: come to an end."""
        reader, writer = os.pipe()
        # A handler may interrupt anything, even a thread that holds the event's lock: it only leaves a word.
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: os.write(writer, b"."))
        threading.Thread(target=self._end, args=(reader,), name="end of the process", daemon=True).start()

    def _end(self, reader: int) -> None:
        os.read(reader, 1)
        with self._lock:
            self._idle_since = time.monotonic()
        self.asked.set()
        LOG.info("told to end")
        while not self._has_waited_in_vain():
            self._sleep(LOOK)
        sys.stderr.flush()
        os._exit(Stopped.exit_code)

    def _has_waited_in_vain(self) -> bool:
        with self._lock:
            return not self._under_way and time.monotonic() - self._idle_since > self._grace

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Around everything that must not be broken off. Raises Stopped once the process is to end."""
        if self.asked.is_set():
            raise Stopped("Told to end; the next run does the rest.")
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self._idle_since = time.monotonic()
