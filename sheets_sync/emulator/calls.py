"""The log of calls that tests, the demo and benchmarks read."""

import re
import threading
from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

#: Calls kept; older ones are forgotten.
MOST_CALLS = 100_000
READS = (":getByDataFilter", ":batchGetByDataFilter", "/developerMetadata:search")
#: Methods of the Drive API that need no person: about, changes and drives have no meaning for nobody.
OPEN_DRIVE = re.compile(r"/drive/v3/files(?!/generateIds)(/[^/]+(/export)?)?")
WORKBOOK = re.compile(r"^/(?:v4/spreadsheets|drive/v3/files|upload/drive/v\d/files)/([\w-]{20,})")


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call, as `/_emulator/calls` tells it."""

    #: Number, growing.
    n: int
    #: RFC 3339.
    at: str
    method: str
    #: Path as sent, decoded, with the query.
    path: str
    #: Path with ids and ranges replaced by their names.
    route: str
    #: Id of the file, empty where there is none.
    workbook: str
    caller: str
    bytes_in: int
    bytes_out: int
    #: 0 when the connection ended without an answer.
    status: int
    #: read, write or drive: the quota that the call counts against.
    kind: str
    milliseconds: float


def kind_of(method: str, path: str) -> str:
    """The quota that a call counts against."""
    if not path.startswith("/v4/"):
        return "drive"
    return "read" if method in ("GET", "HEAD") or path.endswith(READS) else "write"


def is_open(method: str, path: str) -> bool:
    """Whether an API key alone may make the call: reads of spreadsheets and of files, nothing else."""
    if path.startswith("/spreadsheets/"):
        return True
    if kind_of(method, path) != "drive":
        return kind_of(method, path) == "read"
    return method in ("GET", "HEAD") and bool(OPEN_DRIVE.fullmatch(path))


def workbook_of(path: str) -> str:
    """The id of the file that a path names."""
    found = WORKBOOK.match(path)
    return found[1] if found else ""


def route_of(path: str) -> str:
    """A path with ids and ranges replaced by their names."""
    path = re.sub(
        r"^(/(?:v4/spreadsheets|drive/v3/files|upload/drive/v\d/files))/[\w-]{20,}", r"\1/{id}", path
    )
    path = re.sub(r"/values/.*?(:append|:clear)?$", r"/values/{range}\1", path)
    path = re.sub(r"/permissions/[^/]+$", "/permissions/{permission}", path)
    return re.sub(r"/sheets/\d+", "/sheets/{sheet}", path)


class CallLog:
    """The calls since the server started or the log was cleared."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: deque[CallRecord] = deque(maxlen=MOST_CALLS)
        self._number = 0

    def add(self, **known: Any) -> None:
        """Note a call."""
        with self._lock:
            self._number += 1
            self._calls.append(CallRecord(n=self._number, **known))

    def clear(self) -> None:
        """Forget all calls; numbers go on."""
        with self._lock:
            self._calls.clear()

    def listing(self, after: int = 0) -> list[dict[str, Any]]:
        """Calls with a number above `after`, oldest first."""
        with self._lock:
            return [asdict(call) for call in self._calls if call.n > after]
