"""What counts in a report: approved records, everybody's arrivals, works, proposals, corrections."""

from datetime import date, datetime
from typing import Any

import pytest

from sheets_sync.findings import place
from sheets_sync.model import Doubt
from sheets_sync.report.content.content import build
from sheets_sync.report.content.material import Signed
from sheets_sync.report.content.model import BarChart, ProgressChart, Report
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.unit.builders import PERIOD, ZONE, finding, submission, unit
from tests.unit.reports import AT, by_title, cells, groups, held, lines, material, report, row, said, typed

LATE = datetime(2024, 8, 19, 9, tzinfo=ZONE)


def households(*, include_unreviewed: bool = False) -> Report:
    """Two groups' households; the second group's are approved or not."""
    records = (typed("VX01", "TDP01", actual=205), typed("VX01", "TDP02", actual=185))
    keys = {records[0].identity}
    return report(*records, approved=keys, include_unreviewed=include_unreviewed)


def test_only_approved_records_count() -> None:
    made = households()
    assert said(made, "Tổng số hộ") == "Tổng số hộ: 205 hộ, theo số liệu của 01/02 đơn vị phụ trách."
    assert made.hints[0].text.startswith("Đến khi lập, 1/2 nội dung đơn vị báo cáo đã được duyệt")
    assert not any("*" in line for line in lines(made))


def test_unreviewed_records_count_only_on_demand_and_are_marked() -> None:
    made = households(include_unreviewed=True)
    assert said(made, "Tổng số hộ") == "Tổng số hộ: 390* hộ."
    assert lines(made)[0] == "Ghi chú: dấu * đánh dấu số liệu, nội dung chưa được văn phòng duyệt."
    told = {line[1]: line[4] for line in cells(made, "I") if len(line) > 1 and "Tổ dân phố" in line[1]}
    assert (told["+ Tổ dân phố số 1"], told["+ Tổ dân phố số 2"]) == ("205", "185*")


def test_rows_of_a_template_that_nobody_filled_in_do_not_count() -> None:
    empty = submission(typed("VX01", "TDP01", actual=205), arrived=None)
    made = build(material((empty,)), Wording(templates("report")))
    assert said(made, "Các chỉ tiêu của lĩnh vực này").endswith("chưa có số liệu được duyệt.")


def test_units_of_a_total_stand_below_it_and_sum_up() -> None:
    made = report(typed("VX02", "TDP01", plan=190, actual=198), typed("VX02", "TDP02", plan=170, actual=176))
    whole = by_title(made, "I", "Hộ đạt")
    assert (whole["Kế hoạch"], whole["Thực hiện"], whole["Tỷ lệ (%)"]) == ("360", "374", "103,9")
    below = [line for line in cells(made, "I") if line[0] == "" and line[3]]
    assert [(line[1], line[3], line[4], line[5]) for line in below] == [
        ("+ Tổ dân phố số 1", "190", "198", "104,2"),
        ("+ Tổ dân phố số 2", "170", "176", "103,5"),
    ]


def test_late_missing_and_faulty_reports_are_named() -> None:
    late = submission(typed("VX01", "TDP01", actual=205), arrived=LATE)
    faulty = submission(
        row("TDP02", "works", "1", name="Đường hoa"), findings=(finding(unit="TDP02", form="works"),)
    )
    made = build(material((late, faulty)), Wording(templates("report")))
    told = lines(made)
    assert "- Có 01 biểu nộp muộn của các đơn vị: Tổ dân phố số 1 (muộn 02 ngày)." in told
    assert (
        "- Còn 06 biểu quá hạn chưa nộp của các đơn vị: Tổ dân phố số 1 (03/04 biểu);"
        " Tổ dân phố số 2 (03/04 biểu)." in told
    )
    assert "- Còn 01 biểu đã nộp có nội dung cần sửa hoặc giải trình." in told
    first, second, total = cells(made, "II")
    assert first[2:7] == ["4", "0", "1", "3", "0"]
    assert first[7].startswith("muộn 02 ngày; chưa nộp: 6. Thuyết minh;")
    assert second[2:7] == ["4", "1", "0", "3", "1"]
    assert total[1:7] == ["Cộng", "8", "1", "1", "6", "1"]


def test_before_the_deadline_nothing_is_called_late() -> None:
    before = datetime(2024, 8, 14, 20, tzinfo=ZONE)
    made = build(material(at=before), Wording(templates("report")))
    assert not any("quá hạn" in line or "nộp muộn của" in line for line in lines(made))
    assert any("chưa có đơn vị nào nộp báo cáo" in line for line in lines(made))


def test_of_many_missing_units_the_body_names_the_first_and_the_appendix_all() -> None:
    made = report(units=groups(30))
    told = said(made, "Còn 120 biểu")
    assert told.count("Tổ dân phố") == 10
    assert told.endswith("danh sách đầy đủ tại Phụ lục II.")
    assert len(cells(made, "II")) == 31


def test_works_are_counted_summed_and_the_costliest_named() -> None:
    records = [
        row("TDP01", "works", str(place), place, name=f"Công trình {place}", cost=place * 100, progress=100)
        for place in range(1, 8)
    ]
    told = said(report(*records), "Công trình, phần việc chào mừng")
    assert (
        "07 công trình, phần việc, tổng kinh phí 2.800 triệu đồng; đã hoàn thành 07. Kinh phí lớn nhất:"
        in told
    )
    assert "Công trình 7 (Tổ dân phố số 1, 700 triệu đồng, tiến độ 100%)" in told
    assert told.endswith("cùng 02 công trình, phần việc khác.")


def nominee(owner: str, name: str, **values: Any) -> Any:
    given = {"subject": "Cá nhân", "gender": "Nữ", "award": "Giấy khen", "achievement": "Vận động 12 hộ."}
    return row(owner, "commendation", name, name=name, votes=9, attendance=10, **{**given, **values})


def test_proposals_are_listed_without_what_is_for_the_council_alone() -> None:
    duplicate = place(
        Doubt("nominee-duplicate", {"typed": "Lê Thị Hoa", "others": "“Lê Thị Hoà” (Tổ 2)"}),
        unit="TDP01",
        form="commendation",
        tab="8",
        sheet_id=8,
        cell="C2",
    )
    late = submission(nominee("TDP01", "Lê Thị Hoa"), arrived=LATE)
    made = build(material((late,), findings=(duplicate,)), Wording(templates("report")))
    [line] = cells(made, "III")
    assert line[1] == "Bà Lê Thị Hoa"
    assert line[6:] == ["Vận động 12 hộ", "9/10", ""]
    told = said(made, "Các đơn vị đề nghị khen thưởng")
    assert told == (
        "Các đơn vị đề nghị khen thưởng 01 trường hợp, gồm 01 cá nhân (Phụ lục III);"
        " Hội đồng Thi đua - Khen thưởng phường chưa có kết luận."
    )


def test_a_collective_is_not_addressed_as_a_person() -> None:
    made = report(nominee("TDP01", "Chi hội Phụ nữ", subject="Tập thể"))
    assert cells(made, "III")[0][1] == "Chi hội Phụ nữ"


def test_exemplars_are_told_with_their_consent() -> None:
    group = unit("TDP01", "Tổ dân phố số 1", forms=("exemplar",))
    made = report(
        row("TDP01", "exemplar", "1", name="Ông Bảy", deed="Tuần tra 45 đêm.", consent=True),
        row("TDP01", "exemplar", "2", 2, name="Bà Tám", deed="Hiến đất", consent=None),
        units=[group],
    )
    assert said(made, "Các đơn vị giới thiệu") == (
        "Các đơn vị giới thiệu 02 gương điển hình tiên tiến, trong đó 01 gương đồng ý phát thanh."
    )
    assert said(made, "Ông Bảy") == "Ông Bảy: tuần tra 45 đêm."
    assert said(made, "Bà Tám") == "Bà Tám: hiến đất; chưa đồng ý phát thanh."


def test_the_outline_is_the_prescribed_one() -> None:
    headings = [line for line in lines(report()) if line.split(".")[0] in ("I", "II", "III", "IV", "V")]
    assert [line.upper() for line in headings] == [
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ ĐẠT ĐƯỢC",
        "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ",
        "V. ĐỀ XUẤT, KIẾN NGHỊ",
    ]


def test_charts_tell_the_rate_of_each_area_the_same_period_and_the_progress() -> None:
    police = unit("CAP", "Công an phường", "CONG-AN", indicators=("QP03", "QP08"))
    made = report(
        typed("QP03", "CAP", actual=2, same_period=4),
        typed("QP08", "CAP", plan=8, actual=8),
        units=[police],
    )
    by_area, by_period = (block for block in made.body if isinstance(block, BarChart))
    [(_, bars)] = by_area.series
    assert [(bar.name, bar.label) for bar in bars] == [("Quốc phòng – an ninh", "1/1 (100%)")]
    assert [(name, bar.label) for name, bars in by_period.series for bar in bars] == [
        ("Cùng kỳ", "04 vụ"),
        ("Thực hiện", "02 vụ"),
    ]
    assert by_period.series[1][1][0].value == 50
    [progress] = [block for block in made.appendices[1].blocks if isinstance(block, ProgressChart)]
    assert dict(zip(progress.days, progress.counts, strict=True))[date(2024, 8, 13)] == 0
    assert progress.counts[-1] == 1


def test_without_figures_there_are_no_charts_of_figures() -> None:
    assert not [block for block in report().body if isinstance(block, BarChart)]


# Corrections after signing


def signed(*records: Any) -> Signed:
    return Signed("05", date(2024, 8, 18), report(*records).statements)


def test_a_later_report_lists_what_changed_since_the_signed_one() -> None:
    before = signed(
        typed("VX02", "TDP01", plan=190, actual=198),
        typed("VX04", "TDP01", plan=6, actual=5),
        nominee("TDP01", "A"),
    )
    made = report(
        typed("VX02", "TDP01", plan=190, actual=196), typed("VX01", "TDP01", actual=205), signed=before
    )
    annex = made.appendices[3]
    assert annex.title == "Các nội dung điều chỉnh so với Báo cáo số 05/BC-UBND ngày 18 tháng 8 năm 2024"
    assert [line[1:] for line in cells(made, "IV")] == [
        ["Tổng số hộ – Thực hiện", "không có", "205 hộ"],
        ["Hộ đạt Gia đình văn hóa – Thực hiện", "198 hộ", "196 hộ"],
        ["Biểu đã nộp", "2", "1"],
        ["Biểu chưa nộp", "6", "7"],
        ["Hộ nghèo – Kế hoạch", "6 hộ", "không có"],
        ["Hộ nghèo – Thực hiện", "5 hộ", "không có"],
        ["Đề nghị khen thưởng: A (Tổ dân phố số 1)", "Giấy khen", "không có"],
    ]


def test_a_later_report_without_changes_says_so() -> None:
    records = (typed("VX02", "TDP01", plan=190, actual=198),)
    made = report(*records, signed=signed(*records))
    [only] = made.appendices[3].blocks
    assert "Không có số liệu nào thay đổi" in str(only)


def test_before_anything_was_signed_there_is_no_annex_of_changes() -> None:
    assert [one.number for one in report().appendices] == ["I", "II", "III"]


def test_a_signed_report_bears_its_number_and_is_no_draft() -> None:
    assert (report().head.number, report().head.draft) == ("", True)
    made = report(number="05")
    assert (made.head.number, made.head.draft, made.day) == ("05", False, AT.date())


# Sizes


@pytest.mark.parametrize("number", [1, 300])
def test_campaigns_of_any_size_have_a_report(number: int) -> None:
    units = groups(number)
    records = [
        typed(code, one.code, plan=100, actual=90 + place % 20)
        for place, one in enumerate(units)
        for code in ("VX02", "VX04")
    ]
    made = build(material(held(*records), units, with_sources=True), Wording(templates("report")))
    assert by_title(made, "I", "Hộ đạt")["Kế hoạch"] == f"{number * 100:,}".replace(",", ".")
    assert len(cells(made, "II")) == number + 1


def test_the_same_material_makes_the_same_report() -> None:
    assert households() == households()
    assert PERIOD.deadline < AT


def test_approved_rows_that_cannot_be_used_are_named() -> None:
    broken = row("TDP01", "works", "w1", name="Đường hoa", cost="Êë·ng")
    found = finding(
        "number-unreadable", form="works", cell="D2", params={"typed": "Êë·ng", "measure": "đồng"}
    )
    body = "\n".join(lines(report(broken, findings=(found,))))
    assert "Đã duyệt nhưng chưa dùng được trong báo cáo vì còn lỗi: " in body
    assert "7. Công trình, phần việc: Đường hoa" in body
    assert "chưa dùng được" not in "\n".join(lines(report(broken)))
