"""Within Google's quota: all of it is used, and no call is refused."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.emulator import Settings, running
from sheets_sync.google import CallLog, GoogleSettings
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.http_client import GoogleHTTPClient, Manners
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.patience import Patience
from sheets_sync.google.quota import Limits, Quota
from tests.counted import Counted
from tests.ward import EVENING

from .conftest import LocalGoogle

ROOT = Path(__file__).parents[2]
#: Google's calls a minute.
CALLS = 60


@pytest.mark.parametrize("kind", ["read", "write"])
@pytest.mark.parametrize("threads", [1, 4])
def test_the_quota_is_used_up_and_never_exceeded(tmp_path: Path, kind: str, threads: int) -> None:
    with running(tmp_path, settings=Settings(quota="google")) as base_url:
        local = LocalGoogle(base_url)
        book = local.workbook()
        counted = Counted()

        @contextmanager
        def at_counted_time() -> Iterator[None]:
            now = EVENING + timedelta(seconds=counted.seconds)
            local.call("POST", "/_emulator/clock", {"now": now.isoformat()})
            yield

        quota = Quota(Limits(CALLS, CALLS), make=counted.bucket, time=counted.time)
        settings = GoogleSettings(api_base_url=base_url, auth="anonymous", attempts=1)
        log, manners = CallLog(), Manners(quota, Pacing(0), Circuit(0, 0), Patience(0), at_counted_time)
        path = f"https://sheets.googleapis.com/v4/spreadsheets/{book}/values/A1"
        sent: dict[str, Any] = (
            {"method": "get"}
            if kind == "read"
            else {"method": "put", "params": {"valueInputOption": "RAW"}, "json": {"values": [["x"]]}}
        )

        def work(_: int) -> None:
            with requests.Session() as session:
                client = GoogleHTTPClient(session, settings, log=log, manners=manners)
                while counted.seconds < 240:
                    client.request(endpoint=path, **sent)

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, range(threads)))
    assert {call.status for call in log.calls} == {200}
    # Threads that sleep at the same time count their seconds one after another.
    if threads == 1:
        assert len(log.calls) >= 0.95 * CALLS / 60 * counted.seconds
    else:
        assert len(log.calls) > 2 * CALLS


CALL = """
import sys
from pathlib import Path
import requests
from sheets_sync.google import CallLog, GoogleSettings
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.http_client import GoogleHTTPClient, Manners
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.patience import Patience
from sheets_sync.google.quota import Limits, Quota, in_folder
from tests.counted import NO_TIME, UsedUp
base_url, folder, path, calls = sys.argv[1:]
quota = Quota(Limits(int(calls), 0), make=in_folder(Path(folder)), period_ms=3_600_000, time=NO_TIME)
settings, log = GoogleSettings(api_base_url=base_url, auth="anonymous", attempts=1), CallLog()
manners = Manners(quota, Pacing(0), Circuit(0, 0), Patience(0))
client = GoogleHTTPClient(requests.Session(), settings, log=log, manners=manners)
try:
    while True:
        client.request("get", path)
except UsedUp:
    pass
"""


def test_two_processes_use_up_one_quota_and_never_exceed_it(tmp_path: Path) -> None:
    with running(tmp_path / "google", settings=Settings(quota="google")) as base_url:
        local = LocalGoogle(base_url)
        local.call("POST", "/_emulator/clock", {"now": EVENING.isoformat()})
        path = f"https://sheets.googleapis.com/v4/spreadsheets/{local.workbook()}/values/A1"
        given = [base_url, str(tmp_path / "quota"), path, str(CALLS)]
        processes = [subprocess.Popen([sys.executable, "-c", CALL, *given], cwd=ROOT) for _ in range(2)]
        assert [process.wait() for process in processes] == [0, 0]
        statuses = [call["status"] for call in local.calls()]
    assert statuses == [200] * CALLS
