"""The Google that is asked: the real one, or the local one."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import google.auth
import requests
from google.auth.transport.requests import AuthorizedSession

from sheets_sync.emulator import running
from tests.emulator.client import Api

from .recorder import Recorder

LIVE = os.environ.get("SHEETS_SYNC_LIVE") == "1"
#: Calls that a whole run may make at the real Google.
MOST_CALLS = 200
#: Seconds between two calls there: below its 60 reads and 60 writes a minute.
PAUSE = 1.1
SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]
FOLDER = "application/vnd.google-apps.folder"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"


class TooManyCalls(Exception):
    """A run asks more of Google than it may."""


@dataclass
class Budget:
    """How many calls are left; waits before each."""

    left: int = MOST_CALLS
    wait: Callable[[], None] = lambda: None

    def take(self) -> None:
        """One call. Raises TooManyCalls."""
        if not self.left:
            raise TooManyCalls(f"a run may make {MOST_CALLS} calls")
        self.left -= 1
        self.wait()


class There(Api):
    """Calls to Google, counted and recorded; `book` is the workbook of the run."""

    def __init__(self, base_url: str, session: requests.Session, budget: Budget, recorder: Recorder) -> None:
        super().__init__(base_url)
        self.session.close()
        self.session = session  # type: ignore[assignment]
        self.budget, self.recorder = budget, recorder
        self.book = ""

    def call(self, method: str, path: str, body: Any = None, **params: Any) -> requests.Response:
        """Sheets, Drive and downloads live at hosts of their own."""
        self.budget.take()
        host = self.base_url or _host(path)
        response = self.session.request(method, host + path, params=params, json=body)
        self.recorder.note(method, response, body)
        return response


@dataclass
class Tab:
    """A tab of the run's workbook that belongs to one test."""

    there: There
    id: int
    title: str
    made: dict[str, Any] = field(default_factory=dict)

    def at(self, place: str) -> str:
        """The address of cells with the tab's title."""
        return f"{self.title}!{place}"

    def area(self, top: int, left: int, bottom: int, right: int) -> dict[str, Any]:
        """A GridRange on the tab."""
        ends = {"endRowIndex": bottom, "endColumnIndex": right}
        return {"sheetId": self.id, "startRowIndex": top, "startColumnIndex": left, **ends}

    def type(self, place: str, rows: list[list[Any]], option: str = "USER_ENTERED") -> Any:
        """Write as a person types."""
        return self.there.write(self.there.book, self.at(place), rows, option)

    def values(self, place: str, render: str = "UNFORMATTED_VALUE") -> list[list[Any]]:
        """What cells hold."""
        return self.there.read(self.there.book, self.at(place), render)

    def change(self, *requests_: dict[str, Any]) -> list[dict[str, Any]]:
        """Requests of one batchUpdate; their replies."""
        return self.there.update(self.there.book, *requests_)

    def refused(self, *requests_: dict[str, Any]) -> str:
        """Requests that must be refused with 400; the message."""
        return self.there.refuse(self.there.book, *requests_)

    def seen(self, fields: str, place: str = "A1:Z20") -> dict[str, Any]:
        """The Sheet message of the tab, cut by a mask below `sheets`."""
        path = f"/v4/spreadsheets/{self.there.book}"
        found = self.there.ok("GET", path, ranges=self.at(place), fields=f"sheets({fields})")
        sheet: dict[str, Any] = found["sheets"][0]
        return sheet


def _host(path: str) -> str:
    if path.startswith("/spreadsheets/"):
        return "https://docs.google.com"
    return "https://sheets.googleapis.com" if path.startswith("/v4/") else "https://www.googleapis.com"


@contextmanager
def there(folder: Path, recorder: Recorder) -> Iterator[There]:
    """Whom the run asks, with a workbook in a folder of its own that is deleted afterwards."""
    if LIVE:
        credentials, _ = google.auth.default(SCOPES)
        session = AuthorizedSession(credentials)  # type: ignore[no-untyped-call]
        with _own(There("", session, Budget(wait=lambda: time.sleep(PAUSE)), recorder)) as one:
            yield one
        return
    with running(folder) as base_url, _own(There(base_url, requests.Session(), Budget(), recorder)) as one:
        yield one


@contextmanager
def _own(one: There) -> Iterator[There]:
    parent = os.environ.get("SHEETS_SYNC_LIVE_FOLDER") if LIVE else None
    everywhere = {"supportsAllDrives": "true", "fields": "id"}
    body: dict[str, Any] = {"name": "sheets-sync live check", "mimeType": FOLDER}
    own = one.ok("POST", "/drive/v3/files", body | ({"parents": [parent]} if parent else {}), **everywhere)[
        "id"
    ]
    try:
        made = {"name": "Live check", "mimeType": SPREADSHEET, "parents": [own]}
        one.book = one.ok("POST", "/drive/v3/files", made, **everywhere)["id"]
        shape = {"locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"}
        one.update(
            one.book, {"updateSpreadsheetProperties": {"properties": shape, "fields": "locale,timeZone"}}
        )
        yield one
    finally:
        one.budget.left += 1
        one.call("DELETE", f"/drive/v3/files/{own}", supportsAllDrives="true")
        one.close()
