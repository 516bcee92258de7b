"""A person's account makes the workbooks, a service account syncs them: offices without Google Workspace."""

import json
import shutil
from pathlib import Path

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import Config, load
from sheets_sync.demo.people import People
from sheets_sync.emulator import Settings
from sheets_sync.pipeline import provision
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE
from tests.ward import CAMPAIGN, SMALL_INDICATORS, SMALL_UNITS, Ward
from tests.without_socket import running_for_all

from .conftest import LocalGoogle


def config_of(campaign: Path) -> Config:
    return load(campaign / "campaign.toml", FORMS)


def test_a_service_account_syncs_what_a_person_provisioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = tmp_path / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    (campaign / "units.csv").write_text(SMALL_UNITS, encoding="utf-8")
    (campaign / "indicators.csv").write_text(SMALL_INDICATORS, encoding="utf-8")
    settings = Settings()
    with running_for_all(tmp_path / "google", settings=settings) as base_url, People(base_url) as people:
        key = LocalGoogle(base_url).service_account("sync")
        (campaign / "service-account.json").write_text(json.dumps(key), encoding="utf-8")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__SYNC_ACCOUNT", key["client_email"])
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS", "0")
        with monkeypatch.context() as as_person:
            as_person.setenv("SHEETS_SYNC_GOOGLE__AUTH", "anonymous")
            with opened_config(config_of(campaign), "provision") as project:
                provision(project)
        with opened_config(config_of(campaign)) as project:
            ward = Ward(base_url, project, people)
            ward.type("TDP01", "culture_society", {"E2": "chưa đếm", "E3": "120"})
            outcome = ward.sync()
            assert outcome.failed == {}
            assert any("chưa đếm" in str(row) for row in ward.values("TDP01", CHECK_TITLE))
            assert ward.records(next(form.title for form in project.forms if form.code == "culture_society"))
        assert {call["caller"] for call in ward.calls() if call["method"] == "POST"} >= {key["client_email"]}
