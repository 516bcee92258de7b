"""What every call passes: size limit, latency, identity, quota, faults, and the log."""

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import unquote

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sheets_sync.emulator.access import Caller
from sheets_sync.emulator.call import as_json
from sheets_sync.emulator.calls import CallLog, is_open, kind_of, route_of, workbook_of
from sheets_sync.emulator.clock import Clock, timestamp
from sheets_sync.emulator.doorstep import refusal
from sheets_sync.emulator.errors import GoogleError, bad_request, unauthenticated
from sheets_sync.emulator.faults import Fault, Faults, answer
from sheets_sync.emulator.identity import Identities
from sheets_sync.emulator.quota import Quota

#: Bytes that a request may have.
LARGEST_REQUEST = 10_485_760
GUARDED = ("/v4/", "/drive/", "/upload/", "/batch", "/oauth2/", "/userinfo/", "/_emulator/workbooks/")
#: A header that the page sends with everything that a person does.
AT_PAGE = b"x-local-google-page"
DOWNLOADS = ("/export", "/gviz/tq")
#: Where people and accounts sign in: neither counted nor logged, but faults strike there as well.
SIGNING_IN = ("/token", "/o/oauth2/", "/revoke", "/v1/projects/")
#: Seconds that a broken connection gets to close before the server looks at it again.
CLOSING = 0.05
SILENT = ("timeout", "reset")
#: An extension of ASGI that a server without a socket offers: breaks the connection. What is carried out for
#: its client may be so where the client waits.
IN_PROCESS = "local_google.in_process"


@dataclass
class Conditions:
    """What the gate asks; the controls change it while the server runs."""

    identities: Identities
    faults: Faults
    quota: Quota
    calls: CallLog
    clock: Clock
    latency_ms: int
    #: What controls ask for, and what the server is called.
    token: str = ""
    names: Collection[str] = ()


class Gate:
    """ASGI middleware in front of the APIs; other paths pass untouched."""

    def __init__(self, app: ASGIApp, conditions: Conditions) -> None:
        self.app = app
        self.conditions = conditions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection event stream."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["path"] = _usual(scope["path"])
        body = await _read(receive)
        scope["emulator.body"] = body
        if refused := self._turned_away(scope, body):
            await _deliver(as_json(refused.body, refused.code), scope, send)
            return
        if scope["path"].startswith(SIGNING_IN) and (fault := self._struck(scope, body, "")):
            await self._serve(scope, body, send, receive, None, fault)
            return
        if not _is_guarded(scope["path"]):
            await self.app(scope, _replayed(body, receive), send)
            return
        started = time.perf_counter()
        caller, failure = self._admit(scope, body)
        fault = None if failure else self._struck(scope, body, caller.email)
        if self.conditions.latency_ms:
            await asyncio.sleep(self.conditions.latency_ms / 1000)
        scope["emulator.caller"] = caller
        status, sent = 500, 0
        try:
            status, sent = await self._serve(scope, body, send, receive, failure, fault)
        finally:
            self._log(scope, caller, len(body or b""), status, sent, started)

    def _turned_away(self, scope: Scope, body: bytes | None) -> GoogleError | None:
        """Why nobody listens to the request at all; no web page reaches a server without a socket."""
        if IN_PROCESS in scope.get("extensions", {}):
            return None
        names, token = self.conditions.names, self.conditions.token
        return refusal(scope["path"], dict(scope["headers"]), body, names, token)

    def _struck(self, scope: Scope, body: bytes | None, caller: str) -> Fault | None:
        """The fault that strikes a call."""
        query = unquote(scope["query_string"].decode("latin-1"))
        text = (body or b"").decode("utf-8", "replace")
        return self.conditions.faults.strike(scope["method"], scope["path"], caller, query, text)

    def _admit(self, scope: Scope, body: bytes | None) -> tuple[Caller, GoogleError | None]:
        """Who calls, and why the call is refused at the door."""
        headers = dict(scope["headers"])
        try:
            header = headers.get(b"authorization", b"").decode("latin-1")
            caller = self.conditions.identities.caller(header, QueryParams(scope["query_string"]))
            caller = replace(caller, at_page=AT_PAGE in headers)
            if caller.anonymous and not is_open(scope["method"], scope["path"]):
                raise unauthenticated(drive=kind_of(scope["method"], scope["path"]) == "drive")
        except GoogleError as error:
            return Caller(""), error
        if body is None:
            return caller, bad_request(f"Request payload size exceeds the limit: {LARGEST_REQUEST} bytes.")
        return caller, self.conditions.quota.take(kind_of(scope["method"], scope["path"]), caller.email)

    async def _serve(
        self,
        scope: Scope,
        body: bytes | None,
        send: Send,
        receive: Receive,
        failure: GoogleError | None,
        fault: Fault | None,
    ) -> tuple[int, int]:
        """Answer the call; status and bytes sent."""
        if failure:
            return await _deliver(as_json(failure.body, failure.code), scope, send)
        if fault is None:
            return await self._inner(scope, body, send)
        if fault.kind in ("truncated", "applied-then-503"):
            collected: list[Message] = []

            async def collect(message: Message) -> None:
                collected.append(message)

            await self.app(scope, _replayed(body), collect)
            if fault.kind == "truncated":
                return await _truncate(collected, scope, send)
        if fault.kind in SILENT:
            await _hang(fault, receive, scope, send)
            return 0, 0
        return await _deliver(answer(fault, scope["path"]), scope, send)

    async def _inner(self, scope: Scope, body: bytes | None, send: Send) -> tuple[int, int]:
        status = sent = 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        await self.app(scope, _replayed(body), counted)
        return status, sent

    def _log(
        self, scope: Scope, caller: Caller, received: int, status: int, sent: int, started: float
    ) -> None:
        path, query = scope["path"], unquote(scope["query_string"].decode("latin-1"))
        self.conditions.calls.add(
            at=timestamp(self.conditions.clock.now()),
            method=scope["method"],
            path=f"{path}?{query}" if query else path,
            route=route_of(path),
            workbook=workbook_of(path),
            caller=caller.email,
            bytes_in=received,
            bytes_out=sent,
            status=status,
            kind=kind_of(scope["method"], path),
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None of one that is too large, which is read to its end but not kept."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        part = message.get("body", b"")
        size += len(part)
        if size <= LARGEST_REQUEST:
            parts.append(part)
        more = message.get("more_body", False)
    return None if size > LARGEST_REQUEST else b"".join(parts)


def _is_guarded(path: str) -> bool:
    """Whether a caller must be known: for the APIs and for downloads, not for pages."""
    return path.startswith(GUARDED) or (path.startswith("/spreadsheets/") and path.endswith(DOWNLOADS))


def _usual(path: str) -> str:
    """The path as the routes have it: the npm package google-spreadsheet sends `ID/:batchUpdate`."""
    return path.replace("/:", ":").rstrip("/") if path.startswith(("/v4/", "/drive/v3/")) else path


def _replayed(body: bytes | None, then: Receive | None = None) -> Receive:
    """The body as if it came now; after it what really comes: a page waits there for its reader to leave."""
    given = False

    async def receive() -> Message:
        nonlocal given
        if given and then is not None:
            return await then()
        given = True
        return {"type": "http.request", "body": body or b"", "more_body": False}

    return receive


async def _deliver(response: Response, scope: Scope, send: Send) -> tuple[int, int]:
    await response(scope, _replayed(b""), send)
    return response.status_code, len(response.body)


async def _truncate(collected: list[Message], scope: Scope, send: Send) -> tuple[int, int]:
    """Promise the whole body, send half of it, and break the connection."""
    start = collected[0]
    body = b"".join(message.get("body", b"") for message in collected[1:])
    half = body[: len(body) // 2]
    await send(start)
    await send({"type": "http.response.body", "body": half, "more_body": True})
    await _break(scope, send, at_once=False)
    return start["status"], len(half)


async def _hang(fault: Fault, receive: Receive, scope: Scope, send: Send) -> None:
    """Say nothing: break the connection at once, or when the client has lost patience."""
    if fault.kind == "timeout":
        try:
            async with asyncio.timeout(fault.seconds):
                while (await receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            pass
    await _break(scope, send, at_once=True)


async def _break(scope: Scope, send: Send, *, at_once: bool) -> None:
    """Close the connection under the client: ASGI has no word for it, so this asks the server's own part."""
    if break_off := scope.get("extensions", {}).get(IN_PROCESS):
        break_off()
        return
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        if at_once:
            transport.abort()
        else:
            transport.close()
    await asyncio.sleep(CLOSING)
