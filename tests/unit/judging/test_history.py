"""Figures beside what their unit reported before: what is asked about, and what never is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.config.outliers import OutlierSettings
from sheets_sync.judging.history import When, strange
from sheets_sync.judging.usual import Usual
from sheets_sync.model import Doubt, Measurement, Record
from tests.unit.builders import FORM, indicator
from tests.unit.reports import typed

SETTINGS = OutlierSettings()
#: One report: its figure, and what its unit wrote beside it.
One = tuple[float | str | None, str | None]
MONEY = indicator("KT03", form="economy", measure="triệu đồng", measurement=Measurement.DECIMAL)
COUNT = indicator("VX01")


def months(count: int, year: int = 2025, month: int = 1) -> list[When]:
    places = [divmod(year * 12 + month - 1 + step, 12) for step in range(count)]
    return [When(place, number + 1) for place, number in places]


def reported(code: str, one: One) -> Record:
    value, note = one
    figure = Decimal(str(value)) if isinstance(value, int | float) else value
    return replace(typed(code, "TDP01"), values={"code": code, "actual": figure, "note": note})


def asked(
    *figures: float | str | One | None,
    of: str = "VX01",
    when: Sequence[When] = (),
    settings: OutlierSettings = SETTINGS,
) -> Doubt | None:
    """What is asked about the last of the figures, those before being its history, a month each."""
    series = [one if isinstance(one, tuple) else (one, None) for one in figures]
    moments = list(when) or months(len(series))
    records = [reported(of, one) for one in series]
    past = [(moment, {of: one}) for moment, one in zip(moments, records[:-1], strict=False)]
    known = {"VX01": COUNT, "KT03": MONEY}
    form = FORM["economy" if of == "KT03" else "culture_society"]
    found = list(strange(records[-1:], moments[len(past)], past, form, known, settings))
    assert len(found) <= 1
    return found[0][1] if found else None


def code(doubt: Doubt | None) -> str | None:
    return None if doubt is None else doubt.code


# Asked


@pytest.mark.parametrize(
    "figures",
    [
        (118, 124, 120, 131, 1200),
        (118, 124, 120, 131, 12),
        (118, 124, 120, 131, 0),
        (118, 124, 120, 131, 320),
        (40, 42, 38, 41, 39, 120),
        (0, 0, 0, 0, 9),
        (0, 1, 0, 2, 1, 15),
        (210, 210, 210, 210, 21),
        (210, 210, 210, 210, 2100),
        (5, 900, 7, 6, 5, 90),
        (1000, 1010, 990, 1005, 3),
    ],
)
def test_a_figure_far_from_its_history_is_asked_about(figures: tuple[float, ...]) -> None:
    assert code(asked(*figures)) == "history-unusual"


def test_the_question_shows_the_earlier_figures_and_where_to_answer() -> None:
    doubt = asked(118, 124, 120, 131, 1200)
    assert doubt is not None
    assert doubt.params["earlier"] == "118; 124; 120; 131"
    assert "Ghi chú" in doubt.params["answer"]


@pytest.mark.parametrize(
    ("figures", "slips"),
    [
        ((1200, 1150, 1300, 1250, 1_220_000), "nghìn đồng, tức 1.220 triệu đồng"),
        ((1200, 1150, 1300, 1250, 1_220_000_000), "đồng, tức 1.220 triệu đồng"),
        ((1200, 1150, 1300, 1250, 1.22), "tỷ đồng, tức 1.220 triệu đồng"),
        # One earlier figure is enough to name a slip, and only a slip.
        ((1200, 1_220_000_000), "đồng, tức 1.220 triệu đồng"),
    ],
)
def test_a_figure_that_fits_in_another_measure_names_the_slip(figures: tuple[float, ...], slips: str) -> None:
    doubt = asked(*figures, of="KT03")
    assert doubt is not None
    assert (doubt.code, doubt.params["slips"]) == ("measure-slip", slips)
    assert "1.200" in doubt.params["beside"]


# Not asked


@pytest.mark.parametrize(
    "figures",
    [
        (1200,),
        (118, 1200),
        (118, 124, 120, 1200),
        (118, 124, 120, 131, 150),
        (118, 124, 120, 131, 90),
        (0, 0, 0, 0, 2),
        (2, 3, 2, 2, 5),
        (40, 400, 80, 200, 300),
        (118, None, 120, "Tốt", 1200),
        (118, 124, 120, 131, None),
        (0, 0, 0, 0, 0),
    ],
)
def test_a_first_report_and_what_is_usual_are_not_asked_about(figures: tuple[float, ...]) -> None:
    assert asked(*figures) is None


def test_what_the_unit_explains_is_not_asked_about() -> None:
    assert asked(118, 124, 120, 131, (1200, "Sáp nhập với tổ dân phố số 2")) is None


@pytest.mark.parametrize("note", ["-", "Không có", "x"])
def test_words_that_say_nothing_explain_nothing(note: str) -> None:
    assert code(asked(118, 124, 120, 131, (1200, note))) == "history-unusual"


def test_a_level_that_was_explained_and_is_kept_is_not_asked_about_again() -> None:
    explained = (118, 124, 120, 131, (1200, "Sáp nhập"))
    assert asked(*explained, 1210) is None
    assert asked(*explained, 1210, 1190) is None
    assert code(asked(*explained, 5000)) == "history-unusual"


def test_a_level_that_was_left_again_is_asked_about_anew() -> None:
    assert code(asked(118, 124, 120, (1200, "Nhầm, đã sửa"), 121, 119, 1200)) == "history-unusual"


def test_what_was_so_at_the_same_time_last_year_is_not_asked_about() -> None:
    called_up = (0, 20, *(0,) * 10, 0)
    assert asked(*called_up, 21, when=months(14)) is None
    assert code(asked(*called_up, 0, 21, when=months(15))) == "history-unusual"


def test_a_factor_of_nothing_asks_nothing() -> None:
    assert asked(118, 124, 120, 131, 120_000, settings=OutlierSettings(factor=0)) is None


def test_how_many_figures_there_must_be_is_a_setting() -> None:
    assert code(asked(118, 124, 120, 1200, settings=OutlierSettings(periods=3))) == "history-unusual"
    assert asked(118, 124, 120, 131, 1200, settings=OutlierSettings(periods=5)) is None


# Sums through the year (lũy kế)


@pytest.mark.parametrize(
    "figures",
    [
        (10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 10),
        (90, 100, 110, 120, 10),
        (500, 610, 730, 820, 95),
        (1, 2, 2, 3, 3, 4, 5, 6, 8, 8, 9, 11, 0),
    ],
)
def test_a_sum_that_begins_anew_in_january_is_not_asked_about(figures: tuple[float, ...]) -> None:
    assert asked(*figures, when=months(13)[13 - len(figures) :]) is None


def test_a_sum_that_leaps_is_asked_about() -> None:
    assert code(asked(10, 20, 30, 40, 400)) == "history-unusual"
    assert code(asked(90, 100, 110, 120, 900, when=months(13)[-5:])) == "history-unusual"


@given(
    st.lists(st.integers(100, 200), min_size=24, max_size=24),
    st.sets(st.integers(1, 23), max_size=4),
    st.integers(1, 12),
    st.booleans(),
)
def test_sums_that_grow_through_the_year_are_never_asked_about(
    growths: list[int], missing: Iterable[int], month: int, is_money: bool
) -> None:
    moments, total, series = months(24, month=month), 0, []
    for place, (when, growth) in enumerate(zip(moments, growths, strict=True)):
        total = growth if when.number == 1 else total + growth
        if place not in missing:
            series.append((when, float(total)))
    for end in range(2, len(series) + 1):
        part = series[max(0, end - 13) : end]
        found = asked(
            *(value for _, value in part),
            of="KT03" if is_money else "VX01",
            when=[when for when, _ in part],
        )
        assert found is None, part


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1), st.booleans())
def test_a_spread_is_above_nothing_and_the_middle_is_never_far(figures: list[Decimal], counted: bool) -> None:
    usual = Usual.of(figures, counted=counted)
    assert usual.spread > 0
    assert not usual.is_far(usual.middle, Decimal(1))
