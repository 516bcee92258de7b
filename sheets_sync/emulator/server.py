"""Running the server: in the foreground, or in a thread for tests and the demo."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from sheets_sync.emulator.app import create_app
from sheets_sync.emulator.settings import Settings

#: Seconds that open connections get to finish when the server stops.
GRACE = 1
#: Seconds between looks at a server that starts.
POLL = 0.005


def _config(data: Path, settings: Settings | None) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(data, settings=settings),
        log_level="warning",
        access_log=False,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        backlog=2048,
    )


def serve(host: str, port: int, data: Path, *, settings: Settings | None = None) -> None:
    """Serve until interrupted; OSError when the port is taken."""
    with _bound(host, port) as listener:
        uvicorn.Server(_config(data, settings)).run(sockets=[listener])


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Only a socket that says it is TCP gets TCP_NODELAY from asyncio; without it answers wait 40 ms.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
        yield listener


@contextmanager
def running(
    data: Path, *, settings: Settings | None = None, host: str = "127.0.0.1", port: int = 0
) -> Iterator[str]:
    """The server in a thread of this process, on a free port unless one is given; yields its base URL."""
    with _bound(host, port) as listener:
        server = uvicorn.Server(_config(data, settings))
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="local-google", daemon=True
        )
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the local Google server did not start")
            time.sleep(POLL)
        try:
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
