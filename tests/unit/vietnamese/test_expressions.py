"""Ranges, calculations, scientific numbers and unfinished amounts are told apart; none becomes a value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.findings import CATALOGUE
from sheets_sync.model import Doubt, Measurement
from sheets_sync.vietnamese.numbers import format_number, read_number


def told(typed: str, measure: str = "triệu đồng", kind: Measurement = Measurement.DECIMAL) -> tuple[str, str]:
    """Code of the one finding, and what it says."""
    parsed = read_number(typed, measurement=kind, measure=measure)
    assert parsed.value is None
    [doubt] = parsed.doubts
    return doubt.code, said(doubt)


def said(doubt: Doubt) -> str:
    kind = CATALOGUE[doubt.code]
    return f"{kind.message} {kind.mend}".format_map(doubt.params)


@pytest.mark.parametrize(
    "typed",
    [
        *("10-15", "10 đến 15", "từ 10 đến 15", "10 – 15 triệu", "10 triệu - 15 triệu", "khoảng 10-15"),
        *("10~15", "150±5", "150 ± 5", "150 +/- 5", "10→15", "10...15", "2-3", "1.500 - 2.000"),
    ],
)
def test_a_range_asks_for_one_exact_figure(typed: str) -> None:
    code, text = told(typed)
    assert code == "number-range"
    assert "nhập một số chính xác" in text


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("5tr5", "5,5"),
        ("1tr25", "1,25"),
        ("5tr500", "5,5"),
        ("5 tỷ 570", "5.570"),
        ("3 triệu 250", "3,25"),
        ("1 tỷ 005", "1.005"),
        ("2 tỷ rưỡi", "2.500"),
        ("1 triệu rưỡi", "1,5"),
        ("12 tỷ 345", "12.345"),
        ("7 ti 120 đ", "7.120"),
    ],
)
def test_an_unfinished_amount_is_proposed_where_it_is_certain(typed: str, proposal: str) -> None:
    code, text = told(typed)
    assert code == "number-unfinished"
    assert f"đề nghị nhập {proposal}." in text


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [("2 tỷ 5", "2.500", "2.005"), ("1 tỷ 50", "1.500", "1.050"), ("3 triệu 2", "3,2", "3,002")],
)
def test_an_unfinished_amount_of_two_meanings_names_both(typed: str, first: str, second: str) -> None:
    code, text = told(typed)
    assert code == "number-ambiguous"
    assert first in text
    assert second in text


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("1,5E+06", "1.500.000"),
        ("1.5e6", "1.500.000"),
        ("2E3", "2.000"),
        ("1,5 x 10^6", "1.500.000"),
        ("9E-1", "0,9"),
        ("100+50", "150"),
        ("100 + 50 + 20 = 170", "170"),
        ("3 x 50", "150"),
        ("3*50+20", "170"),
        ("=100-20", "80"),
        ("=100/4", "25"),
        ("10 cộng 5 triệu", "15"),
    ],
)
def test_calculations_and_scientific_numbers_propose_their_result(typed: str, proposal: str) -> None:
    code, text = told(typed)
    assert code in ("number-calculation", "number-scientific")
    assert f"đề nghị nhập {proposal}." in text


@pytest.mark.parametrize("typed", ["10+5=16", "=5/0", "1.234+1"])
def test_a_calculation_without_certain_result_proposes_none(typed: str) -> None:
    code, text = told(typed)
    assert code == "number-calculation"
    assert "nhập một số chính xác" in text


@pytest.mark.parametrize("typed", ["500 mẫu", "5 tỷ 570", "2 tỷ 5", "5tr5", "30 mẫu", "40 mét khối"])
def test_another_measure_is_never_taken_for_the_columns_by_its_initial(typed: str) -> None:
    assert told(typed, "m")[0] == "number-unreadable"


@pytest.mark.parametrize(
    ("typed", "metres"), [("3000 mm", "3"), ("250 cm", "2.5"), ("1,5 km", "1500"), ("20 mét", "20")]
)
def test_a_known_length_is_converted_and_told(typed: str, metres: str) -> None:
    parsed = read_number(typed, measurement=Measurement.DECIMAL, measure="m")
    assert parsed.value == Decimal(metres)
    assert [doubt.code for doubt in parsed.doubts] == ["number-as-words"]


FIGURES = st.integers(1, 999)


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES, min_size=2, max_size=4), st.sampled_from(["+", " + ", " cộng "]))
def test_any_sum_proposes_what_it_comes_to(terms: list[int], sign: str) -> None:
    code, text = told(sign.join(map(str, terms)))
    assert code == "number-calculation"
    assert f"đề nghị nhập {format_number(sum(terms))}." in text


@settings(max_examples=60, deadline=None)
@given(
    FIGURES, FIGURES, st.sampled_from(["-", " - ", "–", " đến ", "~", " tới "]), st.sampled_from(["", " hộ"])
)
def test_any_ascending_pair_is_a_range(low: int, more: int, to: str, unit: str) -> None:
    assert told(f"{low}{to}{low + more}{unit}", "hộ", Measurement.INTEGER)[0] == "number-range"


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(1, 9, places=3).filter(lambda one: one % 1),
    st.integers(4, 9),
    st.sampled_from(["E+0", "e", "E+"]),
)
def test_any_scientific_number_proposes_its_figure(mantissa: Decimal, power: int, mark: str) -> None:
    code, text = told(f"{format_number(mantissa)}{mark}{power}")
    assert code == "number-scientific"
    assert f"đề nghị nhập {format_number(mantissa.scaleb(power))}." in text


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([0, 1, 2]), st.booleans())
def test_any_figure_in_vietnamese_style_is_read_without_a_question(
    whole: int, places: int, grouped: bool
) -> None:
    value = Decimal(whole).scaleb(-places)
    typed = format_number(value, grouped=grouped)
    parsed = read_number(typed, measurement=Measurement.DECIMAL, measure="triệu đồng")
    asked = [doubt.code for doubt in parsed.doubts]
    assert parsed.value == value or (
        asked == ["number-ambiguous"] and typed.count(".") == 1 and "," not in typed
    )
