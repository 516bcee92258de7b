"""Drive's log of changes: what to read again (Drive API, "Track changes").

Each shared drive has a log of its own, the account another: keep one token for each. Edits may show up
minutes late, and one entry stands for all changes of a file since the token.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google.http_client import GoogleHTTPClient
from sheets_sync.google.paging import ANYWHERE, EVERYWHERE, pages
from sheets_sync.google.shapes import ChangeShape, ChangesPage, FileShape, PersonShape, StartShape

CHANGES = "https://www.googleapis.com/drive/v3/changes"
PAGE = 1000
PAGES, START = TypeAdapter(ChangesPage), TypeAdapter(StartShape)
#: What is asked of each file.
FILE = "name,version,modifiedTime,trashed,lastModifyingUser(emailAddress,displayName)"
FIELDS = f"nextPageToken,newStartPageToken,changes(fileId,removed,file({FILE}))"


@dataclass(frozen=True, slots=True)
class Change:
    """One file that changed since a page token."""

    file_id: str
    #: Deleted, in the bin, or no longer shared with the account.
    removed: bool
    #: Drive's counter of changes to the file; None when removed.
    version: int | None
    #: With a time zone; may not move at a formula's recalculation. None when removed.
    modified: datetime | None = None
    name: str = ""
    #: Who changed it last, as far as Google tells: an address or a name.
    by: str = ""


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What changed, and the token from which to ask next."""

    token: str
    changes: tuple[Change, ...]


def start_page_token(client: GoogleHTTPClient, drive: str | None = None) -> str:
    """The token from which later changes can be asked for; tokens do not expire. One call."""
    params = {**ANYWHERE, **_of(drive), "fields": "startPageToken"}
    return str(client.ask(START, "get", f"{CHANGES}/startPageToken", params=params)["startPageToken"])


def changes(client: GoogleHTTPClient, token: str, drive: str | None = None) -> ChangeList:
    """All changes since the token, the last one of each file. One call a page of 1000."""
    params = {**EVERYWHERE, **_of(drive), "pageToken": token, "pageSize": PAGE, "fields": FIELDS}
    found: dict[str, Change] = {}
    after: str | None = None
    for page in pages(client, PAGES, CHANGES, {**params, "includeRemoved": "true"}):
        # An entry without a file is about a shared drive itself.
        found |= {item["fileId"]: _change(item) for item in page.get("changes", ()) if "fileId" in item}
        # Only the last page has one.
        after = page.get("newStartPageToken")
    if after is None:
        raise GoogleUnavailable("Google's list of changes breaks off: it does not say from where to go on.")
    return ChangeList(after, tuple(found.values()))


def _of(drive: str | None) -> dict[str, str]:
    return {"driveId": drive} if drive else {}


def _change(item: ChangeShape) -> Change:
    file: FileShape = item.get("file", {})
    if item.get("removed") or file.get("trashed") or "version" not in file:
        return Change(item["fileId"], removed=True, version=None, name=file.get("name", ""))
    return change_of(item["fileId"], file)


def change_of(file_id: str, file: FileShape) -> Change:
    """A file as Drive tells it."""
    return Change(
        file_id,
        removed=False,
        version=file.get("version"),
        modified=file.get("modifiedTime"),
        name=file.get("name", ""),
        by=_person(file.get("lastModifyingUser", {})),
    )


def _person(user: PersonShape) -> str:
    return user.get("emailAddress") or user.get("displayName", "")
