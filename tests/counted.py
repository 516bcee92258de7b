"""Time that tests count instead of waiting for it."""

from dataclasses import dataclass, field
from threading import Lock

from pyrate_limiter import AbstractBucket, InMemoryBucket, Rate

from sheets_sync.google.waits import Time


class UsedUp(Exception):
    """A call would have had to wait."""


def _refuse(seconds: float) -> None:
    raise UsedUp


#: For those who must not wait: raises UsedUp instead.
NO_TIME = Time(sleep=_refuse)


@dataclass
class Counted:
    """Time that goes by only while somebody sleeps, and then at once."""

    seconds: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    @property
    def time(self) -> Time:
        """For whoever is to go by it."""
        return Time(lambda: self.seconds, self.sleep)

    def sleep(self, seconds: float) -> None:
        """Let time go by."""
        with self._lock:
            self.seconds += seconds

    def bucket(self, name: str, rate: Rate) -> AbstractBucket:
        """Of a quota that goes by this time."""
        return _Bucket([rate], self)


class _Bucket(InMemoryBucket):
    def __init__(self, rates: list[Rate], counted: Counted) -> None:
        super().__init__(rates)
        self._counted = counted

    def now(self) -> int:
        return round(self._counted.seconds * 1000)
