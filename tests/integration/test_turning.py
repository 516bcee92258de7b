"""Periods that follow each other: workbooks appear, old reports are closed, nothing is mixed up."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import Config, load
from sheets_sync.demo.people import People
from sheets_sync.model import Timeliness
from sheets_sync.pipeline import Project, provision, turn
from sheets_sync.pipeline.run import run
from tests.ward import CAMPAIGN, SMALL_INDICATORS, SMALL_UNITS, ZONE, Ward
from tests.without_socket import running_for_all

REGIME = """
[[regime]]
code = "thang"
title = "Báo cáo"
rhythm = "month"
first = 2026-01-01
last = 2026-03-31
opens_days = 10
closes_days = 20

[[extension]]
period = "thang-2026-01"
unit = "TDP02"
until = 2026-01-20T17:00:00
"""
CULTURE = "2. Văn hóa - Xã hội"


def moment(month: int, day: int, hour: int = 20) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


@pytest.fixture
def monthly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Config, People]]:
    campaign = tmp_path / "campaign"
    shutil.copytree(CAMPAIGN, campaign)
    text = (campaign / "campaign.toml").read_text(encoding="utf-8")
    begin, end = text.index("[[period]]"), text.index("[[legal_basis]]")
    (campaign / "campaign.toml").write_text(text[:begin] + text[end:] + REGIME, encoding="utf-8")
    (campaign / "units.csv").write_text(SMALL_UNITS, encoding="utf-8")
    (campaign / "indicators.csv").write_text(SMALL_INDICATORS, encoding="utf-8")
    with running_for_all(tmp_path / "google") as base_url, People(base_url) as people:
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "anonymous")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__READS_PER_MINUTE", "0")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WRITES_PER_MINUTE", "0")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__WORKBOOK_SECONDS", "0")
        config = load(campaign / "campaign.toml", FORMS)
        yield base_url, config, people


def wards(base_url: str, projects: tuple[Project, ...], people: People) -> dict[str, Ward]:
    return {project.period.code: Ward(base_url, project, people) for project in projects}


def test_a_period_opens_with_workbooks_of_its_own_and_the_one_before_is_closed(
    monthly: tuple[str, Config, People],
) -> None:
    base_url, config, people = monthly
    with opened_periods(config, config.periods, "provision", makes_store=True) as projects:
        ward = wards(base_url, projects, people)
        january, february = ward["thang-2026-01"], ward["thang-2026-02"]
        assert turn(projects, moment(1, 3)).opened == ()
        assert turn(projects, moment(1, 5)).opened == ("thang-2026-01",)
        assert turn(projects, moment(1, 5)) == turn(projects, moment(1, 6))
        people.set_clock(moment(1, 14))
        january.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
        january.sync(moment(1, 15))
        assert turn(projects, moment(2, 3)).opened == ()
        # Twenty days after its deadline January is closed; on that day February opens.
        turned = turn(projects, moment(2, 4))
        assert (turned.opened, turned.closed, turned.failed) == (("thang-2026-02",), ("thang-2026-01",), {})
        turned = turn(projects, moment(2, 4))
        assert (turned.opened, turned.closed) == ((), ())
        assert january.project.store.closings.known().keys() == january.project.units.keys()
        assert february.book("TDP01") != january.book("TDP01")
        february.type("TDP01", "culture_society", {"E2": "206"})
        february.sync(moment(2, 5))
        assert january.records(CULTURE)["TDP01/VX01"]["Thực hiện"] == 205
        assert february.records(CULTURE)["TDP01/VX01"]["Thực hiện"] == 206
        with pytest.raises(RuntimeError, match="protected"):
            january.type("TDP01", "culture_society", {"E2": "1"})


def test_an_extension_is_that_units_alone(monthly: tuple[str, Config, People]) -> None:
    _, config, _ = monthly
    with opened_periods(config, config.periods[:1], "provision", makes_store=True) as (project,):
        turn([project], moment(1, 5))
        outcome = run(project, moment(1, 16))
        found = {one.unit: one.timeliness for one in outcome.coverage if one.form == "culture_society"}
        assert (found["TDP01"], found["TDP02"]) == (Timeliness.OVERDUE, Timeliness.MISSING)
        outcome = run(project, moment(1, 21))
        found = {one.unit: one.timeliness for one in outcome.coverage if one.form == "culture_society"}
        assert found["TDP02"] is Timeliness.OVERDUE


def test_figures_brought_over_from_the_last_period_are_no_report(
    monthly: tuple[str, Config, People],
) -> None:
    base_url, config, people = monthly
    with opened_periods(config, config.periods, "provision", makes_store=True) as projects:
        ward = wards(base_url, projects, people)
        cells = {"E2": "205", "D3": "190", "E3": "198"}
        for code, day in (("thang-2026-01", moment(1, 10)), ("thang-2026-02", moment(2, 10))):
            turn(projects, day)
            ward[code].type("TDP01", "culture_society", cells)
            outcome = ward[code].sync(day)
        found = {finding.code for finding in outcome.findings if finding.unit == "TDP01"}
        assert "period-copied" in found
        ward["thang-2026-02"].type("TDP01", "culture_society", {"E3": "199"})
        outcome = ward["thang-2026-02"].sync(moment(2, 11))
        assert "period-copied" not in {finding.code for finding in outcome.findings}


def test_a_figure_far_from_that_of_the_last_period_waits_before_it_counts(
    monthly: tuple[str, Config, People],
) -> None:
    base_url, config, people = monthly
    with opened_periods(config, config.periods, "provision", makes_store=True) as projects:
        ward = wards(base_url, projects, people)
        for month, figure in ((1, "19"), (2, "190")):
            code, day = f"thang-2026-{month:02d}", moment(month, 10)
            turn(projects, day)
            ward[code].type("TDP01", "culture_society", {"E2": "205", "D3": figure, "E3": figure})
            ward[code].sync(day)
        january, february = ward["thang-2026-01"], ward["thang-2026-02"]
        assert january.records("Đánh giá")["TDP01"]["Chờ xác nhận"] == ""
        waiting = february.records("Đánh giá")["TDP01"]["Chờ xác nhận"]
        assert waiting == "VX02 Hộ đạt Gia đình văn hóa: 190, kỳ trước 19"


def renamed(config: Config) -> Config:
    file = config.file.parent / "units.csv"
    text = file.read_text(encoding="utf-8").replace("Tổ dân phố số 1,", "Tổ dân phố Đông,")
    file.write_text(text, encoding="utf-8")
    return load(config.file, FORMS)


def test_a_change_reaches_the_open_period_by_itself_and_a_closed_or_future_one_only_when_named(
    monthly: tuple[str, Config, People],
) -> None:
    base_url, config, people = monthly
    with opened_periods(config, config.periods, "provision", makes_store=True) as projects:
        for day in (moment(1, 5), moment(2, 4)):
            turn(projects, day)
    changed = renamed(config)
    with opened_periods(changed, changed.periods, "provision", makes_store=True) as projects:
        ward = wards(base_url, projects, people)
        ward["thang-2026-02"].forget_calls()
        turned = turn(projects, moment(2, 5))
        # A name, a read and a write for the one workbook of the open period.
        assert len(ward["thang-2026-02"].calls()) == 3
        assert list(turned.changed) == ["thang-2026-02"]

        def titles() -> list[str]:
            found = ward["thang-2026-02"].get("/drive/v3/files", pageSize=100)["files"]
            return sorted(file["name"] for file in found if "Đông" in file["name"])

        assert [title.split(" – ")[1] for title in titles()] == ["Báo cáo tháng 02/2026"]
        # The closed period, by name; then the one to come.
        assert list(provision(ward["thang-2026-01"].project).changed) == ["TDP01"]
        assert len(provision(ward["thang-2026-03"].project).created) == 4
        assert [title.split(" – ")[1] for title in titles()] == [
            "Báo cáo tháng 01/2026",
            "Báo cáo tháng 02/2026",
            "Báo cáo tháng 3/2026",
        ]


def test_a_regimes_title_and_its_periods_name_the_rhythm_once(monthly: tuple[str, Config, People]) -> None:
    _, config, _ = monthly
    text = config.file.read_text(encoding="utf-8").replace('title = "Báo cáo"\n', 'title = "Báo cáo tháng"\n')
    config.file.write_text(text, encoding="utf-8")
    assert load(config.file, FORMS).periods[0].title == "Báo cáo tháng 01/2026"
