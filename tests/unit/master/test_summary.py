"""The whole ward's figures: sums over the units in charge, never averages, never overlaps."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.master.tables.summary import Total, summary_table, totals
from sheets_sync.model import Indicator, Measurement, Submission, Table, Tone
from tests.unit.builders import FORM, INDICATORS, indicator, record, submission, unit

OWED = ["VX01", "QP02"]
UNITS = {
    one.code: one
    for one in (
        unit("VHXH", "Văn hóa – Xã hội", kind="CONG-CHUC", indicators=OWED),
        *(unit(f"TDP0{number}", f"Tổ {number}", indicators=OWED) for number in range(1, 5)),
    )
}


def total(figures: dict[str, dict[str, Any]], **given: Any) -> Total:
    """The ward's total of an indicator, given each unit's fields."""
    one: Indicator = indicator("VX01", **given)
    held = [submission(record(code, "VX01", **_typed(fields))) for code, fields in figures.items()]
    [made] = totals([FORM["culture_society"]], {"VX01": one}, held, UNITS)
    return made


def summarised(chosen: dict[str, Indicator], held: Iterable[Submission]) -> Table:
    """The table with one area."""
    forms = [FORM["culture_society"]]
    return summary_table(forms, totals(forms, chosen, held, UNITS))


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if isinstance(value, int) else value for name, value in fields.items()}


def test_plan_and_actual_are_summed_and_the_rate_is_theirs() -> None:
    made = total({"TDP01": {"plan": 100, "actual": 50}, "TDP02": {"plan": 300, "actual": 300}})
    assert (made.plan, made.actual, made.rate) == (400, 350, Decimal("87.5"))
    assert (made.reported, len(made.in_charge)) == (2, 4)


def test_units_that_are_not_in_charge_are_left_out() -> None:
    made = total({"TDP01": {"actual": 200}, "VHXH": {"actual": 900}})
    assert (made.actual, made.reported) == (200, 1)
    assert [one.code for one in made.in_charge] == ["TDP01", "TDP02", "TDP03", "TDP04"]


def test_overlapping_reporters_are_never_counted_twice() -> None:
    made = total({code: {"actual": 400} for code in UNITS}, in_charge=("VHXH",))
    assert (made.actual, made.reported, len(made.in_charge)) == (400, 1, 1)


def test_percentages_of_several_units_are_neither_averaged_nor_summed() -> None:
    shares = {"TDP01": {"plan": 90, "actual": 80}, "TDP02": {"plan": 90, "actual": 100}}
    made = total(shares, measurement=Measurement.PERCENT)
    assert (made.plan, made.actual, made.rate) == (None, None, None)
    assert made.reported == 2


def test_the_percentage_of_one_unit_alone_is_the_wards() -> None:
    made = total({"TDP01": {"plan": 90, "actual": 81}}, measurement=Measurement.PERCENT, in_charge=("TDP01",))
    assert (made.actual, made.rate) == (Decimal(81), Decimal(90))


@pytest.mark.parametrize(
    ("figures", "rate"),
    [
        ({"TDP01": {"plan": 100, "actual": 50}, "TDP02": {"plan": 100, "actual": None}}, None),
        ({"TDP01": {"plan": 100, "actual": 50}, "TDP02": {"plan": None, "actual": 50}}, None),
        ({"TDP01": {"plan": 100, "actual": 50}, "TDP02": {"plan": None, "actual": None}}, 50),
        ({"TDP01": {"plan": 0, "actual": 50}}, None),
        ({"TDP01": {"plan": None, "actual": 50}}, None),
    ],
)
def test_a_rate_compares_sums_over_the_same_units_only(
    figures: dict[str, dict[str, Any]], rate: int | None
) -> None:
    assert total(figures).rate == rate


def test_the_same_period_is_compared_with_its_own_sum() -> None:
    made = total({"TDP01": {"actual": 6, "same_period": 10}, "TDP02": {"actual": 3, "same_period": 2}})
    assert (made.same_period, made.against_same_period) == (Decimal(12), Decimal(75))


def test_nothing_reported_is_no_zero() -> None:
    made = total({"TDP01": {"actual": None}})
    assert (made.actual, made.plan, made.rate, made.reported) == (None, None, None, 0)


def test_a_reported_zero_is_a_figure() -> None:
    made = total({"TDP01": {"plan": 5, "actual": 0}})
    assert (made.actual, made.rate, made.reported) == (Decimal(0), Decimal(0), 1)


def test_answers_in_words_are_listed_once_each() -> None:
    words = {"TDP01": "Tốt", "TDP02": "Xuất sắc", "TDP03": "Tốt"}
    made = total({code: {"actual": word} for code, word in words.items()}, measurement=Measurement.CHOICE)
    assert (made.actual, made.rate, made.reported) == ("Tốt; Xuất sắc", None, 3)


# As the table shows it


def test_each_area_stands_under_its_title_with_its_indicators() -> None:
    forms = [FORM["defence_security"], FORM["culture_society"], FORM["works"]]
    chosen = {code: INDICATORS[code] for code in ("VX01", "VX04", "QP06")}
    table = summary_table(forms, totals(forms, chosen, (), UNITS))
    keys = [row.key for row in table.rows]
    assert keys == ["area/defence_security", "QP06", "area/culture_society", "VX01", "VX04"]
    assert table.rows[4].cells[1].value == "Hộ nghèo ↓"
    assert len({len(row.cells) for row in table.rows} | {len(table.columns)}) == 1


def test_the_table_tells_who_is_in_charge_and_how_many_have_reported() -> None:
    held = [submission(record(code, "VX01", actual=Decimal(1), plan=Decimal(3))) for code in list(UNITS)[1:]]
    one = indicator("VX01")
    full, part = (summarised({"VX01": one}, given).rows[1].cells for given in (held, held[:1]))
    assert [cell.value for cell in full[3:6]] == [Decimal(12), Decimal(4), Decimal("33.3")]
    assert [cell.value for cell in full[8:]] == ["4 đơn vị: Tổ 1 … Tổ 4", "4/4"]
    assert (full[9].tone, part[9].value, part[9].tone) == (Tone.GOOD, "1/4", Tone.DOUBTFUL)


def test_few_units_in_charge_are_named() -> None:
    one = indicator("VX01", in_charge=("TDP01", "TDP03"))
    cells = summarised({"VX01": one}, ()).rows[1].cells
    assert cells[8].value == "Tổ 1; Tổ 3"
