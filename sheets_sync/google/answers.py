"""Answers that are no success: what Google means by them, and what to do about it.

Sources: Sheets API "Usage limits" and "Troubleshoot", Drive API "Resolve errors", google.rpc.ErrorInfo.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from sheets_sync.errors import (
    AccessDenied,
    GoogleError,
    GoogleUnavailable,
    NotFound,
    QuotaExceeded,
    RequestRefused,
)

#: Google may answer these although it carried the request out.
DOUBTFUL = frozenset({408, 500, 502, 503, 504})
#: Reasons of a 403 that mean "too fast" and pass within a minute.
TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
#: Reasons of a 403 that no waiting of ours can outlast.
USED_UP = {
    "sharingRateLimitExceeded": "Run the command again tomorrow: it goes on where it stopped. "
    "Sharing with a group instead of with single people needs fewer of these.",
    "dailyLimitExceeded": "Run the command again tomorrow, or ask Google for a higher quota.",
}
SHARE = "Share the file with {account} as Editor."
REMEDIES = {
    "storageQuotaExceeded": "A service account owns no storage. Set google.shared_drive to a shared drive of "
    "which {account} is a content manager, or let a person create the files and share them with {account} "
    "as Editor.",
    "accessNotConfigured": "Enable the Sheets API and the Drive API in the project of {account}.",
    "insufficientPermissions": "The sign-in grants too little. Sign {account} in again, with all scopes.",
}
#: The Sheets API's names for the same reasons.
SAME = {
    "SERVICE_DISABLED": "accessNotConfigured",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "insufficientPermissions",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an attempt failed, and what that permits."""

    error: GoogleError
    #: The same call may succeed later.
    passing: bool = False
    #: Google may have carried the call out nevertheless.
    doubtful: bool = False
    #: Seconds that Google asks to wait.
    wait: float | None = None


def failure_of(response: requests.Response, account: str) -> Failure | None:
    """Why this answer is no success; None of one that is.

    Raises requests' JSONDecodeError for a successful answer that was cut off.
    """
    content_type = response.headers.get("Content-Type", "")
    if not response.ok:
        return _refusal(response, account)
    if "html" in content_type:
        # A proxy's page in the place of Google's answer.
        error = GoogleUnavailable("A web page came in place of Google's answer. Check the network and proxy.")
        return Failure(error, passing=True, doubtful=True)
    if "json" in content_type:
        response.json()
    return None


def _refusal(response: requests.Response, account: str) -> Failure:
    message, reason = _told(response)
    status = response.status_code
    too_fast = status == 429 or reason in TOO_FAST
    return Failure(
        _error(status, message, reason, account),
        passing=too_fast or status in DOUBTFUL,
        doubtful=status in DOUBTFUL,
        wait=asked_wait(response.headers),
    )


def _told(response: requests.Response) -> tuple[str, str]:
    """Google's message and reason; bodies may be JSON of several shapes, HTML or anything."""
    try:
        error: Any = json.loads(response.content)["error"]
    except (ValueError, KeyError, TypeError):
        return response.reason or "no explanation", ""
    if not isinstance(error, dict):
        # As the sign-in service has it: {"error": "invalid_grant"}, at which gspread's APIError breaks.
        return str(error), str(error)
    lists = [found for found in (error.get("errors"), error.get("details")) if isinstance(found, list)]
    named = [item for found in lists for item in found]
    reasons = [item["reason"] for item in named if isinstance(item, dict) and item.get("reason")]
    reason = str(next(iter(reasons), error.get("status", "")))
    return str(error.get("message", "")), SAME.get(reason, reason)


def _error(status: int, message: str, reason: str, account: str) -> GoogleError:
    said = f"Google answered {status}: {message}".rstrip(".") + "."
    if status == 429 or reason in TOO_FAST:
        hint = "Lower google.reads_per_minute and google.writes_per_minute, or ask Google for a higher quota."
        return QuotaExceeded(f"{said} {hint}", status)
    if reason in USED_UP:
        return QuotaExceeded(f"{said} {USED_UP[reason]}", status)
    if status in DOUBTFUL:
        return GoogleUnavailable(f"{said} Run the command again later.", status)
    return _refused(status, said, reason, account)


def _refused(status: int, said: str, reason: str, account: str) -> GoogleError:
    if status == 401:
        hint = f"The sign-in of {account} is not accepted; check google.credentials_file and the clock."
        return AccessDenied(f"{said} {hint}", status)
    if status == 403:
        return AccessDenied(f"{said} {REMEDIES.get(reason, SHARE).format(account=account)}", status)
    if status == 404:
        hint = f"The file was deleted or never shared with {account}: {SHARE.format(account=account)}"
        return NotFound(f"{said} {hint}", status)
    if "protected cell" in said:
        hint = f"Let the owner add {account} to those who may edit the protected range."
        return AccessDenied(f"{said} {hint}", status)
    return RequestRefused(said, status)


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, section 10.2.3); None without a usable one."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("Date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
