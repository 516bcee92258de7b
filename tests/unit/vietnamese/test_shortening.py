"""Values about people as those who need not know them see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.vietnamese.shortening import discreet, masked, shortened


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0912345678", "09…678"),
        ("0912 345 678", "09…678"),
        ("+84 912.345.678", "84…678"),
        ("912.345.678,00", "91…800"),
        ("０９１２３４５６７８", "09…678"),
        ("0912345678 / 0987654321", "09…321"),
        ("001085012345", "00…345"),
        ("nguyenvana@gmail.com", "ng…@gmail.com"),
        ("an@x.vn", "…@x.vn"),
        ("1985", "…"),
        ("12/05/1985", "…"),
        ("Nữ", "…"),
        ("Số 5, ngõ 12, tổ dân phố 3", "…"),
        ("", ""),
    ],
)
def test_a_value_is_shown_so_that_only_who_knows_it_recognises_it(typed: str, shown: str) -> None:
    assert shortened(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Bà Lan, ĐT 0912 345 678, giúp 12 hộ", "Bà Lan, ĐT 09…678, giúp 12 hộ"),
        ("CCCD 001085012345.", "CCCD 00…345."),
        ("Thư gửi nguyenvana@gmail.com hoặc 0912.345.678", "Thư gửi ng…@gmail.com hoặc 09…678"),
        ("Ngày 05/8/2024: thu 1.250.000.000,5 đồng", "Ngày 05/8/2024: thu 1.250.000.000,5 đồng"),
        ("Từ 01/8/2024-15/8/2024, lúc 2024-08-14 20:30", "Từ 01/8/2024-15/8/2024, lúc 2024-08-14 20:30"),
        ("Họp 05-08-2024 10 giờ; 84.000.000.000 đồng", "Họp 05-08-2024 10 giờ; 84.000.000.000 đồng"),
        ("Gọi (+84) 912-345-678; zalo.me/0987654321", "Gọi 84…678; zalo.me/09…321"),
        ("CMND 123 456 789, ĐT: 912 345 678", "CMND 12…789, ĐT: 91…678"),
        ("căn cước công dân số: 001 085 012 345", "căn cước công dân số: 00…345"),
        ("Không có", "Không có"),
    ],
)
def test_of_a_sentence_only_long_numbers_and_addresses_are_shortened(typed: str, shown: str) -> None:
    assert masked(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Bà Hòa, sinh ngày 12/3/1971, ở tổ 3", "Bà Hòa, sinh ngày …, ở tổ 3"),
        ("Bà Hòa, sinh năm 1971", "Bà Hòa, sinh năm …"),
        ("Bà Hòa (sinh 1971)", "Bà Hòa (sinh …)"),
        ("Bà Hòa sinh 12.3.1971", "Bà Hòa sinh …"),
        ("Ngày sinh: 12-03-1971; SN 1971", "Ngày sinh: …; SN …"),
        ("sinh ngày 12 tháng 3 năm 1971", "sinh ngày …"),
        ("Ngày, tháng, năm sinh 12/3/1971", "Ngày, tháng, năm sinh …"),
        ("Nguyễn Thị Hòa (1971), tổ 3", "Nguyễn Thị Hòa (…), tổ 3"),
        ("Nguyễn Thị Hòa (12/3/1971)", "Nguyễn Thị Hòa (…)"),
        ("s.n: 1971, CCCD 001085012345", "s.n: …, CCCD 00…345"),
    ],
)
def test_births_in_sentences_are_not_told_to_others(typed: str, shown: str) -> None:
    assert discreet(typed) == shown
    assert discreet(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Tặng 1950 suất quà cho học sinh 2024",
        "Phát sinh 1950 hộ; vệ sinh 2010 m đường",
        "Họp ngày 12/3/2024, thu 1971 kg rác",
        "khai sinh 1990 trường hợp, kỷ niệm (1975)",
        "Trồng 2000 cây (2024)",
    ],
)
def test_other_days_and_counts_stay(text: str) -> None:
    assert discreet(text) == text


@given(st.text())
def test_nothing_is_told_of_more_than_five_digits_in_a_row(typed: str) -> None:
    assert sum(map(str.isdecimal, shortened(typed).partition("@")[0])) <= 5
    assert masked(masked(typed)) == masked(typed)
