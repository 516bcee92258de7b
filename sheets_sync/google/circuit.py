"""A dead Google is not asked again and again: after enough calls in vain, further ones fail at once.

pybreaker would do the same, but holds its lock while a call is under way: threads would wait for each other.
"""

from threading import Lock

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google.waits import COMPUTER, Time


class Circuit:
    """Shared by the threads of one account. Then one call tries again, and its outcome decides for all."""

    def __init__(self, failures: int, cool_down: float, time: Time = COMPUTER) -> None:
        """`failures` calls in a row open it, 0 never does; `cool_down` in seconds."""
        self._limit = failures
        self._cool_down = cool_down
        self._time = time
        self._lock = Lock()
        self._failures = 0
        self._closed_until = 0.0

    def check(self) -> None:
        """Raises GoogleUnavailable while Google is not to be asked."""
        if not self._limit:
            return
        with self._lock:
            now = self._time.now()
            if self._failures < self._limit:
                return
            if now < self._closed_until:
                raise GoogleUnavailable(
                    f"Google answered none of the last {self._failures} calls; it is asked again in "
                    f"{self._closed_until - now:.0f} seconds. Check the network, then run the command again."
                )
            # This call tries; the others wait for what becomes of it.
            self._closed_until = now + self._cool_down

    def answered(self) -> None:
        """Google answered, with a success or a refusal."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """A call ended without an answer after every permitted attempt."""
        with self._lock:
            self._failures += 1
            self._closed_until = self._time.now() + self._cool_down
