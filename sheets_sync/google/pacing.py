"""One call at a time for each workbook, and not faster than Google advises (Sheets API, "Usage limits")."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sheets_sync.google.waits import COMPUTER, Time


class Pacing:
    """Shared by the threads of one account; different workbooks do not wait for each other."""

    def __init__(self, seconds: float, time: Time = COMPUTER) -> None:
        """`seconds` at least lie between two calls for one workbook, from begin to begin."""
        self._seconds = seconds
        self._time = time
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)
        self._last: dict[str, float] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, workbook: str) -> Iterator[None]:
        """Wait for this workbook's turn; an empty one, of calls about no workbook, waits for nothing."""
        if not workbook:
            yield
            return
        with self._lock:
            own = self._turns[workbook]
        with own:
            wait = self._last.get(workbook, float("-inf")) + self._seconds - self._time.now()
            if wait > 0:
                self._time.sleep(wait)
            self._last[workbook] = self._time.now()
            yield
