import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google.calls import Call, CallLog, CallSummary, kind_of, route_of, workbook_of
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.exchange import Pace
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.plans import repeatable
from sheets_sync.google.quota import Limits, Quota, in_folder
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
    quota = Quota(Limits(reads=3, writes=0, project_writes=1), period_ms=300)
    began = time.monotonic()
    for _ in range(3):
        quota.take("read")
    for _ in range(50):
        quota.take("write")
        quota.take("drive")
    assert time.monotonic() - began < 0.2
    quota.take("read")
    assert 0.25 < time.monotonic() - began < 2


def test_accounts_of_one_project_share_its_quota(tmp_path: Path) -> None:
    limits = Limits(reads=4, writes=0, project_reads=5)
    one, other = (
        Quota(limits, account, "project", in_folder(tmp_path), period_ms=400) for account in ("one", "other")
    )
    began = time.monotonic()
    for quota in (one, one, one, other, other):
        quota.take("read")
    assert time.monotonic() - began < 0.3
    assert other.take("read") > 0.1
    for quota in (one, other):
        quota.close()


TAKE = """
import sys, time
from pathlib import Path
from sheets_sync.google.quota import Limits, Quota, in_folder
quota = Quota(Limits(30, 0), make=in_folder(Path(sys.argv[1])), period_ms=1000)
began = time.time()
while time.time() - began < 3:
    quota.take("read")
    print(time.time(), flush=True)
"""


def test_processes_share_one_quota_and_use_it_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    taken = [[float(line) for line in process.communicate(timeout=60)[0].split()] for process in running]
    assert all(len(moments) > 10 for moments in taken)
    moments = sorted(moment for own in taken for moment in own)
    most = max(sum(begin <= one < begin + 0.9 for one in moments) for begin in moments)
    assert most <= 30
    # From the first call to the last one all that the quota permits, but for one look at a full bucket.
    assert len(moments) >= 0.9 * 30 * (moments[-1] - moments[0])


def test_calls_for_one_workbook_take_turns_and_others_do_not_wait() -> None:
    pacing, begun = Pacing(0.2), []

    def call(workbook: str) -> None:
        with pacing.turn(workbook):
            begun.append((workbook, time.monotonic()))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, ["a", "a", "a", "b", "c", "", "", ""]))
    own = [moment for workbook, moment in begun if workbook == "a"]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(own))
    first = min(moment for _, moment in begun)
    assert all(moment - first < 0.15 for workbook, moment in begun if workbook != "a")


def test_a_dead_google_is_left_alone_until_one_call_gets_through() -> None:
    circuit = Circuit(failures=3, cool_down=0.2)
    for _ in range(3):
        circuit.check()
        circuit.failed()
    with pytest.raises(GoogleUnavailable, match="none of the last 3 calls"):
        circuit.check()
    time.sleep(0.25)
    circuit.check()
    with pytest.raises(GoogleUnavailable):
        circuit.check()
    circuit.answered()
    circuit.check()


def test_failures_with_answers_between_them_do_not_stop_anything() -> None:
    circuit = Circuit(failures=2, cool_down=60)
    for _ in range(5):
        circuit.failed()
        circuit.answered()
        circuit.check()


@pytest.mark.parametrize(
    ("path", "workbook"),
    [
        ("/v4/spreadsheets/abc", "abc"),
        ("/v4/spreadsheets/abc:batchUpdate", "abc"),
        ("/v4/spreadsheets/abc/values/A1", "abc"),
        ("/drive/v3/files/abc", ""),
        ("/v4/spreadsheets", ""),
    ],
)
def test_a_path_names_its_workbook(path: str, workbook: str) -> None:
    assert workbook_of(path) == workbook


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
        log.add(Call(kind, "/", "read" if kind == "GET" else "write", (200,), 0.1))
    assert log.count() == {"read": 2, "write": 1, "drive": 0}


def test_a_summary_tells_what_the_calls_of_one_run_cost() -> None:
    log = CallLog()
    log.add(Call("GET", "/drive/v3/changes", "drive", (200,), 0.1))
    before = len(log.calls)
    log.add(Call("GET", "/v4/spreadsheets/ID", "read", (429, 0, 200), 9.0, 1.25))
    log.add(Call("GET", "/v4/spreadsheets/ID", "read", (200,), 1.0, 0.5))
    log.add(Call("POST", "/v4/spreadsheets/ID:batchUpdate", "write", (503,), 1.0))
    assert log.summary(before) == CallSummary(
        kinds={"read": 2, "write": 1, "drive": 0},
        routes={"GET /v4/spreadsheets/ID": 2, "POST /v4/spreadsheets/ID:batchUpdate": 1},
        attempts=5,
        statuses={"0": 1, "200": 2, "429": 1, "503": 1},
        seconds_waited=1.75,
    )


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
