"""The example project of the docs is tested with the plugin that it shows, and unchanged code is led here."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials

from sheets_sync.emulator import pytest_plugin, redirected
from sheets_sync.emulator.handle import Handle
from sheets_sync.emulator.redirect import local

from .client import Api
from .sessions.recipes import PAGE, recipe

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "local-google"


def test_the_example_project_passes_its_tests_with_one_server(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        str(tmp_path / "t"),
    ]
    done = subprocess.run(command, cwd=EXAMPLE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


def test_the_recipe_for_any_client_makes_a_spreadsheet(listening: Api) -> None:
    names: dict[str, Any] = {}
    exec(recipe("Any Python client, unchanged", listening.base_url), names)  # noqa: S102 (our own docs)
    assert listening.ok("GET", f"/v4/spreadsheets/{names['book'].id}")["properties"]["title"] == "Sổ theo dõi"
    names["client"].http_client.session.close()


def test_every_fixture_that_the_page_names_exists_and_no_other() -> None:
    named = set(re.findall(r"^\| `(\w*google\w*)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    defined = {name for name in vars(pytest_plugin) if "google" in name and not name.startswith("_")}
    assert named == defined


def test_only_google_s_own_addresses_lead_to_the_local_one() -> None:
    base = "http://127.0.0.1:8085"
    assert (
        local("https://sheets.googleapis.com/v4/spreadsheets/X?a=1", base) == f"{base}/v4/spreadsheets/X?a=1"
    )
    assert (
        local("https://docs.google.com/spreadsheets/d/X/export", f"{base}/")
        == f"{base}/spreadsheets/d/X/export"
    )
    for other in ("https://sheets.googleapis.com.example.com/v4", "http://127.0.0.1:1/v4"):
        assert local(other, base) == other


def test_unchanged_code_comes_here_until_the_block_ends(
    listening: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    somebody = Credentials("user:can.bo@example.com")  # type: ignore[no-untyped-call]
    with redirected(listening.base_url):
        client = gspread.Client(auth=somebody)
        book = client.create("Sổ")
        assert client.open_by_key(book.id).title == "Sổ"
        told = requests.get(
            "https://www.googleapis.com/oauth2/v3/userinfo",
            headers={"Authorization": "Bearer user:can.bo@example.com"},
        ).json()
        assert told["email"] == "can.bo@example.com"
        client.del_spreadsheet(book.id)
        client.http_client.session.close()
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(requests.exceptions.ProxyError):
        requests.get("https://sheets.googleapis.com/v4/spreadsheets/X")


def test_what_a_test_did_to_the_server_is_gone_for_the_next(listening: Api) -> None:
    handle = Handle(listening.base_url)
    handle.checkpoint()
    with handle.session("ai.do@example.com") as session:
        made = session.post("https://sheets.googleapis.com/v4/spreadsheets", json={}).json()
        handle.fault(status=503)
        handle.enforce_quota()
        handle.stop_clock("2024-08-14T20:00:00+07:00")
        assert session.get(made["spreadsheetUrl"].replace("/edit", "/export")).status_code == 503
        assert [call["caller"] for call in handle.calls()] == ["ai.do@example.com"] * 2
    handle.rewind()
    assert handle.calls() == []
    assert listening.ok("GET", "/_emulator/health")["files"] == 0
    assert listening.ok("GET", "/_emulator/quota")["enforced"] is False
    assert not listening.ok("GET", "/_emulator/clock")["now"].startswith("2024-08-14")


def test_a_field_may_be_named_as_protocol_buffers_do(api: Api) -> None:
    book = api.new()
    frozen = {"sheet_id": 0, "grid_properties": {"frozen_row_count": 2}}
    api.update(
        book,
        {"update_sheet_properties": {"properties": frozen, "fields": "grid_properties(frozen_row_count)"}},
    )
    assert api.sheet(book)["properties"]["gridProperties"]["frozenRowCount"] == 2
    refused = api.refuse(
        book, {"updateSheetProperties": {"properties": frozen, "fields": "grid_properties.frozen"}}
    )
    assert "gridProperties.frozen" in refused
