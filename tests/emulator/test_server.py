import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sheets_sync.emulator import DataInUse, running
from sheets_sync.emulator.app import WEB

from .client import Api


def test_a_second_server_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with running(tmp_path), pytest.raises(DataInUse), running(tmp_path):
        pass


def test_a_stopped_server_leaves_no_thread_and_its_data_can_be_served_again(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    for expected in (0, 1):
        with running(tmp_path) as base_url:
            api = Api(base_url)
            assert api.ok("GET", "/_emulator/health")["files"] == expected
            api.new()
            api.close()
    left = {thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()}
    assert "local-google" not in left


def test_appends_of_many_clients_at_once_are_all_there(own: Api) -> None:
    book = own.new(rows=1)

    def append(name: int) -> None:
        api = Api(own.base_url)
        path = f"/v4/spreadsheets/{book}/values/A1:append"
        for number in range(8):
            api.ok("POST", path, {"values": [[name * 100 + number]]}, valueInputOption="RAW")
        api.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(append, range(6)))
    found = sorted(row[0] for row in own.read(book, "A:A"))
    assert found == sorted(name * 100 + number for name in range(6) for number in range(8))


@pytest.mark.skipif(not (WEB / "index.html").exists(), reason="the grid page is not there")
def test_the_grid_page_is_served(api: Api) -> None:
    page = api.session.get(f"{api.base_url}/")
    assert page.headers["Content-Type"].startswith("text/html")
    script = api.session.get(f"{api.base_url}/_emulator/web/app.js")
    assert script.status_code == 200
