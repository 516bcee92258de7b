"""Answers that are no success: read out of every shape that they come in, and looked up in the catalogue."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

import requests

from sheets_sync.errors import GoogleError
from sheets_sync.google.refusals import Asked, Refusal, Told, refusal_of
from sheets_sync.google.refusals.kinds import SIGN_IN

#: Google may answer these although it carried the request out.
DOUBTFUL = frozenset({408, 500, 502, 503, 504})
#: The Sheets API's names for reasons of the Drive API.
SAME = {
    "SERVICE_DISABLED": "accessNotConfigured",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "insufficientPermissions",
}
#: The useful part of what Drive says about sharing, in quotes that may be escaped.
INNER = re.compile(r'User message: \\*"(.+?)\\*"\s*$', re.DOTALL)
#: What was asked is done, and there is nothing to say.
NO_CONTENT = 204
#: As much of a web page as tells whose it is.
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
LONGEST_TITLE = 120


class Answer(Protocol):
    """As much of an answer as is looked at; both libraries' own fit."""

    @property
    def status_code(self) -> int:
        """HTTP's."""
        ...

    @property
    def reason(self) -> str:
        """HTTP's phrase for the status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """By name, whatever the capitals."""
        ...

    @property
    def content(self) -> bytes:
        """The body."""
        ...


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


def failure_of(response: requests.Response, asked: Asked) -> Failure | None:
    """Why this answer is no success; None of one that is, whatever its body says."""
    if response.status_code == NO_CONTENT:
        # Google calls the nothing that it sends a page.
        return None
    if response.status_code < 400 and "html" not in response.headers.get("Content-Type", ""):
        return None
    return refused(response, asked)


def refused(response: Answer, asked: Asked) -> Failure:
    """What an answer that is no success means."""
    told, status = told_by(response), response.status_code
    refusal = refusal_of(told, asked)
    return Failure(
        error_of(refusal, told, asked),
        passing=refusal.passes,
        doubtful=status in DOUBTFUL or status < 400,
        wait=asked_wait(response.headers),
    )


def error_of(refusal: Refusal, told: Told, asked: Asked) -> GoogleError:
    """Our error: Google's own words, then what to do."""
    said = f"Google answered {told.status}: {told.message}".rstrip(".") + "."
    if told.page:
        title = f" “{told.message}”" if told.message else ""
        said = f"Answer {told.status} is a web page{title}."
    elif asked.host == SIGN_IN:
        said = f"Google does not let {asked.account} sign in. {said}"
    inner = INNER.search(told.message)
    said_inside = inner[1].replace('\\"', '"') if inner else told.message
    remedy = asked.filled(refusal.remedy)
    return refusal.error(f"{said} {remedy}", told.status, refusal=refusal.code, said=said_inside)


def told_by(response: Answer) -> Told:
    """Google's message and reason; bodies may be JSON of several shapes, a web page or anything."""
    status, content = response.status_code, response.content
    page = "html" in response.headers.get("Content-Type", "") or content[:64].lstrip()[:1] == b"<"
    if page:
        title = TITLE.search(content.decode("utf-8", "replace"))
        return Told(status, "", " ".join(title[1].split())[:LONGEST_TITLE] if title else "", page=True)
    try:
        body: Any = json.loads(content)
        error = body["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Told(status, "", response.reason or "no explanation")
    if not isinstance(error, dict):
        return _sign_in(status, str(error), body)
    lists = [found for found in (error.get("errors"), error.get("details")) if isinstance(found, list)]
    named = [item for found in lists for item in found]
    reasons = [item["reason"] for item in named if isinstance(item, dict) and item.get("reason")]
    reason = str(next(iter(reasons), error.get("status", "")))
    return Told(status, SAME.get(reason, reason), str(error.get("message", "")))


def _sign_in(status: int, error: str, body: Mapping[str, Any]) -> Told:
    """OAuth's shape, {"error": "invalid_grant", …}: gspread's APIError breaks at it."""
    described = str(body.get("error_description") or "")
    kind = str(body.get("error_subtype") or "")
    said = ": ".join(filter(None, (error, described))) + (f" ({kind})" if kind else "")
    return Told(status, kind or error, said)


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
