import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sheets_sync.emulator import Settings, running
from sheets_sync.errors import AccessDenied, GoogleError, NotSignedIn
from sheets_sync.google import Google, GoogleSettings

from .conftest import LocalGoogle

ADDRESS = "sync@local-google.iam.gserviceaccount.com"


@pytest.fixture
def as_service(settings: GoogleSettings, key_file: Path) -> GoogleSettings:
    return replace(settings, auth="service-account", credentials_file=key_file)


@pytest.fixture
def poor(tmp_path: Path) -> Iterator[LocalGoogle]:
    """A Google where service accounts own no storage."""
    with running(tmp_path / "poor", settings=Settings()) as base_url:
        yield LocalGoogle(base_url)


def changed(key_file: Path, **parts: str) -> Path:
    key = json.loads(key_file.read_text(encoding="utf-8"))
    key_file.write_text(json.dumps(key | parts), encoding="utf-8")
    return key_file


def test_a_service_account_reads_what_is_shared_with_it(
    as_service: GoogleSettings, local: LocalGoogle
) -> None:
    book = local.workbook()
    with Google(as_service) as google:
        assert google.account == ADDRESS
        with pytest.raises(GoogleError, match=ADDRESS):
            google.read(book)
        grant = {"type": "user", "role": "writer", "emailAddress": ADDRESS}
        local.call("POST", f"/drive/v3/files/{book}/permissions", grant)
        assert google.read(book).id == book
    assert {call["caller"] for call in local.calls() if call["kind"] == "read"} == {ADDRESS}


def test_an_account_that_google_does_not_know_is_told_what_to_check(as_service: GoogleSettings) -> None:
    assert as_service.credentials_file
    changed(as_service.credentials_file, client_email="nobody@example.com")
    with Google(as_service) as google:
        with pytest.raises(AccessDenied, match="deleted or disabled"):
            google.start_page_token()
        assert [(call.status, call.attempts) for call in google.log.calls] == [(0, 1)]


def test_a_key_file_that_is_none_is_refused_without_telling_the_key(
    as_service: GoogleSettings, tmp_path: Path
) -> None:
    assert as_service.credentials_file
    changed(as_service.credentials_file, private_key="-----BEGIN tuyệt mật")
    with pytest.raises(AccessDenied, match="key file") as raised:
        Google(as_service)
    assert "tuyệt mật" not in str(raised.value)
    with pytest.raises(NotSignedIn, match="No such file") as raised:
        Google(replace(as_service, credentials_file=tmp_path / "none.json"))
    # Nothing is there to share: the key is what is missing.
    assert "Check the key" in type(raised.value).remedy
    with pytest.raises(AccessDenied, match="credentials_file is not set"):
        Google(replace(as_service, credentials_file=None))


def test_application_default_credentials_may_be_a_key_file(
    as_service: GoogleSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(as_service.credentials_file))
    with Google(replace(as_service, auth="adc", credentials_file=None)) as google:
        assert google.account == ADDRESS
        assert google.start_page_token()


def test_missing_application_default_credentials_tell_the_remedy(
    settings: GoogleSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    with pytest.raises(AccessDenied, match="gcloud auth application-default login"):
        Google(replace(settings, auth="adc"))


def test_a_service_account_without_storage_is_told_of_shared_drives(
    settings: GoogleSettings, poor: LocalGoogle, tmp_path: Path
) -> None:
    key_file = tmp_path / "poor.json"
    key_file.write_text(json.dumps(poor.service_account("sync")), encoding="utf-8")
    mine = replace(settings, api_base_url=poor.base_url, auth="service-account", credentials_file=key_file)
    with Google(mine, "provision") as google:
        with pytest.raises(AccessDenied, match=r"google\.shared_drive") as raised:
            google.create("Tổ dân phố 1", {})
        assert ADDRESS in str(raised.value)
        assert len(google.log.calls) == 1


def test_a_shared_drive_is_where_a_service_account_creates_and_has_its_own_changes(
    settings: GoogleSettings, poor: LocalGoogle, tmp_path: Path
) -> None:
    key_file = tmp_path / "poor.json"
    key_file.write_text(json.dumps(poor.service_account("sync")), encoding="utf-8")
    drive = poor.call("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="one")["id"]
    grant = {"type": "user", "role": "organizer", "emailAddress": ADDRESS}
    poor.call("POST", f"/drive/v3/files/{drive}/permissions", grant, supportsAllDrives="true")
    mine = replace(
        settings,
        api_base_url=poor.base_url,
        auth="service-account",
        credentials_file=key_file,
        shared_drive=drive,
    )
    with Google(mine, "provision") as google:
        token = google.start_page_token(drive)
        book = google.create("Tổ dân phố 1", {"unit": "tdp-01"})
        assert [change.file_id for change in google.changes(token, drive).changes] == [book]
        assert set(google.living(drive)) == {book}
        assert google.find("unit", "tdp-01") == {book: {"unit": "tdp-01"}}


@pytest.mark.parametrize(("purpose", "last"), [("sync", "drive.metadata.readonly"), ("provision", "drive")])
def test_each_purpose_asks_for_the_scopes_it_needs_only(
    as_service: GoogleSettings, purpose: str, last: str
) -> None:
    with Google(as_service, "sync" if purpose == "sync" else "provision") as google:
        scopes = google.client.session.credentials.scopes  # type: ignore[attr-defined]
        assert [scope.rpartition("/")[2] for scope in scopes] == ["spreadsheets", last]
