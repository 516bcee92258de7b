"""google-auth's own flow against the server's token endpoint."""

from pathlib import Path
from typing import Any

import gspread
import pytest
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from sheets_sync.emulator import Settings, running

from .client import Api, gspread_client

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]


def credentials(key: dict[str, Any], **more: str) -> Credentials:
    made: Credentials = Credentials.from_service_account_info(key, scopes=SCOPES, **more)  # type: ignore[no-untyped-call]
    return made


def test_a_service_account_signs_in_and_works_on_what_is_shared_with_it(own: Api) -> None:
    key = own.ok("POST", "/_emulator/service-accounts", {"name": "dong-bo"})
    book = own.new("Của phường")
    with AuthorizedSession(credentials(key)) as session:  # type: ignore[no-untyped-call]
        client = gspread_client(own.base_url, session)
        with pytest.raises(PermissionError):
            client.open_by_key(book)
        body = {"type": "user", "role": "writer", "emailAddress": key["client_email"]}
        own.ok("POST", f"/drive/v3/files/{book}/permissions", body)
        client.open_by_key(book).sheet1.update([["xin chào"]], "A1")
    assert own.read(book, "A1") == [["xin chào"]]
    calls = own.ok("GET", "/_emulator/calls")["calls"]
    assert calls[-2]["caller"] == "dong-bo@local-google.iam.gserviceaccount.com"


def test_a_service_account_can_stand_in_for_a_user(own: Api) -> None:
    key = own.ok("POST", "/_emulator/service-accounts", {"name": "dong-bo"})
    delegated = credentials(key, subject="van.phong@example.com")
    with AuthorizedSession(delegated) as session:  # type: ignore[no-untyped-call]
        answer = session.get(f"{own.base_url}/drive/v3/about", params={"fields": "user"})
    assert answer.json()["user"]["emailAddress"] == "van.phong@example.com"


def test_a_key_of_another_server_is_refused(own: Api, tmp_path: Path) -> None:
    with running(tmp_path / "other") as base_url:
        other = Api(base_url)
        key = other.ok("POST", "/_emulator/service-accounts", {"name": "la"})
        other.close()
    own.ok("POST", "/_emulator/service-accounts", {"name": "la"})
    stolen = credentials({**key, "token_uri": f"{own.base_url}/token"})
    with AuthorizedSession(stolen) as session, pytest.raises(RefreshError, match="invalid_grant"):  # type: ignore[no-untyped-call]
        session.get(f"{own.base_url}/drive/v3/files")


def test_a_service_account_without_storage_gets_google_s_two_refusals(tmp_path: Path) -> None:
    settings = Settings()
    with running(tmp_path, settings=settings) as base_url:
        owner = Api(base_url)
        key = owner.ok("POST", "/_emulator/service-accounts", {"name": "dong-bo"})
        drive = owner.ok("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="1")["id"]
        member = {"type": "user", "role": "fileOrganizer", "emailAddress": key["client_email"]}
        owner.ok("POST", f"/drive/v3/files/{drive}/permissions", member, supportsAllDrives="true")
        with AuthorizedSession(credentials(key)) as session:  # type: ignore[no-untyped-call]
            body: dict[str, Any] = {"name": "x", "mimeType": "application/vnd.google-apps.spreadsheet"}
            through_drive = session.post(f"{base_url}/drive/v3/files", json=body)
            through_sheets = session.post(f"{base_url}/v4/spreadsheets", json={})
            shared = session.post(f"{base_url}/drive/v3/files", json={**body, "parents": [drive]})
        owner.close()
    assert through_drive.json()["error"]["errors"][0]["reason"] == "storageQuotaExceeded"
    assert through_sheets.json()["error"]["message"] == "The caller does not have permission"
    assert (through_drive.status_code, through_sheets.status_code, shared.status_code) == (403, 403, 200)


def test_a_token_of_nobody_is_refused_where_tokens_are_required(tmp_path: Path) -> None:
    with running(tmp_path, settings=Settings(require_token=True)) as base_url:
        api, unit = Api(base_url), Api(base_url, "don.vi@example.com")
        assert "unregistered callers" in api.refused(403, "GET", "/drive/v3/files")
        wrong = api.refused(401, "GET", "/drive/v3/files", access_token="la")
        assert "invalid authentication credentials" in wrong
        unit.ok("GET", "/drive/v3/files")
        api.close()
        unit.close()


def test_gspread_s_own_service_account_sign_in_works(own: Api) -> None:
    key = own.ok("POST", "/_emulator/service-accounts", {"name": "dong-bo"})
    client = gspread.service_account_from_dict(key)
    try:
        client.http_client.login()
        assert client.http_client.auth.valid
    finally:
        client.http_client.session.close()
