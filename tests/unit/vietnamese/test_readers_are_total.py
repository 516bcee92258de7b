"""Whatever stands in a cell: no reader raises, and every doubt has its words in the catalogue of findings."""

from datetime import date
from string import Formatter
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.findings import CATALOGUE
from sheets_sync.model import Doubt, Measurement
from sheets_sync.vietnamese import dates as dates_vi
from sheets_sync.vietnamese import identifiers
from sheets_sync.vietnamese import numbers as numbers_vi
from sheets_sync.vietnamese import words as text_vi
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
    parsed = numbers_vi.read_number(text, measurement=measurement, measure=measure)
    assert_worded(parsed.doubts)
    assert parsed.value is None or parsed.value >= 0
    assert (parsed.value is None and not parsed.doubts) == (text_vi.clean(text) == "")


@given(st.floats(), st.text(max_size=20), measurements, st.booleans())
def test_any_numeric_cell_is_checked(
    value: float, shown: str, measurement: Measurement, is_percent: bool
) -> None:
    parsed = numbers_vi.check_number(
        value, shown, measurement=measurement, measure="hộ", is_percent=is_percent
    )
    assert_worded(parsed.doubts)
    assert parsed.value is not None or parsed.doubts


@given(texts, days)
def test_any_text_is_read_as_a_date(text: str, campaign: list[date]) -> None:
    parsed = dates_vi.read_date(text, start=campaign[0], end=campaign[1])
    assert_worded(parsed.doubts)
    assert (parsed.value is None and not parsed.doubts) == (text_vi.clean(text) == "")


@given(st.floats(), st.text(max_size=20), days, st.text(max_size=6))
def test_any_serial_is_checked(serial: float, shown: str, campaign: list[date], locale: str) -> None:
    parsed = dates_vi.check_serial(serial, shown, start=campaign[0], end=campaign[1])
    assert_worded(parsed.doubts)
    assert dates_vi.as_typed(serial, locale=locale)


@given(texts, st.lists(texts, max_size=4), st.floats())
def test_any_text_is_classed(text: str, row: list[str], number: float) -> None:
    text_vi.legacy(text)
    text_vi.absence(text)
    text_vi.row_role(row)
    numbers_vi.separators(text)
    assert text_vi.fold(text_vi.fold(text)) == text_vi.fold(text)
    for read in (identifiers.read_phone, identifiers.read_identity):
        assert_worded(read(text).doubts)
    assert_worded(identifiers.read_born(text, end=date(2024, 8, 15)).doubts)
    assert_worded(identifiers.read_born_number(number, end=date(2024, 8, 15)).doubts)
    identifiers.digits_of(number)


@pytest.mark.parametrize(
    "piece", [" ", "1 ", "123 ", "1.", "9", "không ", "à", "tỷ ", "\n", "µa", "(", "ngày 5 ", "5/"]
)
def test_a_full_cell_of_nonsense_is_read_fast(piece: str) -> None:
    cell = (piece * 50_000)[:50_000]
    started = perf_counter()
    numbers_vi.read_number(cell, measurement=Measurement.DECIMAL, measure="triệu đồng")
    numbers_vi.separators(cell)
    dates_vi.read_date(cell, start=date(2024, 8, 5), end=date(2024, 8, 15))
    text_vi.legacy(cell)
    text_vi.row_role([cell])
    identifiers.read_phone(cell)
    identifiers.read_born(cell, end=date(2024, 8, 15))
    says_nothing(cell)
    assert perf_counter() - started < 2
