"""Lists that Google hands out page by page."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google.http_client import GoogleHTTPClient
from sheets_sync.google.shapes import PageShape
from sheets_sync.limits import PAGES

#: Shared drives are left out of every answer unless they are asked for.
ANYWHERE = {"supportsAllDrives": "true"}
EVERYWHERE = {**ANYWHERE, "includeItemsFromAllDrives": "true"}
Page = TypeVar("Page", bound=PageShape)


def pages(
    client: GoogleHTTPClient, shape: TypeAdapter[Page], url: str, params: Mapping[str, Any]
) -> Iterator[Page]:
    """Every page of a list, in order; one call each. `params` may name the page to begin with.

    Raises GoogleUnavailable for a list without end.
    """
    asked, seen = dict(params), set[str]()
    for _ in range(PAGES.most):
        answer = client.ask(shape, "get", url, params=asked)
        yield answer
        token = cast("PageShape", answer).get("nextPageToken")
        if token is None:
            return
        if token in seen:
            break
        seen.add(token)
        asked["pageToken"] = token
    raise GoogleUnavailable(f"Google's list at {url} has no end: one page comes again, or too many come.")
