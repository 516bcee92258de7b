"""Google's calls per minute, counted for each user and for the project."""

import threading
from collections import Counter

from sheets_sync.emulator.clock import Clock
from sheets_sync.emulator.errors import DriveError, GoogleError, QuotaExceeded

#: Calls per minute: of one user, and of all together.
PER_USER = {"read": 60, "write": 60, "drive": 12_000}
PER_PROJECT = {"read": 300, "write": 300, "drive": 12_000}
MINUTE = 60


class Quota:
    """Counts calls; the counts begin anew each minute."""

    def __init__(self, clock: Clock, *, enforced: bool) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._users: Counter[tuple[str, str]] = Counter()
        self._project: Counter[str] = Counter()
        self.enforced = enforced

    def take(self, kind: str, caller: str) -> GoogleError | None:
        """Count a call; the error when it is one too many. Refused calls are not counted."""
        minute = int(self._clock.now().timestamp()) // MINUTE
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._users.clear()
                self._project.clear()
            over_user = self._users[kind, caller] >= PER_USER[kind]
            over_project = self._project[kind] >= PER_PROJECT[kind]
            if self.enforced and (over_user or over_project):
                return _exceeded(kind, per_user=over_user)
            self._users[kind, caller] += 1
            self._project[kind] += 1
        return None

    def state(self) -> dict[str, object]:
        """What was used in this minute."""
        with self._lock:
            users = [
                {"caller": caller, "kind": kind, "used": used} for (kind, caller), used in self._users.items()
            ]
            return {
                "enforced": self.enforced,
                "perUser": PER_USER,
                "perProject": PER_PROJECT,
                "project": dict(self._project),
                "users": users,
            }


def _exceeded(kind: str, *, per_user: bool) -> GoogleError:
    if kind == "drive":
        return DriveError(403, "userRateLimitExceeded", "User Rate Limit Exceeded", domain="usageLimits")
    name = kind.capitalize()
    if per_user:
        limit, quota = f"{name} requests per minute per user", f"{name}RequestsPerMinutePerUser"
        return QuotaExceeded(name, limit, quota, PER_USER[kind])
    return QuotaExceeded(
        name, f"{name} requests per minute", f"{name}RequestsPerMinutePerProject", PER_PROJECT[kind]
    )
