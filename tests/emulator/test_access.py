"""Who may do what: an API key alone, a stranger, a file of another kind."""

from typing import Any

import pytest

from .client import Api, Json

UNKNOWN_KEY = {"key": "AIza-any"}


@pytest.fixture
def stranger(google: str) -> Any:
    api = Api(google, "la@example.com")
    yield api
    api.close()


def reads(book: str) -> list[tuple[str, str, Any]]:
    base = f"/v4/spreadsheets/{book}"
    return [
        ("GET", base, None),
        ("GET", f"{base}/values/A1", None),
        ("GET", f"{base}/values:batchGet", None),
        ("POST", f"{base}:getByDataFilter", {}),
        ("POST", f"{base}/developerMetadata:search", {}),
    ]


def test_a_key_alone_reads_what_anyone_may_read_and_nothing_else(api: Api) -> None:
    book = api.new()
    for method, path, body in reads(book):
        assert api.refused(403, method, path, body, **UNKNOWN_KEY) == "The caller does not have permission"
    api.refused(404, "GET", f"/drive/v3/files/{book}", **UNKNOWN_KEY)
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "writer"})
    for method, path, body in reads(book):
        api.ok(method, path, body, **UNKNOWN_KEY)
    assert api.ok("GET", f"/drive/v3/files/{book}", **UNKNOWN_KEY)["id"] == book
    assert api.ok("GET", "/drive/v3/files", **UNKNOWN_KEY)["files"] == []


def test_a_key_alone_writes_nothing(api: Api) -> None:
    book = api.new()
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "writer"})
    base, file = f"/v4/spreadsheets/{book}", f"/drive/v3/files/{book}"
    calls = [
        ("POST", "/v4/spreadsheets"),
        ("POST", f"{base}:batchUpdate"),
        ("PUT", f"{base}/values/A1"),
        ("POST", f"{base}/values/A1:append"),
        ("POST", f"{base}/values/A1:clear"),
        ("POST", f"{base}/sheets/0:copyTo"),
        ("POST", "/drive/v3/files"),
        ("PATCH", file),
        ("DELETE", file),
        ("POST", f"{file}/copy"),
        ("POST", f"{file}/permissions"),
        ("POST", "/upload/drive/v3/files"),
        ("GET", "/drive/v3/about"),
        ("GET", "/drive/v3/changes/startPageToken"),
    ]
    for method, path in calls:
        body: Json | None = {} if method != "GET" else None
        assert "missing required authentication credential" in api.refused(
            401, method, path, body, **UNKNOWN_KEY
        )


def test_a_token_in_the_query_counts_before_a_key(api: Api, stranger: Api) -> None:
    book = api.new()
    api.ok("GET", f"/v4/spreadsheets/{book}", access_token="user:owner@example.com", **UNKNOWN_KEY)
    api.refused(403, "GET", f"/v4/spreadsheets/{book}", access_token="user:la@example.com", **UNKNOWN_KEY)


def test_a_file_of_somebody_else_is_forbidden_in_sheets_and_unknown_in_drive(api: Api, stranger: Api) -> None:
    book = api.new()
    for method, path, body in reads(book):
        stranger.refused(403, method, path, body)
    stranger.refused(403, "POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": []})
    file = f"/drive/v3/files/{book}"
    for method, path in (("GET", file), ("PATCH", file), ("DELETE", file), ("POST", f"{file}/copy")):
        stranger.refused(404, method, path, {} if method != "GET" else None)
    api.ok(
        "POST", f"{file}/permissions", {"type": "user", "role": "reader", "emailAddress": "la@example.com"}
    )
    stranger.refused(
        403, "PUT", f"/v4/spreadsheets/{book}/values/A1", {"values": [[1]]}, valueInputOption="RAW"
    )
    for method, path in (("PATCH", file), ("DELETE", file), ("POST", f"{file}/permissions")):
        body = {"name": "x", "type": "anyone", "role": "reader"}
        stranger.refused(403, method, path, body)


def test_a_file_that_is_no_spreadsheet_is_a_failed_precondition(api: Api) -> None:
    file = api.ok(
        "POST", "/drive/v3/files", {"name": "thư mục", "mimeType": "application/vnd.google-apps.folder"}
    )
    answer = api.call("GET", f"/v4/spreadsheets/{file['id']}")
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "FAILED_PRECONDITION")
