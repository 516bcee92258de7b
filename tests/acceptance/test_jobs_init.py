"""A new campaign's folder: loads without problems, is neutral, works, and replaces nothing."""

import json
import os
from pathlib import Path
from subprocess import CompletedProcess

from schemas import FORMS
from sheets_sync.config.loading import load
from sheets_sync.emulator import running
from tests.forked import sheets_sync


def command(*words: str, folder: Path, **env: str) -> CompletedProcess[str]:
    return sheets_sync(*words, folder=folder, environment={**os.environ, **env})


def test_a_new_campaign_loads_and_can_be_provisioned_and_synced_at_once(tmp_path: Path) -> None:
    made = command("init", "phuong/moi", "--json", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "phuong" / "moi"
    assert {Path(name).name for name in json.loads(made.stdout)["created"]} == {
        "campaign.toml",
        "units.csv",
        "indicators.csv",
        ".gitignore",
    }
    config = load(folder / "campaign.toml", FORMS)
    period = config.period
    assert period.start <= period.cut_off < period.deadline.date()
    assert config.is_working(period.deadline.date())
    with running(tmp_path / "google") as base_url:
        env = {
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
            "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
            "SHEETS_SYNC_GOOGLE__READS_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE": "0",
            "SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS": "0",
        }
        for words in (["provision"], ["sync"], ["doctor"], ["audit", "--strict"]):
            done = command(*words, folder=folder, **env)
            assert done.returncode == 0, (words, done.stdout, done.stderr)


def test_it_names_no_real_ward_and_only_addresses_that_cannot_exist(tmp_path: Path) -> None:
    assert command("init", ".", folder=tmp_path).returncode == 0
    text = "".join((tmp_path / name).read_text(encoding="utf-8") for name in ("campaign.toml", "units.csv"))
    for real in ("Phùng Chí Kiên", "phungchikien", "Mỹ Hào", "Hưng Yên", "Nguyễn Thái Dương"):
        assert real not in text
    addresses = [word for word in text.replace('"', " ").replace(",", " ").split() if "@" in word]
    assert addresses
    assert [address for address in addresses if not address.endswith("@phuong.example")] == []


def test_nothing_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("years of work")
    refused = command("init", ".", folder=tmp_path)
    assert refused.returncode == 2
    assert "units.csv" in refused.stderr
    assert (tmp_path / "units.csv").read_text() == "years of work"
    assert not (tmp_path / "campaign.toml").exists()


def test_what_the_service_makes_and_the_key_are_kept_out_of_version_control(tmp_path: Path) -> None:
    assert command("init", ".", folder=tmp_path).returncode == 0
    config = load(tmp_path / "campaign.toml", FORMS)
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").split()
    for made in (config.settings.jobs.heartbeat, config.store.backups, config.mail.folder):
        assert {made.name, f"{made.name}/"} & set(ignored)
    assert str(config.google.credentials_file and config.google.credentials_file.name) in ignored
