import unicodedata
from decimal import Decimal

import pytest

from sheets_sync.model import Measurement
from sheets_sync.vietnamese.numbers import Parsed, format_number, read_number

COUNT, DECIMAL, PERCENT = Measurement.INTEGER, Measurement.DECIMAL, Measurement.PERCENT


def count(text: str, measure: str = "hộ") -> Parsed[Decimal]:
    return read_number(text, measurement=COUNT, measure=measure)


def decimal(text: str, measure: str = "ha") -> Parsed[Decimal]:
    return read_number(text, measurement=DECIMAL, measure=measure)


def money(text: str, measure: str = "triệu đồng") -> Parsed[Decimal]:
    return read_number(text, measurement=DECIMAL, measure=measure)


def percent(text: str) -> Parsed[Decimal]:
    return read_number(text, measurement=PERCENT, measure="%")


def codes(parsed: Parsed[Decimal]) -> list[str]:
    return [doubt.code for doubt in parsed.doubts]


def params(parsed: Parsed[Decimal]) -> dict[str, str]:
    (doubt,) = parsed.doubts
    return dict(doubt.params)


def certain(value: str) -> Parsed[Decimal]:
    return Parsed(Decimal(value))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234,567", "1234.567"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12.50", "12.5"),
        ("0,123", "0.123"),
        ("0.123", "0.123"),
        ("1234,567", "1234.567"),
        (",5", "0.5"),
        ("1 234 567,5", "1234567.5"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1'234.5", "1234.5"),
        ("1’234", "1234"),
        ("05", "5"),
        ("0", "0"),
        ("１２，５", "12.5"),
        ("٣٤", "34"),
    ],
)
def test_plain_figures_are_read_without_doubt(typed: str, value: str) -> None:
    assert decimal(typed) == certain(value)


@pytest.mark.parametrize(
    ("typed", "first", "second"), [("1.234", "1234", "1,234"), ("12,345", "12345", "12,345")]
)
def test_three_digits_after_one_separator_are_ambiguous_unless_counted(
    typed: str, first: str, second: str
) -> None:
    for parsed in (decimal(typed), percent(typed)):
        assert parsed.value is None
        assert codes(parsed) == ["number-ambiguous"]
        assert params(parsed) == {"typed": typed, "first": first, "second": second}
    assert count(typed) == certain(first)


@pytest.mark.parametrize("typed", ["5�570", "�5570", "5570�", "5 570 �", "không�có", "không �", "�"])
def test_what_holds_a_damaged_letter_is_no_figure_and_no_answer(typed: str) -> None:
    for parsed in (count(typed), decimal(typed), percent(typed)):
        assert parsed.value is None
        assert codes(parsed) == ["number-unreadable"]


@pytest.mark.parametrize(
    "typed", ["1.234.56", "12.34,5", "1,23,456", "0.123.456", "1.234,5.6", "9" * 30, "0," + "1" * 30]
)
def test_faulty_groups_are_unreadable(typed: str) -> None:
    assert codes(decimal(typed)) == ["number-unreadable"]
    assert decimal(typed).value is None


@pytest.mark.parametrize(
    ("typed", "measure", "value", "proposal"),
    [
        ("5 tỷ 570 triệu", "triệu đồng", "5570", "5.570"),
        ("5tỷ570triệu", "triệu đồng", "5570", "5.570"),
        ("5 tỉ 570 triệu đồng", "nghìn đồng", "5570000", "5.570.000"),
        ("5.570 triệu đồng", "triệu đồng", "5570", "5.570"),
        ("5.570 triệu", "tỷ đồng", "5.57", "5,57"),
        ("120 tr", "triệu đồng", "120", "120"),
        ("120trđ", "triệu đồng", "120", "120"),
        ("1,5 tỷ", "đồng", "1500000000", "1.500.000.000"),
        ("5570000 đồng", "triệu đồng", "5.57", "5,57"),
        ("350.000.000 VNĐ", "triệu đồng", "350", "350"),
        ("350000 ngàn đ", "triệu đồng", "350", "350"),
        ("2 nghìn tỷ", "triệu đồng", "2000000", "2.000.000"),
        ("3,2 km", "m", "3200", "3.200"),
        ("3 km 200 m", "m", "3200", "3.200"),
        ("500m2", "ha", "0.05", "0,05"),
        ("1 ha 500 m²", "ha", "1.05", "1,05"),
        ("65,5 tạ/ha", "tạ/ha", "65.5", "65,5"),
    ],
)
def test_units_in_words_are_converted_into_the_columns_measure(
    typed: str, measure: str, value: str, proposal: str
) -> None:
    parsed = money(typed, measure)
    assert parsed.value == Decimal(value)
    assert codes(parsed) == ["number-as-words"]
    assert params(parsed) == {"typed": typed, "proposal": proposal, "measure": measure}


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("12 hộ", "hộ", "12"),
        ("03 vụ", "vụ", "3"),
        ("13 tổ dân phố", "TDP", "13"),
        ("1,2 nghìn người", "người", "1200"),
        ("2 nghìn", "người", "2000"),
        ("1.205 hộ.", "hộ", "1205"),
        ("đạt 12 hộ", "hộ", "12"),
        ("12.", "hộ", "12"),
    ],
)
def test_the_measure_typed_after_a_count_is_remarked_on(typed: str, measure: str, value: str) -> None:
    parsed = count(typed, measure)
    assert parsed.value == Decimal(value)
    assert codes(parsed) == ["number-as-words"]


@pytest.mark.parametrize(
    ("typed", "measure"),
    [
        ("12 người", "hộ"),
        ("5 sào", "ha"),
        ("5 tỷ", "hộ"),
        ("5 triệu đồng", "hộ"),
        ("95%", "hộ"),
        ("$12", "triệu đồng"),
        ("3 km", "ha"),
    ],
)
def test_a_measure_that_does_not_fit_is_unreadable(typed: str, measure: str) -> None:
    assert decimal(typed, measure).value is None
    assert codes(decimal(typed, measure)) == ["number-unreadable"]


def test_absurd_amounts_are_unreadable() -> None:
    assert codes(money("123456789012345678 tỷ")) == ["number-unreadable"]


def test_a_counted_thousand_is_as_ambiguous_as_any_decimal() -> None:
    parsed = count("1.234 nghìn", "người")
    assert params(parsed) == {"typed": "1.234 nghìn", "first": "1234000", "second": "1234"}


def test_a_comma_before_three_digits_stays_ambiguous_with_words_of_money() -> None:
    parsed = money("4,420 tỷ")
    assert parsed.value is None
    assert params(parsed) == {"typed": "4,420 tỷ", "first": "4420000", "second": "4420"}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("gần 4 tỷ 420 triệu", "4420"),
        ("hơn 120 triệu", "120"),
        ("trên 120", "120"),
        ("dưới 120", "120"),
        ("khoảng 120", "120"),
        ("~120", "120"),
        ("xấp xỉ 120 triệu đồng", "120"),
        ("trên dưới 120", "120"),
        ("ước đạt 120", "120"),
        (">= 120", "120"),
        ("120 trở lên", "120"),
        ("120+", "120"),
    ],
)
def test_estimates_are_read_and_questioned(typed: str, value: str) -> None:
    parsed = money(typed)
    assert parsed.value == Decimal(value)
    assert codes(parsed) == ["number-approximate"]
    assert params(parsed) == {
        "typed": typed,
        "proposal": format_number(Decimal(value)),
        "measure": "triệu đồng",
    }


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("0,36% (05 hộ)", "0,36%", "5"),
        ("13/14 tổ dân phố", "13", "14"),
        ("13/14", "13", "14"),
        ("48/52 (92,3%)", "48", "52"),
        ("48/52 đạt 92,3%", "48", "52"),
        ("12 và 15", "12", "15"),
        ("12; 15", "12", "15"),
        ("1.205/1.250 hộ", "1.205", "1.250"),
        ("12\n15", "12", "15"),
        ("2024 150", "2.024", "150"),
        ("12 3456", "12", "3.456"),
    ],
)
def test_two_values_in_one_cell_are_taken_apart(typed: str, first: str, second: str) -> None:
    for parsed in (count(typed), money(typed), percent(typed)):
        assert parsed.value is None
        assert codes(parsed) == ["number-two-values"]
        assert params(parsed) == {"typed": typed.replace("\n", " "), "first": first, "second": second}


def test_two_amounts_of_money_keep_their_words() -> None:
    assert params(money("300 triệu 5 tỷ")) == {"typed": "300 triệu 5 tỷ", "first": "300", "second": "5 tỷ"}
    assert params(money("5 tỷ\n300 triệu")) == {"typed": "5 tỷ 300 triệu", "first": "5 tỷ", "second": "300"}


@pytest.mark.parametrize(
    "typed", ["05 vụ, 02 chết, 03 bị thương", "5/8/2024", "12 15 18", "tốt", "kÕ ho¹ch", "5 tû 570 triÖu"]
)
def test_what_is_no_number_is_unreadable(typed: str) -> None:
    parsed = count(typed)
    assert parsed.value is None
    assert codes(parsed) == ["number-unreadable"]
    assert params(parsed) == {"typed": typed, "measure": "hộ"}


@pytest.mark.parametrize("typed", ["-5", "−5", "- 5", "–5 hộ", "(123)", "âm 5", "-1.234,5"])
def test_negative_numbers_are_refused(typed: str) -> None:
    for parsed in (count(typed), decimal(typed, "hộ")):
        assert parsed.value is None
        assert codes(parsed) == ["number-negative"]


@pytest.mark.parametrize("typed", ["12,5", "12.5", "0,123", "1.234,5", "12,5 hộ"])
def test_a_count_with_a_fraction_is_refused(typed: str) -> None:
    assert count(typed).value is None
    assert codes(count(typed)) == ["number-not-integer"]


def test_minus_zero_is_zero() -> None:
    assert str(count("-0").value) == "0"


def test_a_count_with_a_zero_fraction_is_whole() -> None:
    assert count("12,0") == certain("12")
    assert str(count("1.234,00").value) == "1234"


def test_absent_values() -> None:
    assert count("không có") == Parsed(Decimal(0), in_words="không có")
    assert codes(decimal("không có")) == codes(percent("không phát sinh")) == ["zero-in-words"]
    assert decimal("không có").value is None
    assert codes(count("chưa có số liệu")) == ["value-not-yet"]
    assert codes(count("…")) == ["value-placeholder"]
    assert count("\u00a0\u200b") == Parsed(None)


@pytest.mark.parametrize(
    ("typed", "value", "first", "second"),
    [("0,95", "0.95", "0,95", "95"), ("0,36%", "0.36", "0,36", "36"), ("1", "1", "1", "100")],
)
def test_a_percentage_up_to_one_is_questioned(typed: str, value: str, first: str, second: str) -> None:
    parsed = percent(typed)
    assert parsed.value == Decimal(value)
    assert codes(parsed) == ["percent-fraction"]
    assert params(parsed) == {"typed": typed, "first": first, "second": second}


@pytest.mark.parametrize(
    ("typed", "value"), [("95%", "95"), ("95", "95"), ("92,3%", "92.3"), ("0", "0"), ("0%", "0")]
)
def test_other_percentages_are_read_without_doubt(typed: str, value: str) -> None:
    assert percent(typed) == certain(value)


@pytest.mark.parametrize("typed", ["95 %", "95 phần trăm", "đạt 95%"])
def test_a_percentage_in_words_is_remarked_on(typed: str) -> None:
    assert percent(typed).value == Decimal(95)
    assert codes(percent(typed)) == ["number-as-words"]


def test_long_texts_are_refused_and_shortened_in_the_message() -> None:
    parsed = count("12 hộ " * 1000)
    assert parsed.value is None
    assert codes(parsed) == ["number-unreadable"]
    assert len(params(parsed)["typed"]) <= 101


@pytest.mark.parametrize(
    "typed", ["5 tỷ 570 triệu", "gần 4 tỷ", "không có", "chưa có số liệu", "13/14 tổ dân phố"]
)
def test_decomposed_text_reads_as_composed(typed: str) -> None:
    assert money(unicodedata.normalize("NFD", typed)) == money(typed)
