"""Everything that the product asks of Google, in its own words."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from hashlib import sha256
from threading import Lock, local
from types import TracebackType
from typing import Self

import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession

from sheets_sync.google import changes, diagnosis, drive, permissions, plans, reading
from sheets_sync.google.auth import account_of, asked_by, credentials, identity_of
from sheets_sync.google.calls import CallLog, Gate
from sheets_sync.google.changes import Change, ChangeList
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.diagnosis import Account
from sheets_sync.google.http_client import GoogleHTTPClient, Manners
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.patience import Patience
from sheets_sync.google.permissions import Permission
from sheets_sync.google.quota import Limits, Quota, in_database, in_folder, in_memory
from sheets_sync.google.settings import GoogleSettings, Purpose
from sheets_sync.google.shapes import Grantee, Role
from sheets_sync.google.signing_in import SignIn
from sheets_sync.model import Workbook, WritePlan


class Google:
    """One account at Google, to be closed. Safe to share between threads: each gets a client of its own.

    Every method raises GoogleError.
    """

    def __init__(
        self,
        settings: GoogleSettings,
        purpose: Purpose = "sync",
        log: CallLog | None = None,
        gate: Gate = nullcontext,
    ) -> None:
        self.settings = settings
        self.log = CallLog() if log is None else log
        self._credentials = credentials(settings, purpose)
        #: Address of the account, to share files with, as far as it is known.
        self.account = account_of(self._credentials)
        #: Tells this account from others.
        self.identity = identity_of(settings, self._credentials)
        self._asked = asked_by(settings, purpose, self._credentials)
        self._manners = Manners(
            _quota(settings, self._credentials),
            Pacing(settings.workbook_seconds),
            Circuit(settings.circuit_failures, settings.cool_down),
            Patience(settings.file_seconds),
            gate,
        )
        self._of_thread = local()
        self._sessions: list[requests.Session] = []
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def client(self) -> GoogleHTTPClient:
        """This thread's client: gspread's, with our retries, quota and log."""
        if not hasattr(self._of_thread, "client"):
            self._of_thread.client = GoogleHTTPClient(
                self._session(), self.settings, account=self._asked, log=self.log, manners=self._manners
            )
        found: GoogleHTTPClient = self._of_thread.client
        return found

    def _session(self) -> requests.Session:
        if self._credentials is None:
            session = requests.Session()
        else:
            # Its own session for signing in would retry by itself, besides our retries.
            sign_in = requests.Session()
            session = AuthorizedSession(  # type: ignore[no-untyped-call]
                self._credentials, auth_request=SignIn(sign_in)
            )
            with self._lock:
                self._sessions.append(sign_in)
        with self._lock:
            self._sessions.append(session)
        return session

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for session in self._sessions:
                session.close()
        self._manners.quota.close()

    def read(self, workbook: str, tabs: Collection[str] | None = None) -> Workbook:
        """A whole workbook, or some of its tabs: values, notes, our flags. One read."""
        return reading.read(self.client, workbook, tabs)

    def read_rows(self, workbook: str, ranges: Sequence[str]) -> Workbook:
        """Ranges of whole rows in A1 notation, each tab's from the top; other rows come empty. One read."""
        return reading.read_rows(self.client, workbook, ranges)

    def apply(self, plan: WritePlan, echo: Sequence[str] = ()) -> Workbook | None:
        """Carry out a plan, whole or not at all. One write; none for an empty plan.

        The ranges of `echo`, in A1 notation, come back as they stand after it, as texts only.
        """
        return plans.apply(self.client, plan, echo)

    def start_page_token(self, drive_id: str | None = None) -> str:
        """The token from which later changes of the account or a shared drive can be asked for.

        One Drive call.
        """
        return changes.start_page_token(self.client, drive_id)

    def changes(self, token: str, drive_id: str | None = None) -> ChangeList:
        """What changed since the token. One Drive call for each 1000 changes."""
        return changes.changes(self.client, token, drive_id)

    def living(self, drive_id: str | None = None) -> dict[str, Change]:
        """Each visible spreadsheet as it stands, by id. One Drive call for each 1000."""
        return drive.living(self.client, drive_id)

    def create(self, title: str, marks: Mapping[str, str]) -> str:
        """A new spreadsheet in the configured folder or shared drive; its id. One Drive call.

        After GoogleUnavailable it may be there: ask `find` before trying again.
        """
        parent = self.settings.folder or self.settings.shared_drive
        return drive.create(self.client, title, parent, marks)

    def find(self, key: str, value: str) -> dict[str, Mapping[str, str]]:
        """Spreadsheets that `create` marked so: id to all marks. One Drive call for each 1000."""
        return drive.find(self.client, key, value)

    def rename(self, workbook: str, title: str) -> None:
        """Give a workbook another name. One Drive call."""
        drive.rename(self.client, workbook, title)

    def discard(self, workbook: str) -> None:
        """Put a workbook into the bin. One Drive call."""
        drive.discard(self.client, workbook)

    def who(self) -> Account:
        """Who is signed in, and with how much storage. One Drive call."""
        return diagnosis.account(self.client)

    def name_of_drive(self, drive_id: str) -> str:
        """Of a shared drive that the account is a member of. One Drive call."""
        return diagnosis.name_of_drive(self.client, drive_id)

    def editable(self, drive_id: str | None = None) -> dict[str, bool]:
        """Each visible spreadsheet by id: whether the account may write it. One Drive call for each 1000."""
        return diagnosis.editable(self.client, drive_id)

    def try_sheets(self) -> None:
        """See that the Sheets API lets the account in. One read."""
        diagnosis.try_sheets(self.client)

    def permissions(self, workbook: str) -> tuple[Permission, ...]:
        """Everybody who may use a workbook. One Drive call for each 100."""
        return permissions.permissions(self.client, workbook)

    def unshare(self, workbook: str, permission: str) -> None:
        """Take a permission away, by its id. One Drive call."""
        permissions.unshare(self.client, workbook, permission)

    def shared_with(self, workbook: str) -> dict[str, Role]:
        """Mail address, in lower case, to role, for those who are named. One Drive call for each 100."""
        return {entry.email: entry.role for entry in self.permissions(workbook) if entry.email}

    def share(
        self,
        workbook: str,
        email: str,
        role: Role = "writer",
        *,
        grantee: Grantee = "user",
        letter: str = "",
    ) -> str:
        """Let somebody use a workbook; never two calls at a time for one workbook. One Drive call.

        With a `letter` Google sends a mail of its own, in which it stands. Returns Google's address of who
        was let in: another one where that is an alias.
        """
        return permissions.share(self.client, workbook, email, role, grantee=grantee, letter=letter)


def _quota(settings: GoogleSettings, found: Credentials | None) -> Quota:
    limits = Limits(
        settings.reads_per_minute,
        settings.writes_per_minute,
        settings.project_reads_per_minute,
        settings.project_writes_per_minute,
        settings.beside_runs,
    )
    if settings.quota_database is not None:
        make = in_database(settings.quota_database)
    elif settings.quota_folder is not None:
        make = in_folder(settings.quota_folder)
    else:
        make = in_memory
    account = sha256(account_of(found).encode()).hexdigest()[:12]
    project = str(getattr(found, "project_id", None) or "project")
    return Quota(limits, f"account-{account}", f"project-{project}", make)
