"""A month whose figures are far from those of the months before, asked about through real syncs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_periods
from sheets_sync.config.loading import load
from sheets_sync.demo.people import People
from sheets_sync.emulator import running
from sheets_sync.pipeline import Outcome, provision
from sheets_sync.store.submissions import Submissions
from tests.unit.builders import record, submission
from tests.ward import SMALL_INDICATORS, SMALL_UNITS, ZONE, Ward, written

REGIME = """
[[regime]]
code = "thang"
title = "Báo cáo"
rhythm = "month"
first = 2026-01-01
last = 2026-12-31
"""
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
INDICATOR = "VX01,culture_society,Tổng số hộ,hộ,integer,no,no,no,0,15000,,TDP,yes,"
EVENING = datetime(2026, 6, 14, 20, tzinfo=ZONE)
#: What the units reported from January to May, by indicator.
BEFORE: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "TDP01": {"VX01": (205, 206, 204, 206, 207), "VX02": (180, 181, 180, 182, 183)},
    "TDP02": {"VX01": (310, 312), "VX02": (300, 301)},
    "TCKT": {"KT01": (5200, 10150, 15400, 20500, 25300), "KT02": (120, 126, 118, 122, 125)},
}


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with month(tmp_path_factory.mktemp("june"), SMALL_UNITS, SMALL_INDICATORS, BEFORE) as one:
        yield one


@contextmanager
def month(
    folder: Path, units: str, indicators: str, before: Mapping[str, Mapping[str, tuple[float, ...]]]
) -> Iterator[Ward]:
    """June's workbooks; the months before are in the store."""
    campaign = written(folder, units, indicators)
    text = (campaign / "campaign.toml").read_text(encoding="utf-8")
    begin, end = text.index("[[period]]"), text.index("[[legal_basis]]")
    (campaign / "campaign.toml").write_text(text[:begin] + text[end:] + REGIME, encoding="utf-8")
    with (
        pytest.MonkeyPatch.context() as patch,
        running(folder / "google") as base_url,
        People(base_url) as people,
    ):
        for name, value in (
            ("API_BASE_URL", base_url),
            ("AUTH", "anonymous"),
            *((name, "0") for name in ("READS_PER_MINUTE", "WRITES_PER_MINUTE", "WORKBOOK_SECONDS")),
        ):
            patch.setenv(f"SHEETS_SYNC_GOOGLE__{name}", value)
        config = load(campaign / "campaign.toml", FORMS)
        period = config.find_period("thang-2026-06")
        with opened_periods(config, [period], "provision", makes_store=True) as (project,):
            for unit, figures in before.items():
                _remember(project.store.submissions, unit, figures)
            provision(project)
            yield Ward(base_url, project, people)


def _remember(kept: Submissions, unit: str, figures: Mapping[str, tuple[float, ...]]) -> None:
    form = "economy" if unit == "TCKT" else "culture_society"
    for place, month in enumerate(MONTHS):
        records = [
            record(unit, key, form, row + 1, actual=Decimal(str(values[place])))
            for row, (key, values) in enumerate(figures.items())
            if place < len(values)
        ]
        if records:
            moment = EVENING.replace(month=place + 1)
            kept.save(replace(submission(*records), period=f"thang-{month}"), moment)


def asked(outcome: Outcome, unit: str) -> dict[str, str]:
    codes = ("history-unusual", "measure-slip")
    return {one.cell: one.text for one in outcome.findings if one.unit == unit and one.code in codes}


def test_a_month_far_from_those_before_is_asked_about_until_it_is_explained(
    june: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    plain = Submissions.of_unit

    def counted(self: Submissions, unit: str, periods: Any) -> Any:
        questions.append(unit)
        return plain(self, unit, periods)

    monkeypatch.setattr(Submissions, "of_unit", counted)
    june.type("TDP01", "culture_society", {"E2": "2070", "D3": "185", "E3": "184"})
    june.type("TDP02", "culture_society", {"E2": "3120", "D3": "300", "E3": "302"})
    june.type("TCKT", "economy", {"D2": "60000", "E2": "30400", "E3": "127000000"})
    outcome = june.sync(EVENING)
    told = asked(outcome, "TDP01")
    assert list(told) == ["E2"]
    assert "2.070 hộ khác xa" in told["E2"]
    assert "205; 206; 204; 206; 207" in told["E2"]
    assert "Ghi chú" in told["E2"]
    # A first report, and one with two months behind it.
    assert asked(outcome, "TDP02") == {}
    # Lũy kế grows on; money in đồng is named.
    assert asked(outcome, "TCKT").keys() == {"E3"}
    assert "tức 127 triệu đồng" in asked(outcome, "TCKT")["E3"]
    assert sorted(questions) == ["TCKT", "TDP01", "TDP02"]

    # It stays while nothing is read, and costs nothing.
    questions.clear()
    assert asked(june.sync(EVENING.replace(day=15)), "TDP01").keys() == {"E2"}
    assert questions == []

    june.type("TDP01", "culture_society", {"H2": "Nhập thêm khu đô thị mới"})
    assert asked(june.sync(EVENING.replace(day=16)), "TDP01") == {}
    assert questions == ["TDP01"]


def test_other_thresholds_have_every_report_judged_anew(june: Ward) -> None:
    june.type("TCKT", "economy", {"E3": "300"})
    assert asked(june.sync(EVENING.replace(day=17)), "TCKT").keys() == {"E3"}
    config = june.project.config
    settings = config.settings.model_copy(
        update={"outliers": config.settings.outliers.model_copy(update={"factor": 0})}
    )
    other = replace(june, project=replace(june.project, config=replace(config, settings=settings)))
    assert asked(other.sync(EVENING.replace(day=18)), "TCKT") == {}


#: What a unit reported from January on, what it reports in June, and whether it is asked.
STEADY = (205, 206, 204, 206, 207)
SIBLINGS: Mapping[str, tuple[tuple[float, ...], str, bool]] = {
    "S01": (STEADY, "2060", True),
    "S02": (STEADY, "20", True),
    "S03": (STEADY, "213", False),
    "S04": ((100, 100, 100, 100, 100), "101", False),
    "S05": ((100, 100, 100, 100, 100), "1000", True),
    "S06": ((10, 20, 30, 40, 50), "60", False),
    "S07": ((0, 0, 0, 0, 0), "1", False),
    "S08": ((0, 0, 0, 0, 0), "500", True),
    "S09": ((205, 206, 2060, 204, 207), "206", False),
    "S10": (STEADY[:3], "2060", False),
    "S11": ((100, 300, 100, 300, 100), "300", False),
    "S12": (STEADY, "", False),
    "S13": ((1200, 1190, 1215, 1230, 1240), "1245", False),
    "S14": ((1200, 1190, 1215, 1230, 1240), "124", True),
}


def test_siblings_far_from_their_own_months_are_asked_about_and_no_others(tmp_path: Path) -> None:
    header = SMALL_UNITS.splitlines()[0]
    lines = [f"{code},Đơn vị {code},TDP,,{code}@phuong.example,2019-05-01" for code in SIBLINGS]
    units = "\n".join([header, *(f"{line},,,culture_society,VX01" for line in lines)]) + "\n"
    indicators = "\n".join([SMALL_INDICATORS.splitlines()[0], INDICATOR]) + "\n"
    before = {code: {"VX01": figures} for code, (figures, _, _) in SIBLINGS.items()}
    with month(tmp_path, units, indicators, before) as one:
        for code, (_, typed, _) in SIBLINGS.items():
            if typed:
                one.type(code, "culture_society", {"E2": typed})
        outcome = one.sync(EVENING, mails=False)
        found = {code: bool(asked(outcome, code)) for code in SIBLINGS}
    assert found == {code: is_asked for code, (_, _, is_asked) in SIBLINGS.items()}
