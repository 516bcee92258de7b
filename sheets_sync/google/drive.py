"""Drive's files: finding, creating and naming workbooks."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from sheets_sync.google.changes import FILE, Change, change_of
from sheets_sync.google.http_client import GoogleHTTPClient
from sheets_sync.google.paging import ANYWHERE, EVERYWHERE, pages
from sheets_sync.google.shapes import FilesPage, FoundFileShape, MadeShape

FILES = "https://www.googleapis.com/drive/v3/files"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
PAGE = 1000
PAGES, MADE = TypeAdapter(FilesPage), TypeAdapter(MadeShape)
LIVING = f"mimeType = '{SPREADSHEET}' and trashed = false"


def living(client: GoogleHTTPClient, drive: str | None = None) -> dict[str, Change]:
    """Every spreadsheet that the account can see, or a shared drive's, as it stands: by id.

    One call a page of 1000.
    """
    return {file["id"]: change_of(file["id"], file) for file in files(client, LIVING, f"id,{FILE}", drive)}


def find(client: GoogleHTTPClient, key: str, value: str) -> dict[str, Mapping[str, str]]:
    """Spreadsheets marked with an app property: id to all their app properties. One call a page of 1000."""
    query = f"{LIVING} and appProperties has {{ key='{_quoted(key)}' and value='{_quoted(value)}' }}"
    return {file["id"]: file.get("appProperties", {}) for file in files(client, query, "id,appProperties")}


def create(client: GoogleHTTPClient, title: str, folder: str | None, marks: Mapping[str, str]) -> str:
    """A new spreadsheet, marked with app properties so that it is found again; its id. One call.

    Never sent again when it may have been carried out, as that would make a double: raises
    GoogleUnavailable then, and `find` tells what became of it. App properties take 124 bytes each.
    """
    body: dict[str, Any] = {"name": title, "mimeType": SPREADSHEET, "appProperties": dict(marks)}
    if folder:
        body["parents"] = [folder]
    params = {**ANYWHERE, "fields": "id"}
    return str(client.ask(MADE, "post", FILES, params=params, json=body, repeatable=False)["id"])


def rename(client: GoogleHTTPClient, file_id: str, title: str) -> None:
    """Give a file another name. One call."""
    params = {**ANYWHERE, "fields": "id"}
    client.request("patch", f"{FILES}/{file_id}", params=params, json={"name": title})


def discard(client: GoogleHTTPClient, file_id: str) -> None:
    """Put a file into the bin: who makes files in a shared drive may not delete them for good. One call."""
    params = {**ANYWHERE, "fields": "id"}
    client.request("patch", f"{FILES}/{file_id}", params=params, json={"trashed": True})


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def files(
    client: GoogleHTTPClient, query: str, fields: str, drive: str | None = None
) -> Iterator[FoundFileShape]:
    """Files that a query finds, of a shared drive or wherever, with some fields. One call a page of 1000."""
    where = {"corpora": "drive", "driveId": drive} if drive else {}
    params = {**EVERYWHERE, **where, "q": query, "pageSize": PAGE, "fields": f"nextPageToken,files({fields})"}
    for page in pages(client, PAGES, FILES, params):
        yield from page["files"]
