"""Who may speak to the server at all: no web page of elsewhere, by whatever name it leads a browser here.

A browser sends every page's requests to this computer, but says whose they are: in `Origin` (RFC 6454) and
`Sec-Fetch-Site` (W3C, Fetch Metadata). A page that had its own name lead here is told by `Host`.
"""

import hmac
from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from sheets_sync.emulator.errors import GoogleError
from sheets_sync.emulator.redirect import HOSTS

#: The header in which controls are given the token that was told at start.
TOKEN = "X-Local-Google-Token"  # noqa: S105 (a name)
#: Where people of this server do something, as the page does: no controls.
OPEN = ("/_emulator/web/", "/_emulator/health", "/_emulator/workbooks/")
ELSEWHERE = (b"cross-site", b"same-site")


def refusal(
    path: str, headers: Mapping[bytes, bytes], body: bytes | None, names: Collection[str], token: str
) -> GoogleError | None:
    """Why a request is not listened to; `names` are those of this server beside `localhost`."""
    host = headers.get(b"host", b"").decode("latin-1")
    if not _is_ours(host, names):
        told = f"This server is not called {host!r}: reach it by its address, or start it with --name."
        return GoogleError(403, told)
    origin = headers.get(b"origin")
    from_elsewhere = headers.get(b"sec-fetch-site") in ELSEWHERE
    navigates = headers.get(b"sec-fetch-mode") == b"navigate" and origin is None
    if (origin is not None and not _is_same(origin, host)) or (from_elsewhere and not navigates):
        return GoogleError(403, "Web pages of elsewhere have no business here.")
    if path.startswith("/_emulator/") and not path.startswith(OPEN):
        return _of_controls(headers, body, token)
    return None


def _of_controls(headers: Mapping[bytes, bytes], body: bytes | None, token: str) -> GoogleError | None:
    kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if body and kind != b"application/json":
        return GoogleError(415, "Controls take a body of the type application/json.")
    given = headers.get(TOKEN.lower().encode(), b"")
    if token and not hmac.compare_digest(given, token.encode()):
        told = f"Controls ask for the header {TOKEN} with the token that was told at start."
        return GoogleError(403, told)
    return None


def _is_ours(host: str, names: Collection[str]) -> bool:
    """Addresses cannot be led astray; of names only those that nobody else gives."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if not host or name == "localhost" or name.endswith(".localhost") or name in HOSTS or name in names:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_same(origin: bytes, host: str) -> bool:
    scheme, _, netloc = origin.decode("latin-1").partition("://")
    return scheme in ("http", "https") and netloc == host
