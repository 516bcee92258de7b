from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Measurement
from sheets_sync.vietnamese.numbers import check_number, format_decimal_places, format_number, separators

COUNT, DECIMAL, PERCENT = Measurement.INTEGER, Measurement.DECIMAL, Measurement.PERCENT


@pytest.mark.parametrize(
    ("value", "measurement", "is_percent", "expected"),
    [
        (1234.5, DECIMAL, False, "1234.5"),
        (0.1 + 0.2, DECIMAL, False, "0.3"),
        (1205.0, COUNT, False, "1205"),
        (-0.0, COUNT, False, "0"),
        (1e16, COUNT, False, "10000000000000000"),
        (0.95, PERCENT, True, "95"),
        (0.923, PERCENT, True, "92.3"),
        (95.0, PERCENT, False, "95"),
        (0.0, PERCENT, True, "0"),
    ],
)
def test_numeric_cells_give_the_figure_that_is_seen(
    value: float, measurement: Measurement, is_percent: bool, expected: str
) -> None:
    parsed = check_number(
        value, format_number(value), measurement=measurement, measure="", is_percent=is_percent
    )
    assert parsed.doubts == ()
    assert str(parsed.value) == expected


@pytest.mark.parametrize(
    ("value", "shown", "measurement", "is_percent", "code"),
    [
        (-5.0, "-5", COUNT, False, "number-negative"),
        (12.5, "12,5", COUNT, False, "number-not-integer"),
        (0.95, "95%", COUNT, True, "number-unreadable"),
        (0.95, "95%", DECIMAL, True, "number-unreadable"),
        (float("nan"), "NaN", DECIMAL, False, "number-unreadable"),
        (float("inf"), "", PERCENT, True, "number-unreadable"),
        (1e300, "1E+300", DECIMAL, False, "number-unreadable"),
    ],
)
def test_numeric_cells_that_are_refused(
    value: float, shown: str, measurement: Measurement, is_percent: bool, code: str
) -> None:
    parsed = check_number(value, shown, measurement=measurement, measure="hộ", is_percent=is_percent)
    assert parsed.value is None
    assert [(doubt.code, doubt.params["typed"]) for doubt in parsed.doubts] == [(code, shown or "inf")]


@pytest.mark.parametrize(("value", "shown", "is_percent"), [(0.95, "0,95", False), (0.0036, "0,36%", True)])
def test_a_small_percentage_in_a_numeric_cell_is_questioned(
    value: float, shown: str, is_percent: bool
) -> None:
    parsed = check_number(value, shown, measurement=PERCENT, measure="%", is_percent=is_percent)
    assert parsed.value == Decimal("0.36" if is_percent else "0.95")
    assert [doubt.code for doubt in parsed.doubts] == ["percent-fraction"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1234.50"), "1.234,5"),
        (5570, "5.570"),
        (0.36, "0,36"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("0.00001234"), "0,00001234"),
        (0.1 + 0.2, "0,3"),
        (10**40, "10" + ".000" * 13),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value: Decimal | int | float, written: str) -> None:
    assert format_number(value) == written


def test_fixed_places_round_halves_up() -> None:
    assert format_decimal_places(Decimal("92.25"), 1) == "92,3"
    assert format_decimal_places(5, 2) == "5,00"
    assert format_decimal_places(1234.5, 0) == "1.235"


@pytest.mark.parametrize(
    ("typed", "style"),
    [
        ("1.234,5", "vi"),
        ("12,5", "vi"),
        ("1.234.567", "vi"),
        ("0,123", "vi"),
        ("5,5 tỷ", "vi"),
        ("1,234.5", "en"),
        ("12.5", "en"),
        ("1,234,567", "en"),
        ("1.234", None),
        ("12,345", None),
        ("1234", None),
        ("1 234,5", None),
        ("12,5 và 12.5", None),
        ("không", None),
    ],
)
def test_the_style_of_separators_is_told_only_when_unmistakable(typed: str, style: str | None) -> None:
    assert separators(typed) == style


@given(st.floats(min_value=0, max_value=1e12, allow_nan=False))
def test_a_numeric_cell_and_its_own_text_agree_to_fifteen_digits(value: float) -> None:
    parsed = check_number(value, format_number(value), measurement=DECIMAL, measure="ha", is_percent=False)
    assert parsed.value is not None
    assert float(parsed.value) == pytest.approx(value, rel=1e-14)
