"""The log of the calls made to Google: quota is counted in calls, so calls are what is measured."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

Kind = Literal["read", "write", "drive"]
#: Entered around every attempt at a call; what it raises ends the call.
Gate = Callable[[], AbstractContextManager[None]]
READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "/developerMetadata:search")
_WORKBOOK = re.compile(r"/v4/spreadsheets/([^/:]+)")
_FILE = re.compile(r"/drive/v3/files/([^/:]+)")
_ID = re.compile(r"/(spreadsheets|values|sheets|files|permissions|drives)/[^/:]+")


@dataclass(frozen=True, slots=True)
class Call:
    """One call with all its attempts."""

    method: str
    #: Path with ids replaced, e.g. `/v4/spreadsheets/ID:batchUpdate`.
    route: str
    kind: Kind
    #: Status of the answer to each attempt; 0 when none came. Each attempt counts against Google's quota.
    statuses: tuple[int, ...]
    #: From the first attempt to the outcome, waits included.
    seconds: float
    #: How much of that was spent waiting for the quota and for the workbook's turn.
    waited: float = 0.0

    @property
    def status(self) -> int:
        """Of the last answer; 0 when none came."""
        return self.statuses[-1] if self.statuses else 0

    @property
    def attempts(self) -> int:
        """How often it was sent."""
        return len(self.statuses)


@dataclass(frozen=True, slots=True)
class CallSummary:
    """What the calls of a run cost, as plain figures to keep with the run."""

    #: Calls by kind: `read`, `write`, `drive`.
    kinds: Mapping[str, int]
    #: Calls by method and route, such as `GET /v4/spreadsheets/ID`.
    routes: Mapping[str, int]
    #: How often something was sent: more than the calls when some were repeated.
    attempts: int
    #: Attempts by the status of their answer; `0` of those without one.
    statuses: Mapping[str, int]
    #: Seconds that threads waited for the quota and for a workbook's turn, added up.
    seconds_waited: float


@dataclass(slots=True)
class CallLog:
    """Calls of one run; safe to share between threads."""

    _calls: list[Call] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The finished calls so far, in the order in which they ended."""
        with self._lock:
            return tuple(self._calls)

    def add(self, call: Call) -> None:
        """Note a finished call."""
        with self._lock:
            self._calls.append(call)

    def count(self) -> dict[Kind, int]:
        """Calls by kind: `read`, `write`, `drive`."""
        return _by_kind(self.calls)

    def summary(self, since: int = 0) -> CallSummary:
        """What the calls cost, the first `since` ones left out."""
        calls = self.calls[since:]
        statuses = Counter(str(status) for call in calls for status in call.statuses)
        return CallSummary(
            kinds={str(kind): count for kind, count in _by_kind(calls).items()},
            routes=dict(sorted(Counter(f"{call.method} {call.route}" for call in calls).items())),
            attempts=sum(call.attempts for call in calls),
            statuses=dict(sorted(statuses.items())),
            seconds_waited=round(sum(call.waited for call in calls), 3),
        )


def _by_kind(calls: Iterable[Call]) -> dict[Kind, int]:
    counted = Counter(call.kind for call in calls)
    return {"read": counted["read"], "write": counted["write"], "drive": counted["drive"]}


def kind_of(method: str, path: str) -> Kind:
    """Which quota a call is charged to: Sheets reads, Sheets writes, or Drive."""
    if not path.startswith("/v4/"):
        return "drive"
    return "read" if method.upper() == "GET" or path.endswith(READING_POSTS) else "write"


def workbook_of(path: str) -> str:
    """Id of the workbook that a path is about; empty for other calls."""
    found = _WORKBOOK.match(path)
    return found[1] if found else ""


def file_of(path: str) -> str:
    """Id of the file that a path of Drive's is about; empty for other calls."""
    found = _FILE.match(path)
    return found[1] if found else ""


def route_of(path: str) -> str:
    """A path without its ids."""
    return _ID.sub(r"/\1/ID", path)
