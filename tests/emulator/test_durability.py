"""What was acknowledged survives the death of the process, and half a batch never does."""

import itertools
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests

from .client import Api

SERVE = """
import pathlib, sys
from sheets_sync.emulator import serve
serve("127.0.0.1", int(sys.argv[1]), pathlib.Path(sys.argv[2]))
"""
ROWS = 200
#: Batches after which the server is killed, in the midst of the next ones.
ENOUGH = 20
#: Seconds between two looks at a server that starts.
LOOK = 0.02


def start(data: Path) -> tuple[subprocess.Popen[bytes], Api]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port), str(data)])
    api = Api(f"http://127.0.0.1:{port}")
    while process.poll() is None:
        try:
            api.ok("GET", "/_emulator/health")
        except requests.ConnectionError:
            time.sleep(LOOK)
        else:
            return process, api
    raise AssertionError("the server did not start")


def kill(process: subprocess.Popen[bytes], api: Api) -> None:
    process.kill()
    process.wait()
    api.close()


def test_a_killed_server_has_every_acknowledged_batch_whole(tmp_path: Path) -> None:
    process, api = start(tmp_path)
    book = api.new(rows=ROWS, columns=4)
    acknowledged, enough = 0, threading.Event()

    def kill_when_enough() -> None:
        enough.wait()
        process.kill()

    killer = threading.Thread(target=kill_when_enough)
    killer.start()
    try:
        for number in itertools.count(1):
            column = [[number]] * ROWS
            api.write(book, f"A1:A{ROWS}", column)
            acknowledged = number
            if acknowledged == ENOUGH:
                enough.set()
    except requests.RequestException:
        killer.join()
    kill(process, api)
    process, api = start(tmp_path)
    found = {row[0] for row in api.read(book, f"A1:A{ROWS}")}
    kill(process, api)
    assert len(found) == 1, "half a write was kept"
    assert found.pop() in (acknowledged, acknowledged + 1)
    assert acknowledged >= ENOUGH


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    process, api = start(tmp_path)
    book = api.new("Bền")
    api.type(book, "A1", [["=B1*2", 4]])
    api.ok("POST", f"/drive/v3/files/{book}/permissions", {"type": "anyone", "role": "reader"})
    token = api.ok("GET", "/drive/v3/changes/startPageToken")
    fields = "properties,sheets,namedRanges"
    before = api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true", fields=fields)
    kill(process, api)
    process, api = start(tmp_path)
    assert api.ok("GET", f"/v4/spreadsheets/{book}", includeGridData="true", fields=fields) == before
    assert len(api.ok("GET", f"/drive/v3/files/{book}/permissions")["permissions"]) == 2
    assert api.ok("GET", "/drive/v3/changes/startPageToken") == token
    kill(process, api)
