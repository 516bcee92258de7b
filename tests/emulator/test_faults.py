from collections.abc import Callable

import pytest
import requests

from .client import Api, Json


def fault(api: Api, **given: object) -> None:
    api.ok("POST", "/_emulator/faults", given)


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_fault_strikes_as_often_as_told_and_nothing_is_applied(own: Api, status: int) -> None:
    book = own.new()
    fault(own, route="/values/", method="PUT", status=status, count=2)
    path, body = f"/v4/spreadsheets/{book}/values/A1", {"values": [["x"]]}
    for _ in range(2):
        own.refused(status, "PUT", path, body, valueInputOption="RAW")
    assert own.read(book, "A1") == []
    own.write(book, "A1", [["x"]])
    assert own.read(book, "A1") == [["x"]]


def test_429_has_the_body_recorded_from_google(own: Api) -> None:
    book = own.new()
    fault(own, status=429, count=1, retry_after=7)
    response = own.call("GET", f"/v4/spreadsheets/{book}")
    error = response.json()["error"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert response.headers["Retry-After"] == "7"


def test_502_is_a_web_page(own: Api) -> None:
    fault(own, status=502, count=1)
    response = own.call("GET", "/drive/v3/files")
    assert response.status_code == 502
    assert response.headers["Content-Type"].startswith("text/html")


def test_an_applied_call_can_be_answered_with_an_error(own: Api) -> None:
    book = own.new()
    fault(own, kind="applied-then-503", count=1)
    body = {"values": [["x"]]}
    own.refused(503, "PUT", f"/v4/spreadsheets/{book}/values/A1", body, valueInputOption="RAW")
    assert own.read(book, "A1") == [["x"]]


@pytest.mark.parametrize(("kind", "applied"), [("reset", False), ("truncated", True)])
def test_a_connection_can_break_before_or_within_the_answer(own: Api, kind: str, applied: bool) -> None:
    book = own.new()
    fault(own, kind=kind, count=1)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        own.write(book, "A1", [["x"]])
    assert own.read(book, "A1") == ([["x"]] if applied else [])


def test_a_timeout_says_nothing_until_the_client_gives_up(own: Api) -> None:
    fault(own, kind="timeout", count=1)
    with pytest.raises(requests.ReadTimeout):
        own.session.get(f"{own.base_url}/drive/v3/files", timeout=0.3)
    own.ok("GET", "/drive/v3/files")


def test_faults_are_listed_cleared_skipped_and_meant_for_one_caller(own: Api) -> None:
    unit = Api(own.base_url, "don.vi@example.com")
    fault(own, status=500, caller="don.vi@example.com", skip=1)
    own.ok("GET", "/drive/v3/files")
    unit.ok("GET", "/drive/v3/files")
    unit.refused(500, "GET", "/drive/v3/files")
    assert len(own.ok("GET", "/_emulator/faults")["faults"]) == 1
    own.ok("DELETE", "/_emulator/faults")
    unit.ok("GET", "/drive/v3/files")
    unit.close()


def test_a_fault_by_chance_strikes_some_calls(own: Api) -> None:
    fault(own, status=500, probability=0.5)
    statuses = {own.call("GET", "/drive/v3/files").status_code for _ in range(64)}
    assert statuses == {200, 500}


@pytest.mark.parametrize(
    "given",
    [{}, {"status": 418}, {"kind": "nope"}, {"status": 500, "count": "x"}, {"status": 500, "route": "("}],
)
def test_a_fault_that_makes_no_sense_is_refused(own: Api, given: Json) -> None:
    own.refused(400, "POST", "/_emulator/faults", given)


def test_calls_are_logged_with_what_tests_and_benchmarks_need(own: Api) -> None:
    book = own.new()
    own.ok("DELETE", "/_emulator/calls")
    own.write(book, "A1:B1", [["x", "y"]])
    own.read(book, "A1:B1")
    own.refused(404, "GET", "/drive/v3/files/1nope")
    calls = own.ok("GET", "/_emulator/calls")["calls"]
    assert [(call["kind"], call["status"], call["workbook"] == book) for call in calls] == [
        ("write", 200, True),
        ("read", 200, True),
        ("drive", 404, False),
    ]
    assert calls[0]["route"] == "/v4/spreadsheets/{id}/values/{range}"
    assert calls[0]["bytes_in"] == len('{"values": [["x", "y"]]}')
    assert calls[1]["bytes_out"] > 0
    assert calls[0]["caller"] == "owner@example.com"
    assert own.ok("GET", "/_emulator/calls", after=calls[1]["n"])["calls"] == calls[2:]


def spend(call: Callable[[], requests.Response], times: int) -> list[int]:
    return [call().status_code for _ in range(times)]


def test_google_s_quota_refuses_the_61st_read_of_a_user_in_a_minute(own: Api) -> None:
    book = own.new()
    own.ok("POST", "/_emulator/clock", {"now": "2024-06-01T08:00:30+00:00"})
    own.ok("POST", "/_emulator/quota", {"enforced": True})
    path = f"/v4/spreadsheets/{book}"
    assert spend(lambda: own.call("GET", path), 61) == [200] * 60 + [429]
    own.write(book, "A1", [["writes are counted apart"]])
    own.ok("POST", "/_emulator/clock", {"advance": 30})
    assert spend(lambda: own.call("GET", path), 1) == [200]


def test_latency_holds_answers_back(own: Api) -> None:
    own.ok("POST", "/_emulator/latency", {"ms": 3_600_000})
    with pytest.raises(requests.ReadTimeout):
        own.session.get(f"{own.base_url}/drive/v3/files", timeout=0.3)
    own.ok("POST", "/_emulator/latency", {"ms": 1})
    own.ok("GET", "/drive/v3/files")


def test_reset_forgets_everything(own: Api) -> None:
    own.new()
    fault(own, status=500)
    own.ok("POST", "/_emulator/reset")
    assert own.ok("GET", "/drive/v3/files")["files"] == []
    assert own.ok("GET", "/_emulator/health") == {"status": "ok", "files": 0}
