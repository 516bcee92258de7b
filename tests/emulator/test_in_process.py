"""What a client of the server without a socket receives, byte for byte beside what it receives over one."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.emulator import in_process, running
from sheets_sync.emulator.library import Library
from tests.without_socket import running_here, version_at

from .client import Api

BOOK = "1" + "B" * 43
#: Method, path, body, headers: what Google answers, refuses and does not know.
CALLS: tuple[tuple[str, str, Any, dict[str, str]], ...] = (
    ("GET", "/", None, {}),
    ("GET", "/_emulator/web/app.js", None, {}),
    ("GET", "/_emulator/web/nothing.js", None, {}),
    ("HEAD", "/drive/v3/files", None, {}),
    ("GET", "/drive/v3/files?fields=nothing", None, {}),
    ("GET", "/drive/v3/nothing/at/all", None, {}),
    ("PATCH", "/_emulator/health", None, {}),
    ("GET", f"/v4/spreadsheets/{BOOK}/values/'Sổ%20%2F%20tay'!A1?majorDimension=ROWS", None, {}),
    ("GET", f"/v4/spreadsheets/{BOOK}", None, {"Authorization": "Bearer user:don.vi@example.com"}),
    ("POST", "/v4/spreadsheets", {"properties": {"title": "Sổ", "locale": "vi_VN"}}, {}),
    ("POST", "/v4/spreadsheets", b"{", {"Content-Type": "application/json"}),
    ("POST", "/v4/spreadsheets", b" " * 10_485_761, {}),
    ("DELETE", "/_emulator/faults", None, {}),
    ("POST", "/token", "grant_type=nothing", {}),
    ("GET", "/o/oauth2/auth?client_id=a&scope=b&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F", None, {}),
)
FAULTS = ("403", "429", "500", "502", "503", "applied-then-503", "reset", "truncated")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Api]]:
    """The same server over a socket and without one."""
    with ExitStack() as open_:
        folder = tmp_path_factory.mktemp("both")
        urls = (
            open_.enter_context(running(folder / "socket")),
            open_.enter_context(running_here(folder / "process")),
        )
        first, second = (open_.enter_context(closing(Api(url))) for url in urls)
        first.ok("POST", "/_emulator/clock", {"now": "2024-08-06T08:00:00Z"})
        second.ok("POST", "/_emulator/clock", {"now": "2024-08-06T08:00:00Z"})
        yield first, second


def received(api: Api, method: str, path: str, body: Any, headers: dict[str, str]) -> object:
    """What a client sees; ids and addresses, which are chance, are left out."""
    data = json.dumps(body) if isinstance(body, dict) else body
    try:
        answer = api.session.request(
            method, api.base_url + path, data=data, headers=headers, allow_redirects=False
        )
    except requests.RequestException as error:
        return type(error), re.sub(r"0x\w+", "", str(error))
    told = {name.lower(): value for name, value in answer.headers.items()}
    assert told.pop("date").endswith("GMT")
    for changing in ("last-modified", "etag"):
        told.pop(changing, None)
    text = answer.content.decode().replace(api.base_url, "")
    if "content-length" in told and method != "HEAD":
        assert int(told.pop("content-length")) == len(answer.content)
    # The last letter may be a hyphen, after which no word ends.
    text = re.sub(r"\b1[\w-]{43}(?![\w-])", "ID", text)
    return answer.status_code, answer.reason, told, text, answer.encoding


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1][:40]}")
def test_an_answer_is_the_same_with_and_without_a_socket(both: tuple[Api, Api], call: Any) -> None:
    over_socket, in_here = (received(api, *call) for api in both)
    assert in_here == over_socket


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_the_same_with_and_without_a_socket(both: tuple[Api, Api], kind: str) -> None:
    found = []
    for api in both:
        api.ok("POST", "/_emulator/faults", {"kind": kind, "count": 1, "retry_after": 3})
        found.append(received(api, "GET", "/drive/v3/about?fields=user", None, {}))
    assert found[1] == found[0]


def test_what_its_client_gave_up_is_carried_out_all_the_same(own: Api) -> None:
    own.ok("POST", "/_emulator/latency", {"ms": 50})
    with pytest.raises(requests.ReadTimeout):
        own.session.post(f"{own.base_url}/v4/spreadsheets", json={}, timeout=0.01)
    own.ok("GET", "/drive/v3/about", fields="user")
    own.ok("GET", "/drive/v3/about", fields="user")
    assert own.ok("GET", "/_emulator/health")["files"] == 1


def test_the_version_of_a_file_is_told_without_a_call_as_drive_tells_it(tmp_path: Path) -> None:
    with running_here(tmp_path) as base_url, closing(Api(base_url)) as api:
        made = api.ok("POST", "/v4/spreadsheets", {})["spreadsheetId"]
        versions = []
        for text in ("a", "b"):
            api.ok("PUT", f"/v4/spreadsheets/{made}/values/A1?valueInputOption=RAW", {"values": [[text]]})
            versions.append(version_at(base_url, made))
            assert versions[-1] == int(api.ok("GET", f"/drive/v3/files/{made}", fields="version")["version"])
        assert versions[0] < versions[1]


def test_a_failure_of_its_own_is_answered_and_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Library, "snapshot", broken)
    with running_here(tmp_path) as base_url, closing(Api(base_url)) as api:
        assert "Internal error" in api.refused(500, "GET", "/drive/v3/files")
    assert "ZeroDivisionError" in caplog.text


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with in_process(tmp_path) as adapter, requests.Session() as session:
        session.mount("http://", adapter)
        session.post("http://here/_emulator/faults", json={"kind": "timeout"})
        with pytest.raises(requests.ReadTimeout):
            session.get("http://here/drive/v3/files", timeout=0.01)
    assert set(threading.enumerate()) == before
    with in_process(tmp_path):
        pass
