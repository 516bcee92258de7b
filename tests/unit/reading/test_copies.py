"""A tab beside a form's own that holds other data of the form is asked about; a mere copy is not."""

from dataclasses import replace
from typing import Any

import pytest

from sheets_sync.forms.form import Form
from sheets_sync.model import Grid
from sheets_sync.reading.copies import with_copies
from sheets_sync.reading.validation import Validated, validate
from tests.unit.builders import FORM, grid, issuer, tab, terms, titles, unit

CULTURE, WORKS, ECONOMY = FORM["culture_society"], FORM["works"], FORM["economy"]
OWNER = unit(indicators=("VX01",))
OWN = tab(CULTURE, {"code": "VX01", "title": "Tổng số hộ", "actual": 205})


def read(own: Grid | None, *others: Grid, form: Form = CULTURE) -> Validated:
    made = validate(own, form, OWNER, terms(), issue=issuer())
    return with_copies(made, own, others, form, OWNER, terms())


def other(form: Form, *rows: Any, title: str = "Bản sao") -> Grid:
    return replace(tab(form, *rows), title=title, sheet_id=99)


@pytest.mark.parametrize(
    "title", ["2. Văn hóa - Xã hội", "Bản sao của 2. Văn hóa - Xã hội", "Trang tính 12", "VH-XH"]
)
def test_case_t1_a_second_tab_with_other_figures_is_named(title: str) -> None:
    made = read(OWN, other(CULTURE, {"code": "VX01", "actual": 333}, title=title))
    assert [(one.code, one.cell) for one in made.findings] == [("tab-twice", "")]
    assert f"“{title}”" in made.findings[0].message
    assert made.records[0].values["actual"] == 205


@pytest.mark.parametrize(
    "copy",
    [
        other(CULTURE, {"code": "VX01", "title": "Tổng số hộ", "actual": 205}),
        other(CULTURE, {"code": "VX01", "title": "Tổng số hộ"}),
        other(ECONOMY, {"code": "KT01", "title": "Thu ngân sách", "actual": 5570}),
        other(WORKS, {"name": "Đường hoa", "cost": 50}),
        grid(["Danh sách hộ"], ["Nguyễn Văn An", 4], title="Nháp"),
        grid(titles(CULTURE)[:4], ["VX01", "Tổng số hộ", "hộ", 300], title="Nháp"),
    ],
)
def test_equal_copies_templates_other_forms_and_drafts_ask_nothing(copy: Grid) -> None:
    assert read(OWN, copy).findings == ()


def test_rows_without_codes_are_found_by_their_header() -> None:
    own = tab(WORKS, {"name": "Đường hoa", "cost": 50})
    made = read(own, other(WORKS, {"name": "Đèn đường", "cost": 20}), form=WORKS)
    assert [one.code for one in made.findings] == ["tab-twice"]


def test_a_lost_tab_whose_data_stand_elsewhere_is_told_with_that_tab() -> None:
    made = read(None, other(CULTURE, {"code": "VX01", "actual": 333}))
    assert [one.code for one in made.findings] == ["tab-elsewhere"]
    assert "“Bản sao”" in made.findings[0].message
