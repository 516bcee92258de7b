"""What a doctor asks of Google: whether it answers, what its clock shows, what the account may do."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests
from pydantic import TypeAdapter

from sheets_sync.errors import GoogleUnavailable, NotFound
from sheets_sync.google.drive import LIVING, files
from sheets_sync.google.http_client import HOSTS, GoogleHTTPClient
from sheets_sync.google.refusals import Asked
from sheets_sync.google.settings import GoogleSettings
from sheets_sync.google.shapes import AboutShape, NameShape, QuotaShape
from sheets_sync.google.translation import FOREIGN, failure_from

ABOUT = "https://www.googleapis.com/drive/v3/about"
DRIVES = "https://www.googleapis.com/drive/v3/drives"
SPREADSHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
ACCOUNT, NAME = TypeAdapter(AboutShape), TypeAdapter(NameShape)
#: Id of a spreadsheet that cannot exist.
NOBODYS = "doctor"


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in."""

    email: str
    #: Bytes that it may keep; None without limit, 0 for a service account.
    storage: int | None
    #: Bytes that are used of it.
    used: int = 0


def clock(settings: GoogleSettings) -> datetime:
    """What Google's clock shows, to the second, asked without signing in. One call. Raises GoogleError."""
    url = settings.api_base_url or HOSTS[0]
    try:
        # Any answer will do, a 404 as well: each carries the time (RFC 9110, section 6.6.1).
        answer = requests.get(url, timeout=settings.timeout[0], allow_redirects=False)
        return parsedate_to_datetime(answer.headers["Date"])
    except FOREIGN as error:
        raise failure_from(error, Asked(host=urlsplit(url).hostname or "")).error from error
    except (KeyError, ValueError) as error:
        raise GoogleUnavailable(f"Something else answers in the place of Google at {url}.") from error


def account(client: GoogleHTTPClient) -> Account:
    """Who is signed in, as Drive sees it. One Drive call."""
    params = {"fields": "user(emailAddress),storageQuota(limit,usage)"}
    told = client.ask(ACCOUNT, "get", ABOUT, params=params)
    quota: QuotaShape = told.get("storageQuota", {})
    return Account(told["user"].get("emailAddress", ""), quota.get("limit"), quota.get("usage", 0))


def name_of_drive(client: GoogleHTTPClient, drive: str) -> str:
    """Of a shared drive that the account is a member of; needs the scopes to make files. One Drive call.

    Raises NotFound for one that it is no member of.
    """
    return str(client.ask(NAME, "get", f"{DRIVES}/{drive}", params={"fields": "name"})["name"])


def editable(client: GoogleHTTPClient, drive: str | None = None) -> dict[str, bool]:
    """Every spreadsheet that the account can see outside the bin: id to whether it may write it.

    One Drive call a page of 1000.
    """
    found = files(client, LIVING, "id,capabilities(canEdit)", drive)
    return {file["id"]: bool(file.get("capabilities", {}).get("canEdit")) for file in found}


def try_sheets(client: GoogleHTTPClient) -> None:
    """See that the Sheets API is there and lets the account in. One read. Raises GoogleError."""
    try:
        client.request("get", f"{SPREADSHEETS}/{NOBODYS}", params={"fields": "spreadsheetId"})
    except NotFound:
        return
