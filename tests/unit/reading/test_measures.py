"""Figures in another measure than the form's, and figures far from what is usual, are asked about."""

from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.model import Grid
from sheets_sync.reading.validation import Validated, validate
from tests.unit.builders import FORM, cell, found, grid, issuer, read, terms, titles, unit

ECONOMY, WORKS = FORM["economy"], FORM["works"]
OWED = ("KT01", "KT03", "KT04", "KT05", "KT06")


def indicators(row: dict[str, Any]) -> Validated:
    return read(ECONOMY, row, owed=(row["code"],))


def works(grid: Grid) -> Validated:
    return validate(grid, WORKS, unit(), terms(), issue=issuer())


@pytest.mark.parametrize(
    ("code", "measure", "actual", "converted"),
    [
        ("KT03", "đồng", 1_200_000_000, "1.200"),
        ("KT03", "Nghìn đồng", 1_200_000, "1.200"),
        ("KT03", "1.000 đ", 1_200_000, "1.200"),
        ("KT03", "tỷ đồng", 1.2, "1.200"),
        ("KT03", "ĐVT: đồng", 1_200_000_000, "1.200"),
        ("KT04", "km", 1.5, "1.500"),
        ("KT04", "cm", 150_000, "1.500"),
        ("KT05", "m2", 1_200_000, "120"),
        ("KT06", "tấn/ha", 6.2, "62"),
        ("KT06", "kg/ha", 6200, "62"),
        ("KT01", "VNĐ", 5_570_000_000, "5.570"),
    ],
)
def test_case_m1_another_measure_beside_a_row_is_asked_about_with_what_it_comes_to(
    code: str, measure: str, actual: float, converted: str
) -> None:
    made = indicators({"code": code, "measure": measure, "actual": actual})
    assert found(made) == [("C2", "measure-differs")]
    assert f"→ {converted}" in made.findings[0].mend
    assert made.records[0].values["actual"] is None
    assert "actual" in made.records[0].rejected


@pytest.mark.parametrize(
    ("code", "measure", "actual"),
    [
        ("KT03", "triệu đồng", 1200),
        ("KT03", "Tr.đồng", 1200),
        ("KT03", "trđ", 1200),
        ("KT03", "Triệu", 1200),
        ("KT04", "mét", 1500),
        ("KT06", "Tạ / ha", 62),
        ("KT03", "", 1200),
        ("KT03", "theo quyết toán", 1200),
        ("KT07", "lao động", 12),
    ],
)
def test_the_forms_own_measure_however_written_is_no_finding(code: str, measure: str, actual: float) -> None:
    assert found(indicators({"code": code, "measure": measure, "actual": actual})) == []


@pytest.mark.parametrize("note", ["Tính bằng nghìn đồng", "ĐVT: nghìn đồng", "đơn vị tính: 1.000 đồng"])
def test_a_note_beside_a_row_names_its_measure(note: str) -> None:
    made = indicators({"code": "KT03", "actual": 1_200_000, "note": note})
    assert found(made) == [("H2", "measure-differs")]


def test_a_share_where_things_are_counted_cannot_be_converted() -> None:
    made = indicators({"code": "KT07", "measure": "%", "actual": 95})
    assert found(made) == [("C2", "measure-other")]


def test_a_figure_that_names_its_own_measure_is_taken_by_it() -> None:
    made = indicators({"code": "KT03", "measure": "đồng", "actual": "1.200 triệu đồng"})
    assert made.records[0].values["actual"] == Decimal(1200)


@pytest.mark.parametrize(
    ("title", "converted"),
    [
        ("Kinh phí (nghìn đồng)", "150"),
        ("Kinh phí (đồng)", "0,15"),
        ("Kinh phí - nghìn đồng", "150"),
        ("Kinh phí (ĐVT: 1.000 đ)", "150"),
        ("Kinh phí (tỷ đồng)", "150.000.000"),
    ],
)
def test_another_measure_in_a_title_is_one_question_with_what_it_comes_to(title: str, converted: str) -> None:
    header = [title if one.startswith("Kinh phí") else one for one in titles(WORKS)]
    made = works(grid(header, ["", "Đường hoa", "", 150_000], ["", "Đèn đường", "", 20_000]))
    assert found(made) == [("D", "measure-differs")]
    assert f"D2: 150.000 → {converted}" in made.findings[0].mend
    assert [record.values["cost"] for record in made.records] == [None, None]


@pytest.mark.parametrize("title", ["Kinh phí (tr.đ)", "Kinh phí", "KINH PHÍ (Triệu đồng)", "Kinh phí, trđ"])
def test_the_same_measure_in_a_title_is_the_column(title: str) -> None:
    header = [title if one.startswith("Kinh phí") else one for one in titles(WORKS)]
    made = works(grid(header, ["", "Đường hoa", "", 150]))
    assert (found(made), made.records[0].values["cost"]) == ([], Decimal(150))


@pytest.mark.parametrize("typed", ["(nghìn đồng)", "nghìn đồng", "ĐVT: 1.000 đồng"])
def test_case_n5_a_row_of_measures_below_the_header_counts_as_the_title_does(typed: str) -> None:
    made = read(WORKS, ["", "", "", typed], {"name": "Đường hoa", "cost": 150_000})
    assert found(made) == [("D", "measure-differs")]
    assert len(made.records) == 1


@pytest.mark.parametrize("above", [True, False])
def test_a_note_on_the_tab_names_the_measure_of_all_its_money(above: bool) -> None:
    note: list[Any] = ["", "Ghi chú: kinh phí tính bằng nghìn đồng"]
    row = ["", "Đường hoa", "", 150_000]
    rows: list[list[Any]] = [note, titles(WORKS), row] if above else [titles(WORKS), row, note]
    made = works(grid(*rows))
    assert [one.code for one in made.findings] == ["measure-differs"]


@pytest.mark.parametrize(
    ("typed", "slips"),
    [
        (150_000_000, "đồng, tức 150 triệu đồng"),
        (200_000, "nghìn đồng, tức 200 triệu đồng"),
        (cell(150_000_000.0, shown="150.000.000 ₫"), ""),
        (45_000_000, "đồng, tức 45 triệu đồng"),
    ],
)
def test_case_m2_money_far_above_what_is_usual_names_the_likely_slip(typed: Any, slips: str) -> None:
    made = read(WORKS, {"name": "Đường hoa", "cost": typed})
    [one] = made.findings
    assert (one.cell, one.code) == ("D2", "measure-slip" if slips else "shown-differs")
    assert slips in one.message


@pytest.mark.parametrize("typed", [0.5, 1.5, 150, 2500, 20_000, 1234.5])
def test_usual_money_is_no_finding(typed: float) -> None:
    assert found(read(WORKS, {"name": "Đường hoa", "cost": typed})) == []


@pytest.mark.parametrize(
    ("row", "slips"),
    [
        ({"code": "KT03", "plan": 1250, "actual": 1_200_000_000}, "đồng, tức 1.200 triệu đồng"),
        ({"code": "KT03", "plan": 1250, "actual": 1_200_000}, "nghìn đồng, tức 1.200 triệu đồng"),
        ({"code": "KT03", "plan": 1250, "actual": 1.2}, "tỷ đồng, tức 1.200 triệu đồng"),
        ({"code": "KT03", "same_period": 1100, "actual": 1_200_000}, "nghìn đồng, tức 1.200 triệu đồng"),
        ({"code": "KT04", "plan": 3000, "actual": 2.8}, "km, tức 2.800 m"),
        ({"code": "KT05", "plan": 120, "actual": 1_180_000}, "m², tức 118 ha"),
        ({"code": "KT06", "plan": 62, "actual": 6.1}, "tấn/ha, tức 61 tạ/ha"),
        ({"code": "KT01", "actual": 5_570_000_000}, "đồng, tức 5.570 triệu đồng"),
    ],
)
def test_a_figure_far_from_its_plan_or_range_names_the_likely_slip_once(row: Any, slips: str) -> None:
    made = indicators(row)
    assert found(made) == [("E2", "measure-slip")]
    assert slips in made.findings[0].message
