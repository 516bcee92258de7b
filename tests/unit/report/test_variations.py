"""A made-up campaign in many variations: whatever the units hold, no document says more than they do.

Forty in the gate, always the same; two hundred others with NIGHTLY=1.
"""

import os
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.judging.council import NUMBER
from sheets_sync.model import Conclusion, Record
from sheets_sync.report.content.commending import decision, petition
from sheets_sync.report.content.content import build
from sheets_sync.report.content.guards import guards
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.meeting import minutes
from sheets_sync.report.content.wording import Wording
from sheets_sync.report.writers.document import word_document
from sheets_sync.templates import templates
from tests.paper_reader import SYSTEM_WORDS, comments_of, faults_of_report, names_listed, text_of
from tests.unit.builders import FORM, INDICATORS, unit
from tests.unit.nominees import GRANTED, MONEY, PROPOSED, REFUSED, council, nominee
from tests.unit.report.test_document import drawn
from tests.unit.reports import groups, held, material, row, typed

NIGHTLY = bool(os.environ.get("NIGHTLY"))
WORDING = Wording(templates("report"))
LONG = (
    "Tổ dân phố Nguyễn Thị Minh Khai – Trần Hưng Đạo – Lý Thường Kiệt – Phan Bội Châu – Hoàng Hoa Thám,"
    " khu vực số {:02d}, phường"
)
CODES = ("VX01", "VX02", "VX04", "VX05", "QP02", "QP03", "QP04", "QP05", "QP06", "QP07")
ROLES = ("narrative", "works", "commendation", "exemplar")
FIGURES = (
    st.none()
    | st.sampled_from([Decimal(0), Decimal(1), Decimal(7), Decimal("0.5"), Decimal(10) ** 15])
    | st.integers(0, 400).map(Decimal)
)
SAID = (
    "Đã tổ chức giải bóng đá. Nguyên nhân do kinh phí hạn hẹp. Đề nghị phường hỗ trợ kinh phí.",
    "Được sự quan tâm của Đảng ủy; tham gia phong trào toàn dân bảo vệ an ninh Tổ quốc",
    "",
)
NAMES = ("Lê Thị Hòa", "Lê Thị Hoà", "Trần Văn An", "Nguyễn " + "Thị " * 25 + "Hoa")
LEFT: tuple[Any, ...] = (
    {},
    PROPOSED,
    PROPOSED,
    PROPOSED,
    REFUSED,
    GRANTED,
    {**PROPOSED, NUMBER: "12/QĐ-UBND"},
)


@st.composite
def campaigns(draw: st.DrawFn) -> Material:
    """A ward of one to four groups and its police, with what each entered, and what was approved of it."""
    number = draw(st.integers(1, 4))
    roles = draw(st.sampled_from([set(ROLES), {"commendation"}]) | st.sets(st.sampled_from(ROLES)))
    forms = {code: form for code, form in FORM.items() if code not in ROLES or code in roles}
    name = draw(st.sampled_from(["Tổ dân phố số {}", LONG]))
    kinds = [replace(one, forms=("culture_society", *sorted(roles))) for one in groups(number, name)]
    police = unit("CAP", "Công an phường", "CONG-AN", forms=("defence_security",), indicators=CODES[5:])
    guard = unit("CHQS", "Ban CHQS", "QUAN-SU", forms=("defence_security",), indicators=("QP02",))
    units = [*kinds, *draw(st.sampled_from([(), (police,), (police, guard)]))]
    indicators = {code: replace(INDICATORS[code]) for code in CODES}
    if draw(st.booleans()):
        indicators = {code: replace(one, lower_is_better=True) for code, one in indicators.items()}
    records = [
        typed(code, one.code, plan=draw(FIGURES), actual=draw(FIGURES), same_period=draw(FIGURES))
        for one in units
        for code in CODES
        if code in one.indicators and draw(st.integers(0, 5))
    ]
    records += _other_rows(draw, kinds[0].code, roles)
    approved = draw(st.sampled_from(["all", "all", "none", "some"]))
    keys = [
        one.identity
        for place, one in enumerate(records)
        if approved == "all" or (place % 3 and approved == "some")
    ]
    nominees = [one for one in records if one.form == "commendation"]
    left = [(one, draw(st.sampled_from(LEFT))) for one in nominees]
    return material(
        held(*records),
        units,
        approved=keys,
        forms=forms,
        indicators=indicators,
        proposals=council(*left),
        title=draw(
            st.sampled_from(["Đợt thi đua cao điểm", "Thi đua lập thành tích", "Phong trào thi đua yêu nước"])
        ),
        with_summary=draw(st.booleans()),
    )


def _other_rows(draw: st.DrawFn, owner: str, roles: set[str]) -> list[Record]:
    found = []
    if "narrative" in roles:
        said = {"summary": draw(st.sampled_from(SAID)), "difficulties": draw(st.sampled_from(SAID))}
        found.append(row(owner, "narrative", "VX", **said))
    if "works" in roles:
        costs = draw(st.lists(FIGURES, max_size=3))
        found += [
            row(owner, "works", str(place), place, name=f"Đường {place}", cost=cost, progress=cost)
            for place, cost in enumerate(costs, start=1)
        ]
    if "commendation" in roles:
        chosen = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        found += [nominee(owner, name, place) for place, name in enumerate(chosen, start=1)]
    if "exemplar" in roles and draw(st.booleans()):
        found.append(
            row(owner, "exemplar", "1", name="Ông Bảy", deed="Tuần tra", consent=draw(st.booleans()))
        )
    return found


SEEN: Counter[str] = Counter()


@settings(
    max_examples=200 if NIGHTLY else 40,
    derandomize=not NIGHTLY,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(one=campaigns())
def _each(one: Material) -> None:
    report = build(one, WORDING)
    file = word_document(report, drawn)
    lines = text_of(file)
    assert faults_of_report(one, lines) == []
    assert len(comments_of(file)) == len(report.hints)
    SEEN["reports"] += 1
    SEEN["sentences"] += sum(bool(line) for line in lines)
    _papers_of_the_council(one)
    codes = {guard.code for guard in guards(replace(one, number="05"), report, one.at, ())}
    waiting = any(record.identity not in one.approved for held in one.submissions for record in held.records)
    assert ("unapproved" in codes) == (waiting or not one.submissions)


def _papers_of_the_council(one: Material) -> None:
    verdicts = {key: proposal.verdict for key, proposal in one.proposals.items()}
    asked, decided, met = petition(one, MONEY, WORDING), decision(one, MONEY, WORDING), minutes(one, WORDING)
    assert (asked is None) == (decided is None)
    assert (met is not None) == any(verdict.conclusion for verdict in verdicts.values())
    may = {
        str(proposal.record.values["name"])
        for proposal in one.proposals.values()
        if proposal.verdict.conclusion is Conclusion.PROPOSED
        and not proposal.verdict.is_awarded
        and not proposal.verdict.questions
        and proposal.record.identity in one.approved
    }
    for made in filter(None, (asked, decided)):
        file = word_document(made, drawn)
        listed = set(names_listed(file))
        assert listed
        assert listed <= {" ".join(name.split()) for name in may}
        assert not {"Lê Thị Hòa", "Lê Thị Hoà"} <= listed
        text = "\n".join(text_of(file))
        assert [word for word in SYSTEM_WORDS if word in text] == []
        SEEN[made.head.kind] += 1
    SEEN["Biên bản"] += met is not None


def test_no_document_says_more_than_the_units_the_office_and_the_council_did() -> None:
    SEEN.clear()
    _each()
    assert SEEN["reports"] >= (200 if NIGHTLY else 40)
    assert min(SEEN[kind] for kind in ("Tờ trình", "Quyết định", "Biên bản")) >= 1, SEEN


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("đợt đợt thi đua", "“đợt đợt” stands in it"),
        ("Đã duyệt 119/120 dòng số liệu.", "“dòng số liệu” stands in it"),
        ("- Hộ nghèo: 05 hộ (kế hoạch 06 hộ), không vượt kế hoạch", "not every unit in charge reported"),
        ("- Hộ nghèo: 05 hộ, giảm 02 hộ so với cùng kỳ, theo số liệu của", "other units' figures"),
        ("- Hộ nghèo: 05 hộ. Thực hiện tốt nhất: Tổ 1 (0% kế hoạch), theo số liệu của", "ranks units"),
        ("Hội đồng đã xét 05 trường hợp, đề nghị khen thưởng 05 trường hợp.", "is not 0, 0"),
        ("Chủ tịch đã khen thưởng 02 trường hợp (Quyết định số 1)", "2 granted, not 0"),
        ("Đến nay, các đơn vị đã nộp 08/08 biểu.", "08/08 is not 2/8"),
    ],
)
def test_the_reader_finds_what_is_claimed_without_ground(said: str, wrong: str) -> None:
    one = material(held(typed("VX04", "TDP01", plan=6, actual=5), nominee("TDP02", "Lê Thị Hoa", 1)))
    lines = text_of(word_document(build(one, WORDING), drawn))
    assert faults_of_report(one, lines) == []
    assert wrong in "\n".join(faults_of_report(one, [*lines, said]))
