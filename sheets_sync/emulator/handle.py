"""A running local Google as a test holds it: who asks, what goes wrong, what was asked, and back again."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import requests
from google.oauth2.credentials import Credentials
from requests.adapters import HTTPAdapter

from sheets_sync.emulator.redirect import local, redirected

Json = dict[str, Any]
OWNER = "owner@example.com"


class _ToLocal(HTTPAdapter):
    """Sends what is meant for Google to one local Google."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def send(self, request: requests.PreparedRequest, *args: Any, **settings: Any) -> requests.Response:
        request.url = local(request.url or "", self._base_url)
        return super().send(request, *args, **settings)


@dataclass(frozen=True)
class Handle:
    """One server, reached at `base_url`."""

    base_url: str

    def session(self, user: str = OWNER) -> requests.Session:
        """A session that acts as `user` and whose calls to Google's addresses come here.

        `gspread.Client(auth=None, session=local_google.session())` is all that gspread needs.
        """
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer user:{user}"
        session.mount("https://", _ToLocal(self.base_url))
        return session

    def credentials(self, user: str = OWNER) -> Credentials:
        """Credentials of google-auth's that act as `user` here, and never expire."""
        return Credentials(token=f"user:{user}")  # type: ignore[no-untyped-call]

    def service_account(self, name: str = "tests") -> Json:
        """The key file of a new service account; google-auth signs in here with it."""
        return self._control("POST", "service-accounts", {"name": name})

    def redirected(self) -> AbstractContextManager[None]:
        """Code of this process that knows Google's addresses alone comes here, until the block ends."""
        return redirected(self.base_url)

    def checkpoint(self) -> None:
        """Keep all files as they are, for `rewind`."""
        self._control("POST", "checkpoint")

    def rewind(self) -> None:
        """All files as they were at the checkpoint; no faults, no calls, no latency, time runs."""
        self._control("POST", "rewind")
        self._control("POST", "clock", {"now": None})
        self._control("POST", "latency", {"ms": 0})
        self._control("POST", "quota", {"enforced": False})

    def fault(self, **fault: Any) -> None:
        """Let calls fail: `status`, `route`, `method`, `count` … as in docs/local-google.md."""
        self._control("POST", "faults", fault)

    def calls(self) -> list[Json]:
        """Every call since the checkpoint was gone back to: method, path, status, caller, read or write."""
        found: list[Json] = self._control("GET", "calls")["calls"]
        return found

    def enforce_quota(self) -> None:
        """Google's calls per minute hold."""
        self._control("POST", "quota", {"enforced": True})

    def stop_clock(self, now: str) -> None:
        """It is `now`, a time as RFC 3339 writes it, until the test ends."""
        self._control("POST", "clock", {"now": now})

    def _control(self, method: str, name: str, body: Json | None = None) -> Json:
        answer = requests.request(
            method, f"{self.base_url}/_emulator/{name}", json=body, timeout=60, proxies={"http": ""}
        )
        answer.raise_for_status()
        found: Json = answer.json()
        return found
