"""Everything that the product asks of Google, in its own words."""

from collections.abc import Mapping
from threading import local

import requests
from gspread.urls import SPREADSHEET_URL

from sheets_sync.google import drive
from sheets_sync.google.auth import credentials
from sheets_sync.google.calls import CallLog
from sheets_sync.google.drive import ChangeList
from sheets_sync.google.http_client import Buckets, GoogleHTTPClient
from sheets_sync.google.reading import FIELDS, workbook_from
from sheets_sync.google.settings import GoogleSettings, Purpose
from sheets_sync.model import Workbook, WritePlan


class Google:
    """One account at Google. Safe to share between threads: each gets a client of its own.

    Every method raises GoogleError.
    """

    def __init__(
        self, settings: GoogleSettings, purpose: Purpose = "sync", log: CallLog | None = None
    ) -> None:
        self.settings = settings
        self.log = CallLog() if log is None else log
        self._credentials = credentials(settings, purpose)
        self._buckets = Buckets(settings)
        self._of_thread = local()

    @property
    def client(self) -> GoogleHTTPClient:
        """This thread's client."""
        if not hasattr(self._of_thread, "client"):
            # requests.Session is not promised to be safe between threads.
            session = requests.Session() if self._credentials is None else None
            self._of_thread.client = GoogleHTTPClient(
                self._credentials, session, self.settings, self.log, self._buckets
            )
        found: GoogleHTTPClient = self._of_thread.client
        return found

    def close(self) -> None:
        """Close this thread's connections."""
        if hasattr(self._of_thread, "client"):
            self._of_thread.client.session.close()
            del self._of_thread.client

    def read(self, workbook: str) -> Workbook:
        """A whole workbook: values, notes, our flags. One read."""
        answer = self.client.request("get", SPREADSHEET_URL % workbook, params={"fields": FIELDS})
        return workbook_from(answer.json())

    def apply(self, plan: WritePlan) -> None:
        """Carry out a plan, whole or not at all. One write; none for an empty plan."""
        if plan:
            self.client.batch_update(plan.workbook, {"requests": list(plan.requests)})

    def start_page_token(self) -> str:
        """The token from which later changes can be asked for. One Drive call."""
        return drive.start_page_token(self.client)

    def changes(self, token: str) -> ChangeList:
        """What changed since the token. One Drive call for each 1000 changes."""
        return drive.changes(self.client, token)

    def versions(self) -> dict[str, int]:
        """Drive's counter of changes of each visible spreadsheet. One Drive call for each 1000."""
        return drive.versions(self.client)

    def create(self, title: str, marks: Mapping[str, str]) -> str:
        """A new spreadsheet in the configured folder; its id. One Drive call."""
        return drive.create(self.client, title, self.settings.folder, marks)

    def find(self, key: str, value: str) -> dict[str, Mapping[str, str]]:
        """Spreadsheets that `create` marked so. One Drive call for each 1000."""
        return drive.find(self.client, key, value)

    def shared_with(self, workbook: str) -> dict[str, str]:
        """Who may use a workbook: mail address to role. One Drive call."""
        return drive.shared_with(self.client, workbook)

    def share(self, workbook: str, email: str) -> None:
        """Let somebody edit a workbook. One Drive call."""
        drive.share(self.client, workbook, email)
