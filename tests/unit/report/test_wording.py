"""What the report says, and that the office may say it otherwise."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.errors import Problem
from sheets_sync.report.content import wording
from sheets_sync.report.content.content import build
from sheets_sync.report.content.evidence import count_text
from sheets_sync.report.content.wording import Wording, joined, long_date, lower_first
from sheets_sync.templates import templates
from tests.unit.builders import INDICATORS, unit
from tests.unit.reports import by_title, cells, groups, held, lines, material, report, row, said, typed

POLICE = unit("CAP", "Công an phường", "CONG-AN", indicators=("QP03", "QP04", "QP05", "QP06", "QP07"))


def traffic(*figures: tuple[int, int | None]) -> str:
    """What is said of accidents, dead and injured, each now and in the same period."""
    records = [
        typed(code, "CAP", actual=now, **({} if before is None else {"same_period": before}))
        for code, (now, before) in zip(("QP03", "QP04", "QP05"), figures, strict=True)
    ]
    return said(report(*records, units=[POLICE]), "Tai nạn giao thông")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 8, 5), "ngày 05 tháng 8 năm 2024"),
        (date(2024, 1, 24), "ngày 24 tháng 01 năm 2024"),
        (date(2024, 2, 9), "ngày 09 tháng 02 năm 2024"),
        (date(2024, 3, 10), "ngày 10 tháng 3 năm 2024"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
    ],
)
def test_days_have_a_zero_before_9_and_months_before_2_only(day: date, text: str) -> None:
    assert long_date(day) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (3, "03"), (9, "09"), (10, "10"), (1234, "1.234"), (Decimal("2.5"), "2,5")],
)
def test_small_counts_have_two_digits_in_sentences(value: Decimal | int, text: str) -> None:
    assert count_text(value) == text


def test_names_are_joined_as_one_speaks() -> None:
    assert [joined(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A và B",
        "A, B và C",
    ]


def test_titles_begin_small_within_a_sentence_but_abbreviations_do_not() -> None:
    assert [lower_first(text) for text in ("Hộ nghèo", "UBND phường", "")] == ["hộ nghèo", "UBND phường", ""]


def test_fewer_accidents_dead_and_injured_fall_on_all_three_faces() -> None:
    assert traffic((1, 3), (0, 1), (2, 4)) == (
        "Tai nạn giao thông: số vụ 01 (cùng kỳ 03); số người chết 0 (cùng kỳ 01); số người bị thương 02"
        " (cùng kỳ 04); giảm cả 3 mặt so với cùng kỳ."
    )


@pytest.mark.parametrize("injured", [(4, 4), (5, 4), (2, None)])
def test_what_does_not_fall_on_every_face_is_told_face_by_face(injured: tuple[int, int | None]) -> None:
    text = traffic((1, 3), (0, 1), injured)
    assert "giảm cả" not in text
    assert "số vụ 01 (cùng kỳ 03, giảm 02); số người chết 0 (cùng kỳ 01, giảm 01)" in text


def test_a_face_that_rose_is_told_and_stands_among_the_weaknesses() -> None:
    made = report(typed("QP03", "CAP", actual=5, same_period=3), units=[POLICE])
    assert said(made, "Tai nạn giao thông: số vụ 05 (") == (
        "Tai nạn giao thông: số vụ 05 (cùng kỳ 03, tăng 02)."
    )
    assert "- Tai nạn giao thông: số vụ: 05 vụ, tăng 02 vụ (66,7%) so với cùng kỳ." in lines(made)


def test_plan_actual_and_rate_are_told_in_vietnamese_figures() -> None:
    finance = unit("TCKT", "Tài chính – Kế toán", "CONG-CHUC", indicators=("KT01", "KT02"))
    made = report(
        typed("KT01", "TCKT", plan=5570, actual=5234.5),
        typed("KT02", "TCKT", plan=4000, actual=4420),
        units=[finance],
    )
    assert said(made, "Thu ngân sách") == (
        "Thu ngân sách trên địa bàn: đạt 5.234,5/5.570 triệu đồng, bằng 94% kế hoạch; trong đó: thuế sử dụng"
        " đất phi nông nghiệp đạt 4.420/4.000 triệu đồng, bằng 110,5% kế hoạch."
    )


@pytest.mark.parametrize(
    ("actual", "text"),
    [
        (4, "04 hộ (kế hoạch 06 hộ), không vượt kế hoạch"),
        (6, "06 hộ (kế hoạch 06 hộ), đúng bằng kế hoạch"),
        (9, "09 hộ (kế hoạch 06 hộ), cao hơn kế hoạch 03 hộ"),
    ],
)
def test_of_what_is_better_low_less_is_reached_and_more_is_above(actual: int, text: str) -> None:
    made = report(typed("VX04", "TDP01", plan=6, actual=actual), units=groups(1))
    assert said(made, "Hộ nghèo") == f"Hộ nghèo: {text}." if actual <= 6 else text in "".join(lines(made))
    assert ("- Tập trung hoàn thành các chỉ tiêu chưa đạt kế hoạch: hộ nghèo." in lines(made)) == (actual > 6)


def test_where_low_is_better_only_who_is_above_its_plan_is_named() -> None:
    poor = [typed("VX04", "TDP01", plan=10, actual=0), typed("VX04", "TDP02", plan=10, actual=12)]
    rich = [typed("VX02", "TDP01", plan=100, actual=99), typed("VX02", "TDP02", plan=100, actual=105)]
    made = report(*poor, *rich)
    assert said(made, "Hộ nghèo").endswith(
        "không vượt kế hoạch. Cao hơn kế hoạch: Tổ dân phố số 2 (12 hộ, kế hoạch 10 hộ)."
    )
    assert said(made, "Hộ đạt").endswith(
        "Đạt cao nhất: Tổ dân phố số 2 (105% kế hoạch); thấp nhất: Tổ dân phố số 1 (99% kế hoạch)."
    )


def test_units_that_stand_equal_are_neither_best_nor_weakest() -> None:
    made = report(*(typed("VX02", owner, plan=100, actual=100) for owner in ("TDP01", "TDP02")))
    assert "cao nhất" not in said(made, "Hộ đạt")


def test_many_units_that_stand_equal_are_told_by_number() -> None:
    records = [typed("VX02", f"TDP{place:02d}", plan=100, actual=100) for place in range(1, 6)]
    made = report(*records, typed("VX02", "TDP06", plan=100, actual=90), units=groups(6))
    assert "Đạt cao nhất: 05 đơn vị (100% kế hoạch); thấp nhất: Tổ dân phố số 6" in said(made, "Hộ đạt")


def test_a_part_of_the_units_is_said_to_be_a_part() -> None:
    made = report(typed("VX01", "TDP01", actual=205))
    assert said(made, "Tổng số hộ") == "Tổng số hộ: 205 hộ, theo số liệu của 01/02 đơn vị phụ trách."


def test_no_rate_is_told_while_a_unit_gave_one_of_two_figures_only() -> None:
    made = report(typed("VX02", "TDP01", plan=190, actual=198), typed("VX02", "TDP02", plan=170))
    assert "(kế hoạch 360 hộ; chưa so sánh vì hai số không của cùng các đơn vị)" in said(made, "Hộ đạt")
    assert by_title(made, "I", "Hộ đạt")["Tỷ lệ (%)"] == ""


def test_percentages_of_several_units_are_told_as_a_span() -> None:
    units = [unit(code, code, "QUAN-SU", indicators=("QP02",)) for code in ("CHQS", "CHQS2")]
    records = [typed("QP02", "CHQS", actual=80), typed("QP02", "CHQS2", actual=95.5)]
    in_charge = replace(INDICATORS["QP02"], in_charge=("QUAN-SU",))
    made = report(*records, units=units, indicators={"QP02": in_charge})
    assert said(made, "Dân quân") == "Dân quân tham gia huấn luyện: từ 80% đến 95,5% tùy đơn vị."


def test_answers_in_words_are_counted() -> None:
    bodies = [unit(f"DT{place}", f"Hội {place}", "DOAN-THE", indicators=("CT07",)) for place in range(3)]
    answers = ("Xuất sắc", "Tốt", "Tốt")
    records = [typed("CT07", f"DT{place}", actual=answer) for place, answer in enumerate(answers)]
    made = report(*records, units=bodies)
    assert said(made, "Xếp loại") == "Xếp loại tổ chức đoàn thể: xuất sắc (01 đơn vị), tốt (02 đơn vị)."


def test_without_data_each_area_says_so_plainly() -> None:
    told = lines(report())
    assert told.count("Các chỉ tiêu của lĩnh vực này chưa có số liệu được duyệt.") == 5
    assert "Công trình, phần việc chào mừng: chưa có số liệu được duyệt." in told
    assert "Gương điển hình tiên tiến: chưa có số liệu được duyệt." in told
    assert (
        "Đến ngày lập báo cáo, chưa có trường hợp nào được Hội đồng Thi đua - Khen thưởng phường đề nghị khen"
        " thưởng." in told
    )
    assert not any("đạt 0" in line or "None" in line for line in told)


def test_the_same_words_of_several_units_are_quoted_once() -> None:
    records = [
        row(f"TDP{place:02d}", "narrative", "VX", summary="Tổ chức giải bóng đá.\nĐông người dự. ", area="VX")
        for place in range(1, 6)
    ]
    made = report(*records, units=groups(5))
    assert said(made, "Các đơn vị báo cáo") == (
        "Các đơn vị báo cáo: “Tổ chức giải bóng đá. Đông người dự” (Tổ dân phố số 1, Tổ dân phố số 2,"
        " Tổ dân phố số 3 và 02 đơn vị khác)."
    )


def test_difficulties_are_collected_by_area() -> None:
    made = report(row("TDP02", "narrative", "VX", difficulties="Thiếu kinh phí", summary="Đã làm"))
    assert "- Văn hóa – xã hội: “Thiếu kinh phí” (Tổ dân phố số 2)." in lines(made)
    assert not any("không nêu khó khăn" in line for line in lines(made))


def test_of_many_difficulties_the_body_quotes_the_first_and_an_appendix_has_all() -> None:
    records = [
        row(f"TDP{place:02d}", "narrative", "VX", difficulties=f"Khó khăn thứ {place}", summary="Đã làm")
        for place in range(1, 9)
    ]
    made = report(*records, units=groups(8))
    told = next(line for line in lines(made) if line.startswith("- Văn hóa – xã hội: “"))
    assert told.count("Khó khăn thứ") == 5
    assert told.endswith("cùng 03 nội dung khác tại phụ lục về khó khăn, vướng mắc.")
    assert made.appendices[3].title == "Khó khăn, vướng mắc của các đơn vị"
    listed = cells(made, "IV")
    assert listed[0] == ["1. Văn hóa – xã hội"]
    assert listed[8] == ["8", "Khó khăn thứ 8", "Tổ dân phố số 8"]


def test_the_office_replaces_a_template_by_one_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "closing.txt.j2").write_text("Trân trọng báo cáo {{ submitting.number }} đơn vị./.\n")
    made = build(material(), Wording(templates("report", tmp_path)))
    assert lines(made)[-1] == "Trân trọng báo cáo 02 đơn vị./."
    assert lines(made)[0].startswith("UBND phường Phùng Chí Kiên báo cáo")


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ submiting.number }}", "'submiting' is undefined"),
        ("{{ works.number.value / 0 }}", "DivisionUndefined"),
    ],
)
def test_a_mistaken_template_is_named_and_ours_takes_its_place(
    tmp_path: Path, template: str, told: str
) -> None:
    (tmp_path / "closing.txt.j2").write_text(template)
    heard: list[Problem] = []
    made = build(material(), Wording(templates("report", tmp_path), heard.append))
    assert lines(made) == lines(build(material(), Wording(templates("report"))))
    (problem,) = heard
    assert (problem.file, problem.key) == (tmp_path / "closing.txt.j2", "line 1")
    assert told in problem.remedy


def test_text_of_units_is_no_template_and_no_figure() -> None:
    hostile = "{{ 7*7 }} \ue0000\ue001 {% raw %} <b>"
    made = build(
        material(held(row("TDP01", "narrative", "VX", summary=hostile))), Wording(templates("report"))
    )
    assert "“{{ 7*7 }} 0 {% raw %} <b>” (Tổ dân phố số 1)" in said(made, "Các đơn vị báo cáo")


def test_every_template_is_listed_for_the_office() -> None:
    page = (Path(__file__).parents[3] / "docs" / "bao-cao.md").read_text(encoding="utf-8")
    templates = (Path(wording.__file__).parent / "templates").glob("*.txt.j2")
    assert [one.name for one in templates if f"`{one.name}`" not in page] == []
