"""How values are shown in the language and the money of a locale."""

import pytest

from sheets_sync.emulator.locales import known
from sheets_sync.emulator.numberformat import formatted


@pytest.mark.parametrize(
    ("locale", "number", "shown"),
    [
        ("vi_VN", 1234567.5, "1.234.568\u00a0₫"),
        ("en_US", 1234567.5, "$1,234,567.50"),
        ("en_GB", 3, "£3.00"),
        ("de_DE", 1234.5, "1.234,50\u00a0€"),
        ("ja_JP", 1234, "￥1,234"),
    ],
)
def test_money_without_a_pattern_is_that_of_the_country(locale: str, number: float, shown: str) -> None:
    assert formatted({"numberValue": number}, {"type": "CURRENCY"}, known(locale)) == shown


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("#,##0 [$₫]", "1.235 ₫"),
        ("[$€-407] #,##0.00", "€ 1.234,50"),
        ("[$$]#,##0.00", "$1.234,50"),
        ("[$-42A]#,##0", "1.235"),
    ],
)
def test_the_sign_of_a_currency_stays_where_the_pattern_has_it(pattern: str, shown: str) -> None:
    look = {"type": "CURRENCY", "pattern": pattern}
    assert formatted({"numberValue": 1234.5}, look, known("vi_VN")) == shown


@pytest.mark.parametrize(
    ("locale", "pattern", "shown"),
    [
        ("vi_VN", "dddd, d mmmm yyyy", "Thứ Tư, 14 tháng 8 2024"),
        ("vi_VN", "ddd d mmm", "Th 4 14 thg 8"),
        ("vi_VN", '"mmmm" dd/mm/yyyy', "mmmm 14/08/2024"),
        ("en_US", "dddd, mmmm d", "Wednesday, August 14"),
        ("fr_FR", "dddd", "mercredi"),
    ],
)
def test_days_and_months_are_named_in_the_locale_s_language(locale: str, pattern: str, shown: str) -> None:
    look = {"type": "DATE", "pattern": pattern}
    assert formatted({"numberValue": 45518}, look, known(locale)) == shown


@pytest.mark.parametrize(
    ("number", "pattern", "shown"),
    [
        (1.5, "# ??/??", "1  1/2 "),
        (1.5, "# ?/?", "1 1/2"),
        (0.75, "?/?", "3/4"),
        (-2.25, "# ?/?", "-2 1/4"),
        (1.5, "# ?/8", "1 4/8"),
        (3, "# ?/?", "3    "),
        (0, "# ?/?", "0    "),
        (0.3333, "0 0/0", "0 1/3"),
    ],
)
def test_fractions_keep_their_digits(number: float, pattern: str, shown: str) -> None:
    look = {"type": "NUMBER", "pattern": pattern}
    assert formatted({"numberValue": number}, look, known("vi_VN")) == shown
