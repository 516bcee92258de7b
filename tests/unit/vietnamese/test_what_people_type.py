"""One test per row of the table “What people type” of docs/domain.md, named after it."""

import unicodedata
from datetime import date
from decimal import Decimal

from sheets_sync.findings import CATALOGUE, place
from sheets_sync.model import Doubt, Finding, Measurement, Severity
from sheets_sync.vietnamese.dates import as_typed, check_serial, read_date, to_serial
from sheets_sync.vietnamese.identifiers import read_identity, read_phone
from sheets_sync.vietnamese.numbers import check_number, read_number, separators
from sheets_sync.vietnamese.parsed import Parsed
from sheets_sync.vietnamese.words import RowRole, clean, fold, legacy, row_role

START, END = date(2024, 8, 5), date(2024, 8, 15)


def households(text: str) -> Parsed[Decimal]:
    return read_number(text, measurement=Measurement.INTEGER, measure="hộ")


def revenue(text: str) -> Parsed[Decimal]:
    return read_number(text, measurement=Measurement.DECIMAL, measure="triệu đồng")


def satisfaction(text: str) -> Parsed[Decimal]:
    return read_number(text, measurement=Measurement.PERCENT, measure="%")


def completion(text: str) -> Parsed[date]:
    return read_date(text, start=START, end=END)


def in_cell(doubt: Doubt, cell: str, label: str) -> Finding:
    return place(doubt, unit="TDP1", form="economy", tab="Kinh tế", sheet_id=1, cell=cell, label=label)


def severities(parsed: Parsed[Decimal] | Parsed[date]) -> list[Severity]:
    return [CATALOGUE[doubt.code].severity for doubt in parsed.doubts]


def test_last_separator_is_decimal_and_mixed_styles_can_be_told() -> None:
    assert revenue("1.234,5") == revenue("1,234.5") == Parsed(Decimal("1234.5"))
    assert (separators("1.234,5"), separators("1,234.5")) == ("vi", "en")


def test_1_234_as_text_is_thousands_in_an_integer_field_and_a_question_in_a_decimal_field() -> None:
    assert households("1.234") == Parsed(Decimal(1234))
    assert households("12,345") == Parsed(Decimal(12345))
    assert severities(revenue("1.234")) == severities(revenue("12,345")) == [Severity.QUESTION]
    assert in_cell(revenue("1.234").doubts[0], "D9", "Thu ngân sách").text == (
        "Ô D9 (Thu ngân sách): “1.234” có thể là 1234 hoặc 1,234. Đề nghị đơn vị xác nhận giá trị đúng."
    )


def test_5_ty_570_trieu_is_parsed_into_the_columns_unit_and_gan_is_a_question() -> None:
    exact, about = revenue("5 tỷ 570 triệu"), revenue("gần 4 tỷ 420 triệu")
    assert (exact.value, about.value) == (Decimal(5570), Decimal(4420))
    assert severities(about) == [Severity.QUESTION]
    assert in_cell(exact.doubts[0], "D7", "Kết quả thực hiện").text == (
        "Ô D7 (Kết quả thực hiện): “5 tỷ 570 triệu” chưa phải dạng số. "
        "Đề nghị nhập 5.570 (đơn vị tính: triệu đồng)."
    )


def test_two_values_in_one_cell_are_an_error_with_a_split_proposal() -> None:
    for typed, split in (("0,36% (05 hộ)", ["0,36%", "5"]), ("13/14 tổ dân phố", ["13", "14"])):
        parsed = households(typed)
        assert parsed.value is None
        assert severities(parsed) == [Severity.ERROR]
        assert [parsed.doubts[0].params[name] for name in ("first", "second")] == split


def test_a_date_in_a_number_column_names_what_was_probably_typed() -> None:
    assert as_typed(to_serial(date(2024, 4, 3))) == "3/4"
    assert as_typed(to_serial(date(2024, 1, 5)), locale="en_US") == "1/5"


def test_5_8_2024_is_serial_45509_and_45420_is_its_flip() -> None:
    assert check_serial(45509, "5/8/2024", start=START, end=END) == Parsed(date(2024, 8, 5))
    flipped = check_serial(45420, "5/8/2024", start=START, end=END)
    assert flipped.value is None
    assert severities(flipped) == [Severity.QUESTION]


def test_d_m_y_is_read_and_a_missing_year_is_the_campaigns_and_a_question() -> None:
    assert completion("05-08-24") == Parsed(date(2024, 8, 5))
    for typed in ("5 tháng 8", "ngày 05/8"):
        assert completion(typed).value == date(2024, 8, 5)
        assert severities(completion(typed)) == [Severity.QUESTION]
    assert "ví dụ 05/8/2024" in in_cell(completion("5/8").doubts[0], "G5", "Ngày hoàn thành").text


def test_a_value_up_to_1_in_a_percent_field_is_a_question() -> None:
    assert satisfaction("95") == satisfaction("95%") == Parsed(Decimal(95))
    cell = check_number(0.95, "95%", measurement=Measurement.PERCENT, measure="%", is_percent=True)
    assert cell == Parsed(Decimal(95))
    assert satisfaction("0,95").value == Decimal("0.95")
    assert severities(satisfaction("0,95")) == severities(satisfaction("0,36%")) == [Severity.QUESTION]


def test_khong_co_is_0_for_counts_only() -> None:
    for typed in ("không có", "không phát sinh"):
        assert households(typed) == Parsed(Decimal(0), in_words=typed)
        assert revenue(typed).value is None
        assert severities(revenue(typed)) == [Severity.QUESTION]


def test_chua_co_so_lieu_and_blank_are_missing_and_never_0() -> None:
    for typed in ("chưa có số liệu", "đang tổng hợp", "", " "):
        for read in (households, revenue, satisfaction):
            assert read(typed).value is None


def test_dash_x_and_ellipsis_are_a_question() -> None:
    for typed in ("-", "x", "…"):
        assert households(typed).value is None
        assert severities(households(typed)) == [Severity.QUESTION]


def test_the_covered_cells_of_a_merge_are_blank_and_get_no_value() -> None:
    assert households("") == revenue("") == Parsed(None)


def test_total_section_and_footer_rows_are_no_records() -> None:
    assert [row_role([text]) for text in ("Tổng", "Cộng", "Toàn phường")] == [RowRole.TOTAL] * 3
    assert row_role(["I."]) is RowRole.SECTION
    assert row_role(["Người lập biểu"]) is RowRole.FOOTER


def test_misspelt_titles_fold_together_when_only_marks_or_case_differ() -> None:
    for typed, title in (
        ("Kế hoach", "Kế hoạch"),
        ("Thục hiện", "Thực hiện"),
        ("Đvt", "ĐVT"),
        ("Luỹ kế", "Lũy kế"),
    ):
        assert fold(typed) == fold(title)
        assert clean(typed) != clean(title)
    assert fold("Tỉ lệ") != fold("Tỷ lệ")


def test_nfd_nbsp_zero_width_and_trailing_spaces_are_cleaned_hoa_and_eth_unified() -> None:
    typed = unicodedata.normalize("NFD", "Hộ\u00a0nghèo\u200b  ")
    assert clean(typed) == "Hộ nghèo"
    assert fold("hoà") == fold("hòa")
    assert clean("\u00d0ảng") == "\u0110ảng"


def test_tcvn3_and_vni_are_an_error_with_the_converted_text_proposed() -> None:
    assert legacy("kÕ ho¹ch") == ("TCVN3", "kế hoạch")
    assert legacy("Xin chaøo caùc baïn") == ("VNI", "Xin chào các bạn")
    assert legacy("Xin chào các bạn") is None
    assert severities(revenue("5 tû 570 triÖu")) == [Severity.ERROR]


def test_a_phone_of_9_digits_and_a_cccd_under_12_are_a_question() -> None:
    for read, number, digits in ((read_phone, "912345678", 9), (read_identity, "33099001234", 11)):
        parsed = read(number)
        [doubt] = parsed.doubts
        assert parsed.value == number
        assert in_cell(doubt, "C22", "Số điện thoại").message == (
            f"chỉ có {digits} chữ số, có thể thiếu số 0 ở đầu."
        )
    assert read_phone("0912345678") == Parsed("0912345678")
    assert read_identity("033099001234") == Parsed("033099001234")
