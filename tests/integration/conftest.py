"""A local Google in a thread and the product's door to it, a store, a mail server."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.emulator import running
from sheets_sync.google import Google, GoogleSettings
from sheets_sync.store import Store, open_store
from tests.post import PostOffice, post_office

#: Seconds between two looks at what the server has seen.
LOOK = 0.01


@dataclass(frozen=True)
class LocalGoogle:
    base_url: str

    def call(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """A call beside the product: by a person, or to the controls."""
        response = requests.request(method, self.base_url + path, json=body, params=params)
        assert response.ok, response.text
        return response.json() if response.content else {}

    def fail(self, kind: str, **fault: Any) -> None:
        self.call("POST", "/_emulator/faults", {"kind": kind, **fault})

    def calls(self, at_least: int = 0) -> list[Any]:
        """The calls so far; a broken connection is noted only once the server has seen it close."""
        while True:
            found: list[Any] = self.call("GET", "/_emulator/calls")["calls"]
            if len(found) >= at_least:
                return found
            time.sleep(LOOK)

    def forget_calls(self) -> None:
        self.call("DELETE", "/_emulator/calls")

    def service_account(self, name: str) -> Any:
        """The key of a new service account."""
        return self.call("POST", "/_emulator/service-accounts", {"name": name})

    def workbook(self, title: str = "Phường Kim Liên") -> str:
        """A person's workbook, its call not logged; its tab `Biểu 1` has the id 7."""
        tab = {
            "properties": {
                "sheetId": 7,
                "title": "Biểu 1",
                "gridProperties": {"rowCount": 20, "columnCount": 6},
            }
        }
        properties = {"title": title, "locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"}
        answer = self.call("POST", "/v4/spreadsheets", {"properties": properties, "sheets": [tab]})
        self.forget_calls()
        return str(answer["spreadsheetId"])

    def type(self, workbook: str, place: str, rows: list[list[Any]]) -> None:
        """Enter as a person does."""
        path = f"/v4/spreadsheets/{workbook}/values/Biểu 1!{place}"
        self.call("PUT", path, {"values": rows}, valueInputOption="USER_ENTERED")
        self.forget_calls()

    def shown(self, workbook: str, place: str) -> list[list[str]]:
        found: list[list[str]] = self.call("GET", f"/v4/spreadsheets/{workbook}/values/Biểu 1!{place}").get(
            "values", []
        )
        return found


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalGoogle]:
    with running(tmp_path_factory.mktemp("google")) as base_url:
        yield LocalGoogle(base_url)


@pytest.fixture
def local(server: LocalGoogle) -> LocalGoogle:
    """A local Google without files, faults or calls."""
    server.call("POST", "/_emulator/reset")
    return server


@pytest.fixture
def settings(local: LocalGoogle) -> GoogleSettings:
    return GoogleSettings(
        api_base_url=local.base_url,
        auth="anonymous",
        reads_per_minute=0,
        writes_per_minute=0,
        attempts=4,
        first_wait=0,
        longest_wait=1,
        workbook_seconds=0,
    )


@pytest.fixture
def google(settings: GoogleSettings) -> Iterator[Google]:
    with Google(settings) as google:
        yield google


@pytest.fixture
def key_file(local: LocalGoogle, tmp_path: Path) -> Path:
    """The key of a service account `sync`."""
    file = tmp_path / "key.json"
    file.write_text(json.dumps(local.service_account("sync")), encoding="utf-8")
    return file


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db") as store:
        yield store


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office
