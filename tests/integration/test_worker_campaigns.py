"""Which campaigns a worker has, as its files stand."""

import shutil
from pathlib import Path

import pytest

from sheets_sync.errors import ConfigError, FilesDiffer
from sheets_sync.workers.campaigns import Campaigns, database_of
from tests.ward import CAMPAIGN, SMALL_INDICATORS, SMALL_UNITS, written

URL = "postgresql://sync@db.phuong.example/sheets_sync"


def campaign(folder: Path, code: str, url: str = URL) -> Path:
    own = folder / code
    own.mkdir()
    file = written(own, SMALL_UNITS, SMALL_INDICATORS) / "campaign.toml"
    text = file.read_text(encoding="utf-8").replace('code = "thi-dua-2024"', f'code = "{code}"', 1)
    file.write_text(text.replace("sqlite:///sheets-sync.db", url, 1), encoding="utf-8")
    shutil.move(file.parent, folder / f"{code}-files")
    own.rmdir()
    return folder / f"{code}-files" / "campaign.toml"


def test_a_campaign_that_comes_goes_or_is_mended_is_seen_without_a_restart(tmp_path: Path) -> None:
    one, two = campaign(tmp_path, "one"), campaign(tmp_path, "two")
    campaigns = Campaigns(tmp_path)
    before = campaigns.known()
    assert list(before) == ["one", "two"]
    assert campaigns.known()["one"] is before["one"]
    units = one.with_name("units.csv")
    units.write_text(SMALL_UNITS.replace("Tổ dân phố số 1", "Tổ dân phố Đông"), encoding="utf-8")
    with pytest.raises(FilesDiffer, match="one has other files here"):
        campaigns.of("one", before["one"].mark)
    now = campaigns.known()["one"]
    assert campaigns.of("one", now.mark) is now
    text = two.read_text(encoding="utf-8")
    two.write_text("title = ", encoding="utf-8")
    assert list(campaigns.known()) == ["one"]
    with pytest.raises(FilesDiffer, match="two cannot be read here"):
        campaigns.of("two", before["two"].mark)
    two.write_text(text, encoding="utf-8")
    shutil.rmtree(one.parent)
    assert list(campaigns.known()) == ["two"]


def test_a_folder_may_be_a_campaign_itself_and_needs_one(tmp_path: Path) -> None:
    file = campaign(tmp_path, "one")
    assert list(Campaigns(file.parent).known()) == ["one"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match=r"no campaign\.toml"):
        Campaigns(tmp_path / "empty").known()


def test_all_campaigns_name_one_database_of_postgresql(tmp_path: Path) -> None:
    campaign(tmp_path, "one")
    assert database_of(Campaigns(tmp_path).known()) == URL
    file = campaign(tmp_path, "two", "postgresql://elsewhere/sheets_sync")
    with pytest.raises(ConfigError, match=r"same store\.url") as told:
        database_of(Campaigns(tmp_path).known())
    assert [problem.file for problem in told.value.problems] == [file]
    with pytest.raises(ConfigError, match="postgresql://"):
        database_of(Campaigns(written(tmp_path / "third", "", "")).known())


def test_the_demo_is_a_campaign_for_workers_but_for_its_store() -> None:
    assert list(Campaigns(CAMPAIGN).known()) == ["thi-dua-2024"]
