from datetime import date
from typing import Any

import pytest

from sheets_sync.emulator.entry import parse_entry
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.numberformat import automatic, formatted

TODAY = date(2024, 6, 1)


def typed(text: str, locale: str, present: str = "") -> tuple[Any, str | None]:
    value, number_format = parse_entry(text, known(locale), TODAY, present)
    return next(iter(value.values())), number_format["type"] if number_format else None


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("1.234,5", 1234.5, "NUMBER"),
        ("1.234", 1234, "NUMBER"),
        ("1234,5", 1234.5, None),
        ("0912345678", 912345678, None),
        ("-1.234", -1234, "NUMBER"),
        ("(5)", -5, None),
        ("95%", 0.95, "PERCENT"),
        ("9,5%", 0.095, "PERCENT"),
        ("5/8/2024", 45509, "DATE"),
        ("05-08-2024", 45509, "DATE"),
        ("5.8.2024", 45509, "DATE"),
        ("2024-08-05", 45509, "DATE"),
        ("3/4", 45385, "DATE"),
        ("1-5", 45413, "DATE"),
        ("13/4", 45395, "DATE"),
        ("5/2024", 45413, "DATE"),
        ("5/8/24", 45509, "DATE"),
        ("10:30", 0.4375, "TIME"),
        ("5/8/2024 12:00", 45509.5, "DATE_TIME"),
        ("12.000.000 ₫", 12_000_000, "CURRENCY"),
        ("TRUE", True, None),
        ("'0123", "0123", None),
        ("=A1+1", "=A1+1", None),
        ("=", "=", None),
        ("1,234.5", "1,234.5", None),
        ("1.5", "1.5", None),
        ("31/2/2024", "31/2/2024", None),
        ("4/13", "4/13", None),
        ("- Tổ dân phố 3", "- Tổ dân phố 3", None),
        ("12 hộ", "12 hộ", None),
        ("", "", None),
    ],
)
def test_what_is_typed_in_vietnamese_becomes(text: str, value: Any, kind: str | None) -> None:
    assert typed(text, "vi_VN") == (value, kind)


@pytest.mark.parametrize(
    ("text", "locale", "value", "kind"),
    [
        ("1,234.5", "en_US", 1234.5, "NUMBER"),
        ("5/8/2024", "en_US", 45420, "DATE"),
        ("13/4/2024", "en_US", "13/4/2024", None),
        ("3/4", "en_US", 45355, "DATE"),
        ("$5.20", "en_US", 5.2, "CURRENCY"),
        ("1e5", "en_US", 100000, "SCIENTIFIC"),
        ("Aug 5, 2024", "en_US", 45509, "DATE"),
        ("10:30 pm", "en_US", 22.5 / 24, "TIME"),
        ("1.234,5", "de_DE", 1234.5, "NUMBER"),
        ("5.8.2024", "de_DE", 45509, "DATE"),
        ("WAHR", "de_DE", True, None),
        ("1 234,5", "fr_FR", 1234.5, "NUMBER"),
        ("1\u202f234,5", "fr_FR", 1234.5, "NUMBER"),
        ("VRAI", "fr_FR", True, None),
        ("2024/8/5", "ja_JP", 45509, "DATE"),
    ],
)
def test_what_is_typed_in_other_locales_becomes(text: str, locale: str, value: Any, kind: str | None) -> None:
    assert typed(text, locale) == (value, kind)


def test_text_typed_into_a_text_cell_stays_text_and_formulas_still_compute() -> None:
    assert typed("5/8/2024", "vi_VN", "TEXT") == ("5/8/2024", None)
    assert parse_entry("=1+1", known("vi_VN"), TODAY, "TEXT")[0] == {"formulaValue": "=1+1"}


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333333333"),
        (123456789.123, "123456789.1"),
        (1e21, "1E+21"),
        (1e-9, "1E-09"),
        (-0.0, "0"),
        (42.0, "42"),
    ],
)
def test_a_number_without_format_shows_ten_digits(number: float, shown: str) -> None:
    assert automatic(number) == shown


@pytest.mark.parametrize(
    ("number", "pattern", "shown"),
    [
        (1234.5, "#,##0.00", "1.234,50"),
        (45509.5, "dd/mm/yyyy hh:mm", "05/08/2024 12:00"),
        (0.095, "0.00%", "9,50%"),
        (-1234.5, "#,##0;(#,##0)", "(1.235)"),
        (1.5, "[h]:mm", "36:00"),
        (0, '0;-0;"không"', "không"),
    ],
)
def test_a_number_shows_by_its_pattern_in_vietnamese_signs(number: float, pattern: str, shown: str) -> None:
    assert formatted({"numberValue": number}, {"type": "NUMBER", "pattern": pattern}, known("vi_VN")) == shown
