"""Comments of files and replies to them."""

from collections.abc import Iterator

import pytest

from .client import Api

ALL = {"fields": "*"}


@pytest.fixture
def unit(google: str) -> Iterator[Api]:
    api = Api(google, "don.vi@example.com")
    yield api
    api.close()


@pytest.fixture
def book(api: Api) -> str:
    book = api.new()
    body = {"type": "user", "role": "commenter", "emailAddress": "don.vi@example.com"}
    api.ok("POST", f"/drive/v3/files/{book}/permissions", body)
    return book


def test_a_comment_is_made_answered_resolved_and_deleted(api: Api, unit: Api, book: str) -> None:
    path = f"/drive/v3/files/{book}/comments"
    made = unit.ok("POST", path, {"content": "Sai số", "anchor": "{}"}, **ALL)
    assert (made["content"], made["author"]["me"], made["resolved"]) == ("Sai số", True, False)
    one = f"{path}/{made['id']}"
    reply = api.ok("POST", f"{one}/replies", {"content": "Đã sửa", "action": "resolve"}, **ALL)
    found = unit.ok("GET", one, **ALL)
    assert (found["resolved"], found["replies"][0]["content"]) == (True, "Đã sửa")
    assert api.ok("GET", f"{one}/replies", **ALL)["replies"][0]["id"] == reply["id"]
    assert unit.ok("PATCH", one, {"content": "Sai tổng"}, **ALL)["content"] == "Sai tổng"
    assert unit.call("DELETE", one).status_code == 204
    assert unit.ok("GET", path, **ALL)["comments"] == []
    unit.refused(404, "GET", one, **ALL)
    (left,) = unit.ok("GET", path, includeDeleted="true", **ALL)["comments"]
    assert left["deleted"]
    assert "content" not in left


def test_only_who_wrote_it_changes_a_comment_or_reply(api: Api, unit: Api, book: str) -> None:
    path = f"/drive/v3/files/{book}/comments"
    one = f"{path}/{api.ok('POST', path, {'content': 'a'}, **ALL)['id']}"
    reply = f"{one}/replies/{unit.ok('POST', f'{one}/replies', {'content': 'b'}, **ALL)['id']}"
    unit.refused(403, "PATCH", one, {"content": "x"}, **ALL)
    unit.refused(403, "DELETE", one)
    api.refused(403, "PATCH", reply, {"content": "x"}, **ALL)
    assert unit.ok("PATCH", reply, {"content": "c"}, **ALL)["content"] == "c"
    assert unit.call("DELETE", reply).status_code == 204
    unit.refused(404, "GET", reply, **ALL)
    assert unit.ok("GET", reply, includeDeleted="true", **ALL)["deleted"]


def test_a_comment_leaves_the_file_as_it_is(api: Api, book: str) -> None:
    fields = "modifiedTime,lastModifyingUser"
    before = api.ok("GET", f"/drive/v3/files/{book}", fields=fields)
    api.ok("POST", f"/drive/v3/files/{book}/comments", {"content": "a"}, **ALL)
    assert api.ok("GET", f"/drive/v3/files/{book}", fields=fields) == before


def test_comments_are_refused_where_drive_refuses_them(api: Api, google: str, book: str) -> None:
    path = f"/drive/v3/files/{book}/comments"
    assert "'fields' parameter is required" in api.refused(400, "GET", path)
    api.refused(400, "POST", path, {}, **ALL)
    api.refused(404, "GET", f"{path}/nope", **ALL)
    reader = Api(google, "doc@example.com")
    reader.refused(404, "GET", path, **ALL)
    api.ok(
        "POST",
        f"/drive/v3/files/{book}/permissions",
        {"type": "user", "role": "reader", "emailAddress": "doc@example.com"},
    )
    reader.refused(403, "POST", path, {"content": "a"}, **ALL)
    reader.close()
