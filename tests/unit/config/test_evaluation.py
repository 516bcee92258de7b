"""The table of points in campaign.toml: whole or refused, every mistake with its key."""

import shutil
from pathlib import Path

import pytest

from schemas import FORMS
from sheets_sync.config.evaluation import EvaluationSettings
from sheets_sync.config.loading import load
from sheets_sync.errors import ConfigError

DEMO = Path(__file__).parents[3] / "sheets_sync" / "demo" / "campaign"


def campaign(folder: Path, table: str) -> Path:
    """The demo's campaign with another table of points."""
    for file in DEMO.iterdir():
        shutil.copy(file, folder)
    file = folder / "campaign.toml"
    before, _, rest = file.read_text(encoding="utf-8").partition("[evaluation]\n")
    file.write_text(before + table + "\n" + rest[rest.index("[office]") :], encoding="utf-8")
    return file


def test_a_campaign_without_the_table_is_not_evaluated(tmp_path: Path) -> None:
    assert load(campaign(tmp_path, ""), FORMS).settings.evaluation is None


def test_the_table_alone_brings_points_that_fit(tmp_path: Path) -> None:
    assert load(campaign(tmp_path, "[evaluation]"), FORMS).settings.evaluation == EvaluationSettings()


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("timeliness = 40", ["evaluation"]),
        ("late = [0.5, 0.9]", ["evaluation.late[1]"]),
        ("faulty = 0.5", ["evaluation.faulty"]),
        (
            "plan = 31\nlate = [0.5, 0.9, 0.2]\nfaulty = 0.2",
            ["evaluation", "evaluation.late[1]", "evaluation.faulty"],
        ),
        ("quality = 0\nplan = 50", ["evaluation.quality"]),
        ("peers = 4\nlate = []", ["evaluation.late", "evaluation.peers"]),
    ],
)
def test_points_that_could_be_gamed_or_do_not_fit_are_refused(
    tmp_path: Path, table: str, keys: list[str]
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(campaign(tmp_path, f"[evaluation]\n{table}"), FORMS)
    assert [one.key for one in caught.value.problems] == keys


def test_mistakes_of_the_table_are_told_beside_others(tmp_path: Path) -> None:
    file = campaign(tmp_path, "[evaluation]\nfaulty = 0.5")
    text = file.read_text(encoding="utf-8").replace('locale = "vi_VN"', 'locale = "Việt Nam"')
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(file, FORMS)
    assert {one.key for one in caught.value.problems} == {"ward.locale", "evaluation.faulty"}
