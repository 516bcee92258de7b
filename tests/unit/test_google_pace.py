import time
from collections.abc import Mapping

import pytest

from sheets_sync.google.calls import Call, CallLog, kind_of, route_of
from sheets_sync.google.exchange import Pace
from sheets_sync.google.plans import repeatable
from sheets_sync.google.quota import Quota
from sheets_sync.model import WritePlan

PACE = Pace(attempts=6, first_wait=4, longest_wait=20)


@pytest.mark.parametrize(("attempt", "bound"), [(1, 4), (2, 8), (3, 16), (4, 20), (5, 20)])
def test_waits_are_spread_up_to_a_doubling_bound(attempt: int, bound: float) -> None:
    waits = [PACE.wait(attempt, None) or 0.0 for _ in range(400)]
    assert 0 <= min(waits) < bound * 0.1
    assert bound * 0.9 < max(waits) <= bound


def test_a_wait_asked_for_is_neither_shortened_nor_stretched() -> None:
    assert PACE.wait(1, 20) == 20
    assert PACE.wait(5, 0) == 0
    assert PACE.wait(1, 21) is None


def test_the_quota_holds_back_what_exceeds_it_and_nothing_else() -> None:
    quota = Quota(reads=3, writes=0, period_ms=300)
    began = time.monotonic()
    for _ in range(3):
        quota.take("read")
    for _ in range(50):
        quota.take("write")
        quota.take("drive")
    assert time.monotonic() - began < 0.2
    quota.take("read")
    assert 0.25 < time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("get", "/v4/spreadsheets/x", "read"),
        ("POST", "/v4/spreadsheets/x:getByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/x/values:batchGetByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/x/developerMetadata:search", "read"),
        ("POST", "/v4/spreadsheets/x:batchUpdate", "write"),
        ("PUT", "/v4/spreadsheets/x/values/A1", "write"),
        ("POST", "/v4/spreadsheets", "write"),
        ("GET", "/drive/v3/changes", "drive"),
        ("POST", "/upload/drive/v3/files", "drive"),
    ],
)
def test_a_call_counts_against_the_quota_that_google_charges(method: str, path: str, kind: str) -> None:
    assert kind_of(method, path) == kind


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/v4/spreadsheets", "/v4/spreadsheets"),
        ("/v4/spreadsheets/1aB_-9:batchUpdate", "/v4/spreadsheets/ID:batchUpdate"),
        ("/v4/spreadsheets/1aB/values/T%211%3A2:append", "/v4/spreadsheets/ID/values/ID:append"),
        ("/v4/spreadsheets/1aB/values:batchGet", "/v4/spreadsheets/ID/values:batchGet"),
        ("/drive/v3/files/1aB/permissions/12", "/drive/v3/files/ID/permissions/ID"),
        ("/drive/v3/changes/startPageToken", "/drive/v3/changes/startPageToken"),
    ],
)
def test_routes_carry_no_ids(path: str, route: str) -> None:
    assert route_of(path) == route


def test_the_log_counts_calls_by_kind() -> None:
    log = CallLog()
    for kind in ("GET", "GET", "PUT"):
        log.add(Call(kind, "/", "read" if kind == "GET" else "write", 200, 1, 0.1))
    assert log.count() == {"read": 2, "write": 1, "drive": 0}


@pytest.mark.parametrize(
    ("requests", "harmless"),
    [
        ([{"updateCells": {}}, {"appendDimension": {}}], True),
        ([{"deleteDimension": {}}], False),
        ([{"insertDimension": {}}], False),
        ([{"appendCells": {}}], False),
        ([{"addConditionalFormatRule": {}}], False),
        ([{"deleteConditionalFormatRule": {}}], False),
        ([{"addProtectedRange": {}}], False),
        ([{"whatGoogleAddsNextYear": {}}], False),
        ([{"updateCells": {}}, {"deleteDimension": {}}], False),
        ([{"addSheet": {"properties": {"title": "x"}}}], False),
        ([{"addSheet": {"properties": {"sheetId": 0}}}], True),
        ([{"addSheet": {"properties": {"sheetId": 5}}}, {"addProtectedRange": {}}], True),
        (
            [
                {"deleteSheet": {"sheetId": 5}},
                {"addSheet": {"properties": {"sheetId": 5}}},
                {"deleteDimension": {}},
            ],
            False,
        ),
        ([{"deleteSheet": {"sheetId": 5}}, {"addSheet": {"properties": {"sheetId": 5}}}], True),
    ],
)
def test_a_plan_is_sent_twice_only_where_that_does_no_harm(
    requests: list[Mapping[str, object]], harmless: bool
) -> None:
    assert repeatable(WritePlan("book", tuple(requests))) is harmless
