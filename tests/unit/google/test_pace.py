import itertools
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.google.calls import Call, CallLog, CallSummary, kind_of, route_of, workbook_of
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.exchange import Pace
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.plans import repeatable
from sheets_sync.google.quota import LOOK, Limits, Quota, in_folder
from sheets_sync.model import WritePlan
from tests.counted import NO_TIME, Counted, UsedUp

ROOT = Path(__file__).parents[3]
#: Longer than any test takes.
HOUR_MS = 3_600_000
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
    counted = Counted()
    quota = Quota(Limits(3, 0, project_writes=1), make=counted.bucket, period_ms=60_000, time=counted.time)
    for _ in range(3):
        quota.take("read")
    for _ in range(50):
        quota.take("write")
        quota.take("drive")
    assert counted.seconds == 0
    waited = quota.take("read")
    assert waited == counted.seconds
    assert 60 <= waited <= 60 + 2 * LOOK


def test_all_of_the_quota_is_used_and_no_minute_has_more_of_it() -> None:
    counted, moments = Counted(), list[float]()
    quota = Quota(Limits(30, 0), make=counted.bucket, period_ms=60_000, time=counted.time)
    while counted.seconds < 300:
        quota.take("read")
        moments.append(counted.seconds)
    assert max(sum(begin <= one < begin + 60 for one in moments) for begin in moments) == 30
    # From the first call to the last one all that it permits, but for one look at a full bucket.
    assert len(moments) >= 0.9 * 30 * (moments[-1] - moments[0]) / 60


def test_accounts_of_one_project_share_its_quota(tmp_path: Path) -> None:
    limits = Limits(reads=4, writes=0, project_reads=5)
    one, other = (
        Quota(limits, account, "project", in_folder(tmp_path), period_ms=HOUR_MS, time=NO_TIME)
        for account in ("one", "other")
    )
    for quota in (one, one, one, other, other):
        quota.take("read")
    with pytest.raises(UsedUp):
        other.take("read")
    for quota in (one, other):
        quota.close()


@pytest.mark.parametrize(("limit", "units"), [(1, 1), (2, 1), (6, 5), (60, 58), (300, 290)])
def test_units_leave_the_runs_beside_them_one_call_in_thirty(limit: int, units: int, tmp_path: Path) -> None:
    of_units, of_run = (
        Quota(Limits(limit, 0, beside_runs=beside), make=in_folder(tmp_path), period_ms=HOUR_MS, time=NO_TIME)
        for beside in (True, False)
    )
    assert [_taken(of_units), _taken(of_run), _taken(of_units)] == [units, limit - units, 0]
    for quota in (of_units, of_run):
        quota.close()


def _taken(quota: Quota) -> int:
    """So many calls are permitted before the quota is used up."""
    for taken in itertools.count():
        try:
            quota.take("read")
        except UsedUp:
            return taken
    raise AssertionError


TAKE = """
import sys
from pathlib import Path
from sheets_sync.google.quota import Limits, Quota, in_folder
from tests.counted import NO_TIME, UsedUp
quota = Quota(Limits(30, 0), make=in_folder(Path(sys.argv[1])), period_ms=int(sys.argv[2]), time=NO_TIME)
taken = 0
try:
    while True:
        quota.take("read")
        taken += 1
except UsedUp:
    print(taken)
"""


def test_processes_share_one_quota_and_use_it_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE, str(tmp_path), str(HOUR_MS)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(process.communicate()[0]) for process in running) == 30


def test_calls_for_one_workbook_take_turns_and_others_do_not_wait() -> None:
    counted, begun = Counted(), []
    pacing = Pacing(0.5, counted.time)
    for workbook in ("a", "b", "c", "", "", "a", "b", "a", ""):
        with pacing.turn(workbook):
            begun.append((workbook, counted.seconds))
    own = [moment for workbook, moment in begun if workbook == "a"]
    assert own == [0, 0.5, 1]
    # At the second turn of `b` its half second had gone by already.
    assert [moment for workbook, moment in begun if workbook != "a"] == [0, 0, 0, 0, 0.5, 1]


def test_a_workbook_waits_for_the_call_under_way_and_others_pass_it() -> None:
    pacing, order = Pacing(0), list[str]()

    def call(workbook: str) -> None:
        with pacing.turn(workbook):
            order.append(workbook)

    with ThreadPoolExecutor(2) as pool:
        with pacing.turn("a"):
            waiting = pool.submit(call, "a")
            pool.submit(call, "b").result()
            pool.submit(call, "").result()
            order.append("the first call ends")
        waiting.result()
    assert order == ["b", "", "the first call ends", "a"]


def test_a_dead_google_is_left_alone_until_one_call_gets_through() -> None:
    counted = Counted()
    circuit = Circuit(failures=3, cool_down=60, time=counted.time)
    for _ in range(3):
        circuit.check()
        circuit.failed()
    counted.sleep(59)
    with pytest.raises(GoogleUnavailable, match="none of the last 3 calls"):
        circuit.check()
    counted.sleep(1)
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
