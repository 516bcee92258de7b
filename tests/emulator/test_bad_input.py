"""Whatever a client sends, the server answers in Google's shape and never with a 500."""

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .client import Api
from .discovery import compact

#: FUZZ=60 sends about 20,000 calls.
EFFORT = int(os.environ.get("FUZZ", "1"))
SCHEMAS = compact("sheets.v4")
PRIMITIVES = {
    "string": st.one_of(
        st.text(max_size=8), st.sampled_from(["A1", "*", "userEnteredValue", "title", "=A1", "=SUM(A1:B2)"])
    ),
    "int": st.one_of(st.integers(-2, 12), st.integers(-(2**33), 2**33)),
    "number": st.one_of(st.integers(-3, 3), st.floats(allow_nan=False, allow_infinity=False)),
    "bool": st.booleans(),
    "any": st.one_of(st.none(), st.text(max_size=3), st.integers()),
}
WRONG = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2))
DEEPEST = 5


def of_kind(kind: str, depth: int) -> st.SearchStrategy[Any]:
    """Mostly values of a kind, now and then something else."""
    if kind.startswith("@"):
        return message(kind[1:], depth)
    if kind.startswith("["):
        return st.lists(of_kind(kind[1:-1], depth), max_size=2)
    if kind.startswith("{"):
        return st.dictionaries(st.text(max_size=3), of_kind(kind[1:-1], depth), max_size=2)
    if kind in PRIMITIVES:
        return PRIMITIVES[kind]
    return st.sampled_from(kind.split("|"))


def message(name: str, depth: int = 0) -> st.SearchStrategy[Any]:
    fields = SCHEMAS[name]
    if depth >= DEEPEST or not fields:
        return st.just({})
    chosen = st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)

    def build(names: list[str]) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries({field: of_kind(fields[field], depth + 1) for field in names})

    return st.one_of(chosen.flatmap(build), chosen.flatmap(build), chosen.flatmap(build), WRONG)


def requests_of(kind: str) -> st.SearchStrategy[Any]:
    """A request with most of its fields, and a mask that often fits."""
    fields = SCHEMAS[SCHEMAS["Request"][kind][1:]]
    parts = {name: of_kind(of, 1) for name, of in fields.items()}
    if "fields" in fields:
        parts["fields"] = st.sampled_from(
            ["*", "title", "userEnteredValue", "note", "", "x", "userEnteredFormat.backgroundColor"]
        )
    return st.fixed_dictionaries({}, optional=parts).map(lambda body: {kind: body})


@settings(max_examples=6 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("kind", sorted(SCHEMAS["Request"]))
def test_any_request_is_carried_out_or_refused(api: Api, kind: str, data: st.DataObject) -> None:
    book = _book(api, kind)
    body = {"requests": data.draw(st.lists(requests_of(kind), min_size=1, max_size=3))}
    response = api.call("POST", f"/v4/spreadsheets/{book}:batchUpdate", body)
    assert response.status_code in (200, 400), (body, response.text)
    shown = api.call("GET", f"/v4/spreadsheets/{book}", includeGridData="true", ranges="A1:C5")
    assert shown.status_code in (200, 400), (body, shown.text)


_books: dict[tuple[str, str], str] = {}


def _book(api: Api, purpose: str = "") -> str:
    key = api.base_url, purpose
    if key not in _books:
        _books[key] = api.new(rows=12, columns=6)
    return _books[key]


@settings(max_examples=100 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    tail=st.sampled_from(
        [
            "",
            "/values/A1",
            "/values/A1:append",
            "/values/A1:clear",
            ":batchUpdate",
            ":getByDataFilter",
            "/values:batchGet",
            "/values:batchUpdate",
            "/values:batchClear",
            "/values:batchGetByDataFilter",
            "/sheets/0:copyTo",
            "/sheets/x:copyTo",
            "/developerMetadata/1",
            "/developerMetadata:search",
            "/nope",
            "/values/%00%ff",
            "/values/",
        ]
    ),
    body=st.one_of(
        st.none(),
        st.binary(max_size=20),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4)),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(
                    st.sampled_from(
                        [
                            "values",
                            "range",
                            "ranges",
                            "data",
                            "requests",
                            "majorDimension",
                            "dataFilters",
                            "x",
                        ]
                    ),
                    inner,
                    max_size=3,
                ),
            ),
            max_leaves=6,
        ),
    ),
    query=st.dictionaries(
        st.sampled_from(
            ["ranges", "fields", "valueInputOption", "majorDimension", "includeGridData", "nope"]
        ),
        st.one_of(st.sampled_from(["RAW", "USER_ENTERED", "A1", "ROWS", "true"]), st.text(max_size=5)),
        max_size=2,
    ),
)
def test_any_call_gets_an_answer_in_google_s_shape(
    api: Api, method: str, tail: str, body: Any, query: dict[str, str]
) -> None:
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    url = f"{api.base_url}/v4/spreadsheets/{_book(api)}{tail}"
    response = api.session.request(method, url, data=data, params=query)
    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        assert response.json()["error"]["code"] == response.status_code


@settings(max_examples=80 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    tail=st.sampled_from(
        [
            "files",
            "files/{id}",
            "files/{id}/copy",
            "files/{id}/export",
            "files/{id}/permissions",
            "changes",
            "about",
            "files/{id}/permissions/1",
            "files/{id}/comments",
            "drives",
            "drives/1",
            "changes/startPageToken",
            "files/generateIds",
        ]
    ),
    body=st.one_of(
        st.none(),
        st.binary(max_size=10),
        st.dictionaries(
            st.sampled_from(
                [
                    "name",
                    "mimeType",
                    "parents",
                    "type",
                    "role",
                    "emailAddress",
                    "id",
                    "appProperties",
                    "trashed",
                ]
            ),
            st.one_of(
                st.text(max_size=5), st.booleans(), st.lists(st.text(max_size=3), max_size=2), st.none()
            ),
            max_size=4,
        ),
    ),
    query=st.dictionaries(
        st.sampled_from(
            [
                "q",
                "fields",
                "pageToken",
                "pageSize",
                "orderBy",
                "driveId",
                "mimeType",
                "alt",
                "addParents",
                "count",
            ]
        ),
        st.one_of(st.text(max_size=6), st.sampled_from(["name", "*", "1", "-1", "trashed=false", "media"])),
        max_size=3,
    ),
)
def test_any_call_of_drive_gets_an_answer_in_google_s_shape(
    api: Api, method: str, tail: str, body: Any, query: dict[str, str]
) -> None:
    made = api.ok("POST", "/drive/v3/files", {"mimeType": "text/plain"})["id"]
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    url = f"{api.base_url}/drive/v3/{tail.replace('{id}', made)}"
    response = api.session.request(method, url, data=data, params=query)
    assert response.status_code < 500 or response.status_code == 501, response.text
    if response.status_code >= 400:
        assert response.json()["error"]["code"] == response.status_code


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nope", 404),
        ("DELETE", "/v4/spreadsheets", 404),
        ("GET", "/v4/spreadsheets/x", 404),
        ("POST", "/token", 400),
    ],
)
def test_unknown_paths_and_methods_are_not_found(api: Api, method: str, path: str, status: int) -> None:
    response = api.session.request(method, api.base_url + path)
    assert response.status_code == status
    assert "error" in response.json()


def test_half_a_character_and_too_large_a_body_are_refused(api: Api) -> None:
    url = f"{api.base_url}/v4/spreadsheets/{_book(api)}/values/A1?valueInputOption=RAW"
    half = api.session.put(url, data=b'{"values": [["\\ud800"]]}')
    whole = api.session.put(url, data=b'{"values": [["\\ud83d\\ude00"]]}')
    large = api.session.put(url, data=b" " * (11 * 2**20))
    assert (half.status_code, whole.status_code, large.status_code) == (400, 200, 400)
    assert large.json()["error"]["message"].startswith("Request payload size exceeds the limit")
