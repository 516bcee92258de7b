"""Answers that look like successes and are none: no empty list, no traceback, nothing without end."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.errors import GoogleError, GoogleUnavailable
from sheets_sync.google import Google, GoogleSettings, bodies
from sheets_sync.google.bodies import NotUnderstood, whole
from sheets_sync.google.waits import COMPUTER
from sheets_sync.model import WritePlan
from sheets_sync.sheets.batch import hide_sheet
from tests.counted import Counted

from .conftest import LocalGoogle

#: Everything that is asked of Google, as a person and not by id only.
ASKED: dict[str, Callable[[Google], object]] = {
    "read": lambda google: google.read("1AbC"),
    "apply with echo": lambda google: google.apply(WritePlan("1AbC", (hide_sheet(1),)), ["Biểu 1"]),
    "changes": lambda google: google.changes("17"),
    "start": lambda google: google.start_page_token(),
    "living": lambda google: google.living(),
    "find": lambda google: google.find("a", "b"),
    "create": lambda google: google.create("Tổ 1", {}),
    "permissions": lambda google: google.permissions("1AbC"),
    "share": lambda google: google.share("1AbC", "to1@phuong.example"),
    "who": lambda google: google.who(),
    "drive": lambda google: google.name_of_drive("0Drive"),
}
ODD = {
    "a list": b"[1,2,3]",
    "null": b"null",
    "an empty object": b"{}",
    "a text": b'"text"',
    "a number": b"7",
    "nothing": b"",
    "half": b'{"files": [{"id": "1',
    "invalid UTF-8": b'{"files": "\xff\xfe"}',
    "brackets": b"[" * 100_000,
    "objects": b'{"a":' * 100_000,
    "wrong types": b'{"spreadsheetId": 7, "properties": [], "sheets": {}, "files": 1, "id": [], "name": 3}',
    "nulls": b'{"spreadsheetId": null, "sheets": null, "files": null, "changes": null, "permissions": null,'
    b' "startPageToken": null, "id": null, "user": null, "name": null, "updatedSpreadsheet": null}',
    "a tab that begins in row two billion": b'{"spreadsheetId": "1AbC", "properties": {}, "sheets": '
    b'[{"properties": {}, "data": [{"startRow": 2147483648}]}]}',
    "a huge number": b'{"sheets": [{"properties": {"sheetId": 1e999}}]}',
}
SAID: dict[str, bytes] = {}


@contextmanager
def answering() -> Iterator[str]:
    """A server that gives to every request the answer of the moment, as JSON."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = SAID["body"]
            self.send_response(200)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            if body[:2] == b"\x1f\x8b":
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    for method in ("GET", "POST", "PATCH"):
        setattr(Handler, f"do_{method}", Handler.answer)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def asked_once(base_url: str) -> GoogleSettings:
    """One attempt each, as quickly as may be."""
    return GoogleSettings(
        api_base_url=base_url,
        auth="anonymous",
        attempts=1,
        reads_per_minute=0,
        writes_per_minute=0,
        project_reads_per_minute=0,
        project_writes_per_minute=0,
        workbook_seconds=0,
        circuit_failures=0,
    )


@pytest.fixture(scope="module")
def odd() -> Iterator[Google]:
    with answering() as base_url, Google(asked_once(base_url)) as google:
        yield google


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("said", ODD)
def test_a_success_of_another_shape_is_none(odd: Google, asked: str, said: str) -> None:
    SAID["body"] = ODD[said]
    with pytest.raises(GoogleUnavailable, match=r"What answers (GET|POST) /|No usable answer|breaks off"):
        ASKED[asked](odd)


KEYS = (
    *("spreadsheetId", "properties", "sheets", "data", "rowData", "values", "effectiveValue", "title"),
    *("files", "changes", "id", "file", "version", "nextPageToken", "permissions", "type", "role"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=150)
@given(said=JSON, asked=st.sampled_from(sorted(ASKED)))
def test_whatever_json_comes_is_an_answer_or_an_error_of_ours(odd: Google, said: Any, asked: str) -> None:
    SAID["body"] = json.dumps(said).encode()
    with suppress(GoogleError):
        assert ASKED[asked](odd) is not None


def test_an_answer_of_another_shape_is_asked_for_again(settings: GoogleSettings, local: LocalGoogle) -> None:
    book = local.workbook()
    local.fail("answer", count=2, answer={"status": 200, "body": [1, 2, 3]})
    with Google(replace(settings, attempts=4)) as google:
        assert google.read(book).id == book
        assert [call.attempts for call in google.log.calls] == [3]


def test_a_list_whose_pages_come_again_and_again_ends(odd: Google) -> None:
    SAID["body"] = b'{"files": [], "nextPageToken": "the same"}'
    with pytest.raises(GoogleUnavailable, match="has no end"):
        odd.living()


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_off(
    odd: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies.whole, "__defaults__", (COMPUTER, 1_000_000))
    SAID["body"] = gzip.compress(b" " * 50_000_000)
    with pytest.raises(GoogleUnavailable, match="longer than 1,000,000 bytes"):
        odd.living()


class Dripping(requests.Response):
    """A body that comes a byte at a time, ten seconds apart."""

    def __init__(self, counted: Counted) -> None:
        super().__init__()
        self.counted = counted
        self.given = 0

    def iter_content(self, chunk_size: int | None = 1, decode_unicode: bool = False) -> Iterator[bytes]:
        while True:
            self.counted.sleep(10)
            self.given += 1
            yield b" "

    def close(self) -> None:
        pass


def test_an_answer_that_drips_is_not_waited_for_for_ever() -> None:
    dripping = Dripping(Counted())
    with pytest.raises(NotUnderstood, match="does not end within 600 seconds"):
        whole(dripping, dripping.counted.time)
    assert dripping.given == 61
