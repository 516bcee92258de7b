"""The local Google: calls a second on one workbook, beside a bare page of the same server."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests

from sheets_sync.emulator import running

CALLS = 200


def rate(call: Callable[[], requests.Response]) -> float:
    """Calls a second, one after the other."""
    began = time.perf_counter()
    for _ in range(CALLS):
        call().raise_for_status()
    return CALLS / (time.perf_counter() - began)


def report() -> list[tuple[str, float, str]]:
    """Name, calls a second, ratio to the baseline."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as base_url,
        requests.Session() as session,
    ):
        made = session.post(
            f"{base_url}/v4/spreadsheets", json={"properties": {"title": "bench"}}, timeout=30
        )
        book = f"{base_url}/v4/spreadsheets/{made.json()['spreadsheetId']}"
        rows = [[f"{row}.{column}" for column in range(10)] for row in range(50)]
        place = "Sheet1!A1:J50"
        body = {"valueInputOption": "RAW", "data": [{"range": place, "values": rows}]}
        health = rate(lambda: session.get(f"{base_url}/_emulator/health", timeout=30))
        write = rate(lambda: session.post(f"{book}/values:batchUpdate", json=body, timeout=30))
        read = rate(lambda: session.get(f"{book}/values/{place}", timeout=30))
        whole = rate(lambda: session.get(book, params={"includeGridData": "true"}, timeout=30))
    return [
        ("health check", health, "1.00"),
        ("read of 500 values", read, f"{read / health:.2f}"),
        ("read of the whole workbook", whole, f"{whole / health:.2f}"),
        ("write of 500 values", write, f"{write / health:.2f}"),
    ]
