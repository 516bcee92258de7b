"""Running the server: in the foreground, or in a thread for tests and the demo."""

import errno
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from starlette.applications import Starlette

from sheets_sync.emulator.app import create_app
from sheets_sync.emulator.settings import Settings

#: Seconds that open connections get to finish when the server stops.
GRACE = 1
#: Seconds between looks at a server that starts.
POLL = 0.005


class CannotListen(Exception):
    """The address cannot be listened on: the text says why, `option` which of the two is to be changed."""

    def __init__(self, option: Literal["host", "port"], reason: str) -> None:
        self.option = option
        super().__init__(reason)


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        backlog=2048,
    )


def serve(
    host: str,
    port: int,
    data: Path,
    *,
    settings: Settings | None = None,
    ready: Callable[[str], None] = lambda _base_url: None,
) -> None:
    """Serve until interrupted; `ready` is told the base URL. Raises CannotListen, DataInUse and OSError."""
    with bound(host, port) as listener:
        config = _config(create_app(data, settings=settings))
        ready(_base_url(host, listener))
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that says it is TCP gets TCP_NODELAY from asyncio; without it answers wait 40 ms.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(2048)
        except OSError as error:
            raise _cannot_listen(host, port, error) from error
        except UnicodeError as error:
            raise CannotListen("host", f"{host} is no name of a computer") from error
        yield listener


def _cannot_listen(host: str, port: int, error: OSError) -> CannotListen:
    told = error.strerror or str(error)
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return CannotListen("host", f"{host} is no address of this computer ({told})")
    if error.errno == errno.EADDRINUSE:
        return CannotListen("port", f"another program listens on {host}:{port}")
    return CannotListen("port", f"{host}:{port} cannot be listened on ({told})")


def _base_url(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


@contextmanager
def running(
    data: Path, *, settings: Settings | None = None, host: str = "127.0.0.1", port: int = 0
) -> Iterator[str]:
    """The server in a thread of this process, on a free port unless one is given; yields its base URL.

    Raises CannotListen, DataInUse and OSError.
    """
    with (
        bound(host, port) as listener,
        served(create_app(data, settings=settings), host, listener) as base_url,
    ):
        yield base_url


@contextmanager
def served(app: Starlette, host: str, listener: socket.socket) -> Iterator[str]:
    """The application in a thread of this process, on a socket that listens; yields its base URL."""
    server = uvicorn.Server(_config(app))
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name="local-google", daemon=True
    )
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the local Google server did not start")
        time.sleep(POLL)
    try:
        yield _base_url(host, listener)
    finally:
        server.should_exit = True
        thread.join()
