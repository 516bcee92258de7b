"""The controls under /_emulator/: health, reset, checkpoint, faults, calls, quota, clock, accounts."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sheets_sync.emulator.call import as_json
from sheets_sync.emulator.errors import GoogleError, bad_request
from sheets_sync.emulator.faults import parse_fault
from sheets_sync.emulator.gate import Conditions
from sheets_sync.emulator.library import Library
from sheets_sync.emulator.query import as_moment


def _body(request: Request) -> Any:
    try:
        return json.loads(request.scope["emulator.body"] or b"{}")
    except ValueError:
        raise bad_request("Invalid JSON payload received.") from None


def _object(request: Request) -> dict[str, Any]:
    body = _body(request)
    if not isinstance(body, dict):
        raise bad_request("The body must be an object.")
    return body


def _number(given: Any, name: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not -1e12 < given < 1e12:
        raise bad_request(f"{name} must be a number.")
    return given


@dataclass(frozen=True)
class Controls:
    """What the controls act on."""

    library: Library
    conditions: Conditions

    def health(self, _: Request) -> Response:
        """Whether the server is there, and how many files it has."""
        return as_json({"status": "ok", "files": len(self.library.files)})

    def reset(self, _: Request) -> Response:
        """No files, no faults, no calls, the machine's time."""
        self.library.clear()
        self.conditions.faults.clear()
        self.conditions.calls.clear()
        self.conditions.clock.freeze(None)
        return as_json({})

    def checkpoint(self, _: Request) -> Response:
        """Keep all files as they are."""
        self.library.checkpoint()
        return as_json({})

    def rewind(self, _: Request) -> Response:
        """All files as they were at the checkpoint; no faults, no calls."""
        if not self.library.rewind():
            raise bad_request("There is no checkpoint.")
        self.conditions.faults.clear()
        self.conditions.calls.clear()
        return as_json({})

    def faults(self, request: Request) -> Response:
        """GET lists, POST adds one or a list, DELETE clears."""
        faults = self.conditions.faults
        if request.method == "DELETE":
            faults.clear()
        if request.method == "POST":
            given = _body(request)
            faults.add([parse_fault(one) for one in (given if isinstance(given, list) else [given])])
        return as_json({"faults": [asdict(fault) for fault in faults.listing()]})

    def calls(self, request: Request) -> Response:
        """GET lists, from the number `after` on; DELETE clears."""
        if request.method == "DELETE":
            self.conditions.calls.clear()
        after = request.query_params.get("after", "0")
        if not after.isascii() or not after.isdigit():
            raise bad_request("after must be a number.")
        return as_json({"calls": self.conditions.calls.listing(int(after[:18]))})

    def quota(self, request: Request) -> Response:
        """GET tells, POST {"enforced": …} switches."""
        if request.method == "POST":
            self.conditions.quota.enforced = _object(request).get("enforced") is True
        return as_json(self.conditions.quota.state())

    def latency(self, request: Request) -> Response:
        """GET tells, POST {"ms": …} sets."""
        if request.method == "POST":
            self.conditions.latency_ms = max(int(_number(_object(request).get("ms"), "ms")), 0)
        return as_json({"ms": self.conditions.latency_ms})

    def clock(self, request: Request) -> Response:
        """GET tells; POST {"now": …} stops time there, null lets it run; {"advance": s} moves it."""
        clock = self.conditions.clock
        if request.method == "POST":
            given = _object(request)
            if "now" in given:
                clock.freeze(None if given["now"] is None else _moment(given["now"]))
            if "advance" in given:
                clock.advance(_number(given["advance"], "advance"))
        return as_json({"now": clock.now().isoformat()})

    def service_accounts(self, request: Request) -> Response:
        """POST {"name": …} makes an account and answers its key file; GET lists addresses."""
        if request.method == "GET":
            return as_json({"accounts": sorted(self.library.accounts)})
        name = str(_object(request).get("name", "sync"))
        base = str(request.base_url).rstrip("/")
        return as_json(self.conditions.identities.new_account(name, base))

    def routes(self) -> list[Route]:
        """All controls."""
        both, three = ["GET", "POST"], ["GET", "POST", "DELETE"]
        return [
            Route("/_emulator/health", self.health, methods=["GET"]),
            Route("/_emulator/reset", self.reset, methods=["POST"]),
            Route("/_emulator/checkpoint", self.checkpoint, methods=["POST"]),
            Route("/_emulator/rewind", self.rewind, methods=["POST"]),
            Route("/_emulator/faults", self.faults, methods=three),
            Route("/_emulator/calls", self.calls, methods=["GET", "DELETE"]),
            Route("/_emulator/quota", self.quota, methods=both),
            Route("/_emulator/latency", self.latency, methods=both),
            Route("/_emulator/clock", self.clock, methods=both),
            Route("/_emulator/service-accounts", self.service_accounts, methods=both),
        ]


def _moment(given: Any) -> Any:
    try:
        return as_moment(str(given))
    except ValueError:
        raise bad_request("now must be a time in RFC 3339.") from None


async def refused(_: Request, error: Exception) -> Response:
    """An error of Google's as an answer."""
    if not isinstance(error, GoogleError):
        raise error
    return as_json(error.body, error.code)
