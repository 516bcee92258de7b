"""Firewalls, proxies and names: real TLS with an authority of our own, a real proxy with a password."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from sheets_sync.errors import GoogleError, GoogleUnavailable
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.google.auth import access_token
from sheets_sync.google.diagnosis import clock
from tests.on_the_way import NAME, PASSWORD, opened_tls, proxy, served

from .conftest import LocalGoogle

VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def firewall(tmp_path: Path, local: LocalGoogle) -> Iterator[tuple[str, Path]]:
    with opened_tls(tmp_path, local.base_url) as found:
        yield found


@contextmanager
def deaf_port(wanted: range = range(1)) -> Iterator[int]:
    """A port at which nobody listens and nobody else gets: the first free one of those wanted."""
    with socket.socket() as held:
        for port in wanted:
            with suppress(OSError):
                held.bind(("127.0.0.1", port))
                break
        yield held.getsockname()[1]


def of_service(settings: GoogleSettings, key_file: Path, sign_in: str, api: str) -> GoogleSettings:
    """Settings of a service account whose sign-in and whose calls go to these addresses."""
    key = json.loads(key_file.read_bytes()) | {"token_uri": f"{sign_in}/token"}
    key_file.write_text(json.dumps(key), encoding="utf-8")
    return replace(settings, auth="service-account", credentials_file=key_file, api_base_url=api, attempts=2)


def refused(settings: GoogleSettings) -> GoogleError:
    with Google(settings) as google, pytest.raises(GoogleError) as raised:
        google.start_page_token()
    return raised.value


def test_an_unknown_authority_is_told_as_such_at_the_sign_in_and_at_the_api(
    settings: GoogleSettings, key_file: Path, firewall: tuple[str, Path], local: LocalGoogle
) -> None:
    address, _ = firewall
    for sign_in, api in ((address, local.base_url), (local.base_url, address)):
        error = refused(of_service(settings, key_file, sign_in, api))
        assert (error.refusal, type(error)) == ("certificate", GoogleUnavailable)
        assert "REQUESTS_CA_BUNDLE" in str(error)


def test_with_the_authority_named_everything_goes_through(
    settings: GoogleSettings, key_file: Path, firewall: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, authority = firewall
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    with Google(of_service(settings, key_file, address, address)) as google:
        assert google.start_page_token()


def test_a_certificate_is_not_asked_about_again_and_again(
    settings: GoogleSettings, key_file: Path, firewall: tuple[str, Path], local: LocalGoogle
) -> None:
    with Google(of_service(settings, key_file, firewall[0], local.base_url)) as google:
        with pytest.raises(GoogleUnavailable):
            google.start_page_token()
        assert [call.attempts for call in google.log.calls] == [1]


def test_a_proxy_that_wants_a_password_says_so_and_is_passed_with_it(
    settings: GoogleSettings,
    key_file: Path,
    firewall: tuple[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, authority = firewall
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    with served(proxy()) as way:
        monkeypatch.setenv("HTTPS_PROXY", way)
        mine = of_service(settings, key_file, address, address)
        error = refused(mine)
        assert error.refusal == "proxy-password-in-tunnel"
        assert "HTTPS_PROXY" in str(error)
        with pytest.raises(GoogleError, match="wants a password"):
            clock(mine)
        host = urlsplit(way).netloc
        monkeypatch.setenv("HTTPS_PROXY", f"http://{NAME}:{quote(PASSWORD)}@{host}")
        with Google(mine) as google:
            assert google.start_page_token()
        monkeypatch.setenv("HTTPS_PROXY", way)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with Google(mine) as google:
            assert google.start_page_token()


def test_a_proxy_that_is_not_there(
    settings: GoogleSettings, key_file: Path, local: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with deaf_port() as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        error = refused(of_service(settings, key_file, "https://oauth2.example", local.base_url))
    assert error.refusal == "proxy"
    assert "HTTPS_PROXY and NO_PROXY" in str(error)


def test_a_proxy_that_is_not_there_wants_no_password_whatever_its_port(
    settings: GoogleSettings, key_file: Path, local: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with deaf_port(range(40700, 40800)) as port:
        assert "407" in str(port)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        error = refused(of_service(settings, key_file, "https://oauth2.example", local.base_url))
    assert error.refusal == "proxy"


def test_a_name_that_is_not_known_is_not_called_the_network(
    settings: GoogleSettings, key_file: Path, local: LocalGoogle
) -> None:
    for sign_in, api in (("http://oauth2.invalid", local.base_url), (local.base_url, "http://api.invalid")):
        error = refused(of_service(settings, key_file, sign_in, api))
        assert error.refusal == "dns"
        assert "DNS" in str(error)


def test_nobody_answers_at_the_sign_in(settings: GoogleSettings, key_file: Path, local: LocalGoogle) -> None:
    with deaf_port() as port:
        error = refused(of_service(settings, key_file, f"http://127.0.0.1:{port}", local.base_url))
    assert error.refusal == "not-sent"
    assert "oauth2.googleapis.com" in str(error)


def test_a_token_for_mails_is_refused_with_the_same_words(
    settings: GoogleSettings, key_file: Path, local: LocalGoogle
) -> None:
    mine = of_service(settings, key_file, local.base_url, local.base_url)
    local.fail("answer", route="^/token", answer={"status": 200, "body": "<html>portal</html>"})
    with pytest.raises(GoogleUnavailable, match="web page"):
        access_token(mine, "smtp")
