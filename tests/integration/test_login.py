"""A person signs in, with a browser and without, stays signed in, and signs out; without gcloud or a key."""

import json
import stat
import threading
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from typer.testing import CliRunner

from sheets_sync.cli.app import app
from sheets_sync.emulator import Settings, running
from sheets_sync.errors import AccessDenied, GoogleError
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.google.auth import scopes_of_a_person
from sheets_sync.google.person import client_file, sign_in, sign_out
from sheets_sync.google.token_file import look
from tests.on_the_way import opened_tls

from .conftest import LocalGoogle

PERSON = "vanphong@phuong.example"
SCOPES = scopes_of_a_person(impersonates=False, gmail=False, smtp=False)


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[LocalGoogle]:
    """A Google that lets nobody in without a token."""
    with running(tmp_path / "strict", settings=Settings(require_token=True)) as base_url:
        yield LocalGoogle(base_url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where campaign.toml would stand."""
    made = tmp_path / "campaign"
    made.mkdir()
    return made


def new_client(google: LocalGoogle, folder: Path, *, testing: bool = False) -> Path:
    told = google.call("POST", "/_emulator/oauth-clients", {"testing": testing})
    file = folder / "client.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def answered(url: str, **form: str) -> str:
    """Where the browser ends once the person has pressed a button on the consent page."""
    page = requests.get(url, timeout=10)
    assert page.ok
    assert "Allow" in page.text
    back = requests.post(
        url, data={"email": PERSON, "answer": "allow", **form}, allow_redirects=False, timeout=10
    )
    assert back.status_code == 302, back.text
    return str(back.headers["Location"])


def signed_in(google: LocalGoogle, folder: Path, *, testing: bool = False) -> Path:
    """A kept sign-in, made without a browser on this computer."""
    file = folder / "google-token.json"
    sign_in(new_client(google, folder, testing=testing), SCOPES, file, answered)
    return file


def settings_of(google: LocalGoogle, token_file: Path, **more: Any) -> GoogleSettings:
    plain = GoogleSettings(
        api_base_url=google.base_url,
        auth="user",
        token_file=token_file,
        reads_per_minute=0,
        writes_per_minute=0,
        attempts=2,
        first_wait=0,
        workbook_seconds=0,
    )
    return replace(plain, **more)


def test_without_a_browser_here_the_address_is_opened_elsewhere(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    with Google(settings_of(strict, file)) as google:
        assert google.who().email == PERSON
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # What expires within the hour is not kept.
    assert "ya29." not in file.read_text(encoding="utf-8")


def test_the_code_alone_will_do(strict: LocalGoogle, folder: Path) -> None:
    file = folder / "google-token.json"

    def code(url: str) -> str:
        return parse_qs(urlsplit(answered(url)).query)["code"][0]

    sign_in(new_client(strict, folder), SCOPES, file, code)
    assert look(file).scopes == SCOPES


def test_with_a_browser_the_answer_comes_by_itself(
    strict: LocalGoogle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    class Browser:
        """Presses “Allow” and follows where it is sent, as a browser does."""

        def open(self, url: str, *_: object, **__: object) -> bool:
            def follow() -> None:
                requests.get(answered(url), timeout=10)

            threads.append(threading.Thread(target=follow))
            threads[-1].start()
            return True

    monkeypatch.setattr(webbrowser, "get", lambda _using=None: Browser())
    file = folder / "google-token.json"
    sign_in(new_client(strict, folder), SCOPES, file, None)
    for thread in threads:
        thread.join()
    with Google(settings_of(strict, file)) as google:
        assert google.who().email == PERSON


def test_whoever_presses_cancel_is_told_what_to_do(strict: LocalGoogle, folder: Path) -> None:
    with pytest.raises(AccessDenied, match="choose “Allow”"):
        sign_in(
            new_client(strict, folder),
            SCOPES,
            folder / "token.json",
            lambda url: answered(url, answer="deny"),
        )
    assert not (folder / "token.json").exists()


def test_a_box_that_is_not_ticked_is_told(strict: LocalGoogle, folder: Path) -> None:
    with pytest.raises(AccessDenied, match="every box"):
        sign_in(
            new_client(strict, folder),
            SCOPES,
            folder / "token.json",
            lambda url: answered(url, scope=SCOPES[0]),
        )


@pytest.mark.parametrize(
    "typed",
    ["", "http://localhost/?error=x", "http://localhost/?code=4/wrong&state=other", "xin chào", "4/wrong"],
)
def test_whatever_is_typed_in_place_of_the_address_ends_in_words(
    strict: LocalGoogle, folder: Path, typed: str
) -> None:
    with pytest.raises(AccessDenied, match="sheets-sync login"):
        sign_in(new_client(strict, folder), SCOPES, folder / "token.json", lambda _: typed)


def test_a_web_page_in_place_of_the_token_ends_in_words(strict: LocalGoogle, folder: Path) -> None:
    strict.fail("answer", route="^/token", answer={"status": 200, "body": "<html>portal</html>"})
    with pytest.raises(GoogleError, match=r"sheets-sync login|web page"):
        signed_in(strict, folder)


def test_a_sign_in_lasts_over_the_hour_and_ends_when_it_is_revoked(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    for _ in range(2):
        with Google(settings_of(strict, file)) as google:
            assert google.start_page_token()
    strict.call("POST", "/_emulator/sign-ins", {"email": PERSON, "end": "revoked"})
    with Google(settings_of(strict, file)) as google, pytest.raises(AccessDenied) as raised:
        google.start_page_token()
    assert raised.value.refusal == "sign-in-expired"
    assert "sheets-sync login" in str(raised.value)


def test_an_app_in_testing_says_when_it_ends_and_then_why(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder, testing=True)
    found = look(file)
    assert found.ends is not None
    assert timedelta(days=6, hours=23) < found.ends - datetime.now(UTC) < timedelta(days=7)
    strict.call("POST", "/_emulator/clock", {"advance": timedelta(days=7, hours=1).total_seconds()})
    with Google(settings_of(strict, file)) as google, pytest.raises(AccessDenied, match="publish it"):
        google.start_page_token()


def test_a_workspace_that_asks_again_every_day_is_named(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    strict.call("POST", "/_emulator/sign-ins", {"email": PERSON, "end": "reauth"})
    with Google(settings_of(strict, file)) as google, pytest.raises(AccessDenied, match="session control"):
        google.start_page_token()


def test_signing_out_gives_the_sign_in_back(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    assert len(strict.call("GET", "/_emulator/sign-ins")["signIns"]) == 1
    sign_out(file)
    assert not file.exists()
    assert strict.call("GET", "/_emulator/sign-ins")["signIns"] == []
    with pytest.raises(AccessDenied, match="Nobody is signed in"):
        Google(settings_of(strict, file))


def test_a_sign_in_that_google_has_ended_can_be_forgotten(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    strict.call("POST", "/_emulator/sign-ins", {"email": PERSON, "end": "revoked"})
    sign_out(file)
    assert not file.exists()


def test_a_sign_in_that_cannot_be_given_back_is_kept(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    strict.fail("answer", route="^/revoke", answer={"status": 503, "body": "<html>busy</html>"})
    with pytest.raises(GoogleError, match="later"):
        sign_out(file)
    assert file.exists()


def test_a_service_account_is_stood_in_for_without_its_key(strict: LocalGoogle, folder: Path) -> None:
    file = signed_in(strict, folder)
    account = strict.service_account("sync")["client_email"]
    mine = settings_of(strict, file, impersonate=account)
    with Google(mine) as google, pytest.raises(AccessDenied, match="Service Account Token Creator"):
        google.start_page_token()
    strict.call("POST", "/_emulator/token-creators", {"account": account, "member": PERSON})
    with Google(mine) as google:
        assert google.account == account
        assert google.who().email == account
    gone = replace(mine, impersonate="none@local-google.iam.gserviceaccount.com")
    with Google(gone) as google, pytest.raises(AccessDenied, match=r"google\.impersonate"):
        google.start_page_token()


def test_the_clients_file_is_found_beside_the_campaign_or_told_where_to_put(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gspread.auth.DEFAULT_CREDENTIALS_FILENAME", folder / "none" / "credentials.json")
    with pytest.raises(AccessDenied, match="Desktop app"):
        client_file(None, folder)
    given = folder / "client_secret_123.apps.json"
    given.write_text("{}", encoding="utf-8")
    assert client_file(None, folder) == given
    with pytest.raises(AccessDenied, match="Desktop app"):
        sign_in(given, SCOPES, folder / "token.json", answered)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"refresh_token": 5}', "\0"])
def test_a_broken_file_is_told_as_such(strict: LocalGoogle, folder: Path, content: str) -> None:
    file = folder / "google-token.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(AccessDenied, match="sheets-sync login"):
        Google(settings_of(strict, file))


def test_over_tls_with_an_authority_of_the_offices_own(
    strict: LocalGoogle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_tls(folder, strict.base_url) as (address, authority):
        client = new_client(strict, folder)
        client.write_text(
            client.read_text(encoding="utf-8").replace(strict.base_url, address), encoding="utf-8"
        )
        file = folder / "google-token.json"

        def ask(url: str) -> str:
            return answered(url.replace(address, strict.base_url))

        with pytest.raises(GoogleError) as raised:
            sign_in(client, SCOPES, file, ask)
        assert raised.value.refusal == "certificate"
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
        sign_in(client, SCOPES, file, ask)
        with Google(settings_of(strict, file, api_base_url=address)) as google:
            assert google.who().email == PERSON


def test_from_nothing_to_a_provisioned_campaign_as_the_guide_says(
    strict: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = tmp_path / "phuong"
    runner = CliRunner()
    assert runner.invoke(app, ["init", str(campaign)]).exit_code == 0
    for name, value in {
        "API_BASE_URL": strict.base_url,
        "AUTH": "user",
        "READS_PER_MINUTE": "0",
        "WRITES_PER_MINUTE": "0",
        "WORKBOOK_SECONDS": "0",
    }.items():
        monkeypatch.setenv(f"SHEETS_SYNC_GOOGLE__{name}", value)
    new_client(strict, campaign)
    monkeypatch.setattr("sheets_sync.cli.login._ask", answered)
    config = ["--config", str(campaign / "campaign.toml")]
    run = runner.invoke(app, ["login", "--no-browser", *config])
    assert run.exit_code == 0, run.output
    assert f"Signed in as {PERSON}" in run.output
    assert runner.invoke(app, ["provision", *config]).exit_code == 0
    assert runner.invoke(app, ["sync", "--no-mail", *config]).exit_code == 0
    assert runner.invoke(app, ["logout", *config]).exit_code == 0
    assert isinstance(runner.invoke(app, ["sync", *config]).exception, AccessDenied)
