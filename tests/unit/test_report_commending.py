"""Drafts for the council: only what was approved, money only by what is in force, decisions left open."""

from decimal import Decimal
from typing import Any

from sheets_sync.model import Record
from sheets_sync.report import Report, Wording
from sheets_sync.report.commending import minutes, petition
from sheets_sync.report.model import Paragraph
from sheets_sync.report.rewards import Money, Reward, budget
from tests.report_trace import untraced_numbers, wrong_figures
from tests.unit.reports import cells, held, lines, material, row

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
    return petition(material(held(*records), **given), money, Wording())


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
    made = petitioned(*NOMINEES, approved={("TDP02", "commendation", "TDP02-1")})
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An"]


def test_without_proposals_the_drafts_say_so() -> None:
    assert "Đề nghị khen thưởng: chưa có số liệu được duyệt." in lines(petitioned())
    made = minutes(material(), MONEY, Wording())
    assert any(
        "đề nghị khen thưởng của các đơn vị: chưa có số liệu được duyệt." in line for line in lines(made)
    )


def test_the_minutes_leave_votes_and_decisions_to_the_council() -> None:
    made = minutes(material(held(*NOMINEES)), MONEY, Wording())
    [table] = [block for block in made.body if hasattr(block, "rows")]
    told = [["".join(map(str, line)) for line in one.cells] for one in table.rows]
    assert told[0] == ["1", "Lê Thị Hoa", "Tổ dân phố số 1", "9/10", "……/……", ""]
    assert made.second_signature is not None
    assert made.second_signature.authority == ("THƯ KÝ",)
    assert (made.signature.name, made.head.number) == ("", "")
    assert lines(made)[-1].endswith("./.")


def test_every_number_of_the_drafts_is_found_again() -> None:
    one = material(held(*NOMINEES))
    for made in (petition(one, MONEY, Wording()), minutes(one, MONEY, Wording())):
        assert wrong_figures(one, made) == []
        assert untraced_numbers(one, made, RULE) == []
    assert budget((), MONEY).total.value == 0
