"""Drafts for the council: only what was approved, money only by what is in force, decisions left open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync.forms.roles import Proposals
from sheets_sync.judging.council import (
    AGREED,
    CONCLUSION,
    DAY,
    NUMBER,
    PRESENT,
    Proposal,
    facts_of,
    read_verdict,
)
from sheets_sync.model import Record
from sheets_sync.report.content.commending import minutes, petition
from sheets_sync.report.content.model import Paragraph, Report
from sheets_sync.report.content.rewards import Money, Reward, budget
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.report_trace import untraced_numbers, wrong_figures
from tests.unit.builders import FORMS
from tests.unit.reports import cells, held, lines, material, row

[ITS] = [form.role for form in FORMS if isinstance(form.role, Proposals)]
RULE = "Nghị định số 98/2023/NĐ-CP"
MONEY = Money(
    2_340_000,
    (
        Reward("Giấy khen", "Cá nhân", Decimal("0.3"), RULE),
        Reward("Giấy khen", "Tập thể", Decimal("0.6"), RULE),
    ),
)


def nominee(owner: str, name: str, place: int, **values: Any) -> Record:
    given = {"subject": "Cá nhân", "award": "Giấy khen", "votes": 9, "attendance": 10}
    return row(owner, "commendation", f"{owner}-{place}", place, name=name, **{**given, **values})


NOMINEES = (
    nominee("TDP01", "Lê Thị Hoa", 1),
    nominee("TDP01", "Chi hội Phụ nữ số 1", 2, subject="Tập thể"),
    nominee("TDP02", "Trần Văn An", 1),
)


def petitioned(*records: Record, money: Money = MONEY, **given: Any) -> Report:
    return petition(material(held(*records), **given), money, Wording(templates("report")))


def test_the_petition_asks_for_the_approved_proposals() -> None:
    made = petitioned(*NOMINEES)
    assert made.head.kind == "Tờ trình"
    assert made.head.addressees == ("Chủ tịch UBND phường Phùng Chí Kiên",)
    assert made.head.bases[0].startswith("Căn cứ Luật")
    told = "\n".join(lines(made))
    assert "khen thưởng 03 trường hợp, gồm:\n- Giấy khen: 02 cá nhân.\n- Giấy khen: 01 tập thể." in told
    assert [line[1] for line in cells(made, "I")] == ["Lê Thị Hoa", "Chi hội Phụ nữ số 1", "Trần Văn An"]


def test_money_is_the_factor_of_the_base_salary_for_each() -> None:
    made = petitioned(*NOMINEES)
    assert [line[1:] for line in cells(made, "II")] == [
        ["Giấy khen, cá nhân", "2", "0,3", "702.000", "1.404.000", RULE],
        ["Giấy khen, tập thể", "1", "0,6", "1.404.000", "1.404.000", RULE],
        ["Cộng", "", "", "", "2.808.000", ""],
    ]
    assert "Dự toán tiền thưởng: 2.808.000 đồng (Phụ lục II)" in "".join(lines(made))


def test_an_award_without_a_configured_factor_has_no_invented_money() -> None:
    made = petitioned(nominee("TDP01", "Hộ ông Ba", 1, subject="Hộ gia đình", award="Gia đình văn hóa"))
    assert cells(made, "II")[0][1:] == [
        "Gia đình văn hóa, hộ gia đình",
        "1",
        "",
        "",
        "",
        "chưa có mức trong cấu hình",
    ]
    told = "".join(lines(made))
    assert "Chưa tính vào dự toán: Gia đình văn hóa, hộ gia đình (01 trường hợp)" in told
    assert "Dự toán tiền thưởng" not in told


def test_without_a_base_salary_in_force_nothing_is_reckoned() -> None:
    made = petitioned(*NOMINEES, money=Money(None, MONEY.rewards))
    assert cells(made, "II")[-1][5] == ""
    note = made.appendices[1].blocks[1]
    assert isinstance(note, Paragraph)
    assert "".join(map(str, note.line)).endswith("lương cơ sở: chưa có trong cấu hình.")


def test_proposals_that_were_not_approved_are_left_out() -> None:
    made = petitioned(*NOMINEES, approved={NOMINEES[2].identity})
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An"]


def test_without_proposals_the_drafts_say_so() -> None:
    assert "Đề nghị khen thưởng: chưa có số liệu được duyệt." in lines(petitioned())
    made = minutes(material(), MONEY, Wording(templates("report")))
    assert any(
        "đề nghị khen thưởng của các đơn vị: chưa có số liệu được duyệt." in line for line in lines(made)
    )


def test_the_minutes_leave_votes_and_decisions_to_the_council() -> None:
    made = minutes(material(held(*NOMINEES)), MONEY, Wording(templates("report")))
    [table] = [block for block in made.body if hasattr(block, "rows")]
    told = [["".join(map(str, line)) for line in one.cells] for one in table.rows]
    assert told[0] == ["1", "Lê Thị Hoa", "Tổ dân phố số 1", "9/10", "……/……", ""]
    assert made.second_signature is not None
    assert made.second_signature.authority == ("THƯ KÝ",)
    assert (made.signature.name, made.head.number) == ("", "")
    assert lines(made)[-1].endswith("./.")


WRITTEN = {AGREED: "7", PRESENT: "9"}


def met(**conclusions: str) -> dict[tuple[str, str], Proposal]:
    """What the council left, by record key; the proposals of the others wait."""
    found = {}
    for one in NOMINEES:
        conclusion = conclusions.get(one.key.replace("-", "_"), "")
        written = {**WRITTEN, CONCLUSION: conclusion} if conclusion else {}
        facts = facts_of(one, ITS, {}, (), "approved")
        verdict = read_verdict(written, date(2024, 8, 5), date(2024, 8, 15))
        found[one.unit, one.key] = Proposal(one, None, ITS, facts, verdict)
    return found


CONCLUDED = met(TDP01_1="proposed", TDP01_2="refused")


def test_the_petition_asks_for_what_the_council_proposes_once_it_has_concluded() -> None:
    made = petitioned(*NOMINEES, proposals=CONCLUDED)
    told = "\n".join(lines(made))
    assert [line[1] for line in cells(made, "I")] == ["Lê Thị Hoa"]
    assert "gồm các trường hợp Hội đồng đã kết luận đề nghị khen" in told
    assert "Chưa đưa vào danh sách vì Hội đồng chưa ghi kết luận: Trần Văn An." in told
    assert [line[-2] for line in cells(made, "II")][-1] == "702.000"
    before = "\n".join(lines(petitioned(*NOMINEES)))
    assert "gồm các đề nghị đủ điều kiện và đã được duyệt; Hội đồng chưa ghi kết luận" in before


def test_what_the_council_proposes_waits_for_the_offices_approval() -> None:
    made = petitioned(*NOMINEES, proposals=CONCLUDED, approved={NOMINEES[2].identity})
    told = "\n".join(lines(made))
    assert "Đề nghị khen thưởng: không có trường hợp nào." in told
    assert "vì Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị: Lê Thị Hoa." in told


def test_before_the_council_met_what_breaks_a_rule_is_left_out_and_named() -> None:
    broken = replace(NOMINEES[0], values={**NOMINEES[0].values, "undisciplined": False})
    proposals = met()
    proposals["TDP01", "TDP01-1"] = replace(
        proposals["TDP01", "TDP01-1"], record=broken, facts=facts_of(broken, ITS, {}, (), "approved")
    )
    made = petitioned(broken, *NOMINEES[1:], proposals=proposals)
    assert [line[1] for line in cells(made, "I")] == ["Chi hội Phụ nữ số 1", "Trần Văn An"]
    assert "Chưa đưa vào danh sách vì không đủ điều kiện: Lê Thị Hoa." in lines(made)


def test_the_minutes_bear_the_councils_votes_and_conclusions_as_far_as_they_were_noted() -> None:
    made = minutes(material(held(*NOMINEES), proposals=CONCLUDED), MONEY, Wording(templates("report")))
    [table] = [block for block in made.body if hasattr(block, "rows")]
    told = [["".join(map(str, line)) for line in one.cells][3:] for one in table.rows]
    assert told == [["9/10", "7/9", "Đề nghị khen"], ["9/10", "7/9", "Không đề nghị"], ["9/10", "……/……", ""]]
    assert lines(made)[-5:-1] == [
        "Hội đồng thống nhất kết luận:",
        "- Đề nghị khen: 01 trường hợp.",
        "- Không đề nghị: 01 trường hợp.",
        "Dự toán tiền thưởng các trường hợp được đề nghị khen: 702.000 đồng.",
    ]


def test_what_does_not_fit_is_to_be_looked_at_before_anybody_signs() -> None:
    proposals = met(TDP02_1="proposed")
    votes = {**WRITTEN, AGREED: "10", CONCLUSION: "proposed"}
    odd = read_verdict(votes, date(2024, 8, 5), date(2024, 8, 15))
    proposals["TDP01", "TDP01-1"] = replace(proposals["TDP01", "TDP01-1"], verdict=odd)
    asked = "Trước khi ký, đề nghị xem lại phần ghi ở trang “Hội đồng” của bảng tổng hợp: Lê Thị Hoa."
    one = material(held(*NOMINEES), proposals=proposals)
    assert asked in lines(petition(one, MONEY, Wording(templates("report"))))
    assert asked in lines(minutes(one, MONEY, Wording(templates("report"))))


def test_a_decision_is_told_beside_its_proposal() -> None:
    decided = {**WRITTEN, CONCLUSION: "proposed", NUMBER: "12/QĐ-UBND", DAY: "5/9"}
    proposals = met()
    verdict = read_verdict(decided, date(2024, 8, 5), date(2024, 8, 15))
    proposals["TDP01", "TDP01-1"] = replace(proposals["TDP01", "TDP01-1"], verdict=verdict)
    made = petitioned(*NOMINEES, proposals=proposals)
    assert cells(made, "I")[0][8].endswith("Quyết định số 12/QĐ-UBND ngày 05 tháng 9 năm 2024")


def test_every_number_of_the_drafts_is_found_again() -> None:
    for one in (material(held(*NOMINEES)), material(held(*NOMINEES), proposals=CONCLUDED)):
        for made in (
            petition(one, MONEY, Wording(templates("report"))),
            minutes(one, MONEY, Wording(templates("report"))),
        ):
            assert wrong_figures(one, made) == []
            assert untraced_numbers(one, made, RULE) == []
    assert budget((), MONEY).total.value == 0
