"""How long one file is waited for, all its calls together: one that never answers holds up no night."""

from collections import defaultdict
from threading import Lock


class Patience:
    """Shared by the threads of one account."""

    def __init__(self, seconds: float) -> None:
        """`seconds` in all between the attempts at one file, from when the door was opened; 0 is no limit."""
        self._seconds = seconds
        self._waited: defaultdict[str, float] = defaultdict(float)
        self._lock = Lock()

    def grants(self, file: str, wait: float) -> bool:
        """Whether a file may be waited for so long; if so it counts. What is about no file always may."""
        if not file or not self._seconds:
            return True
        with self._lock:
            if self._waited[file] + wait > self._seconds:
                return False
            self._waited[file] += wait
        return True
