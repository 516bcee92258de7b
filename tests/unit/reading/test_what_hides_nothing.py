"""A warning about a value hides no error about it, and a mistyped code is not taken for a section title."""

from schemas import commendation, narrative, works
from tests.unit.builders import day, found, read

AFTER, BEFORE = day(45530.0, "26/08/2024"), day(45525.0, "21/08/2024")


def test_a_date_outside_the_campaign_and_before_its_beginning_is_told_both() -> None:
    row = {"name": "Đường hoa", "started": AFTER, "completed": BEFORE}
    codes = [code for cell, code in found(read(works.FORM, row)) if cell.startswith("G")]
    assert sorted(codes) == ["date-outside", "order-of-dates"]


def test_a_missing_confirmation_that_was_mistyped_is_told_once() -> None:
    row = {"subject": "Cá nhân", "name": "Lê An", "achievement": "Hiến đất", "undisciplined": "co le"}
    codes = [code for _, code in found(read(commendation.FORM, row))]
    assert codes == ["choice-unknown"]


def test_a_code_that_looks_like_a_roman_numeral_is_an_unknown_code() -> None:
    row = {"area": "XV", "title": "Văn hóa", "summary": "Đã tổ chức 3 hội thi."}
    codes = [code for _, code in found(read(narrative.FORM, row))]
    assert "key-unknown" in codes
