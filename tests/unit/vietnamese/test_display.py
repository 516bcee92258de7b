"""A number format that scales or hides what a cell holds is told with both; rounding and currency are not."""

from decimal import Decimal

import pytest

from sheets_sync.model import Measurement
from sheets_sync.vietnamese.display import as_held, hides
from sheets_sync.vietnamese.numbers import check_number


@pytest.mark.parametrize(
    ("value", "shown", "measure"),
    [
        (150_000_000, "150", "triệu đồng"),
        (150_000, "150", "triệu đồng"),
        (1_234_567, "1.235", "triệu đồng"),
        (150, "150 nghìn", "triệu đồng"),
        (1.5, "1,5 tỷ", "triệu đồng"),
        (150_000_000, "150.000.000 ₫", "triệu đồng"),
        (3, "3 km", "m"),
        (150, "", "triệu đồng"),
        (1, "Đạt", "hộ"),
        (95, "95%", "hộ"),
        (210, "0", "hộ"),
        (95, "9500%", "hộ"),
    ],
)
def test_case_f1_what_is_shown_is_another_figure(value: float, shown: str, measure: str) -> None:
    assert hides(value, shown, measure)
    parsed = check_number(value, shown, measurement=Measurement.DECIMAL, measure=measure, is_percent=False)
    assert parsed.value is None
    assert [doubt.code for doubt in parsed.doubts] == ["shown-differs"]


@pytest.mark.parametrize(
    ("value", "shown", "measure"),
    [
        *(
            (4420.456, "4.420,5", "triệu đồng"),
            (4420.456, "4,420.46", "triệu đồng"),
            (4420.4, "4.420", "triệu đồng"),
        ),
        *((150, "150", "triệu đồng"), (150, "150 ₫", "triệu đồng"), (150, "150 triệu", "triệu đồng")),
        *(
            (1.5e8, "1,50E+08", "đồng"),
            (0, "", "hộ"),
            (0, "-", "hộ"),
            (0.5, "1/2", "ha"),
            (1.234, "1,234", "ha"),
        ),
        *(
            (210, "210 hộ", "hộ"),
            (95, "95%", "%"),
            (1234567, "1 234 567", "hộ"),
            (5, "005", "hộ"),
            (150, "150,00", "m"),
        ),
    ],
)
def test_accepted_formats_hide_nothing(value: float, shown: str, measure: str) -> None:
    assert not hides(value, shown, measure)


@pytest.mark.parametrize(
    ("value", "shown", "told"),
    [(210.4, "210", "210,4"), (210.0, "210", "210"), (1985.0, "1.985", "1.985"), (1e6, "1,0E+06", "1,0E+06")],
)
def test_case_f4_messages_show_what_is_held(value: float, shown: str, told: str) -> None:
    assert as_held(value, shown) == told


def test_case_f4_a_fraction_that_the_format_rounds_away_is_named() -> None:
    parsed = check_number(210.4, "210", measurement=Measurement.INTEGER, measure="hộ", is_percent=False)
    [doubt] = parsed.doubts
    assert (doubt.code, doubt.params["typed"]) == ("number-not-integer", "210,4")


@pytest.mark.parametrize(
    ("value", "is_percent", "code", "proposal"),
    [
        (95.0, True, "percent-hundredfold", "95"),
        (87.5, True, "percent-hundredfold", "87,5"),
        (9500.0, False, "percent-hundredfold", "95"),
        (150.0, False, "percent-above-100", None),
        (1.5, True, "percent-above-100", None),
        (100.5, False, "percent-above-100", None),
    ],
)
def test_case_f2_f3_a_share_above_the_whole_is_asked_about(
    value: float, is_percent: bool, code: str, proposal: str | None
) -> None:
    shown = f"{value * 100:g}%" if is_percent else f"{value:g}"
    parsed = check_number(value, shown, measurement=Measurement.PERCENT, measure="%", is_percent=is_percent)
    [doubt] = parsed.doubts
    assert (parsed.value, doubt.code, doubt.params.get("proposal")) == (None, code, proposal)


@pytest.mark.parametrize(("value", "is_percent"), [(1.0, True), (0.95, True), (100.0, False), (0.0, False)])
def test_a_share_of_the_whole_is_no_finding(value: float, is_percent: bool) -> None:
    shown = f"{value * 100:g}%" if is_percent else f"{value:g}"
    parsed = check_number(value, shown, measurement=Measurement.PERCENT, measure="%", is_percent=is_percent)
    assert parsed.doubts == ()
    assert parsed.value == Decimal(str(value)) * (100 if is_percent else 1)
