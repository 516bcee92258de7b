"""The local Google in this process, reached without a socket by the address of a server."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

from sheets_sync.emulator import Adapter, Settings, bound, create_app, in_process, served

#: By host and port; nobody listens on ports as low as these, and those below ten stay dead.
_HERE: dict[str, BaseAdapter] = {}
_ports = itertools.count(10)
_elsewhere = requests.Session.get_adapter


def _adapter(session: requests.Session, url: str) -> BaseAdapter:
    return _HERE.get(urlsplit(url).netloc) or _elsewhere(session, url)


# Sessions are made in many places, also by libraries: all of them reach it.
requests.Session.get_adapter = _adapter  # type: ignore[method-assign, assignment]


def version_at(base_url: str, file_id: str) -> int:
    """Drive's version of a file of a local Google that runs here, without a call."""
    adapter = _HERE[urlsplit(base_url).netloc]
    assert isinstance(adapter, Adapter)
    return adapter.version(file_id)


@contextmanager
def running_here(data: Path, *, settings: Settings | None = None) -> Iterator[str]:
    """As `running`, for sessions of this process alone; yields the base URL."""
    base_url = f"http://127.0.0.1:{next(_ports)}"
    with in_process(data, settings=settings) as adapter, reached(base_url, adapter):
        yield base_url


@contextmanager
def running_for_all(data: Path, *, settings: Settings | None = None) -> Iterator[str]:
    """As `running`, and sessions of this process need no socket; yields the base URL."""
    host = "127.0.0.1"
    with bound(host, 0) as listener:
        app = create_app(data, settings=settings)
        with served(app, host, listener) as base_url:
            adapter = Adapter(app)
            try:
                with reached(base_url, adapter):
                    yield base_url
            finally:
                adapter.end()


@contextmanager
def reached(base_url: str, adapter: BaseAdapter) -> Iterator[None]:
    place = urlsplit(base_url).netloc
    _HERE[place] = adapter
    try:
        yield
    finally:
        del _HERE[place]
