"""The law by date: what a type of document rests on on its day, and what of it nobody verified."""

from datetime import date
from pathlib import Path

import pytest

from sheets_sync.config.documents import LegalBasis, RewardSettings
from sheets_sync.config.law import law_on, shipped
from sheets_sync.model import Paper
from sheets_sync.pipeline.reporting import unverified
from sheets_sync.report.content.hints import is_complete
from sheets_sync.report.content.model import Basis
from tests.unit.builders import DEMO

SETTINGS = DEMO.settings.model_copy(update={"legal_basis": ()})


def cited(day: date, paper: Paper) -> list[str]:
    return [one.number for one in law_on(SETTINGS, day).cited_by(paper)]


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        (date(2024, 8, 20), ["06/2022/QH15", "98/2023/NĐ-CP"]),
        (date(2025, 6, 30), ["06/2022/QH15", "98/2023/NĐ-CP"]),
        (date(2025, 7, 1), ["06/2022/QH15", "152/2025/NĐ-CP"]),
        (date(2025, 8, 5), ["06/2022/QH15", "152/2025/NĐ-CP", "15/2025/TT-BNV"]),
    ],
)
def test_a_petition_rests_on_the_law_of_commendation_of_its_day(day: date, numbers: list[str]) -> None:
    assert cited(day, Paper.PETITION) == numbers
    assert cited(day, Paper.REPORT) == ["09/2019/NĐ-CP"]
    assert cited(day, Paper.DECISION)[1:] == numbers
    assert cited(day, Paper.MINUTES) == []


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2023, 6, 30), None),
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
    ],
)
def test_the_base_salary_changes_on_its_days(day: date, amount: int | None) -> None:
    found = law_on(SETTINGS, day).base_salary
    assert (found and found.amount) == amount


def test_a_certificate_of_a_ward_is_0_15_of_it_and_twice_as_much_for_a_collective_both_unverified() -> None:
    found = {one.subject: (one.factor, one.verified) for one in law_on(SETTINGS, date(2026, 11, 29)).rewards}
    assert found == {"Cá nhân": (0.15, False), "Tập thể": (0.3, False)}


def test_no_line_of_ours_overlaps_another_and_each_says_where_it_comes_from() -> None:
    law = shipped()
    lines = (*law.legal_basis, *law.base_salary, *law.reward)
    assert all(one.source for one in lines)
    for kind in (law.legal_basis, law.reward):
        keys = [getattr(one, "number", "") or getattr(one, "subject", "") for one in kind]
        for place, one in enumerate(kind):
            for other, key in list(zip(kind, keys, strict=True))[place + 1 :]:
                if key == keys[place]:
                    assert one.effective_to is not None
                    assert one.effective_to < other.effective_from


def test_what_we_call_verified_is_cited_with_number_and_day() -> None:
    verified = [Basis(one.text) for one in shipped().legal_basis if one.verified]
    assert len(verified) >= 4
    assert [one.text for one in verified if not is_complete(one)] == []


def test_what_nobody_verified_is_named_with_its_source() -> None:
    told = unverified(law_on(SETTINGS, date(2026, 11, 29)), (Paper.PETITION,))
    assert any("06/2026/QH16" in line and "not seen" in line for line in told)
    assert any("15/2025/TT-BNV" in line for line in told)
    assert sum("times the base salary" in line for line in told) == 2
    assert unverified(law_on(SETTINGS, date(2026, 11, 29)), (Paper.REPORT,)) == ()


def test_a_line_of_the_office_replaces_ours_once_it_is_verified() -> None:
    own = LegalBasis(
        text="Luật của phường số 06/2022/QH15", number="06/2022/QH15", effective_from=date(2024, 1, 1)
    )
    day = date(2024, 8, 20)

    def texts(line: LegalBasis) -> list[str]:
        found = law_on(SETTINGS.model_copy(update={"legal_basis": (line,)}), day)
        return [one.text for one in found.cited_by(Paper.PETITION) if one.number == "06/2022/QH15"]

    assert texts(own) == ["Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022"]
    assert texts(own.model_copy(update={"verified": True})) == ["Luật của phường số 06/2022/QH15"]
    assert texts(own.model_copy(update={"verified": True, "papers": ()})) == []


def test_a_reward_of_the_office_wins() -> None:
    own = RewardSettings(
        award="Giấy khen",
        subject="Cá nhân",
        factor=0.3,
        rule="Quy chế của phường",
        effective_from=date(2024, 1, 1),
    )
    found = law_on(SETTINGS.model_copy(update={"reward": (own,)}), date(2024, 8, 20)).rewards
    assert {one.subject: one.factor for one in found} == {"Cá nhân": 0.3, "Tập thể": 0.3}


def test_from_july_2025_the_ward_its_bodies_and_its_addressees_have_their_new_names() -> None:
    before, after = (DEMO.named_on(day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert (before.ward.name, after.ward.name) == ("Phường Phùng Chí Kiên", "Phường Đường Hào")
    assert (before.report.governing_body, after.report.governing_body) == ("UBND thị xã Mỹ Hào", "")
    assert after.roles.office == "Văn phòng HĐND và UBND phường"
    assert after.roles.signer_name == before.roles.signer_name
    assert not any("thị xã" in line for line in after.report.addressed_to)


def test_the_scaffold_is_a_ward_of_two_tier_government() -> None:
    text = (Path(law_on.__globals__["__file__"]).parents[1] / "scaffold" / "campaign.toml").read_text(
        encoding="utf-8"
    )
    assert "Văn phòng HĐND và UBND phường" in text
    assert "huyện" not in text.replace("không còn cấp huyện", "")
