"""The local Google with 10,000 workbooks of 60 rows: how fast it starts and how much memory it takes."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import requests

WORKBOOKS, ROWS, READ = 10_000, 60, 1_000
PORT = 8097
BASE = f"http://127.0.0.1:{PORT}"
ROW = {
    "values": [
        {"userEnteredValue": {"stringValue": "Tổ dân phố số 1"}},
        {"userEnteredValue": {"numberValue": 210}},
    ]
}
SHEET = {"properties": {"title": "Trang"}, "data": [{"rowData": [ROW] * ROWS}]}


@contextmanager
def server(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The server as a process of its own, and the seconds until it answered; an empty one is the baseline."""
    words = [sys.executable, "-m", "sheets_sync", "emulator", "--port", str(PORT), "--data", str(data)]
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        try:
            while not _answers():
                time.sleep(0.02)
            yield process, time.perf_counter() - began
        finally:
            process.terminate()


def _answers() -> bool:
    try:
        return requests.get(f"{BASE}/_emulator/health", timeout=5).ok
    except requests.ConnectionError:
        return False


def megabytes(process: subprocess.Popen[bytes]) -> float:
    """Memory that the process has resident (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def report() -> list[tuple[str, float, str]]:
    """Name, seconds or megabytes, ratio to an empty server."""
    with tempfile.TemporaryDirectory() as folder, requests.Session() as session:
        with server(Path(folder)) as (process, empty_start):
            empty_memory = megabytes(process)

            def create(number: int) -> str:
                body = {"properties": {"title": f"Bảng {number}"}, "sheets": [SHEET]}
                answer = requests.post(f"{BASE}/v4/spreadsheets", json=body, timeout=60)
                return str(answer.json()["spreadsheetId"])

            with ThreadPoolExecutor(4) as pool:
                ids = list(pool.map(create, range(WORKBOOKS)))
        with server(Path(folder)) as (process, start):
            memory = megabytes(process)
            for one in ids[:READ]:
                session.get(f"{BASE}/v4/spreadsheets/{one}/values/Trang", timeout=60).raise_for_status()
            after_reading = megabytes(process)
    return [
        ("start, empty (s)", empty_start, "1.00"),
        (f"start with {WORKBOOKS:,} workbooks (s)", start, f"{start / empty_start:.2f}"),
        ("memory, empty (MB)", empty_memory, "1.00"),
        (f"memory with {WORKBOOKS:,} workbooks (MB)", memory, f"{memory / empty_memory:.2f}"),
        (f"memory after reading {READ:,} (MB)", after_reading, f"{after_reading / empty_memory:.2f}"),
    ]
