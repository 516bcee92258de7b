"""Points of the units: reckoned as by hand, and nothing to be gained by gaming."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.config.evaluation import EvaluationSettings
from sheets_sync.findings.rows import by_row
from sheets_sync.forms.form import indicator_fields
from sheets_sync.judging.coverage import cover
from sheets_sync.judging.evaluation import Score, held, outliers, score
from sheets_sync.model import Finding, Record, RecordKey, Submission, Unit
from tests.unit.builders import DEADLINE, FORM, INDICATORS, PERIOD, finding, record, submission, unit
from tests.unit.reports import typed

SETTINGS = EvaluationSettings()
FIELDS = indicator_fields(FORM.values())
FORMS = ("culture_society", "narrative", "works")
OWED = ("VX01", "VX02", "VX03", "VX04")
GROUP = unit("TDP01", "Tổ dân phố số 1", forms=FORMS, indicators=OWED)
NOW = DEADLINE + timedelta(days=30)


def summary(text: str = "Vận động 35 hộ") -> Record:
    return record("TDP01", "VX", "narrative", area="VX", summary=text)


def indicators(**figures: tuple[int | None, int | None]) -> Submission:
    """Plan and actual of the indicators; what is not given is fulfilled."""
    rows = {code: figures.get(code, (100, 100)) for code in OWED}
    return submission(
        *(typed(code, "TDP01", plan=plan, actual=actual) for code, (plan, actual) in rows.items())
    )


def evaluated(
    *submissions: Submission,
    owner: Unit = GROUP,
    approved: Any = (),
    strange: Mapping[tuple[str, str], str] | None = None,
    settings: EvaluationSettings = SETTINGS,
) -> Score:
    held_by = {(one.unit, one.form): one for one in submissions}
    forms = [FORM[code] for code in FORMS]
    covered = cover([owner], forms, PERIOD, held_by, reviews={}, unreadable=(), now=NOW)
    status = {(one.unit, one.form): one for one in covered}
    found = by_row([finding for one in submissions for finding in one.findings])
    own = held(owner, forms, status, held_by, found, set(approved), INDICATORS)
    return score(owner.code, own, INDICATORS, strange or {}, settings)


def error(row: int, form: str = "culture_society") -> Finding:
    params = {"typed": "nhiều", "measure": "hộ"}
    return finding("number-unreadable", f"E{row}", form=form, params=params)


def question(row: int) -> Finding:
    return finding("ratio-unusual", f"E{row}", params={"computed": "10", "actual": "1", "plan": "10"})


WORKS = submission(record("TDP01", "r1", "works", name="Đường hoa"))
NARRATIVE = submission(summary())


# As by hand


def test_the_points_are_those_reckoned_by_hand() -> None:
    culture = indicators(VX02=(200, 150), VX03=(10, 12), VX04=(4, 5))
    late = replace(NARRATIVE, arrived=DEADLINE + timedelta(days=2))
    found = evaluated(replace(culture, findings=(error(2),)), late, WORKS)
    # One form in time and right, one two days late (0.8), one in time with a mistake (0.3).
    assert found.parts[0].points == Fraction("2.1") / 3 * 30
    # Four indicators, one area, one list of works.
    assert found.parts[1].points == 20
    # VX01 has no plan by the catalogue; 12 of 10 are the whole; 5 poor households are more than 4.
    assert found.parts[2].points == (Fraction(3, 4) + 1 + Fraction(4, 5)) / 3 * 30
    # Of six rows one has a mistake.
    assert found.parts[3].points == Fraction(5, 6) * 20
    assert found.total == sum(part.points for part in found.parts if part.points is not None)
    assert found.sentences == (
        "Đúng hạn: 1/3 biểu đúng hạn và không còn lỗi; 1 biểu muộn 2 ngày, mỗi biểu tính 0,8;"
        " 1 biểu còn lỗi, mỗi biểu tính 0,3: 2,1/3 × 30 = 21,0",
        "Đầy đủ: 6/6 dòng, biểu có đủ nội dung: 6/6 × 20 = 20,0",
        "Kế hoạch: bình quân 3 chỉ tiêu (%): VX02 75 + VX03 100 + VX04 80: 255/300 × 30 = 25,5",
        "Chất lượng: 5/6 dòng không còn lỗi, không còn câu hỏi: 5/6 × 20 = 16,7",
        "Tổng điểm: 21,0 + 20,0 + 25,5 + 16,7 = 83,2",
    )


def test_what_is_overdue_counts_nothing_and_says_so() -> None:
    found = evaluated(NARRATIVE, WORKS)
    assert found.sentences[:3] == (
        "Đúng hạn: 2/3 biểu đúng hạn; 1 biểu quá hạn chưa nộp: 2/3 × 30 = 20,0",
        "Đầy đủ: 2/6 dòng, biểu có đủ nội dung: 2/6 × 20 = 6,7",
        "Kế hoạch: bình quân 3 chỉ tiêu (%): VX02 0 + VX03 0 + VX04 0: 0/300 × 30 = 0,0",
    )


def test_a_unit_that_reported_nothing_is_told_in_one_sentence() -> None:
    found = evaluated()
    assert found.total == 0
    assert found.sentences == ("Chưa nộp biểu nào trong 3 biểu đã đến hạn: 0 điểm",)


def test_indicators_without_plan_are_left_out_and_named_as_such() -> None:
    told = evaluated(indicators(VX02=(None, 150), VX03=(0, 3)), NARRATIVE, WORKS).sentences[2]
    assert told.endswith("VX04 100; không tính 2 chỉ tiêu không có kế hoạch: 100/100 × 30 = 30,0")


def test_a_unit_without_plans_is_judged_by_the_rest() -> None:
    found = evaluated(WORKS, owner=unit("TDP01", forms=("works",)))
    assert found.parts[2].points is None
    assert found.total == 100
    assert found.sentences[-1] == "Tổng điểm: (30,0 + 20,0 + 20,0)/70 × 100 = 100,0"


@pytest.mark.parametrize(("days", "due"), [(0, ()), (1, ("culture_society", "narrative", "works"))])
def test_what_is_missing_counts_only_from_the_deadline_on(days: int, due: tuple[str, ...]) -> None:
    forms, at = [FORM[code] for code in FORMS], DEADLINE + timedelta(days=days)
    covered = cover([GROUP], forms, PERIOD, {}, reviews={}, unreadable=(), now=at)
    status = {(one.unit, one.form): one for one in covered}
    assert tuple(one.form.code for one in held(GROUP, forms, status, {}, {}, set(), INDICATORS)) == due


def test_what_stands_out_waits_for_the_office_and_counts_once_it_is_approved() -> None:
    culture, strange = indicators(VX02=(200, 100)), {("TDP01", "VX02"): "100, kỳ trước 900"}
    waiting = evaluated(culture, NARRATIVE, WORKS, strange=strange)
    assert waiting.pending == ("VX02 Hộ đạt Gia đình văn hóa: 100, kỳ trước 900",)
    assert waiting.parts[2].points == 30
    assert "1 chỉ tiêu chờ xác nhận" in waiting.sentences[2]
    approved = {RecordKey("culture_society", "TDP01", "VX02")}
    decided = evaluated(culture, NARRATIVE, WORKS, strange=strange, approved=approved)
    assert decided.pending == ()
    assert decided.parts[2].points == Fraction(5, 2) / 3 * 30


def test_an_open_question_waits_and_an_approved_one_is_answered() -> None:
    asked = replace(indicators(), findings=(question(3),))
    assert evaluated(asked, NARRATIVE, WORKS).parts[3].points == Fraction(5, 6) * 20
    approved = {RecordKey("culture_society", "TDP01", "VX02")}
    assert evaluated(asked, NARRATIVE, WORKS, approved=approved).total == 100


# Gaming


@st.composite
def settings(draw: st.DrawFn) -> EvaluationSettings:
    """Any table of points that the configuration allows."""
    timeliness, quality = draw(st.integers(1, 98)), draw(st.integers(1, 98))
    if timeliness + quality > 100:
        timeliness, quality = max(1, timeliness // 2), quality // 2 + 1
    completeness = draw(st.integers(0, 100 - timeliness - quality))
    late = draw(st.lists(st.integers(1, 100), min_size=1, max_size=6))
    faulty = draw(st.integers(0, min(late) - 1))
    return EvaluationSettings(
        timeliness=timeliness,
        quality=quality,
        completeness=completeness,
        plan=100 - timeliness - quality - completeness,
        late=tuple(one / 100 for one in sorted(late, reverse=True)),
        faulty=faulty / 100,
    )


FIGURES = st.one_of(st.none(), st.integers(0, 400))
REPORTS = st.fixed_dictionaries({code: st.tuples(FIGURES, FIGURES) for code in OWED})
FAULTY = st.sets(st.integers(2, 5), min_size=1)


@given(
    table=settings(), wrong=REPORTS, right=REPORTS, rows=FAULTY, days=st.integers(1, 40), odd=st.booleans()
)
def test_late_and_right_stands_above_in_time_and_still_faulty(
    table: EvaluationSettings, wrong: Any, right: Any, rows: set[int], days: int, odd: bool
) -> None:
    # Right figures may be anything; those that were right from the start are the same.
    mended = {code: (right if place in rows else wrong)[code] for place, code in enumerate(OWED, start=2)}
    early = replace(indicators(**wrong), findings=tuple(map(error, rows)))
    late = replace(indicators(**mended), arrived=DEADLINE + timedelta(days=days))
    strange = {("TDP01", OWED[min(rows) - 2]): "400, kỳ trước 4"} if odd else {}
    before, after = (
        evaluated(one, NARRATIVE, WORKS, settings=table, strange=strange if one is late else {})
        for one in (early, late)
    )
    assert after.total > before.total


@given(table=settings(), wrong=REPORTS, right=REPORTS, rows=FAULTY)
def test_mending_a_report_never_costs_points_and_leaves_no_trace(
    table: EvaluationSettings, wrong: Any, right: Any, rows: set[int]
) -> None:
    mended = {code: (right if place in rows else wrong)[code] for place, code in enumerate(OWED, start=2)}
    faulty = replace(indicators(**wrong), findings=tuple(map(error, rows)))
    corrected = replace(indicators(**mended), changed=DEADLINE + timedelta(days=9))
    before, after, always = (
        evaluated(one, NARRATIVE, WORKS, settings=table) for one in (faulty, corrected, indicators(**mended))
    )
    assert after == always
    assert after.total >= before.total


@given(table=settings(), report=REPORTS, more=st.integers(1, 1000))
def test_inflating_a_figure_above_its_plan_gains_nothing(
    table: EvaluationSettings, report: Any, more: int
) -> None:
    plan, _ = report["VX02"]
    reached = {**report, "VX02": (plan, plan or 0)}
    inflated = {**report, "VX02": (plan, (plan or 0) + more)}
    first, second = (
        evaluated(indicators(**one), NARRATIVE, WORKS, settings=table) for one in (reached, inflated)
    )
    assert first.total == second.total


@given(table=settings(), report=REPORTS, code=st.sampled_from(OWED))
def test_leaving_a_figure_out_gains_nothing(table: EvaluationSettings, report: Any, code: str) -> None:
    plan, _ = report[code]
    found = [
        evaluated(indicators(**one), NARRATIVE, WORKS, settings=table)
        for one in (report, {**report, code: (plan, None)})
    ]
    assert found[0].parts[2].points is None or found[0].parts[2].points >= found[1].parts[2].points  # type: ignore[operator]


# What stands out

PEERS = {code: unit(code) for code in (f"TDP{number:02d}" for number in range(1, 9))}


def reported(*figures: int, code: str = "VX02") -> list[Record]:
    return [typed(code, owner, actual=figure) for owner, figure in zip(PEERS, figures, strict=False)]


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ((100, 104, 98, 101, 97, 1020), {"TDP06"}),
        ((100, 104, 98, 101, 97, 130), set()),
        ((0, 0, 0, 0, 0, 1), set()),
        ((0, 0, 0, 0, 0, 40), {"TDP06"}),
        ((5, 5, 5, 5, 5, 500), {"TDP06"}),
        ((100, 104, 98, 101, 1020), set()),
    ],
)
def test_a_figure_far_from_those_of_five_peers_stands_out(figures: tuple[int, ...], found: set[str]) -> None:
    strange = outliers(reported(*figures), (), PEERS, FIELDS, SETTINGS)
    assert {owner for owner, _ in strange} == found


def test_units_of_another_kind_are_no_peers() -> None:
    units = {**PEERS, "TDP06": unit("TDP06", kind="TRUONG")}
    assert outliers(reported(100, 104, 98, 101, 97, 1020), (), units, FIELDS, SETTINGS) == {}


@pytest.mark.parametrize(
    ("was", "now", "stands_out"),
    [(100, 300, False), (100, 301, True), (100, 33, True), (100, 34, False), (0, 50, False), (50, 0, False)],
)
def test_a_figure_far_from_the_units_own_last_period_stands_out(was: int, now: int, stands_out: bool) -> None:
    strange = outliers(reported(now), reported(was), PEERS, FIELDS, SETTINGS)
    assert bool(strange) is stands_out
    if stands_out:
        assert strange["TDP01", "VX02"] == f"{now}, kỳ trước {was}"


def test_history_tells_more_than_peers() -> None:
    figures = (100, 104, 98, 101, 97, 1020)
    strange = outliers(reported(*figures), reported(*figures[:5], 100), PEERS, FIELDS, SETTINGS)
    assert strange["TDP06", "VX02"] == "1.020, kỳ trước 100"


def test_what_was_never_reported_is_no_figure() -> None:
    assert outliers([typed("VX02", "TDP01", actual=None)], reported(5), PEERS, FIELDS, SETTINGS) == {}
