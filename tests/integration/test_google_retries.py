import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, Thread

import pytest
import stamina.instrumentation

from sheets_sync.errors import AccessDenied, GoogleUnavailable, QuotaExceeded, RequestRefused
from sheets_sync.google import Google, GoogleSettings

from .conftest import LocalGoogle


@contextmanager
def answering(status: int, body: bytes, content_type: str) -> Iterator[str]:
    """A server that always gives the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def waits() -> Iterator[list[float]]:
    """The seconds of all waits between two attempts."""
    waited: list[float] = []
    before = stamina.instrumentation.get_on_retry_hooks()
    stamina.instrumentation.set_on_retry_hooks([lambda details: waited.append(details.wait_for)])
    try:
        yield waited
    finally:
        stamina.instrumentation.set_on_retry_hooks(before)


@pytest.mark.parametrize(
    ("kind", "error", "status"),
    [
        ("429", QuotaExceeded, 429),
        ("500", GoogleUnavailable, 500),
        ("502", GoogleUnavailable, 502),
        ("503", GoogleUnavailable, 503),
        ("reset", GoogleUnavailable, 0),
        ("truncated", GoogleUnavailable, 0),
    ],
)
def test_a_failure_that_lasts_ends_after_the_permitted_attempts(
    google: Google, local: LocalGoogle, kind: str, error: type[Exception], status: int
) -> None:
    book = local.workbook()
    local.fail(kind)
    with pytest.raises(error, match="Attempts made: 4"):
        google.read(book)
    assert len(local.calls(at_least=4)) == 4
    assert [(call.status, call.attempts) for call in google.log.calls] == [(status, 4)]


def test_a_refusal_is_not_repeated(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    local.fail("403", route="^/v4/")
    with pytest.raises(AccessDenied, match="as Editor"):
        google.read(book)
    assert [call.attempts for call in google.log.calls] == [1]


def test_drives_too_fast_passes_although_it_is_a_403(google: Google, local: LocalGoogle) -> None:
    local.fail("403", route="^/drive/", count=2)
    assert google.start_page_token()
    assert [(call.kind, call.status, call.attempts) for call in google.log.calls] == [("drive", 200, 3)]


def test_the_wait_that_google_asks_for_is_kept(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    local.fail("429", count=1, retry_after=1)
    with waits() as waited:
        google.read(book)
    assert waited == [1]
    assert google.log.calls[0].seconds >= 1


def test_a_wait_beyond_our_patience_ends_the_call_at_once(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    local.fail("429", retry_after=3600)
    with pytest.raises(QuotaExceeded):
        google.read(book)
    assert len(local.calls()) == 1


def test_a_file_is_waited_for_no_longer_than_it_may_and_others_are_not_held_up(
    settings: GoogleSettings, local: LocalGoogle
) -> None:
    one, other = local.workbook(), local.workbook()
    with Google(replace(settings, file_seconds=1.5)) as google:
        local.fail("503", route=f"^/v4/spreadsheets/{one}", retry_after=1)
        with waits() as waited, pytest.raises(GoogleUnavailable, match=r"waited for long enough\."):
            google.read(one)
        assert waited == [1]
        with pytest.raises(GoogleUnavailable):
            google.read(one)
        assert [call.attempts for call in google.log.calls] == [2, 1]
        assert google.read(other).id == other


def test_what_the_quota_makes_wait_is_held_against_no_file(
    settings: GoogleSettings, local: LocalGoogle
) -> None:
    book = local.workbook()
    local.fail("429", count=3)
    with Google(replace(settings, file_seconds=1e-9)) as google:
        assert google.read(book).id == book
        assert [call.attempts for call in google.log.calls] == [4]


def test_an_answer_that_does_not_come_in_time_is_asked_for_again(
    settings: GoogleSettings, local: LocalGoogle
) -> None:
    book = local.workbook()
    local.fail("timeout", count=1, seconds=3600)
    # On a slow machine other answers may take as long, and are asked for again as well.
    with Google(replace(settings, timeout=(3600, 2), attempts=1000)) as google:
        assert google.read(book).id == book
        assert google.log.calls[0].attempts >= 2
    assert len(local.calls(at_least=2)) >= 2


def test_a_server_that_is_not_there(settings: GoogleSettings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with Google(replace(settings, api_base_url=nobody)) as google:
            with pytest.raises(GoogleUnavailable, match="network"):
                google.read("1" * 44)
            assert (google.log.calls[0].status, google.log.calls[0].attempts) == (0, 4)


def test_an_error_without_a_code_is_translated(settings: GoogleSettings) -> None:
    # gspread's own APIError ends in a TypeError here.
    with (
        answering(400, b'{"error":"invalid_grant"}', "application/json") as url,
        Google(replace(settings, api_base_url=url)) as google,
        pytest.raises(RequestRefused, match="invalid_grant"),
    ):
        google.read("1" * 44)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"<html>Xin ch\xc3\xa0o</html>", "text/html"), (b'{"spreadsheetId": "1', "application/json")],
)
def test_a_success_that_is_not_googles_answer_is_no_empty_workbook(
    settings: GoogleSettings, body: bytes, content_type: str
) -> None:
    with (
        answering(200, body, content_type) as url,
        Google(replace(settings, api_base_url=url)) as google,
        pytest.raises(GoogleUnavailable, match="Attempts made: 4"),
    ):
        google.read("1" * 44)


def test_a_base_url_that_is_none(settings: GoogleSettings) -> None:
    with (
        Google(replace(settings, api_base_url="localhost")) as google,
        pytest.raises(RequestRefused, match="api_base_url"),
    ):
        google.read("1" * 44)


def test_each_thread_has_its_own_client_and_all_share_the_log(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    together = Barrier(4)

    def work(_: int) -> int:
        together.wait()
        google.read(book)
        return id(google.client)

    with ThreadPoolExecutor(4) as pool:
        clients = set(pool.map(work, range(4)))
    assert len(clients) == 4
    assert google.log.count() == {"read": 4, "write": 0, "drive": 0}
