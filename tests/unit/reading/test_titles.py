"""A code beside the title of another is one finding a row, and its figures count for neither."""

import pytest

from tests.unit.builders import FORM, INDICATORS, found, read

CULTURE, NARRATIVE = FORM["culture_society"], FORM["narrative"]
CODES = ("VX01", "VX02", "VX04", "VX05")


def test_case_m5_sorted_titles_are_told_row_by_row_before_any_figure() -> None:
    order = ("VX05", "VX04", "VX02", "VX01")
    rows = [
        {"code": code, "title": INDICATORS[other].title, "actual": actual}
        for code, other, actual in zip(CODES, order, (12, 5, 198, 210), strict=True)
    ]
    made = read(CULTURE, *rows, owed=CODES)
    assert found(made) == [(f"A{row}", "title-of-another") for row in range(2, 6)]
    assert all(record.values["actual"] is None for record in made.records)
    assert [record.rejected["actual"] for record in made.records] == ["12", "5", "198", "210"]


@pytest.mark.parametrize(
    "typed",
    ["Hộ cận nghèo", "HỘ CẬN NGHÈO", "ho can ngheo", "Hộ cận nghèo ", "Hộ đạt Gia đình văn hóa"],
)
def test_another_title_however_written_is_told(typed: str) -> None:
    made = read(CULTURE, {"code": "VX01", "title": typed, "actual": 210}, owed=("VX01",))
    assert ("A2", "title-of-another") in found(made)


@pytest.mark.parametrize(
    "typed",
    ["Tổng số hộ", "Tổng số hộ dân", "– Tổng số hộ", "Tổng số hộ trên địa bàn", "Số hộ", "", "TỔNG SỐ HỘ"],
)
def test_the_codes_own_title_and_other_wordings_are_no_finding(typed: str) -> None:
    assert found(read(CULTURE, {"code": "VX01", "title": typed, "actual": 210}, owed=("VX01",))) == []


def test_an_area_beside_the_title_of_another_is_told() -> None:
    row = {"area": "KT", "title": "Văn hóa – xã hội", "summary": "Đã tổ chức hội thi."}
    assert ("A2", "title-of-another") in found(read(NARRATIVE, row))
