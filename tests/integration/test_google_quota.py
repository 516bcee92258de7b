"""Within Google's quota: all of it is used, and no call is refused."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.emulator import Settings, running
from sheets_sync.emulator.quota import Limits as GoogleLimits
from sheets_sync.google import CallLog, GoogleSettings
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.http_client import GoogleHTTPClient, Manners
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.quota import Limits, Quota

from .conftest import LocalGoogle

#: Google's 60 calls a minute, in a minute of two seconds; ours is longer in the same proportion.
SECONDS, CALLS = 2, 60
OURS_MS = 2_033


@pytest.mark.parametrize("kind", ["read", "write"])
def test_the_quota_is_used_up_and_never_exceeded(tmp_path: Path, kind: str) -> None:
    limits = GoogleLimits(per_user=CALLS, per_project=300, seconds=SECONDS)
    with running(tmp_path, settings=Settings(quota="google", limits=limits)) as base_url:
        local = LocalGoogle(base_url)
        book = local.workbook()
        # The workbook was made with a write; a new minute begins.
        time.sleep(SECONDS)
        settings = GoogleSettings(api_base_url=base_url, auth="anonymous", attempts=1)
        log = CallLog()
        manners = Manners(Quota(Limits(CALLS, CALLS), period_ms=OURS_MS), Pacing(0), Circuit(0, 0))
        path = f"https://sheets.googleapis.com/v4/spreadsheets/{book}/values/A1"
        sent: dict[str, Any] = (
            {"method": "get"}
            if kind == "read"
            else {"method": "put", "params": {"valueInputOption": "RAW"}, "json": {"values": [["x"]]}}
        )
        end = time.monotonic() + 5 * SECONDS

        def work(_: int) -> None:
            with requests.Session() as session:
                client = GoogleHTTPClient(session, settings, log=log, manners=manners)
                while time.monotonic() < end:
                    client.request(endpoint=path, **sent)

        began = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
        seconds = time.monotonic() - began
    assert {call.status for call in log.calls} == {200}
    assert len(log.calls) >= 0.95 * CALLS / SECONDS * (seconds - SECONDS)


CALL = """
import sys, time
from pathlib import Path
import requests
from sheets_sync.google import CallLog, GoogleSettings
from sheets_sync.google.circuit import Circuit
from sheets_sync.google.http_client import GoogleHTTPClient, Manners
from sheets_sync.google.pacing import Pacing
from sheets_sync.google.quota import Limits, Quota, in_folder
base_url, folder, path, calls, period_ms, seconds = sys.argv[1:]
quota = Quota(Limits(int(calls), 0), make=in_folder(Path(folder)), period_ms=int(period_ms))
settings, log = GoogleSettings(api_base_url=base_url, auth="anonymous", attempts=1), CallLog()
manners = Manners(quota, Pacing(0), Circuit(0, 0))
client = GoogleHTTPClient(requests.Session(), settings, log=log, manners=manners)
end = time.monotonic() + float(seconds)
while time.monotonic() < end:
    client.request("get", path)
"""


def test_two_processes_use_up_one_quota_and_never_exceed_it(tmp_path: Path) -> None:
    limits = GoogleLimits(per_user=CALLS, per_project=300, seconds=SECONDS)
    seconds = 5 * SECONDS
    with running(tmp_path / "google", settings=Settings(quota="google", limits=limits)) as base_url:
        local = LocalGoogle(base_url)
        path = f"https://sheets.googleapis.com/v4/spreadsheets/{local.workbook()}/values/A1"
        given = [base_url, str(tmp_path / "quota"), path, str(CALLS), str(OURS_MS), str(seconds)]
        processes = [subprocess.Popen([sys.executable, "-c", CALL, *given]) for _ in range(2)]
        assert [process.wait(timeout=60) for process in processes] == [0, 0]
        calls = local.calls()
    assert {call["status"] for call in calls} == {200}
    began, ended = (datetime.fromisoformat(calls[place]["at"]) for place in (0, -1))
    # The burst at the start makes up for the last minute, which the calls only began.
    assert len(calls) >= 0.95 * CALLS / SECONDS * (ended - began).total_seconds()
