"""Failures on demand: which calls fail, how, and how often."""

import json
import re
import secrets
import threading
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from sheets_sync.emulator.call import as_json
from sheets_sync.emulator.errors import DriveError, GoogleError, QuotaExceeded, bad_request

#: timeout: no answer; reset: the connection breaks; truncated: half of the answer, then a break;
#: applied-then-503: carried out, but answered with 503; answer: not carried out, answered as `answer` says;
#: the others: not carried out, that status.
KINDS = ("403", "429", "500", "502", "503", "timeout", "reset", "truncated", "applied-then-503", "answer")
HTML_502 = (
    "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Error 502 (Server Error)!!1</title>\n"
    "<p><b>502.</b> <ins>That’s an error.</ins>\n<p>The server encountered a temporary error and could not "
    "complete your request.<p>Please try again in 30 seconds.\n</html>\n"
)
CHANCES = 1_000_000


@dataclass
class Fault:
    """One rule. Without count or probability it strikes every call that it matches."""

    kind: str
    #: Searched in the path.
    route: str = ""
    #: HTTP method; empty for all.
    method: str = ""
    #: Mail address; empty for all.
    caller: str = ""
    #: How often it still strikes; None without limit.
    count: int | None = None
    #: Chance that it strikes a call, from 0 to 1.
    probability: float = 1.0
    #: How many matching calls pass before.
    skip: int = 0
    #: Seconds that a timeout holds the connection.
    seconds: float = 300.0
    #: Value of a Retry-After header; none when 0.
    retry_after: int = 0
    #: Searched in the query, and in the body.
    query: str = ""
    body: str = ""
    #: For the kind `answer`: `status`, `body` (an object or a text) and `type`, its content type.
    answer: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(4))

    def matches(self, method: str, path: str, caller: str, query: str = "", body: str = "") -> bool:
        """Whether the rule is about such a call."""
        return (
            re.search(self.query, query) is not None
            and re.search(self.body, body) is not None
            and (not self.method or self.method.upper() == method)
            and (not self.caller or self.caller.casefold() == caller.casefold())
            and re.search(self.route, path) is not None
        )


FIELDS: dict[str, tuple[type, ...]] = {
    "kind": (str,),
    "status": (int, str),
    "route": (str,),
    "method": (str,),
    "caller": (str,),
    "count": (int,),
    "probability": (int, float),
    "skip": (int,),
    "seconds": (int, float),
    "retry_after": (int,),
    "query": (str,),
    "body": (str,),
    "answer": (dict,),
}


def parse_fault(given: Any) -> Fault:
    """A rule from JSON; `status` may stand for `kind`. 400 of one that makes no sense."""
    if not isinstance(given, dict):
        raise bad_request("A fault is an object.")
    for name, value in given.items():
        if name not in FIELDS or not isinstance(value, FIELDS[name]) or isinstance(value, bool):
            raise bad_request(f"Invalid fault: {name}")
    found = {name: value for name, value in given.items() if name != "status"}
    found.setdefault("kind", str(given.get("status", "")))
    if found["kind"] not in KINDS:
        raise bad_request(f"kind must be one of: {', '.join(KINDS)}")
    for name in ("route", "query", "body"):
        try:
            re.compile(found.get(name, ""))
        except re.error:
            raise bad_request(f"Invalid regular expression: {found[name]}") from None
    return Fault(**found)


class Faults:
    """The rules in force, in the order they were given."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, faults: list[Fault]) -> None:
        """More rules."""
        with self._lock:
            self._faults.extend(faults)

    def clear(self) -> None:
        """No rules."""
        with self._lock:
            self._faults.clear()

    def listing(self) -> list[Fault]:
        """The rules in force."""
        with self._lock:
            return list(self._faults)

    def strike(self, method: str, path: str, caller: str, query: str = "", body: str = "") -> Fault | None:
        """The rule that strikes a call; its count goes down."""
        with self._lock:
            for fault in self._faults:
                if not fault.matches(method, path, caller, query, body):
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                if secrets.randbelow(CHANCES) >= fault.probability * CHANCES:
                    continue
                if fault.count is not None:
                    fault.count -= 1
                    if fault.count <= 0:
                        self._faults.remove(fault)
                return fault
        return None


def answer(fault: Fault, path: str) -> Response:
    """What the client receives instead of an answer."""
    if fault.kind == "answer":
        return _as_told(fault.answer)
    if fault.kind == "502":
        return Response(HTML_502, 502, media_type="text/html")
    status = 503 if fault.kind == "applied-then-503" else int(fault.kind)
    error = _error(status, path)
    response = as_json(error.body, status)
    if fault.retry_after:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response


def _as_told(told: dict[str, Any]) -> Response:
    body, status = told.get("body", ""), int(told.get("status", 200))
    text = body if isinstance(body, str) else json.dumps(body)
    default = "text/html; charset=utf-8" if isinstance(body, str) else "application/json; charset=UTF-8"
    return Response(text, status, headers={"Content-Type": str(told.get("type", default))})


def _error(status: int, path: str) -> GoogleError:
    if path.startswith("/v4/"):
        if status == 429:
            return QuotaExceeded(
                "Read", "Read requests per minute per user", "ReadRequestsPerMinutePerUser", 60
            )
        messages = {
            403: "The caller does not have permission",
            500: "Internal error encountered.",
            503: "The service is currently unavailable.",
        }
        return GoogleError(status, messages[status])
    reasons = {
        403: ("userRateLimitExceeded", "User Rate Limit Exceeded", "usageLimits"),
        429: ("rateLimitExceeded", "Rate Limit Exceeded", "usageLimits"),
        500: ("internalError", "Internal Error", "global"),
        503: ("backendError", "Backend Error", "global"),
    }
    reason, message, domain = reasons[status]
    return DriveError(status, reason, message, domain=domain)
