"""Time that goes by for many threads at once: only when all of them wait for it, and then at once."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pyrate_limiter import AbstractBucket, InMemoryBucket, Rate, RateItem

from sheets_sync.google.waits import Time

#: Seconds between two looks whether everybody waits.
LOOK = 0.01


class Ended(Exception):
    """The simulation is over."""


class Simulated:
    """The seconds of the simulation, and who waits."""

    def __init__(self, grain: float) -> None:
        #: Seconds of the simulation between two moments at which somebody may wake.
        self.grain = grain
        self.seconds = 0.0
        self.time = Time(lambda: self.seconds, self.sleep)
        self.waiting = 0
        #: Changes whenever somebody begins or ends to wait.
        self.changes = 0
        self.mutex = threading.Lock()
        self.ended = False
        self._sleepers: list[tuple[float, threading.Event]] = []
        self._buckets: dict[str, AbstractBucket] = {}

    def wait_for(self, event: threading.Event) -> None:
        """To be called with the mutex; whoever sets the event tells `woken`."""
        self.waiting += 1
        self.changes += 1
        self.mutex.release()
        try:
            event.wait()
        finally:
            self.mutex.acquire()

    def woken(self, event: threading.Event) -> None:
        """To be called with the mutex: from now on whoever waits is at work."""
        self.waiting -= 1
        self.changes += 1
        event.set()

    def end(self) -> None:
        """Nobody waits any more: whoever does, or is going to, ends with `Ended`."""
        with self.mutex:
            self.ended = True
            for _, event in self._sleepers:
                self.woken(event)

    def sleep(self, seconds: float) -> None:
        with self.mutex:
            if self.ended:
                raise Ended
            event = threading.Event()
            wakes = math.ceil((self.seconds + max(seconds, self.grain)) / self.grain) * self.grain
            self._sleepers.append((wakes, event))
            self.wait_for(event)
            if self.ended:
                raise Ended

    def bucket(self, name: str, rate: Rate) -> AbstractBucket:
        """One for each name, however many ask for it: as in a database."""
        with self.mutex:
            return self._buckets.setdefault(name, _Bucket(rate, self))

    @contextmanager
    def passing(self, at_work: Callable[[], int | None]) -> Iterator[None]:
        """Meanwhile time goes by. `at_work` counts tasks under way; None while some are about to begin."""
        over = threading.Event()
        ticker = threading.Thread(target=self._tick, args=(at_work, over), name="time", daemon=True)
        ticker.start()
        try:
            yield
        finally:
            over.set()
            ticker.join()

    def _tick(self, at_work: Callable[[], int | None], over: threading.Event) -> None:
        while not over.is_set():
            before = self.changes
            busy = at_work()
            with self.mutex:
                if self._sleepers and busy == self.waiting and before == self.changes:
                    self._go_on()
                    continue
            time.sleep(LOOK)

    def _go_on(self) -> None:
        self.seconds = min(wakes for wakes, _ in self._sleepers)
        for wakes, event in self._sleepers:
            if wakes <= self.seconds:
                self.woken(event)
        self._sleepers = [one for one in self._sleepers if one[0] > self.seconds]


class Turn:
    """A lock whose waiters count as waiting; it goes from one to the next without being free between."""

    def __init__(self, simulated: Simulated) -> None:
        self._simulated = simulated
        self._held = False
        self._others: list[threading.Event] = []

    def __enter__(self) -> None:
        with self._simulated.mutex:
            if not self._held:
                self._held = True
                return
            event = threading.Event()
            self._others.append(event)
            self._simulated.wait_for(event)

    def __exit__(self, *_: object) -> None:
        with self._simulated.mutex:
            if self._others:
                self._simulated.woken(self._others.pop(0))
            else:
                self._held = False


class _Bucket(InMemoryBucket):
    def __init__(self, rate: Rate, simulated: Simulated) -> None:
        super().__init__([rate])
        self._simulated = simulated
        self._one_at_a_time = threading.Lock()

    def now(self) -> int:
        return round(self._simulated.seconds * 1000)

    def put(self, item: RateItem) -> bool:
        with self._one_at_a_time:
            return bool(super().put(item))

    def leak(self, current_timestamp: int | None = None) -> int:
        with self._one_at_a_time:
            return super().leak(current_timestamp)
