"""Who may use which workbook, compared with the roster."""

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import requests

from sheets_sync.pipeline.auditing import Standing, audit
from tests.forked import sheets_sync
from tests.shared import Shared
from tests.ward import Ward

OFFICE = "vanphong@phungchikien.example"


def untouched(one: Ward) -> None:
    pass


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, untouched) as one:
        yield one


def grant(one: Ward, unit: str, **permission: str) -> None:
    address = f"{one.base_url}/drive/v3/files/{one.book(unit)}/permissions"
    assert requests.post(address, json=permission).ok


def withdraw(one: Ward, unit: str, email: str, role: str | None = None) -> None:
    address = f"{one.base_url}/drive/v3/files/{one.book(unit)}/permissions"
    listed = requests.get(address, params={"fields": "*"}).json()["permissions"]
    number = next(entry["id"] for entry in listed if entry.get("emailAddress") == email)
    if role is None:
        assert requests.delete(f"{address}/{number}").ok
    else:
        assert requests.patch(f"{address}/{number}", json={"role": role}).ok


def test_after_provisioning_everybody_is_who_the_roster_names(small: Ward) -> None:
    small.forget_calls()
    found = list(audit(small.project))
    assert all(one.is_as_it_should_be for one in found)
    agreed = {(one.unit, one.who) for one in found if one.standing is Standing.AGREED}
    assert agreed == {
        ("", OFFICE),
        ("TCKT", "taichinh@phuong.example"),
        ("TDP01", "tdp01@phuong.example"),
        ("TDP02", "tdp02@phuong.example"),
    }
    assert len(small.calls()) == 5


def test_strangers_open_links_and_missing_people_are_told(small: Ward) -> None:
    grant(small, "TDP01", type="user", role="reader", emailAddress="tdp02@phuong.example")
    grant(small, "TDP02", type="anyone", role="writer")
    grant(small, "", type="domain", role="reader", domain="phuong.example")
    withdraw(small, "TDP01", "tdp01@phuong.example")
    withdraw(small, "TCKT", "taichinh@phuong.example", "reader")
    found = {(one.unit, one.who): one for one in audit(small.project) if not one.is_as_it_should_be}
    assert {place: (one.standing, one.role) for place, one in found.items()} == {
        ("", "phuong.example"): (Standing.OPEN, "reader"),
        ("TCKT", "taichinh@phuong.example"): (Standing.READS_ONLY, "reader"),
        ("TDP01", "tdp01@phuong.example"): (Standing.MISSING, ""),
        ("TDP01", "tdp02@phuong.example"): (Standing.STRANGER, "reader"),
        ("TDP02", "anyone"): (Standing.OPEN, "writer"),
    }


def test_a_workbook_that_google_does_not_tell_of_stops_no_other(small: Ward) -> None:
    requests.delete(f"{small.base_url}/drive/v3/files/{small.book('TDP01')}")
    found = list(audit(small.project))
    unknown = [one for one in found if one.standing is Standing.UNKNOWN]
    assert [one.unit for one in unknown] == ["TDP01"]
    assert "404" in unknown[0].who
    assert {one.unit for one in found} == {"", "TCKT", "TDP01", "TDP02"}


def command(one: Ward, *options: str) -> CompletedProcess[str]:
    file = one.project.config.file
    return sheets_sync("audit", "--config", str(file), *options, folder=file.parent)


def test_the_command_is_strict_only_when_asked(small: Ward) -> None:
    assert command(small, "--strict").returncode == 0
    grant(small, "TDP02", type="anyone", role="reader")
    assert command(small).returncode == 0
    told = command(small, "--strict", "--json")
    assert told.returncode == 1
    found: list[dict[str, Any]] = json.loads(told.stdout)["periods"][0]["access"]
    assert {"unit": "TDP02", "who": "anyone", "role": "reader", "standing": "open", "refused": ""} in [
        {key: value for key, value in one.items() if key != "people"} for one in found
    ]
