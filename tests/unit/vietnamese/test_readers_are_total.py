"""Whatever stands in a cell: no reader raises, and every doubt has its words in the catalogue of findings."""

from datetime import date
from string import Formatter
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.findings import CATALOGUE
from sheets_sync.model import Doubt, Measurement
from sheets_sync.vietnamese import dates, identifiers, numbers, words
from sheets_sync.vietnamese.answers import says_nothing

FRAGMENTS = """
5 570 1.234 12,345 0,36 1.234.56 95% 13/14 05-08-24 45509 tỷ triệu nghìn đồng km m² ha
gần khoảng trên dưới hơn - − ( ) / % + ? ~ x … không có chưa số liệu ngày tháng năm hộ vụ và đến
Tổng cộng I. Người lập biểu kÕ ho¹ch caùc
""".split()  # noqa: SIM905 (a list of words)
texts = st.text(max_size=60) | st.lists(st.sampled_from(FRAGMENTS), max_size=8).map(" ".join)
measurements = st.sampled_from([Measurement.INTEGER, Measurement.DECIMAL, Measurement.PERCENT])
measures = st.sampled_from(["hộ", "triệu đồng", "m", "ha", "tạ/ha", "%", "TDP", ""]) | st.text("hộ m/a%²")
days = st.tuples(st.dates(), st.dates()).map(sorted)


def assert_worded(doubts: tuple[Doubt, ...]) -> None:
    for doubt in doubts:
        kind = CATALOGUE[doubt.code]
        wanted = {name for _, name, _, _ in Formatter().parse(kind.message + kind.mend) if name}
        assert set(doubt.params) >= wanted
        assert set(doubt.params) - wanted <= {"typed"}
        assert not any("\n" in value for value in doubt.params.values())


@given(texts, measurements, measures)
def test_any_text_is_read_as_a_number(text: str, measurement: Measurement, measure: str) -> None:
    parsed = numbers.read_number(text, measurement=measurement, measure=measure)
    assert_worded(parsed.doubts)
    assert parsed.value is None or parsed.value >= 0
    assert (parsed.value is None and not parsed.doubts) == (words.clean(text) == "")


@given(st.floats(), st.text(max_size=20), measurements, st.booleans())
def test_any_numeric_cell_is_checked(
    value: float, shown: str, measurement: Measurement, is_percent: bool
) -> None:
    parsed = numbers.check_number(value, shown, measurement=measurement, measure="hộ", is_percent=is_percent)
    assert_worded(parsed.doubts)
    assert parsed.value is not None or parsed.doubts


@given(texts, days)
def test_any_text_is_read_as_a_date(text: str, campaign: list[date]) -> None:
    parsed = dates.read_date(text, start=campaign[0], end=campaign[1])
    assert_worded(parsed.doubts)
    assert (parsed.value is None and not parsed.doubts) == (words.clean(text) == "")


@given(st.floats(), st.text(max_size=20), days, st.text(max_size=6))
def test_any_serial_is_checked(serial: float, shown: str, campaign: list[date], locale: str) -> None:
    parsed = dates.check_serial(serial, shown, start=campaign[0], end=campaign[1])
    assert_worded(parsed.doubts)
    assert dates.as_typed(serial, locale=locale)


@given(texts, st.lists(texts, max_size=4), st.floats())
def test_any_text_is_classed(text: str, row: list[str], number: float) -> None:
    words.legacy(text)
    words.absence(text)
    words.row_role(row)
    numbers.separators(text)
    assert words.fold(words.fold(text)) == words.fold(text)
    for read in (identifiers.read_phone, identifiers.read_identity):
        assert_worded(read(text).doubts)
    assert_worded(identifiers.read_born(text, end=date(2024, 8, 15)).doubts)
    assert_worded(identifiers.read_born_number(number, end=date(2024, 8, 15)).doubts)
    identifiers.digits_of(number)


@pytest.mark.parametrize(
    "piece", [" ", "1 ", "123 ", "1.", "9", "không ", "à", "tỷ ", "\n", "µa", "(", "ngày 5 ", "5/"]
)
def test_ten_times_as_much_nonsense_takes_ten_times_as_long_and_not_a_hundred(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    parts = [text[begin : begin + 5_000] for begin in range(0, 50_000, 5_000)]
    read("1")
    # Of the processor: what else the machine does is not counted.
    in_parts = sum(cost(part) for part in parts)
    assert cost(text) < 5 * in_parts


def cost(cell: str) -> float:
    """Seconds of the processor, the least of three readings."""
    costs = []
    for _ in range(3):
        begun = thread_time()
        read(cell)
        costs.append(thread_time() - begun)
    return min(costs)


def read(cell: str) -> None:
    numbers.read_number(cell, measurement=Measurement.DECIMAL, measure="triệu đồng")
    numbers.separators(cell)
    dates.read_date(cell, start=date(2024, 8, 5), end=date(2024, 8, 15))
    words.legacy(cell)
    words.row_role([cell])
    identifiers.read_phone(cell)
    identifiers.read_born(cell, end=date(2024, 8, 15))
    says_nothing(cell)
