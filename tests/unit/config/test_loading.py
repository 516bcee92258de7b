import dataclasses
import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from schemas import FORMS
from sheets_sync.config.google import GoogleSection
from sheets_sync.config.law import law_on
from sheets_sync.config.loading import Config, load
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.google.settings import GoogleSettings

DEMO = Path(__file__).parents[3] / "sheets_sync" / "demo" / "campaign"


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    for file in DEMO.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / "campaign.toml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(campaign: Path) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        load(campaign, FORMS)
    return list(caught.value.problems)


@pytest.fixture
def demo(campaign: Path) -> Config:
    return load(campaign, FORMS)


def test_the_demo_campaign_has_its_units_areas_and_dates(demo: Config) -> None:
    assert len(demo.units) >= 24
    assert [unit.name for unit in demo.units if unit.kind == "TDP"] == [
        f"Tổ dân phố số {number}" for number in range(1, 9)
    ]
    assert (demo.campaign.start, demo.campaign.end) == (date(2024, 8, 5), date(2024, 8, 15))
    assert demo.period.cut_off == date(2024, 8, 15)
    assert demo.period.deadline == datetime(2024, 8, 16, 17, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert demo.zone == ZoneInfo("Asia/Ho_Chi_Minh")


def test_the_demo_campaign_says_who_does_what_and_who_is_told(demo: Config) -> None:
    assert (demo.ward.name, demo.ward.parent) == ("Phường Phùng Chí Kiên", "Thị xã Mỹ Hào")
    assert demo.roles.signer_name == "Nguyễn Thái Dương"
    assert demo.recipients[-1] == "Lưu: VT"
    assert demo.office.emails == ("vanphong@phungchikien.example",)


def test_the_areas_of_the_file_are_the_rows_and_the_choices_of_the_forms(demo: Config) -> None:
    forms = {form.code: form for form in demo.forms}
    codes = [area.code for area in demo.areas]
    assert codes == ["KT", "VX", "QP", "CT", "CC"]
    assert forms["narrative"].known_keys(demo.indicators) == set(codes)
    for code in ("commendation", "exemplar"):
        assert forms[code].column("area").heading.choices == tuple(area.short for area in demo.areas)


def test_the_demo_asks_for_every_indicator_of_the_guide_in_order(demo: Config) -> None:
    numbered = {"KT": 7, "VX": 8, "QP": 8, "CT": 7, "CC": 7}
    expected = [f"{area}{number:02}" for area, last in numbered.items() for number in range(1, last + 1)]
    assert [code for code in demo.indicators if code[-1].isdigit()] == expected
    assert {code for code in demo.indicators if code[-1].isalpha()} == {
        "VX06A",
        "VX07A",
        "CC01A",
        "CC02A",
        "CC02B",
    }


def test_the_legal_bases_in_force_in_2024_are_told_from_later_ones(demo: Config) -> None:
    numbers = [one.number for one in law_on(demo.settings, demo.campaign.start).bases]
    assert {"06/2022/QH15", "98/2023/NĐ-CP", "163/KH-UBND"} <= set(numbers)
    assert "152/2025/NĐ-CP" not in numbers


def test_paths_are_relative_to_the_campaign_file(demo: Config, tmp_path: Path) -> None:
    assert demo.mail.folder == tmp_path / "outbox"
    assert demo.google.credentials_file == tmp_path / "service-account.json"
    assert demo.store.url == demo.store_url == f"sqlite:///{tmp_path}/sheets-sync.db"


@pytest.mark.parametrize("url", ["sqlite:////var/lib/x.db", "sqlite:///:memory:", "postgresql://host/name"])
def test_other_stores_are_left_as_they_are(campaign: Path, url: str) -> None:
    change(campaign, "sqlite:///sheets-sync.db", url)
    assert load(campaign, FORMS).store.url == url


def test_limits_count_the_units_that_exist_at_the_cut_off(campaign: Path) -> None:
    change(campaign.parent / "units.csv", "tdp08@phungchikien.example,2019-05-01,", "x@y.example,2024-08-16,")
    config = load(campaign, FORMS)
    assert config.limits(config.period)["tdp"] == 7


def test_a_period_is_found_by_its_code(demo: Config) -> None:
    assert demo.find_period("dot-1") is demo.period
    with pytest.raises(ConfigError, match="Did you mean dot-1"):
        demo.find_period("dot-2")


def test_google_settings_have_the_names_and_defaults_of_the_door() -> None:
    ours = GoogleSection.model_fields
    shared = [field for field in dataclasses.fields(GoogleSettings) if field.name in ours]
    names = (
        "api_base_url auth credentials_file reads_per_minute writes_per_minute attempts shared_drive folder"
    )
    assert set(names.split()) <= {field.name for field in shared}
    # The door alone counts for itself; a campaign counts beside others.
    defaults = {field.name: field.default for field in shared}
    defaults |= {"quota_folder": Path("quota"), "token_file": Path("google-token.json")}
    assert {field.name: ours[field.name].default for field in shared} == defaults


def test_the_environment_wins_over_the_file(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", "http://127.0.0.1:8085")
    monkeypatch.setenv("SHEETS_SYNC_STORE__URL", "postgresql://me:hush@host/name")
    config = load(campaign, FORMS)
    assert config.google.api_base_url == "http://127.0.0.1:8085"
    assert config.google.attempts == 6
    assert config.store.url == "postgresql://me:hush@host/name"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("SHEETS_SYNC_GOOGLE__ATTEMPTS", "hush", "Write a whole number. It comes from the environment"),
        ("SHEETS_SYNC_MAIL__PASWORD", "hush", "No such key. Did you mean password"),
        ("SHEETS_SYNC_GOOGLE", "{hush", "JSON"),
    ],
)
def test_a_mistake_in_the_environment_is_told_without_its_value(
    campaign: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(name, value)
    (problem,) = problems_of(campaign)
    assert remedy in problem.remedy
    assert "hush" not in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "key", "value", "remedy"),
    [
        ('theme = "', 'theem = "x"\ntheme = "', "campaign.theem", "x", "Did you mean theme?"),
        ("[store]", "[stroe]\nx = 1\n[store]", "stroe", "", "No such key. Did you mean store?"),
        ("[ward]", "[zzz]\n[ward]", "zzz", "", "No such key. Known: units, indicators"),
        ('title = "Tổng', 'titel = "x"\ntitle = "Tổng', "period[0].titel", "x", "Did you mean title?"),
        ('province = "Tỉnh Hưng Yên"\n', "", "ward.province", "", "Required"),
        ('theme = "Thi', 'theme = "" # ', "campaign.theme", "", "Required"),
        ('"folder"', '"post"', "mail.transport", "post", "Write 'folder'"),
        ("end = 2024-08-15", "end = 2024-08-01", "campaign.end", "2024-08-01", "Before campaign.start"),
        ("end = 2024-08-15", "end = 15", "campaign.end", "15", "Write a day as 2024-08-05."),
        ("cut_off = 2024-08-15", "cut_off = 2024-08-16", "period[0].cut_off", "2024-08-16", "Outside"),
        ("cut_off = 2024-08-15", "cut_off = 2024-08-01", "period[0].cut_off", "2024-08-01", "start"),
        ("-16T17", "-14T17", "period[0].deadline", "2024-08-14 17:00:00", "Before the cut-off 2024-08-15"),
        ("17:00:00", "17:00:00Z", "period[0].deadline", "2024-08-16 17:00:00+00:00", "without an offset"),
        ('"dot-1"', '"Đợt 1"', "period[0].code", "Đợt 1", "letters, digits and hyphens"),
        ('"VX"', '"KT"', "area[1].code", "KT", "An earlier area has this code too"),
        ('"economy"', '"econmy"', "area[0].form", "econmy", "No such form. Did you mean economy?"),
        (
            "effective_from = 2024-08-05",
            "effective_from = 2024-08-05\neffective_to = 2023-06-30",
            "legal_basis[1].effective_to",
            "2023-06-30",
            "Before effective_from",
        ),
        ('area = "CT"', 'area = "CX"', "movement[3].area", "CX", "No such area. Known: KT"),
        ('"Asia/Ho_Chi_Minh"', '"Asia/Hanoi"', "ward.time_zone", "Asia/Hanoi", "Asia/Ho_Chi_Minh"),
        ('"vi_VN"', '"vi"', "ward.locale", "vi", "vi_VN"),
        (
            '["vanphong@phungchikien.example"]',
            '["van phong"]',
            "office.emails[0]",
            "van phong",
            "mail address",
        ),
        ('emails = ["vanphong@phungchikien.example"]', "emails = []", "office.emails", "", "At least one"),
        ('"service-account"', '"guess"', "google.auth", "guess", "'adc'"),
        ('credentials_file = "service-account.json"\n', "", "google", "", "needs credentials_file"),
        ("attempts = 6", 'password = "hush"', "google.password", "", "SHEETS_SYNC_GOOGLE__PASSWORD"),
        ("sqlite:///sheets", "postgresql://me:hush@h/", "store.url", "", "SHEETS_SYNC_STORE__URL"),
        ("[google]", '[google]\napi_base_url = "//[x"', "google.api_base_url", "//[x", "begins with http"),
        ('"units.csv"', "5", "units", "5", ""),
    ],
)
def test_each_mistake_of_the_campaign_is_one_problem(
    campaign: Path, old: str, new: str, key: str, value: str, remedy: str
) -> None:
    change(campaign, old, new)
    problems = problems_of(campaign)
    assert [(problem.file, problem.key, problem.value) for problem in problems] == [(campaign, key, value)]
    assert remedy in problems[0].remedy
    assert "hush" not in str(problems[0])


def test_mistakes_of_all_three_files_come_at_once(campaign: Path) -> None:
    change(campaign, 'transport = "folder"', 'transport = "pigeon"')
    change(campaign, "-16T17", "-14T17")
    change(campaign, '"economy"', '"econmy"')
    change(campaign.parent / "units.csv", "htx@phungchikien.example", "htx")
    change(campaign.parent / "units.csv", "DOAN-THE,MTTQ", "DOAN-THE,MTTO")
    change(campaign.parent / "indicators.csv", "triệu đồng,decimal", "triệu đồng,money")
    change(campaign.parent / "indicators.csv", ",DCXD,", ",DCXX,")
    found = {(problem.file.name, problem.key) for problem in problems_of(campaign)}
    assert found == {
        ("campaign.toml", "mail.transport"),
        ("campaign.toml", "period[0].deadline"),
        ("campaign.toml", "area[0].form"),
        ("units.csv", "line 6, emails"),
        ("units.csv", "line 16, parent"),
        ("indicators.csv", "line 2, measurement"),
        ("indicators.csv", "line 5, in_charge"),
    }


def test_a_campaign_that_is_no_toml_still_has_its_lists_checked(campaign: Path) -> None:
    campaign.write_text("[campaign", encoding="utf-8")
    change(campaign.parent / "units.csv", "htx@phungchikien.example", "htx")
    found = [(problem.file.name, problem.key) for problem in problems_of(campaign)]
    assert found == [("campaign.toml", ""), ("units.csv", "line 6, emails")]


@pytest.mark.parametrize("text", ["[campaign", None])
def test_lists_that_nobody_named_are_not_missed(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "campaign.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert [problem.file for problem in problems_of(file)] == [file]


def test_a_list_that_is_missing_is_one_problem(campaign: Path) -> None:
    (campaign.parent / "indicators.csv").unlink()
    assert [problem.file.name for problem in problems_of(campaign)] == ["indicators.csv"]


def test_a_campaign_saved_with_a_byte_order_mark_is_read(campaign: Path) -> None:
    campaign.write_bytes(b"\xef\xbb\xbf" + campaign.read_bytes())
    assert load(campaign, FORMS).campaign.code == "thi-dua-2024"


REGIME = """
[[regime]]
code = "thang"
title = "Báo cáo"
rhythm = "month"
first = 2026-01-01
deadline_days_of = { TDP = 3 }

[[extension]]
period = "thang-2026-02"
unit = "TDP01"
until = 2026-03-02T17:00:00
"""


def test_a_regime_gives_each_month_its_period(campaign: Path) -> None:
    campaign.write_text(campaign.read_text(encoding="utf-8") + REGIME, encoding="utf-8")
    config = load(campaign, FORMS)
    zone = config.zone
    open_in_march = config.periods_at(datetime(2026, 3, 10, 8, tzinfo=zone))
    # The campaign's own period is closed by hand; February's stays open for thirty days.
    assert [one.code for one in open_in_march] == ["dot-1", "thang-2026-02", "thang-2026-03"]
    february = config.find_period("thang-2026-02")
    units = {unit.code: unit for unit in config.units}
    deadlines = {code: february.deadline_of(units[code]).date() for code in ("TDP01", "TDP02", "TCKT")}
    assert deadlines == {
        "TDP01": date(2026, 3, 2),
        "TDP02": date(2026, 2, 25),
        "TCKT": date(2026, 2, 23),
    }
    assert config.period.code == "dot-1"


def test_mistakes_in_regimes_and_extensions_are_told_at_once(campaign: Path) -> None:
    wrong = REGIME.replace('"thang-2026-02"', '"thang-2026-13"').replace('"month"', '"week"')
    text = campaign.read_text(encoding="utf-8") + wrong + REGIME.split("[[extension]]")[0]
    text = text.replace("first = 2026-01-01", 'first = 2026-01-01\nforms = ["economi"]')
    campaign.write_text(text, encoding="utf-8")
    keys = [problem.key for problem in problems_of(campaign)]
    assert sorted(keys) == [
        "extension[0].period",
        "regime[0].cut_off_day",
        "regime[0].forms",
        "regime[1].code",
        "regime[1].forms",
    ]


def test_a_campaign_without_any_period_is_refused(campaign: Path) -> None:
    text = campaign.read_text(encoding="utf-8")
    begin, end = text.index("[[period]]"), text.index("# Căn cứ riêng của đợt")
    campaign.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert [problem.key for problem in problems_of(campaign)] == ["period"]
