"""The council's papers and the decision: only acts that are recorded, money only by what is in force."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheets_sync.judging.council import AGREED
from sheets_sync.model import Record
from sheets_sync.report.content.commending import decision, petition
from sheets_sync.report.content.entries import nominees
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.meeting import minutes, working_paper
from sheets_sync.report.content.model import Arrangement, PaperTable, Paragraph, Report
from sheets_sync.report.content.rewards import Money, budget
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.report_trace import untraced_numbers, wrong_figures
from tests.unit.nominees import GRANTED, MONEY, PROPOSED, REFUSED, RULE, SALARY, VOTED, Left, council, nominee
from tests.unit.reports import OFFICE, cells, held, lines, material

WORDING = Wording(templates("report"))
HOA = nominee("TDP01", "Lê Thị Hoa", 1, gender="Nữ")
WOMEN = nominee("TDP01", "Chi hội Phụ nữ số 1", 2, subject="Tập thể", born="")
AN = nominee("TDP02", "Trần Văn An", 1)
NOMINEES = (HOA, WOMEN, AN)
ALL_PROPOSED = tuple((one, PROPOSED) for one in NOMINEES)


def petitioned(*left: tuple[Record, Left], money: Money = MONEY, confirmed: Sequence[str] = ()) -> Report:
    made = petition(_material(left), money, WORDING, confirmed)
    assert made is not None
    return made


def _material(left: Sequence[tuple[Record, Left]], **given: Any) -> Material:
    return material(held(*(one for one, _ in left)), proposals=council(*left), **given)


def hints(made: Report) -> str:
    return "\n".join(one.text for one in made.hints)


def test_the_petition_asks_for_what_the_council_proposes() -> None:
    made = petitioned(*ALL_PROPOSED)
    assert made.head.kind == "Tờ trình"
    assert made.head.addressees == ("Chủ tịch UBND phường Phùng Chí Kiên",)
    told = "\n".join(lines(made))
    assert "quyết định khen thưởng 03 trường hợp đã được Hội đồng xét duyệt, gồm:" in told
    assert "- Giấy khen: 02 cá nhân.\n- Giấy khen: 01 tập thể." in told
    assert [line[1] for line in cells(made, "I")] == ["Bà Lê Thị Hoa", "Chi hội Phụ nữ số 1", "Trần Văn An"]


@pytest.mark.parametrize(
    "left",
    [
        [],
        [(HOA, {})],
        [(HOA, VOTED)],
        [(HOA, REFUSED)],
        [(HOA, GRANTED)],
    ],
    ids=["no proposal", "nothing noted", "votes alone", "refused", "granted already"],
)
def test_without_anything_to_ask_for_there_is_neither_petition_nor_decision(
    left: list[tuple[Record, Left]],
) -> None:
    one = _material(left)
    assert petition(one, MONEY, WORDING) is None
    assert decision(one, MONEY, WORDING) is None


def test_what_the_council_did_not_conclude_is_told_to_the_office_and_stands_in_no_text() -> None:
    made = petitioned((HOA, PROPOSED), (WOMEN, REFUSED), (AN, {}))
    assert [line[1] for line in cells(made, "I")] == ["Bà Lê Thị Hoa"]
    assert "Chưa đưa vào danh sách vì Hội đồng chưa ghi kết luận: Trần Văn An (TDP02/TDP02-1)." in hints(made)
    assert "Trần Văn An" not in "".join(lines(made))


def test_what_the_council_proposes_waits_for_the_offices_approval() -> None:
    left = [(HOA, PROPOSED), (AN, PROPOSED)]
    made = petition(_material(left, approved={AN.identity}), MONEY, WORDING)
    assert made is not None
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An"]
    assert "vì Hội đồng đề nghị khen nhưng văn phòng chưa duyệt đề nghị của đơn vị: Lê Thị Hoa" in hints(made)


def test_one_person_under_two_spellings_is_asked_for_once_somebody_confirms_it() -> None:
    twice = nominee("TDP02", "Lê Thị Hoà", 2, born="1980")
    other = nominee("TDP02", "Lê Thị Hoa", 3, born="1991")
    left = (
        (nominee("TDP01", "Lê Thị Hòa", 1), PROPOSED),
        (twice, PROPOSED),
        (AN, PROPOSED),
        (other, PROPOSED),
    )
    made = petitioned(*left)
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An", "Lê Thị Hoa"]
    assert "có thể là một người được đề nghị hai lần: Lê Thị Hòa (TDP01/TDP01-1) và Lê Thị Hoà" in hints(made)
    confirmed = petitioned(*left, confirmed=["TDP01/TDP01-1"])
    assert [line[1] for line in cells(confirmed, "I")] == ["Lê Thị Hòa", "Trần Văn An", "Lê Thị Hoa"]


def test_who_was_granted_a_reward_is_not_asked_for_under_another_spelling() -> None:
    left = ((nominee("TDP01", "Lê Thị Hòa", 1), GRANTED), (nominee("TDP02", "Lê Thị Hoà", 2), PROPOSED))
    assert petition(_material(left), MONEY, WORDING) is None


def test_a_proposal_without_an_achievement_is_doubtful() -> None:
    made = petitioned((nominee("TDP01", "Lê Thị Hoa", 1, achievement=" . "), PROPOSED), (AN, PROPOSED))
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An"]
    assert "vì chưa có tóm tắt thành tích: Lê Thị Hoa" in hints(made)


def test_what_breaks_a_rule_is_asked_for_only_when_somebody_confirms_it() -> None:
    broken = replace(HOA, values={**HOA.values, "undisciplined": False})
    made = petitioned((broken, PROPOSED), (AN, PROPOSED))
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An"]
    assert "vì Hội đồng đề nghị khen nhưng có điều kiện chưa đạt: Lê Thị Hoa" in hints(made)
    confirmed = petitioned((broken, PROPOSED), (AN, PROPOSED), confirmed=["TDP01/TDP01-1"])
    assert [line[1] for line in cells(confirmed, "I")] == ["Bà Lê Thị Hoa", "Trần Văn An"]


def test_what_the_office_noted_unclearly_is_looked_at_before_anybody_signs() -> None:
    made = petitioned((HOA, {**PROPOSED, AGREED: "10"}), (AN, PROPOSED))
    assert [line[1] for line in cells(made, "I")] == ["Trần Văn An"]
    assert "vì phần ghi về kết quả xét của Hội đồng cần xem lại: Lê Thị Hoa" in hints(made)
    assert "Trước khi ký" not in "".join(lines(made))


def test_money_is_the_factor_of_the_base_salary_for_each() -> None:
    made = petitioned(*ALL_PROPOSED)
    assert [line[1:] for line in cells(made, "II")] == [
        ["Giấy khen, cá nhân", "2", "0,15", "351.000", "702.000", RULE],
        ["Giấy khen, tập thể", "1", "0,3", "702.000", "702.000", RULE],
        ["Cộng", "", "", "", "1.404.000", ""],
    ]
    assert "Dự toán tiền thưởng: 1.404.000 đồng (Phụ lục II)" in "".join(lines(made))


def test_money_that_nobody_verified_is_never_certain_on_paper() -> None:
    unsure = tuple(replace(one, factor=replace(one.factor, verified=False)) for one in MONEY.rewards)
    made = petitioned(*ALL_PROPOSED, money=Money(SALARY, unsure))
    assert "Dự toán tiền thưởng (tạm tính): 1.404.000 đồng" in "".join(lines(made))
    assert made.appendices[1].title.endswith("(tạm tính)")
    assert {line[-1] for line in cells(made, "II")} == {"mức tạm tính", ""}
    assert "hệ số 0,15 chưa được đối chiếu với Nghị định số 98/2023/NĐ-CP" in hints(made)
    decided = decision(_material(ALL_PROPOSED), Money(SALARY, unsure), WORDING)
    assert decided is not None
    assert not any("đồng" in line and "1.404.000" in line for line in lines(decided))


def test_an_award_without_a_known_factor_has_no_invented_money() -> None:
    household = nominee("TDP01", "Hộ ông Ba", 1, subject="Hộ gia đình", award="Gia đình văn hóa")
    made = petitioned((household, PROPOSED))
    assert cells(made, "II")[0][1:] == ["Gia đình văn hóa, hộ gia đình", "1", "", "", "", "chưa xác định mức"]
    told = "".join(lines(made))
    assert "Dự toán chưa gồm tiền thưởng của: Gia đình văn hóa, hộ gia đình (01 trường hợp)" in told
    assert "Dự toán tiền thưởng" not in told
    assert "cấu hình" not in told


def test_without_a_base_salary_in_force_nothing_is_reckoned() -> None:
    made = petitioned(*ALL_PROPOSED, money=Money(None, MONEY.rewards))
    assert cells(made, "II")[-1][5] == ""
    assert [one for one in made.appendices[1].blocks if isinstance(one, Paragraph)] == []


def test_the_council_signs_with_name_and_office() -> None:
    made = petitioned(*ALL_PROPOSED)
    assert made.signature.authority == ("TM. HỘI ĐỒNG", "CHỦ TỊCH HỘI ĐỒNG")
    assert (made.signature.post, made.signature.name) == ("CHỦ TỊCH UBND PHƯỜNG", "Trần Văn Chung")
    nameless = petition(_material(ALL_PROPOSED, office=replace(OFFICE, council_signer="")), MONEY, WORDING)
    assert nameless is not None
    assert "Chưa có họ tên người ký" in hints(nameless)


# The decision


def test_the_decision_grants_what_is_in_its_list() -> None:
    made = decision(_material(ALL_PROPOSED), MONEY, WORDING)
    assert made is not None
    assert (made.head.kind, made.head.symbol) == ("Quyết định", "QĐ-UBND")
    assert made.head.authority == "Chủ tịch Ủy ban nhân dân phường Phùng Chí Kiên"
    assert made.head.cited[-1].startswith(
        "Theo đề nghị của Hội đồng Thi đua - Khen thưởng phường tại Tờ trình"
    )
    told = lines(made)
    assert told[0] == "Quyết định:"
    assert "- Tặng Giấy khen của Chủ tịch UBND phường Phùng Chí Kiên: 02 cá nhân." in told
    assert told[-1].startswith("Điều 3.")
    assert told[-1].endswith("./.")
    assert made.recipients[0] == "Như Điều 3"
    assert made.signature.authority == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert len(cells(made, "I")) == 3


# The meeting


def test_there_are_no_minutes_of_a_meeting_of_which_nothing_is_recorded() -> None:
    assert minutes(_material([(HOA, {}), (AN, VOTED)]), WORDING) is None


def test_the_minutes_bear_what_was_recorded_and_leave_the_rest_open() -> None:
    made = minutes(_material([(HOA, PROPOSED), (WOMEN, REFUSED), (AN, {})]), WORDING)
    assert made is not None
    assert made.head.arrangement is Arrangement.MINUTES
    [table] = [block for block in made.body if isinstance(block, PaperTable)]
    told = [["".join(map(str, line)) for line in one.cells] for one in table.rows]
    assert told == [
        ["1", "Bà Lê Thị Hoa", "Tổ dân phố số 1", "Giấy khen", "7/9", "Đề nghị khen"],
        ["2", "Chi hội Phụ nữ số 1", "Tổ dân phố số 1", "Giấy khen", "7/9", "Không đề nghị"],
    ]
    assert lines(made)[-3:-1] == ["- Đề nghị khen: 01 trường hợp.", "- Không đề nghị: 01 trường hợp."]
    assert lines(made)[-1].endswith("./.")
    assert made.recipients == ("Lưu: VT, HĐTĐKT",)
    assert made.second_signature is not None
    assert made.second_signature.authority == ("THƯ KÝ",)


def test_before_it_meets_the_council_is_shown_each_proposal_with_its_facts_and_earlier_rewards() -> None:
    left: list[tuple[Record, Left]] = [
        (HOA, {}),
        (replace(AN, values={**AN.values, "undisciplined": False}), {}),
    ]
    earlier = {"TDP01/TDP01-1": ("Giấy khen, Quyết định số 9/QĐ-UBND ngày 05/9/2023",)}
    made = working_paper(_material(left), earlier)
    assert made is not None
    [table] = [block for block in made.body if isinstance(block, PaperTable)]
    first, second = (["".join(map(str, line)) for line in one.cells] for one in table.rows)
    assert first[10] == "Giấy khen, Quyết định số 9/QĐ-UBND ngày 05/9/2023"
    assert "Ưu tiên khi ngang nhau: Nữ" in first[9]
    assert second[8] == "Không đủ điều kiện"
    assert made.head.arrangement is Arrangement.WORKING
    assert working_paper(material(), {}) is None


def test_every_number_of_the_papers_is_found_again() -> None:
    one = _material([(HOA, PROPOSED), (WOMEN, REFUSED), (AN, PROPOSED)])
    for made in (
        petition(one, MONEY, WORDING),
        decision(one, MONEY, WORDING),
        minutes(one, WORDING),
    ):
        assert made is not None
        assert wrong_figures(one, made) == []
        assert untraced_numbers(one, made, RULE, "Điều 1", "Điều 2", "Điều 3") == []
    assert budget((), MONEY).total.value == 0
    assert nominees(one).number.value == 3
