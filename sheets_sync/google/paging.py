"""Lists that Google hands out page by page."""

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_sync.google.http_client import GoogleHTTPClient

#: Shared drives are left out of every answer unless they are asked for.
ANYWHERE = {"supportsAllDrives": "true"}
EVERYWHERE = {**ANYWHERE, "includeItemsFromAllDrives": "true"}


def pages(client: GoogleHTTPClient, url: str, params: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every page of a list, in order; one call each. `params` may name the page to begin with."""
    asked = dict(params)
    while True:
        answer: Mapping[str, Any] = client.request("get", url, params=asked).json()
        yield answer
        if "nextPageToken" not in answer:
            return
        asked["pageToken"] = answer["nextPageToken"]
