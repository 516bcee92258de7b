"""gspread's HTTP client with one base URL, bounded retries, quota buckets, time limits and a call log.

gspread's own BackOffHTTPClient retries 429 for ever and neither an HTML 502 nor a broken connection.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import google.auth.exceptions
import requests
import stamina
from google.auth.credentials import Credentials
from gspread.http_client import HTTPClient
from pyrate_limiter import Duration, Limiter, Rate

from sheets_sync.google.calls import Call, CallLog, kind_of, route_of
from sheets_sync.google.settings import GoogleSettings
from sheets_sync.google.translation import RefusedAnswer, translate

#: Seconds to connect and to wait for the answer: Google ends a request after 180.
TIMEOUT = (10, 190)
TRANSIENT = frozenset({429, 500, 502, 503, 504})
#: Reasons of a 403 that mean "too fast" (Drive API, "Resolve errors").
TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded"})
LONGEST_WAIT = 64.0


class Buckets:
    """Read and write quotas, shared by all threads of the process."""

    def __init__(self, settings: GoogleSettings) -> None:
        limits = {"read": settings.reads_per_minute, "write": settings.writes_per_minute}
        self._limiters = {
            kind: Limiter(Rate(limit, Duration.MINUTE)) for kind, limit in limits.items() if limit > 0
        }

    def take(self, kind: str) -> None:
        """Wait until the quota permits one call of this kind."""
        if limiter := self._limiters.get(kind):
            limiter.try_acquire(kind)


class GoogleHTTPClient(HTTPClient):
    """One per thread; the log and the buckets are shared."""

    def __init__(
        self,
        auth: Credentials | None,
        session: requests.Session | None,
        settings: GoogleSettings,
        log: CallLog,
        buckets: Buckets,
    ) -> None:
        super().__init__(auth, session)  # type: ignore[arg-type] # None goes with a session of our own
        self.set_timeout(TIMEOUT)
        self._settings = settings
        self._log = log
        self._buckets = buckets

    def request(
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """One call with its retries; raises our GoogleError."""
        url = self._address(endpoint)
        path = urlsplit(endpoint).path
        kind, began, attempts, status = kind_of(method, path), time.monotonic(), 0, 0
        sent = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        try:
            for attempt in self._attempts():
                with attempt:
                    attempts, status = attempt.num, 0
                    self._buckets.take(kind)
                    response = self.session.request(method, url, timeout=self.timeout, **sent)
                    status = response.status_code
                    if response.ok:
                        return response
                    raise RefusedAnswer(response)
        except (RefusedAnswer, requests.RequestException, google.auth.exceptions.GoogleAuthError) as error:
            raise translate(error) from error
        finally:
            seconds = time.monotonic() - began
            self._log.add(Call(method.upper(), route_of(path), kind, status, attempts, seconds))
        raise AssertionError("stamina always ends in an answer or an exception")

    def _address(self, endpoint: str) -> str:
        base = self._settings.api_base_url
        if base is None:
            return endpoint
        parts = urlsplit(endpoint)
        query = f"?{parts.query}" if parts.query else ""
        return f"{base.rstrip('/')}{parts.path}{query}"

    def _attempts(self) -> Any:
        return stamina.retry_context(
            on=_wait_before_retry,
            attempts=self._settings.attempts,
            timeout=None,
            wait_initial=self._settings.first_wait,
            wait_max=LONGEST_WAIT,
            wait_jitter=self._settings.first_wait,
        )


def _wait_before_retry(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds where Google says so."""
    if isinstance(error, RefusedAnswer):
        if error.status not in TRANSIENT and error.reason not in TOO_FAST:
            return False
        return min(float(error.retry_after), LONGEST_WAIT) if error.retry_after.isdigit() else True
    if isinstance(error, google.auth.exceptions.TransportError):
        return True
    return isinstance(
        error, requests.ConnectionError | requests.Timeout | requests.exceptions.ChunkedEncodingError
    )
