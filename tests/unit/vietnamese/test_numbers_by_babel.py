from decimal import Decimal

from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Measurement
from sheets_sync.vietnamese.numbers import Parsed, format_number, read_number

figures = st.decimals(min_value=0, max_value=10**12, places=4).map(
    lambda value: value.normalize()
) | st.integers(0, 10**15).map(Decimal)


def codes(parsed: Parsed[Decimal]) -> list[str]:
    return [doubt.code for doubt in parsed.doubts]


def assert_reads_back(parsed: Parsed[Decimal], value: Decimal) -> None:
    if codes(parsed)[:1] == ["number-ambiguous"]:
        doubt = parsed.doubts[0]
        assert parsed.value is None
        assert value in {Decimal(doubt.params[name].replace(",", ".")) for name in ("first", "second")}
    else:
        assert parsed.value == value
        assert set(codes(parsed)) <= {"percent-fraction"}


@given(figures, st.booleans())
def test_decimals_written_by_babel_read_back_equal(value: Decimal, grouped: bool) -> None:
    written = format_decimal(value, locale="vi", decimal_quantization=False, group_separator=grouped)
    parsed = read_number(written, measurement=Measurement.DECIMAL, measure="ha")
    assert_reads_back(parsed, value)
    one_group = grouped and 1000 <= value < 1_000_000 and value == int(value)
    three_places = 1 <= value < 1000 and value.as_tuple().exponent == -3
    assert ("number-ambiguous" in codes(parsed)) == (one_group or three_places)


@given(st.integers(0, 10**15), st.sampled_from(["vi", "en"]), st.booleans())
def test_counts_written_by_babel_read_back_equal(value: int, locale: str, grouped: bool) -> None:
    written = format_decimal(value, locale=locale, group_separator=grouped)
    assert read_number(written, measurement=Measurement.INTEGER, measure="hộ") == Parsed(Decimal(value))


@given(st.decimals(min_value=0, max_value=100, places=2).map(lambda value: value.normalize()))
def test_percentages_written_by_babel_read_back_equal(value: Decimal) -> None:
    written = format_percent(value / 100, locale="vi", decimal_quantization=False)
    parsed = read_number(written, measurement=Measurement.PERCENT, measure="%")
    assert_reads_back(parsed, value)
    assert ("percent-fraction" in codes(parsed)) == (0 < value <= 1)


@given(figures)
def test_what_is_proposed_is_understood_when_typed_into_a_vietnamese_sheet(value: Decimal) -> None:
    assert Decimal(format_number(value).replace(".", "").replace(",", ".")) == value


@given(st.integers(0, 999), st.integers(1, 999))
def test_billions_and_millions_add_up(billions: int, millions: int) -> None:
    typed = f"{billions} tỷ {millions} triệu"
    parsed = read_number(typed, measurement=Measurement.DECIMAL, measure="triệu đồng")
    assert parsed.value == billions * 1000 + millions
