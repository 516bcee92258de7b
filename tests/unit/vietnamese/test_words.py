import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.vietnamese.words import Absence, RowRole, absence, clean, fold, row_role


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Hộ   nghèo ", "Hộ nghèo"),
        ("Hộ\u00a0nghèo\u200b", "Hộ nghèo"),
        ("\ufeffHộ ng\u00adhèo", "Hộ nghèo"),
        ("Hộ\tnghèo\x07", "Hộ nghèo"),
        ("Dòng một \r\n dòng hai", "Dòng một\ndòng hai"),
        ("Dòng một\u2028dòng hai", "Dòng một\ndòng hai"),
        ("\u00d0oàn phường", "\u0110oàn phường"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("\u200b\u00a0", ""),
    ],
)
def test_invisible_characters_are_cleaned_away(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="aăâeêioôơuưyđhng ạảãàáộổỗồốHĐ\u0323\u0301"))
def test_decomposed_text_cleans_to_the_same_as_composed(text: str) -> None:
    assert clean(unicodedata.normalize("NFD", text)) == clean(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà bình", "HÒA BÌNH"),
        ("Kế hoạch", "Kế hoach"),
        ("Thực hiện", "Thục hiện"),
        ("Luỹ kế", "Lũy kế"),
        ("ĐVT", "Đvt"),
        ("\u00d0ơn vị", "\u0110ơn vị"),
        ("don_vi-tinh", "Đơn vị  tính:"),
        ("m²", "M2"),
    ],
)
def test_texts_that_people_hold_equal_fold_to_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_titles_keep_different_keys() -> None:
    assert fold("Kế hoạch") != fold("Thực hiện")


@pytest.mark.parametrize(
    "typed",
    [
        "không có",
        "Không phát sinh.",
        "ko có",
        "KHÔNG",
        "0 có",
        "không có trường hợp nào",
        "khong phat sinh vu nao",
    ],
)
def test_nothing_occurred(typed: str) -> None:
    assert absence(typed) is Absence.NONE_OCCURRED


@pytest.mark.parametrize(
    "typed",
    [
        "chưa có số liệu",
        "Đang tổng hợp",
        "chưa có",
        "chưa thống kê",
        "đang cập nhật…",
        "không có số liệu",
        "chưa đánh giá",
        "đang chờ số liệu",
        "sẽ bổ sung sau",
    ],
)
def test_no_figure_yet(typed: str) -> None:
    assert absence(typed) is Absence.NOT_YET


@pytest.mark.parametrize("typed", ["-", "--", "–", "x", "X", "…", "...", "?", "/", "n/a", "N/A", "*", "_"])
def test_marks_that_may_mean_anything(typed: str) -> None:
    assert absence(typed) is Absence.PLACEHOLDER


@pytest.mark.parametrize(
    "typed", ["", " ", "0", "12", "Đảng viên", "Không đạt", "Chùa Cổ Lễ", "x12", "không " * 60]
)
def test_other_texts_are_no_absence(typed: str) -> None:
    assert absence(typed) is None


@pytest.mark.parametrize(
    "cells",
    [
        ["Tổng"],
        ["TỔNG CỘNG:", "", "415"],
        ["", "Cộng", "12"],
        ["Toàn phường"],
        ["Cộng chung"],
        ["Tong cong"],
        ["Tổng cộng (1+2)"],
        ["Tổng cộng toàn phường"],
        ["3", "Cộng"],
        ["I", "Tổng số"],
    ],
)
def test_total_rows(cells: list[str]) -> None:
    assert row_role(cells) is RowRole.TOTAL


@pytest.mark.parametrize(
    "cells",
    [["I."], ["II. Kinh tế"], ["I.Kinh tế"], ["A. Văn hóa"], ["IV"], ["III", "QUỐC PHÒNG"], ["V/ Khác"]],
)
def test_section_rows(cells: list[str]) -> None:
    assert row_role(cells) is RowRole.SECTION


@pytest.mark.parametrize(
    "cells",
    [
        ["Người lập biểu"],
        ["", "", "THỦ TRƯỞNG ĐƠN VỊ"],
        ["Người lập", "Thủ trưởng"],
        ["(Ký, ghi rõ họ tên)"],
        ["Ngày 05 tháng 8 năm 2024"],
        ["", "Phùng Chí Kiên, ngày … tháng … năm 2024"],
        ["TM. ỦY BAN NHÂN DÂN"],
        ["Nơi nhận:"],
    ],
)
def test_footer_rows(cells: list[str]) -> None:
    assert row_role(cells) is RowRole.FOOTER


def test_a_note_is_told_from_a_signature() -> None:
    assert row_role(["Ghi chú: số liệu tính đến 15/8"]) is RowRole.NOTE
    assert row_role(["Ghi chú"]) is RowRole.NOTE
    assert row_role(["Kế toán trưởng"]) is row_role(["TỔ TRƯỞNG"]) is RowRole.FOOTER
    assert row_role(["Luỹ kế 8 tháng"]) is row_role(["Cộng dồn"]) is RowRole.TOTAL


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", " "],
        ["Tổng số hộ", "1205"],
        ["Tổng thu ngân sách", "5570"],
        ["Cộng đồng dân cư"],
        ["Cổng làng"],
        ["Công"],
        ["KT01", "Tổng"],
        ["Hội Nông dân", "Cộng"],
        ["X", "đã duyệt"],
        ["V.A. Tuấn"],
        ["Vĩnh"],
        ["Chi bộ 1"],
        ["Ghi chú của làng"],
        ["Tổ trưởng làm kinh tế giỏi"],
        ["Người lập nghiệp từ chăn nuôi"],
        ["1", "Hộ nghèo"],
    ],
)
def test_records_are_not_taken_for_anything_else(cells: list[str]) -> None:
    assert row_role(cells) is None


@pytest.mark.parametrize(
    "typed",
    [
        "không có trường hợp nào",
        "Kỳ này không phát sinh",
        "Không có ai",
        "Tổ không có hộ nào",
        "đơn vị không có",
    ],
)
def test_however_none_is_said_it_is_told_as_none(typed: str) -> None:
    assert absence(typed) is Absence.NONE_OCCURRED
