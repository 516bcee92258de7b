"""Two campaigns on one machine: their jobs run together, and their calls are counted together."""

import configparser
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from sheets_sync.emulator import running
from tests.forked import sheets_sync
from tests.ward import CAMPAIGN, SMALL_INDICATORS, SMALL_UNITS

ROOT = Path(__file__).parents[2]
NAMES = ("thi-dua", "che-do")


def campaign(folder: Path, name: str) -> Path:
    """As docs/operate.md lays them out: a folder each, and one for what they count together."""
    own = folder / name
    shutil.copytree(CAMPAIGN, own)
    (own / "units.csv").write_text(SMALL_UNITS, encoding="utf-8")
    (own / "indicators.csv").write_text(SMALL_INDICATORS, encoding="utf-8")
    text = (own / "campaign.toml").read_text(encoding="utf-8")
    text = text.replace('code = "thi-dua-2024"', f'code = "{name}"', 1)
    text = text.replace("[google]\n", '[google]\nquota_folder = "../quota"\nworkbook_seconds = 0\n', 1)
    (own / "campaign.toml").write_text(text, encoding="utf-8")
    return own


def counted(quota: Path, kind: str) -> int:
    """Calls that the account's bucket holds: none is older than a minute."""
    (file,) = quota.glob(f"account-*-{kind}.db")
    with sqlite3.connect(file) as db:
        found: int = db.execute('SELECT count(*) FROM "calls"').fetchone()[0]
    return found


def test_two_campaigns_run_their_jobs_together_and_share_one_quota(tmp_path: Path) -> None:
    folders = [campaign(tmp_path, name) for name in NAMES]
    with running(tmp_path / "google") as base_url:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("SHEETS_SYNC_")},
            "SHEETS_SYNC_GOOGLE__API_BASE_URL": base_url,
            "SHEETS_SYNC_GOOGLE__AUTH": "anonymous",
        }

        def both(*words: str) -> list[str]:
            with ThreadPoolExecutor(2) as pool:
                done = pool.map(
                    lambda folder: sheets_sync(*words, folder=folder, environment=environment), folders
                )
                found = list(done)
            assert [(one.returncode, one.stderr) for one in found if one.returncode] == []
            return [one.stdout for one in found]

        both("provision")
        both("jobs", "nightly_sync", "--json")
        calls = requests.get(f"{base_url}/_emulator/calls", timeout=30).json()["calls"]
        reads = [
            one for one in calls if one["method"] == "GET" and one["path"].startswith("/v4/spreadsheets/")
        ]
        listed = requests.get(f"{base_url}/drive/v3/files", params={"pageSize": 100}, timeout=30)
        assert len(listed.json()["files"]) == 8
        assert counted(tmp_path / "quota", "read") == len(reads) >= 14


def test_the_template_unit_is_the_unit_in_a_folder_of_its_own() -> None:
    def read(name: str) -> configparser.SectionProxy:
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[assignment, method-assign] # systemd writes capitals
        parser.read(ROOT / "deploy" / name, encoding="utf-8")
        return parser["Service"]

    one, many = read("sheets-sync.service"), read("sheets-sync@.service")
    differing = {key for key in {*one, *many} if one.get(key) != many.get(key)}
    assert differing == {"WorkingDirectory", "ReadWritePaths", "EnvironmentFile"}
    worker = read("sheets-sync-worker.service")
    differing = {key for key in {*one, *worker} if one.get(key) != worker.get(key)}
    assert differing == {"WorkingDirectory", "ReadWritePaths", "ExecStart"}
    assert worker["ExecStart"].endswith("/sheets-sync worker /srv/campaigns")
    assert many["WorkingDirectory"] == "/srv/campaigns/%i"
    assert many["ReadWritePaths"] == "/srv/campaigns/%i /srv/campaigns/quota"
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    assert "/srv/campaigns/quota" in page
    assert "systemctl enable --now sheets-sync@thi-dua" in page
