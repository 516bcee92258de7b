"""Drive: which files changed, finding and creating workbooks, sharing them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_sync.google.http_client import GoogleHTTPClient

FILES = "https://www.googleapis.com/drive/v3/files"
CHANGES = "https://www.googleapis.com/drive/v3/changes"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
PAGE = 1000
#: Shared drives are left out of every answer unless they are asked for.
EVERYWHERE = {"supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}


@dataclass(frozen=True, slots=True)
class Change:
    """One file that changed since a page token."""

    file_id: str
    #: Deleted, in the bin, or no longer shared with the account.
    removed: bool
    #: Drive's counter of changes to the file; None when removed.
    version: int | None


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What changed, and the token from which to ask next."""

    token: str
    changes: tuple[Change, ...]


def start_page_token(client: GoogleHTTPClient) -> str:
    """The token from which later changes can be asked for; tokens do not expire. One call."""
    params = {"supportsAllDrives": "true", "fields": "startPageToken"}
    answer = client.request("get", f"{CHANGES}/startPageToken", params=params)
    return str(answer.json()["startPageToken"])


def changes(client: GoogleHTTPClient, token: str) -> ChangeList:
    """All changes since the token, the last one of each file. One call a page of 1000."""
    fields = "nextPageToken,newStartPageToken,changes(fileId,removed,file(version,trashed))"
    found: dict[str, Change] = {}
    while True:
        params = {
            **EVERYWHERE,
            "pageToken": token,
            "pageSize": PAGE,
            "includeRemoved": "true",
            "fields": fields,
        }
        answer = client.request("get", CHANGES, params=params).json()
        for item in answer.get("changes", ()):
            if "fileId" in item:
                found[item["fileId"]] = _change(item)
        if "nextPageToken" not in answer:
            return ChangeList(str(answer["newStartPageToken"]), tuple(found.values()))
        token = answer["nextPageToken"]


def _change(item: Mapping[str, Any]) -> Change:
    file = item.get("file", {})
    removed = bool(item.get("removed")) or bool(file.get("trashed"))
    return Change(item["fileId"], removed, None if removed else int(file["version"]))


def versions(client: GoogleHTTPClient) -> dict[str, int]:
    """Drive's counter of changes of every spreadsheet that the account can see. One call a page of 1000."""
    query = f"mimeType = '{SPREADSHEET}' and trashed = false"
    return {file["id"]: int(file["version"]) for file in _files(client, query, "id,version")}


def find(client: GoogleHTTPClient, key: str, value: str) -> dict[str, Mapping[str, str]]:
    """Spreadsheets marked with an app property: id to all their app properties."""
    query = (
        f"mimeType = '{SPREADSHEET}' and trashed = false "
        f"and appProperties has {{ key='{_quoted(key)}' and value='{_quoted(value)}' }}"
    )
    return {file["id"]: file.get("appProperties", {}) for file in _files(client, query, "id,appProperties")}


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _files(client: GoogleHTTPClient, query: str, fields: str) -> Iterator[Mapping[str, Any]]:
    params: dict[str, Any] = {
        **EVERYWHERE,
        "q": query,
        "pageSize": PAGE,
        "fields": f"nextPageToken,files({fields})",
    }
    while True:
        answer = client.request("get", FILES, params=params).json()
        yield from answer.get("files", ())
        if "nextPageToken" not in answer:
            return
        params["pageToken"] = answer["nextPageToken"]


def create(client: GoogleHTTPClient, title: str, folder: str | None, marks: Mapping[str, str]) -> str:
    """A new spreadsheet, marked with app properties so that it is found again; its id. One call."""
    body: dict[str, Any] = {"name": title, "mimeType": SPREADSHEET, "appProperties": dict(marks)}
    if folder:
        body["parents"] = [folder]
    params = {"supportsAllDrives": "true", "fields": "id"}
    return str(client.request("post", FILES, params=params, json=body).json()["id"])


def shared_with(client: GoogleHTTPClient, file_id: str) -> dict[str, str]:
    """Mail address, in lower case, to role, for everybody the file is shared with. One call a page."""
    params: dict[str, Any] = {
        "supportsAllDrives": "true",
        "pageSize": 100,
        "fields": "nextPageToken,permissions(emailAddress,role)",
    }
    found: dict[str, str] = {}
    while True:
        answer = client.request("get", f"{FILES}/{file_id}/permissions", params=params).json()
        for item in answer.get("permissions", ()):
            if item.get("emailAddress"):
                found[item["emailAddress"].lower()] = item["role"]
        if "nextPageToken" not in answer:
            return found
        params["pageToken"] = answer["nextPageToken"]


def share(client: GoogleHTTPClient, file_id: str, email: str) -> None:
    """Let somebody edit the file, without a mail from Google. One call."""
    body = {"type": "user", "role": "writer", "emailAddress": email}
    params = {"supportsAllDrives": "true", "sendNotificationEmail": "false", "fields": "id"}
    client.request("post", f"{FILES}/{file_id}/permissions", params=params, json=body)
