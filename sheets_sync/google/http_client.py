"""gspread's HTTP client with one base URL, bounded retries, quota buckets, time limits and a call log.

gspread's own BackOffHTTPClient retries 429 for ever and neither an HTML 502 nor a broken connection.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
from gspread.http_client import HTTPClient
from pydantic import TypeAdapter

from sheets_sync.errors import GoogleError, GoogleUnavailable
from sheets_sync.google.bodies import Shape, any_json, reader, whole
from sheets_sync.google.calls import Call, CallLog, Gate, Kind, file_of, kind_of, route_of, workbook_of
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.exchange import Exchange, Pace
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.patience import Patience
from sheets_sync.google.quota import Quota
from sheets_sync.google.refusals import Asked
from sheets_sync.google.settings import GoogleSettings

#: Hosts of the APIs, which `api_base_url` replaces.
HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
#: Where people open workbooks.
WEB = "https://docs.google.com"
#: Of a client that nobody signed in for.
NOBODY = Asked()


@dataclass(frozen=True, slots=True)
class Manners:
    """How Google is to be asked; shared by all threads."""

    quota: Quota
    pacing: Pacing
    circuit: Circuit
    patience: Patience
    gate: Gate = nullcontext


class GoogleHTTPClient(HTTPClient):
    """One per thread, as sessions are not promised to be shared; the log and the manners are shared."""

    def __init__(
        self,
        session: requests.Session,
        settings: GoogleSettings,
        *,
        account: Asked = NOBODY,
        log: CallLog,
        manners: Manners,
    ) -> None:
        super().__init__(None, session)  # type: ignore[arg-type] # the session signs in, where needed
        self.set_timeout(settings.timeout)
        self._base_url = settings.api_base_url
        self._pace = Pace(settings.attempts, settings.first_wait, settings.longest_wait)
        self._account = account
        self._log = log
        self._manners = manners

    def request(
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
        *,
        repeatable: bool = True,
        understand: Callable[[bytes], None] = any_json,
    ) -> requests.Response:
        """One call with its retries; raises GoogleError.

        Tell with `repeatable` whether carrying it out twice would do no harm: Google may carry a request
        out and yet answer 503. A success whose body `understand` refuses with NotUnderstood counts as none.
        """
        path = urlsplit(endpoint).path
        url, kind, workbook = self._address(endpoint), kind_of(method, path), workbook_of(path)
        sent = {"params": params, "data": data, "json": json, "files": files, "headers": headers}

        waits: list[float] = []

        def send() -> requests.Response:
            asked = time.monotonic()
            with self._manners.pacing.turn(workbook):
                self._manners.quota.take(kind)
                waits.append(time.monotonic() - asked)
                with self._manners.gate():
                    # Not gspread's: its APIError breaks at {"error": "invalid_grant"} and hides the answer.
                    answer = self.session.request(
                        method.upper(), url, timeout=self.timeout, stream=True, **sent
                    )
                    # What requests does by itself, but for the bounds.
                    answer._content = whole(answer)
                    return answer

        changes = kind != "read" and method.upper() != "GET"
        asked = self._asked(method.upper(), endpoint, json)
        grants = partial(self._manners.patience.grants, workbook or file_of(path))
        exchange = Exchange(send, self._pace, asked, changes, repeatable, understand, grants)
        return self._logged(exchange, method.upper(), endpoint, kind, waits)

    def ask(self, shape: TypeAdapter[Shape], method: str, endpoint: str, **given: Any) -> Shape:
        """As `request`, for an answer of a shape that is known. Raises GoogleUnavailable for any other."""
        told: list[Shape] = []
        self.request(method, endpoint, understand=reader(shape, told), **given)
        return told[0]

    def _asked(self, method: str, endpoint: str, body: Mapping[str, Any] | None) -> Asked:
        """What a message about the call may name."""
        parts = urlsplit(endpoint)
        found = workbook_of(parts.path) or file_of(parts.path)
        base = WEB if self._base_url is None else self._base_url.rstrip("/")
        return replace(
            self._account,
            host=parts.hostname or "",
            route=f"{method} {route_of(parts.path)}",
            file=f"{base}/spreadsheets/d/{found}/edit" if found else "",
            person=str((body or {}).get("emailAddress", "")),
        )

    def _logged(
        self, exchange: Exchange, method: str, endpoint: str, kind: Kind, waits: Sequence[float]
    ) -> requests.Response:
        self._manners.circuit.check()
        began, route = time.monotonic(), route_of(urlsplit(endpoint).path)
        try:
            answer = exchange.run()
        except GoogleUnavailable:
            self._manners.circuit.failed()
            raise
        except GoogleError:
            self._manners.circuit.answered()
            raise
        else:
            self._manners.circuit.answered()
            return answer
        finally:
            seconds = time.monotonic() - began
            self._log.add(Call(method, route, kind, tuple(exchange.statuses), seconds, sum(waits)))

    def _address(self, endpoint: str) -> str:
        for host in HOSTS:
            if self._base_url is not None and endpoint.startswith(host + "/"):
                return self._base_url.rstrip("/") + endpoint.removeprefix(host)
        return endpoint
