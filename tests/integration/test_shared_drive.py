"""A service account that works in a shared drive, as offices with Google Workspace have it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.demo.people import People
from sheets_sync.emulator import Settings
from sheets_sync.pipeline import provision
from tests.ward import CAMPAIGN, NEXT_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward
from tests.without_socket import running_for_all

from .conftest import LocalGoogle


@pytest.fixture
def in_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Ward, str]]:
    """A small ward whose workbooks lie in a shared drive, and the drive's id."""
    campaign = tmp_path / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    (campaign / "units.csv").write_text(SMALL_UNITS, encoding="utf-8")
    (campaign / "indicators.csv").write_text(SMALL_INDICATORS, encoding="utf-8")
    settings = Settings()
    with running_for_all(tmp_path / "google", settings=settings) as base_url, People(base_url) as people:
        local = LocalGoogle(base_url)
        key = local.service_account("sync")
        (campaign / "service-account.json").write_text(json.dumps(key), encoding="utf-8")
        drive = local.call("POST", "/drive/v3/drives", {"name": "Phường"}, requestId="one")["id"]
        grant = {"type": "user", "role": "fileOrganizer", "emailAddress": key["client_email"]}
        local.call("POST", f"/drive/v3/files/{drive}/permissions", grant, supportsAllDrives="true")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SHARED_DRIVE", drive)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS", "0")
        config = load(campaign / "campaign.toml", FORMS)
        with opened_config(config, "provision") as project:
            provision(project)
            yield Ward(base_url, project, people), drive


def test_a_sync_reads_what_changed_by_the_drives_own_log(in_drive: tuple[Ward, str]) -> None:
    ward, drive = in_drive
    ward.type("TDP01", "culture_society", {"E2": "205"})
    assert set(ward.sync().units_read) == {"TCKT", "TDP01", "TDP02"}
    ward.type("TDP02", "culture_society", {"E2": "185"})
    ward.forget_calls()
    second = ward.sync(NEXT_EVENING)
    assert second.failed == {}
    assert second.units_read == ("TDP02",)
    asked = [call["path"] for call in ward.calls() if call["path"].startswith("/drive/v3/changes")]
    # Drive keeps a log for each shared drive; the account's is another.
    assert asked
    assert all(f"driveId={drive}" in path for path in asked)
