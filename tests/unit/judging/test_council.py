"""What the council is shown about a proposal, and how what the office wrote of its decisions is read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.findings.rows import by_row
from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council import (
    AGREED,
    CONCLUSION,
    DAY,
    NUMBER,
    PRESENT,
    Facts,
    Proposal,
    Verdict,
    facts_of,
    read_verdict,
)
from sheets_sync.judging.coverage import cover
from sheets_sync.judging.crosscheck import crosscheck
from sheets_sync.master.tables import council_table
from sheets_sync.master.tables.council import TITLE
from sheets_sync.model import (
    Conclusion,
    Coverage,
    Eligibility,
    Finding,
    Handling,
    OfficeColumn,
    Record,
    Submission,
    Tone,
)
from tests.unit.builders import (
    ARRIVED,
    DEADLINE,
    FORM,
    FORMS,
    PERIOD,
    day,
    finding,
    read,
    record,
    submission,
    unit,
)

COMMENDATION = FORM["commendation"]
[ITS] = [form.role for form in FORMS if isinstance(form.role, Proposals)]
UNITS = {one.code: one for one in (unit("TDP01", "Tổ dân phố số 1"), unit("HPN", "Hội Phụ nữ"))}
#: 12 August 2024 lies in the campaign, 1 July does not.
INSIDE, OUTSIDE = day(45516, "12/8/2024"), day(45474, "1/7/2024")
HOA: dict[str, Any] = {
    "row_id": "TDP01-1",
    "subject": "Cá nhân",
    "name": "Lê Thị Hoa",
    "gender": "Nữ",
    "award": "Giấy khen",
    "achievement": "Vận động 35 hộ",
    "achieved": INSIDE,
    "votes": 18,
    "attendance": 20,
    "undisciplined": "Có",
}


def proposed(**given: Any) -> tuple[Record, tuple[Finding, ...]]:
    """A proposal as validation reads it from the unit's tab."""
    validated = read(COMMENDATION, {**HOA, **given})
    return validated.records[0], validated.findings


def covered(*, arrived: bool = True, **given: Any) -> tuple[Coverage, ...]:
    held = submission(record("TDP01"), arrived=given.get("at", ARRIVED), findings=given.get("findings", ()))
    one = unit("TDP01", forms=("culture_society",))
    submissions = {("TDP01", "culture_society"): held} if arrived else {}
    now = DEADLINE.replace(day=20)
    return cover([one], [FORM["culture_society"]], PERIOD, submissions, reviews={}, unreadable=(), now=now)


def facts(review: str = "approved", coverage: tuple[Coverage, ...] | None = None, **given: Any) -> Facts:
    one, findings = proposed(**given)
    return facts_of(one, ITS, by_row(findings), covered() if coverage is None else coverage, review)


# Eligibility


def test_a_proposal_that_keeps_every_rule_is_eligible_with_its_reasons() -> None:
    found = facts()
    assert found.eligibility is Eligibility.ELIGIBLE
    assert [fact.text for fact in found.all] == [
        "12/8/2024, trong đợt thi đua",
        "18/20 phiếu đồng ý (90,0%)",
        "Không bị kỷ luật, không đang bị xem xét",
        "Không trùng",
        "1/1 biểu nộp đúng hạn",
        "Đã duyệt",
    ]


@pytest.mark.parametrize(
    ("given", "fact", "text"),
    [
        ({"achieved": OUTSIDE}, "achieved", "1/7/2024 nằm ngoài thời gian từ 05/8/2024 đến 15/8/2024."),
        ({"votes": 21}, "votes", "Số phiếu đồng ý (21) lớn hơn số thành viên dự họp (20)."),
        ({"undisciplined": "Không"}, "confirmation", "Đơn vị ghi “Không” ở mục không bị kỷ luật"),
    ],
)
def test_a_broken_rule_makes_a_proposal_not_eligible_and_says_why(
    given: dict[str, Any], fact: str, text: str
) -> None:
    found = facts(**given)
    assert found.eligibility is Eligibility.NOT_ELIGIBLE
    assert (getattr(found, fact).text, getattr(found, fact).tone) == (text, Tone.BAD)


@pytest.mark.parametrize(
    ("given", "fact", "text"),
    [
        ({"achieved": None}, "achieved", "Chưa ghi mốc thành tích"),
        ({"attendance": None}, "votes", "Chưa ghi đủ số phiếu và số người dự họp"),
        ({"undisciplined": None}, "confirmation", "Đơn vị chưa xác nhận"),
        ({"review": "pending"}, "approval", "Chờ duyệt"),
    ],
)
def test_what_is_missing_or_not_approved_is_to_be_considered(
    given: dict[str, Any], fact: str, text: str
) -> None:
    found = facts(**given)
    assert found.eligibility is Eligibility.TO_CONSIDER
    assert (getattr(found, fact).text, getattr(found, fact).tone) == (text, Tone.DOUBTFUL)


def test_the_units_own_reports_are_told_whether_late_faulty_or_missing() -> None:
    late = covered(at=DEADLINE.replace(day=19))
    assert facts(coverage=late).reports.text == "0/1 biểu nộp đúng hạn; nộp báo cáo muộn"
    wrong = covered(findings=(finding("number-unreadable", params={"typed": "nhiều", "measure": "hộ"}),))
    assert facts(coverage=wrong).reports.text == "1/1 biểu nộp đúng hạn; báo cáo còn lỗi"
    missing = facts(coverage=covered(arrived=False))
    assert missing.reports.text == "0/1 biểu nộp đúng hạn; quá hạn chưa nộp đủ báo cáo"
    assert missing.eligibility is Eligibility.TO_CONSIDER


def test_of_a_namesake_of_another_unit_the_unit_is_shown() -> None:
    one, _ = proposed()
    other = record("HPN", "HPN-1", "commendation", name="LÊ THI HOA", subject="Cá nhân")
    held = (submission(one), submission(other))
    found = crosscheck(held, [COMMENDATION], UNITS, {})
    told = facts_of(one, ITS, by_row(found), (), "approved").duplicates
    assert told.text == "“Lê Thị Hoa” có thể trùng với đề nghị của Hội Phụ nữ."


@pytest.mark.parametrize(
    ("given", "preference"),
    [
        ({}, "Nữ"),
        ({"gender": "Nam"}, ""),
        ({"subject": "Tập thể", "members": 20, "women": 14}, "Tập thể có 70,0% là nữ (14/20)"),
        ({"subject": "Tập thể", "members": 20, "women": 13}, ""),
        ({"subject": "Tập thể", "members": 20, "women": None}, ""),
    ],
)
def test_women_and_collectives_of_mostly_women_are_named_for_choices_among_equals(
    given: dict[str, Any], preference: str
) -> None:
    assert facts(**given).preference == preference


# Verdicts

START, END = date(2024, 8, 5), date(2024, 8, 15)
DECIDED = {AGREED: "7", PRESENT: "9", CONCLUSION: "proposed", NUMBER: "12/QĐ-UBND", DAY: "05/9/2024"}


def test_a_complete_verdict_is_read_without_questions() -> None:
    found = read_verdict(DECIDED, START, END)
    assert found == Verdict(Decimal(7), Decimal(9), Conclusion.PROPOSED, "12/QĐ-UBND", date(2024, 9, 5))
    assert found.is_awarded
    assert read_verdict({}, START, END) == Verdict()


@pytest.mark.parametrize(
    ("written", "question"),
    [
        (
            {AGREED: "10"},
            "Số phiếu đồng ý (10) lớn hơn số người dự họp (9). Đề nghị kiểm tra lại.",
        ),
        ({AGREED: "đa số"}, "Số phiếu đồng ý: “đa số” chưa phải là một số rõ ràng."),
        ({PRESENT: ""}, "Có kết luận nhưng chưa đủ số phiếu và số người dự họp. Đề nghị bổ sung."),
        ({CONCLUSION: "Khen luôn"}, "Kết luận: “Khen luôn” không có trong danh sách. Đề nghị chọn lại."),
        ({CONCLUSION: "refused"}, "Đã ghi quyết định nhưng kết luận chưa phải là “Đề nghị khen”."),
        ({DAY: "đầu tháng"}, "Ngày quyết định: chưa đọc được “đầu tháng”."),
        ({DAY: "31/2/2024"}, "Ngày quyết định: chưa đọc được “31/2/2024”."),
        ({DAY: "05/9/2034"}, "Ngày quyết định: “05/9/2034” chưa chắc đúng."),
        ({DAY: ""}, "Chưa có ngày quyết định. Đề nghị bổ sung."),
        ({NUMBER: ""}, "Chưa có số quyết định. Đề nghị bổ sung."),
    ],
)
def test_what_does_not_fit_is_a_polite_question_to_the_office(
    written: dict[OfficeColumn, str], question: str
) -> None:
    [told] = [one for one in read_verdict({**DECIDED, **written}, START, END).questions if question in one]
    assert told.startswith(question)


def test_votes_alone_ask_for_those_present_and_a_conclusion_for_the_offices_approval() -> None:
    assert read_verdict({AGREED: "7"}, START, END).questions == ("Chưa có số người dự họp. Đề nghị bổ sung.",)
    [asked] = read_verdict(DECIDED, START, END, is_approved=False).questions
    assert asked.startswith("Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị")


# The tab


def shown(verdict: Verdict) -> dict[str, Any]:
    one, findings = proposed()
    about = facts_of(one, ITS, by_row(findings), covered(), str(Handling.APPROVED))
    held: Submission = submission(one)
    table = council_table(
        [Proposal(one, held.sheet_id, ITS, about, verdict)],
        UNITS,
        lambda unit, sheet, cells: f"{unit}!{cells}",
    )
    assert table.title == TITLE
    assert table.rows[0].key == "TDP01/TDP01-1"
    own = [column.title for column in table.columns if not column.remark]
    return dict(zip(own, table.rows[0].cells, strict=True))


def test_the_tab_shows_each_proposal_with_its_place_its_facts_and_what_to_look_at_again() -> None:
    found = shown(read_verdict({**DECIDED, DAY: ""}, START, END))
    assert found["Đơn vị"].value == "Tổ dân phố số 1"
    assert (found["Họ và tên / Tên tập thể"].value, found["Họ và tên / Tên tập thể"].link) == (
        "Lê Thị Hoa",
        "TDP01!C2",
    )
    assert (found["Điều kiện"].value, found["Điều kiện"].tone) == ("Đủ điều kiện", Tone.GOOD)
    assert (found["Cần xem lại"].value, found["Cần xem lại"].tone) == (
        "Chưa có ngày quyết định. Đề nghị bổ sung.",
        Tone.DOUBTFUL,
    )


def test_a_granted_commendation_is_shown_as_granted() -> None:
    assert shown(read_verdict(DECIDED, START, END))["Điều kiện"].value == "Đã khen thưởng"
