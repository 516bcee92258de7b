"""The server without a socket: sessions of `requests` hand it their calls, which it answers where they wait.

A client sees what it sees over a socket: status, headers, bytes, broken connections, timeouts. Left out are
changes of threads, the writing and reading of HTTP, and copies of bodies.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, contextmanager
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from http.client import RemoteDisconnected
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from starlette.applications import Starlette
from starlette.types import Message, Scope
from urllib3 import HTTPResponse
from urllib3.exceptions import ProtocolError

from sheets_sync.emulator.app import create_app
from sheets_sync.emulator.gate import IN_PROCESS
from sheets_sync.emulator.settings import Settings

#: As uvicorn names the client of a connection.
CLIENT = ("127.0.0.1", 0)
LOG = logging.getLogger(__name__)


@contextmanager
def in_process(data: Path, *, settings: Settings | None = None) -> Iterator["Adapter"]:
    """The server over a data directory; mount what is yielded in a session at any `http://` address.

    Raises DataInUse and DataUnusable.
    """
    app = create_app(data, settings=settings)
    adapter = Adapter(app)
    life = app.router.lifespan_context(app)
    # In a thread of its own: the caller's may have an event loop that runs.
    runner = asyncio.Runner()
    with ThreadPoolExecutor(1, "local-google-life") as thread:
        thread.submit(runner.run, _entered(life)).result()
        try:
            yield adapter
        finally:
            adapter.end()
            thread.submit(runner.run, _left(life)).result()
            thread.submit(runner.close).result()


async def _entered(life: AbstractAsyncContextManager[Any]) -> None:
    await life.__aenter__()


async def _left(life: AbstractAsyncContextManager[Any]) -> None:
    await life.__aexit__(None, None, None)


def _is_looping() -> bool:
    """Whether an event loop runs in this thread, as Playwright's does: no other one can then."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class Adapter(HTTPAdapter):
    """Sends calls to an application; safe to share between sessions and threads."""

    def __init__(self, app: Starlette) -> None:
        super().__init__()
        self._app = app
        #: Event loops that nobody uses at the moment; each call takes one, so that calls run side by side.
        self._idle: deque[asyncio.AbstractEventLoop] = deque()
        #: Calls that their clients no longer wait for.
        self._forsaken: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None], threading.Thread]] = []

    def version(self, file_id: str) -> int:
        """Of a file, as Drive tells it: what it is as long as nothing of the file changes."""
        return int(self._app.state.library.files[file_id]["version"])

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        *_connection: Any,
        **_of_connection: Any,
    ) -> requests.Response:
        """The application's answer. Raises what `requests` raises of connections that break or are silent."""
        exchange = Exchange(request)
        if not self._run(exchange, _patience(timeout)):
            raise requests.ReadTimeout(f"Read timed out. (read timeout={timeout})", request=request)
        if not exchange.status:
            lost = RemoteDisconnected("Remote end closed connection without response")
            raise requests.ConnectionError(ProtocolError("Connection aborted.", lost), request=request)
        response = self.build_response(request, exchange.answer())
        if not stream and not exchange.is_broken:
            # Spares reading what is there in pieces of ten kilobytes.
            response._content = exchange.body
            response._content_consumed = True  # type: ignore[attr-defined]
        return response

    def _run(self, exchange: "Exchange", patience: float | None) -> bool:
        """Have the call carried out; whether that came to its end within so many seconds."""
        if not _is_looping():
            return self._run_here(exchange, patience)
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(self._run_here, exchange, patience).result()

    def _run_here(self, exchange: "Exchange", patience: float | None) -> bool:
        loop = self._idle.pop() if self._idle else asyncio.new_event_loop()
        task = loop.create_task(self._carried_out(exchange))
        task.add_done_callback(lambda _: loop.stop())
        timer = None if patience is None else loop.call_later(patience, loop.stop)
        loop.run_forever()
        if timer is not None:
            timer.cancel()
        if not task.done():
            self._forsake(loop, task, exchange)
            return False
        self._idle.append(loop)
        task.result()
        return True

    async def _carried_out(self, exchange: "Exchange") -> None:
        try:
            await self._app(exchange.scope, exchange.receive, exchange.send)
        except Exception:
            LOG.exception("Exception in the local Google")
            exchange.fail()

    def _forsake(
        self, loop: asyncio.AbstractEventLoop, task: asyncio.Task[None], exchange: "Exchange"
    ) -> None:
        """Let the server go on with what its client gave up: it may be carried out all the same."""
        exchange.left.set()
        thread = threading.Thread(target=loop.run_forever, name="local-google", daemon=True)
        self._forsaken.append((loop, task, thread))
        thread.start()

    def end(self) -> None:
        """No further calls; those that nobody waits for are broken off."""
        for loop, task, thread in self._forsaken:
            if thread.is_alive():
                loop.call_soon_threadsafe(task.cancel)
            thread.join()
            loop.close()
        for loop in self._idle:
            loop.close()

    def close(self) -> None:
        """Nothing: a session that ends leaves the server to the others."""


class Exchange:
    """One call as the application sees it, and its answer."""

    def __init__(self, request: requests.PreparedRequest) -> None:
        self._request = request
        self._is_read = False
        self._parts: list[bytes] = []
        self.scope = _scope(request, self)
        #: Set when the client has lost patience.
        self.left = asyncio.Event()
        #: 0 as long as no answer began.
        self.status = 0
        self.headers: dict[str, str] = {}
        #: The server broke the connection; what it had sent arrived.
        self.is_broken = False

    @property
    def body(self) -> bytes:
        """As far as it was sent."""
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    async def receive(self) -> Message:
        """The call, whole; after it the client's leaving."""
        if self._is_read:
            await self.left.wait()
            return {"type": "http.disconnect"}
        self._is_read = True
        return {"type": "http.request", "body": _body(self._request), "more_body": False}

    async def send(self, message: Message) -> None:
        """A piece of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [(b"date", formatdate(usegmt=True).encode()), *message["headers"]]
            self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
        elif message.get("body") and self._request.method != "HEAD":
            self._parts.append(message["body"])

    def fail(self) -> None:
        """Answer as a server does whose application has failed, unless that has answered itself."""
        if not self.status:
            self.status, self._parts = 500, [b"Internal Server Error"]
            self.headers = {"content-type": "text/plain; charset=utf-8"}

    def break_off(self) -> None:
        """Break the connection."""
        self.is_broken = True

    def answer(self) -> HTTPResponse:
        """As urllib3 has it: reading a body that is shorter than was promised fails."""
        return HTTPResponse(
            BytesIO(self.body),
            self.headers,
            self.status,
            reason=HTTPStatus(self.status).phrase,
            preload_content=False,
            decode_content=False,
            request_method=self._request.method,
            request_url=self._request.url,
        )


def _scope(request: requests.PreparedRequest, exchange: Exchange) -> Scope:
    url = urlsplit(str(request.url))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": (url.hostname, url.port),
        "client": CLIENT,
        "scheme": url.scheme,
        "method": request.method,
        "root_path": "",
        "path": unquote(url.path),
        "raw_path": url.path.encode("ascii"),
        "query_string": url.query.encode("ascii"),
        "headers": _headers(request, url),
        "extensions": {IN_PROCESS: exchange.break_off},
    }


def _headers(request: requests.PreparedRequest, url: SplitResult) -> list[tuple[bytes, bytes]]:
    found = [(_encoded(name).lower(), _encoded(value)) for name, value in request.headers.items()]
    return [(b"host", url.netloc.encode("ascii")), *found]


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")


def _body(request: requests.PreparedRequest) -> bytes:
    body: Any = request.body
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes):
        return body
    return b"".join(iter(partial(body.read, 2**20), b"") if hasattr(body, "read") else body)


def _patience(timeout: Any) -> float | None:
    """Seconds to wait for the answer: of a pair those for reading."""
    found = timeout[1] if isinstance(timeout, tuple) else timeout
    return None if found is None else float(found)
