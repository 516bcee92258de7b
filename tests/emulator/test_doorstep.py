"""What a web page of elsewhere sends is turned away, and so is whoever does not know the token."""

from collections.abc import Iterator

import pytest

from sheets_sync.emulator import Settings, running
from sheets_sync.emulator.doorstep import refusal

from .client import Api

CONTROLS = (
    ("POST", "reset"),
    ("POST", "checkpoint"),
    ("POST", "rewind"),
    ("POST", "faults"),
    ("GET", "faults"),
    ("DELETE", "faults"),
    ("GET", "calls"),
    ("DELETE", "calls"),
    ("POST", "quota"),
    ("POST", "latency"),
    ("POST", "clock"),
    ("POST", "service-accounts"),
    ("POST", "oauth-clients"),
    ("POST", "sign-ins"),
    ("POST", "token-creators"),
)
PATHS = ("/", "/_emulator/health", "/v4/spreadsheets", "/drive/v3/files", "/token", "/o/oauth2/v2/auth")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    settings = Settings(token="7f3a", names=("google.phuong.example",))
    with running(tmp_path_factory.mktemp("guarded"), settings=settings) as base_url:
        api = Api(base_url)
        yield api
        api.close()


def status(api: Api, method: str, path: str, body: str | None = None, **headers: str) -> int:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    url = api.base_url + path
    return api.session.request(method, url, headers=named, data=body, allow_redirects=False).status_code


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["https://xau.example", "null", "http://127.0.0.1:1", "https://localhost"])
def test_a_page_of_elsewhere_is_turned_away_wherever_it_asks(guarded: Api, path: str, origin: str) -> None:
    for method in ("GET", "POST"):
        assert status(guarded, method, path, Origin=origin) == 403


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host", ["xau.example", "127.0.0.1.xau.example", "localhost.xau.example:8085", "", "[", "a@b"]
)
def test_a_name_that_is_not_ours_is_turned_away(guarded: Api, path: str, host: str) -> None:
    assert status(guarded, "GET", path, Host=host or "xn--") == 403


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost:8085",
        "[::1]:8085",
        "192.0.2.7",
        "google.phuong.example",
        "sheets.googleapis.com",
    ],
)
def test_our_names_and_addresses_are_answered(guarded: Api, host: str) -> None:
    assert status(guarded, "GET", "/_emulator/health", Host=host) == 200


def test_what_the_browser_says_of_a_page_of_elsewhere_is_believed(guarded: Api) -> None:
    assert (
        status(guarded, "GET", "/drive/v3/files", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")
        == 403
    )
    assert status(guarded, "GET", "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate") == 200
    assert status(guarded, "GET", "/drive/v3/files", Sec_Fetch_Site="same-origin") == 200


def test_its_own_page_is_let_in(guarded: Api) -> None:
    assert status(guarded, "GET", "/drive/v3/files", Origin=guarded.base_url) == 200


@pytest.mark.parametrize(("method", "name"), CONTROLS)
def test_every_control_asks_for_the_token(guarded: Api, method: str, name: str) -> None:
    path = f"/_emulator/{name}"
    assert status(guarded, method, path) == 403
    assert status(guarded, method, path, X_Local_Google_Token="7f3b") == 403
    told = guarded.refused(403, method, path)
    assert "X-Local-Google-Token" in told


def test_with_the_token_and_json_a_control_works(guarded: Api) -> None:
    given = {"X_Local_Google_Token": "7f3a", "Content_Type": "application/json"}
    assert status(guarded, "POST", "/_emulator/latency", '{"ms": 0}', **given) == 200
    assert status(guarded, "POST", "/_emulator/checkpoint", X_Local_Google_Token="7f3a") == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_form_of_a_page_can_send_is_no_control(guarded: Api, kind: str) -> None:
    given = {"X_Local_Google_Token": "7f3a", "Content_Type": kind}
    assert status(guarded, "POST", "/_emulator/latency", '{"ms": 60000}', **given) == 415


def test_health_asks_nobody_and_a_server_without_a_token_neither() -> None:
    ours = {b"host": b"127.0.0.1:8085"}
    assert refusal("/_emulator/health", ours, b"", (), "7f3a") is None
    assert refusal("/_emulator/reset", ours, b"", (), "") is None
