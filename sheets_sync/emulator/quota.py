"""Google's calls per minute, counted for each user and for the project."""

import threading
from collections import Counter
from dataclasses import dataclass

from sheets_sync.emulator.clock import Clock
from sheets_sync.emulator.errors import DriveError, GoogleError, QuotaExceeded

DRIVE = 12_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Reads, and as many writes, that Google permits."""

    #: Of one user.
    per_user: int = 60
    #: Of all users together.
    per_project: int = 300
    #: Seconds after which the counts begin anew.
    seconds: int = 60

    @property
    def of_user(self) -> dict[str, int]:
        """By kind of call."""
        return {"read": self.per_user, "write": self.per_user, "drive": DRIVE}

    @property
    def of_project(self) -> dict[str, int]:
        """By kind of call."""
        return {"read": self.per_project, "write": self.per_project, "drive": DRIVE}


class Quota:
    """Counts calls; the counts begin anew each minute."""

    def __init__(self, clock: Clock, limits: Limits, *, enforced: bool) -> None:
        self._clock = clock
        self._limits = limits
        self._lock = threading.Lock()
        self._minute = 0
        self._users: Counter[tuple[str, str]] = Counter()
        self._project: Counter[str] = Counter()
        self.enforced = enforced

    def take(self, kind: str, caller: str) -> GoogleError | None:
        """Count a call; the error when it is one too many. Refused calls are not counted."""
        minute = int(self._clock.now().timestamp()) // self._limits.seconds
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._users.clear()
                self._project.clear()
            over_user = self._users[kind, caller] >= self._limits.of_user[kind]
            over_project = self._project[kind] >= self._limits.of_project[kind]
            if self.enforced and (over_user or over_project):
                return _exceeded(kind, self._limits, per_user=over_user)
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
                "perUser": self._limits.of_user,
                "perProject": self._limits.of_project,
                "project": dict(self._project),
                "users": users,
            }


def _exceeded(kind: str, limits: Limits, *, per_user: bool) -> GoogleError:
    if kind == "drive":
        return DriveError(403, "userRateLimitExceeded", "User Rate Limit Exceeded", domain="usageLimits")
    name = kind.capitalize()
    if per_user:
        limit, quota = f"{name} requests per minute per user", f"{name}RequestsPerMinutePerUser"
        return QuotaExceeded(name, limit, quota, limits.per_user)
    return QuotaExceeded(
        name, f"{name} requests per minute", f"{name}RequestsPerMinutePerProject", limits.per_project
    )
