"""What signed papers once said wrongly: each point with the sentence that stands there now."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sheets_sync.report.content.content import build
from sheets_sync.report.content.guards import clerks_number, guards, standing
from sheets_sync.report.content.material import Movement, Signed
from sheets_sync.report.content.model import Basis, Report
from sheets_sync.report.content.wording import Wording, campaign
from sheets_sync.templates import templates
from tests.unit.builders import INDICATORS, PERIOD, finding, submission, unit
from tests.unit.nominees import GRANTED, PROPOSED, REFUSED, council, nominee
from tests.unit.reports import (
    AT,
    OFFICE,
    PLAN,
    cells,
    groups,
    held,
    lines,
    material,
    report,
    row,
    said,
    typed,
)

WORDING = Wording(templates("report"))
HOA, AN = nominee("TDP01", "Lê Thị Hoa", 1), nominee("TDP02", "Trần Văn An", 1)


# 1: claims wider than their data


def test_the_report_tells_what_the_council_concluded_and_the_chairman_decided_as_it_is_recorded() -> None:
    made = report(HOA, AN, proposals=council((HOA, GRANTED), (AN, REFUSED)))
    told = lines(made)
    assert (
        "Chủ tịch UBND phường Phùng Chí Kiên đã khen thưởng 01 trường hợp (Quyết định số 12/QĐ-UBND"
        in "".join(told)
    )
    assert (
        "Hội đồng Thi đua - Khen thưởng phường đã xét 02 trường hợp, đề nghị khen thưởng 01 trường hợp"
        " (Phụ lục III)." in told
    )
    assert [line[-1] for line in cells(made, "III")] == [
        "Đề nghị khen; Quyết định số 12/QĐ-UBND ngày 05 tháng 9 năm 2024",
        "Không đề nghị",
    ]


def test_what_was_given_to_somebody_to_do_is_not_told_as_done() -> None:
    told = "\n".join(lines(report()))
    assert "được giao theo dõi, đôn đốc, tổng hợp kết quả" in told
    assert "tham gia có" not in told
    assert "Đến ngày lập báo cáo, đợt thi đua chưa kết thúc." not in told
    early = build(material(at=AT.replace(day=15)), WORDING)
    assert "Đến ngày lập báo cáo, đợt thi đua chưa kết thúc." in "\n".join(lines(early))


# 2: signing without a guard


def codes(made: Report, one: object, *signed: Signed) -> set[str]:
    return {guard.code for guard in guards(one, made, AT, signed)}  # type: ignore[arg-type]


def test_nothing_speaks_against_a_report_that_is_whole() -> None:
    records = [typed("VX01", owner, actual=200) for owner in ("TDP01", "TDP02")]
    one = material(held(*records), number="05")
    assert codes(build(one, WORDING), one) == set()


def test_everything_that_speaks_against_signing_is_told_at_once() -> None:
    unsure = replace(PLAN, text="Kế hoạch số ……/KH-UBND ngày 05 tháng 8 năm 2024", verified=False)
    one = material(
        held(
            typed("VX01", "TDP01", actual=200), row("TDP01", "narrative", "VX", difficulties="Do thiếu vốn")
        ),
        approved=[row("TDP01", "narrative", "VX").identity],
        findings=(finding(unit="TDP01"),),
        office=replace(OFFICE, bases=dict.fromkeys(OFFICE.bases, (unsure,))),
        number="05/QĐ",
        at=AT.replace(day=15),
        proposals=council((HOA, PROPOSED), is_approved=False),
    )
    made = build(one, WORDING)
    found = guards(one, made, AT.replace(day=14), (Signed("04", date(2024, 8, 10), ()),))
    assert {guard.code for guard in found} == {
        "number",
        "day",
        "campaign-open",
        "period-open",
        "unapproved",
        "open-questions",
        "council-questions",
        "units-words",
        "unverified",
        "incomplete-basis",
        "signed-before",
    }
    confirmed = {guard.code for guard in found}
    assert {guard.code for guard in standing(found, confirmed)} == {"number", "day"}
    assert "0 of 120" not in "".join(guard.text for guard in found)


@pytest.mark.parametrize(
    ("given", "number"), [("5", "05"), (" 05 ", "05"), ("05/BC-UBND", "05"), ("12a", "12a"), ("05/X", "05/X")]
)
def test_the_clerk_s_number_is_taken_without_its_symbol(given: str, number: str) -> None:
    assert clerks_number(given, "BC-UBND") == number


def test_the_same_number_with_other_figures_is_asked_about() -> None:
    one = material(held(typed("VX01", "TDP01", actual=200), typed("VX01", "TDP02", actual=1)), number="05")
    made = build(one, WORDING)
    assert codes(made, one, Signed("05", made.day, made.statements)) == set()
    assert codes(made, one, Signed("05", made.day, ())) == {"signed-otherwise"}
    assert codes(made, one, Signed("04", made.day, ())) == {"signed-before"}


# 3: words of the service


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Đợt thi đua cao điểm", "đợt thi đua cao điểm"),
        ("Thi đua lập thành tích", "đợt thi đua lập thành tích"),
        ("Phong trào thi đua yêu nước", "phong trào thi đua yêu nước"),
    ],
)
def test_a_campaign_is_called_once(title: str, told: str) -> None:
    assert campaign(title) == told
    assert lines(report(title=title))[0] == f"UBND phường Phùng Chí Kiên báo cáo kết quả {told} như sau:"


def test_what_a_cell_is_asked_stands_in_no_list_of_an_official_document() -> None:
    legacy = finding(
        unit="TDP01",
        form="commendation",
        cell="C2",
        code="legacy-encoding",
        params={"typed": "phöôøng", "proposal": "phường", "encoding": "VNI"},
    )
    made = report(HOA, findings=(legacy,))
    assert all("phông" not in cell for line in cells(made, "III") for cell in line)


def test_what_was_not_read_is_told_to_the_office_alone() -> None:
    one = material(held(typed("VX01", "TDP01", actual=200)))
    unread = replace(
        one, coverage=tuple(replace(each, unreadable=each.unit == "TDP01") for each in one.coverage)
    )
    made = build(unread, WORDING)
    assert any("không đọc được báo cáo của Tổ dân phố số 1" in hint.text for hint in made.hints)
    assert "không đọc được" not in "\n".join(lines(made))
    assert not any("không đọc được" in cell for line in cells(made, "II") for cell in line)


# 4: figures


def test_plans_are_judged_only_once_every_unit_in_charge_reported() -> None:
    some = report(typed("VX02", "TDP01", plan=100, actual=120), typed("VX04", "TDP01", plan=5, actual=4))
    assert "Chưa có chỉ tiêu nào đủ số liệu của các đơn vị phụ trách để đánh giá so với kế hoạch." in lines(
        some
    )
    assert "bằng 120% kế hoạch của các đơn vị này, theo số liệu của 01/02 đơn vị phụ trách" in said(
        some, "Hộ đạt"
    )
    assert "không vượt kế hoạch" not in said(some, "Hộ nghèo")
    every = report(*(typed("VX02", owner, plan=100, actual=120) for owner in ("TDP01", "TDP02")))
    assert said(every, "Trong 01 chỉ tiêu").startswith(
        "Trong 01 chỉ tiêu có kế hoạch và đủ số liệu của các đơn vị phụ trách: 01 chỉ tiêu vượt kế hoạch, 0"
        " chỉ tiêu đạt đúng kế hoạch, 0 chỉ tiêu chưa đạt."
    )


def test_a_part_and_its_whole_of_other_units_are_not_held_together() -> None:
    made = report(
        typed("VX01", "TDP01", actual=1228),
        *(typed("VX02", one, actual=622, plan=600) for one in ("TDP01", "TDP02")),
    )
    assert (
        "- Hộ đạt Gia đình văn hóa không phải số liệu của cùng các đơn vị với tổng số hộ nên không so sánh"
        " với số đó." in lines(made)
    )


GUARD = unit("CHQS", "Ban CHQS", "QUAN-SU", indicators=("QP02",))


def test_shares_differ_by_points() -> None:
    below = report(typed("QP02", "CHQS", plan=95, actual=91, same_period=90), units=[GUARD])
    told = said(below, "Dân quân")
    assert "91% (kế hoạch 95%), thấp hơn kế hoạch 4 điểm phần trăm" in told
    assert "tăng 1 điểm phần trăm so với cùng kỳ" in told
    low = {"QP02": replace(INDICATORS["QP02"], lower_is_better=True)}
    above = report(typed("QP02", "CHQS", plan=91, actual=95), units=[GUARD], indicators=low)
    assert "cao hơn kế hoạch 4 điểm phần trăm" in said(above, "Dân quân")


POLICE = unit("CAP", "Công an phường", "CONG-AN", indicators=("QP06", "QP07"))


@pytest.mark.parametrize(
    ("crimes", "solved", "worse"),
    [
        ((5, 10), (5, 9), False),  # fewer were solved because there were fewer, and the share rose
        ((10, 10), (5, 9), True),
        ((20, 10), (5, 9), True),
    ],
)
def test_a_part_is_among_what_is_worse_when_its_share_fell(
    crimes: tuple[int, int], solved: tuple[int, int], worse: bool
) -> None:
    made = report(
        typed("QP06", "CAP", actual=crimes[0], same_period=crimes[1]),
        typed("QP07", "CAP", actual=solved[0], same_period=solved[1]),
        units=[POLICE],
    )
    assert any(line.startswith("- Số vụ đã làm rõ: 05 vụ, giảm 04 vụ") for line in lines(made)) == worse


def test_figures_of_other_units_are_not_compared_with_the_same_period() -> None:
    towns = {"VX04": replace(INDICATORS["VX04"], has_same_period=True)}
    made = report(
        typed("VX04", "TDP01", actual=3, same_period=5), typed("VX04", "TDP02", actual=4), indicators=towns
    )
    assert "so với cùng kỳ" not in "\n".join(lines(made))


def test_days_are_written_in_one_way() -> None:
    late = submission(typed("VX01", "TDP01", actual=205), arrived=PERIOD.deadline + timedelta(days=2))
    made = build(material((late,)), WORDING)
    assert "(muộn 02 ngày)" in "\n".join(lines(made))
    assert cells(made, "II")[0][7].startswith("muộn 02 ngày")


# What a real report has


def test_half_a_page_for_the_leader_stands_first_when_it_is_wanted() -> None:
    made = report(*(typed("VX02", one, plan=100, actual=90) for one in ("TDP01", "TDP02")), with_summary=True)
    told = lines(made)
    start = told.index("Tóm tắt")
    assert told[start + 1] == "- Báo cáo của các đơn vị: đã nộp 02/08 biểu, còn 06 biểu chưa nộp."
    assert "- Chưa đạt kế hoạch: hộ đạt Gia đình văn hóa." in told[start:]
    assert sum(map(len, told[start : told.index("I. Công tác chỉ đạo, triển khai")])) < 1500
    assert "Tóm tắt" not in lines(report())


def test_causes_and_directions_are_the_units_words_and_in_brackets_until_somebody_signs() -> None:
    words = "Thiếu sân chơi. Nguyên nhân do kinh phí hạn hẹp. Đề nghị phường hỗ trợ kinh phí."
    record = row("TDP01", "narrative", "VX", difficulties=words, summary="Được sự quan tâm của Đảng ủy.")
    draft = lines(report(record))
    assert "Nguyên nhân, theo các đơn vị: [“Nguyên nhân do kinh phí hạn hẹp” (Tổ dân phố số 1)]." in draft
    assert "- [“Đề nghị phường hỗ trợ kinh phí” (Tổ dân phố số 1)]." in draft
    assert "Thuận lợi, theo các đơn vị: “Được sự quan tâm của Đảng ủy” (Tổ dân phố số 1)." in draft
    assert any("ngoặc vuông" in hint.text for hint in report(record).hints)
    assert "[" not in "\n".join(lines(report(record, number="05")))


def test_results_stand_under_the_movement_that_the_plan_names() -> None:
    movement = Movement("Toàn dân bảo vệ an ninh Tổ quốc", "QP", ("QP06", "QP07"), ("an ninh Tổ quốc",))
    silent = Movement("Cựu chiến binh gương mẫu", "QP", (), ())
    made = report(
        typed("QP06", "CAP", actual=5, same_period=10),
        row("TDP01", "narrative", "QP", summary="Ra quân vì an ninh tổ quốc; trồng cây"),
        units=[POLICE, *groups(1)],
        movements=(movement, silent),
    )
    told = lines(made)
    place = told.index("Phong trào “Toàn dân bảo vệ an ninh Tổ quốc”")
    assert told[place + 1].startswith("- Phạm pháp hình sự: 05 vụ, giảm 05 vụ (50%) so với cùng kỳ")
    assert told[place + 2] == "Các đơn vị báo cáo: “Ra quân vì an ninh tổ quốc” (Tổ dân phố số 1)."
    assert sum(line.startswith("- Phạm pháp hình sự") for line in told) == 1
    assert "Cựu chiến binh" not in "\n".join(told)


# The law


def test_a_draft_holds_what_nobody_verified_in_brackets_and_a_signed_report_does_not() -> None:
    office = replace(
        OFFICE, bases=dict.fromkeys(OFFICE.bases, (Basis("Luật X số 1 ngày 1/1/2024", "", verified=False),))
    )
    assert report(office=office).head.cited == ("[Căn cứ Luật X số 1 ngày 1/1/2024]",)
    assert report(office=office, number="05").head.cited == ("Căn cứ Luật X số 1 ngày 1/1/2024",)
    assert any("chưa được đối chiếu với Công báo" in hint.text for hint in report(office=office).hints)
