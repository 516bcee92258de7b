"""The log of the calls made to Google: quota is counted in calls, so calls are what is measured."""

import re
from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

Kind = Literal["read", "write", "drive"]
READING_POSTS = (":getByDataFilter", ":batchGetByDataFilter", "/developerMetadata:search")
_WORKBOOK = re.compile(r"/v4/spreadsheets/([^/:]+)")
_ID = re.compile(r"/(spreadsheets|values|sheets|files|permissions|drives)/[^/:]+")


@dataclass(frozen=True, slots=True)
class Call:
    """One call with all its attempts."""

    method: str
    #: Path with ids replaced, e.g. `/v4/spreadsheets/ID:batchUpdate`.
    route: str
    kind: Kind
    #: Status of the last answer; 0 when none came.
    status: int
    #: How often it was sent: each one counts against Google's quota.
    attempts: int
    #: From the first attempt to the outcome, waits included.
    seconds: float


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
        counted = Counter(call.kind for call in self.calls)
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


def route_of(path: str) -> str:
    """A path without its ids."""
    return _ID.sub(r"/\1/ID", path)
