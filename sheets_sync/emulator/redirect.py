"""Google's addresses lead to a local Google: for programs that cannot be told another base URL."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter

#: Hosts of Google's whose paths the local Google has.
HOSTS = frozenset(
    {
        "accounts.google.com",
        "docs.google.com",
        "drive.googleapis.com",
        "iamcredentials.googleapis.com",
        "oauth2.googleapis.com",
        "openidconnect.googleapis.com",
        "sheets.googleapis.com",
        "spreadsheets.google.com",
        "www.googleapis.com",
    }
)


def local(url: str, base_url: str) -> str:
    """The same path at the local Google; an address of anybody else as it is."""
    parts = urlsplit(url)
    if parts.hostname not in HOSTS:
        return url
    return base_url.rstrip("/") + url.partition(parts.netloc)[2]


@contextmanager
def redirected(base_url: str) -> Iterator[None]:
    """Whatever this process asks Google through requests or httplib2 goes to the local Google at `base_url`.

    gspread and all that builds on it speak through requests, google-api-python-client through httplib2. Other
    hosts are reached as ever. It holds for all threads, until the block ends.
    """
    with ExitStack() as patches:
        patches.enter_context(patch.object(HTTPAdapter, "send", _through_requests(base_url)))
        if importlib.util.find_spec("httplib2"):
            http = importlib.import_module("httplib2").Http
            patches.enter_context(patch.object(http, "request", _through_httplib2(http.request, base_url)))
        yield


def _through_requests(base_url: str) -> Callable[..., Any]:
    send = HTTPAdapter.send

    def sent(adapter: HTTPAdapter, request: Any, *args: Any, **settings: Any) -> Any:
        url = local(request.url, base_url)
        if url != request.url:
            request.url = url
            # A proxy on the way to Google is none on the way to this computer.
            settings["proxies"] = {}
        return send(adapter, request, *args, **settings)

    return sent


def _through_httplib2(request: Callable[..., Any], base_url: str) -> Callable[..., Any]:
    def requested(http: Any, uri: str, *args: Any, **settings: Any) -> Any:
        return request(http, local(uri, base_url), *args, **settings)

    return requested
