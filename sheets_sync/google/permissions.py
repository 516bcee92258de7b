"""Who may use a file. Google supports no two changes of one file's permissions at a time."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from sheets_sync.errors import NotFound
from sheets_sync.google.drive import FILES, MADE
from sheets_sync.google.http_client import GoogleHTTPClient
from sheets_sync.google.paging import ANYWHERE, pages
from sheets_sync.google.shapes import Grantee, PermissionsPage, Role

PAGE = 100
PAGES = TypeAdapter(PermissionsPage)
FIELDS = "nextPageToken,permissions(id,type,role,emailAddress,domain)"


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of a file's sharing."""

    id: str
    grantee: Grantee
    role: Role
    #: In lower case; empty for a domain or for everybody who has the link.
    email: str
    #: Empty for all but a domain.
    domain: str


def permissions(client: GoogleHTTPClient, file_id: str) -> tuple[Permission, ...]:
    """Everybody who may use a file, everybody with the link and whole domains included. One call a page."""
    params = {**ANYWHERE, "pageSize": PAGE, "fields": FIELDS}
    return tuple(
        Permission(
            id=item["id"],
            grantee=item["type"],
            role=item["role"],
            email=item.get("emailAddress", "").lower(),
            domain=item.get("domain", ""),
        )
        for page in pages(client, PAGES, f"{FILES}/{file_id}/permissions", params)
        for item in page["permissions"]
    )


def unshare(client: GoogleHTTPClient, file_id: str, permission: str) -> None:
    """Take a permission away, by its id; one that is gone already is no mistake. One call."""
    try:
        client.request("delete", f"{FILES}/{file_id}/permissions/{permission}", params=dict(ANYWHERE))
    except NotFound as error:
        if permission not in error.said:
            raise


def share(
    client: GoogleHTTPClient,
    file_id: str,
    email: str,
    role: Role = "writer",
    *,
    grantee: Grantee = "user",
    letter: str = "",
) -> str:
    """Let somebody use a file; doing so twice changes nothing. One call.

    Google's own mail is sent only with a `letter`, which stands in it. Returns Google's address of who was
    let in, in lower case: another one than was asked for, where that is an alias.
    """
    body = {"type": grantee, "role": role, "emailAddress": email}
    params = {**ANYWHERE, "sendNotificationEmail": str(bool(letter)).lower(), "fields": "id,emailAddress"}
    if letter:
        params["emailMessage"] = letter
    answer = client.ask(MADE, "post", f"{FILES}/{file_id}/permissions", params=params, json=body)
    return str(answer.get("emailAddress") or email).lower()
