"""The local Google in this process, reached by the address of a server that listens nowhere."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

from sheets_sync.emulator import Settings, in_process

#: By host and port; nobody listens on ports as low as these.
_HERE: dict[str, BaseAdapter] = {}
_ports = itertools.count(1)
_elsewhere = requests.Session.get_adapter


def _adapter(session: requests.Session, url: str) -> BaseAdapter:
    return _HERE.get(urlsplit(url).netloc) or _elsewhere(session, url)


# Sessions are made in many places, also by libraries: all of them reach it.
requests.Session.get_adapter = _adapter  # type: ignore[method-assign, assignment]


@contextmanager
def running_here(data: Path, *, settings: Settings | None = None) -> Iterator[str]:
    """As `running`, for sessions of this process alone; yields the base URL."""
    place = f"127.0.0.1:{next(_ports)}"
    with in_process(data, settings=settings) as adapter:
        _HERE[place] = adapter
        try:
            yield f"http://{place}"
        finally:
            del _HERE[place]
