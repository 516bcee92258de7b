"""The workbook that a unit finds: each tab can be read by the form it was made from."""

from collections.abc import Sequence
from typing import Any

import pytest

from sheets_sync.forms.form import ColumnKind, Form
from sheets_sync.model import Grid, WritePlan
from sheets_sync.reading.binding import bind
from sheets_sync.reading.validation import validate
from sheets_sync.sheets.addresses import Web
from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID, CHECK_TITLE
from sheets_sync.unit_workbook.guide import Welcome
from sheets_sync.unit_workbook.template import unit_workbook
from tests.unit.builders import FORM, FORMS, INDICATORS, PERIOD, cell, issuer, terms, unit

WELCOME = Welcome(
    campaign="Đợt thi đua chào mừng",
    ward="UBND phường",
    period=PERIOD,
    contact="Văn phòng – Thống kê, 0221 3 123 456",
    web=Web("https://bangtinh.phuong.example"),
    locale="vi_VN",
    time_zone="Asia/Ho_Chi_Minh",
)
OWED = ("KT01", "VX01", "VX04", "CT03", "CT07")
UNIT = unit("TDP01", "Tổ dân phố số 1", indicators=OWED)


def made(forms: Sequence[Form] = FORMS) -> WritePlan:
    return unit_workbook("book", UNIT, forms, INDICATORS, WELCOME)


def bodies(plan: WritePlan, kind: str, sheet: int) -> list[Any]:
    found: list[Any] = [request[kind] for request in plan.requests if kind in request]
    return [body for body in found if body["range"]["sheetId"] == sheet]


def column_of(body: Any) -> int:
    """The one column that a request is about."""
    first: int = body["range"]["startColumnIndex"]
    assert body["range"]["endColumnIndex"] == first + 1
    return first


def written(plan: WritePlan, form: Form) -> Grid:
    """The form's tab as it stands after the plan."""
    rows: list[list[Any]] = []
    for body in bodies(plan, "updateCells", form.sheet_id):
        assert body["range"]["startRowIndex"] == len(rows)
        values = [row["values"] for row in body["rows"]]
        rows += [[one.get("userEnteredValue", {}).get("stringValue") for one in row] for row in values]
    cells = tuple(tuple(map(cell, row)) for row in rows)
    return Grid(form.sheet_id, form.title, cells)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_tab_binds_without_doubt_and_holds_no_report_yet(form: Form) -> None:
    tab = written(made(), form)
    assert bind(tab, form).doubts == ()
    read = validate(tab, form, UNIT, terms(), issue=issuer())
    assert (read.sound, read.reported, read.findings) == (True, False, ())


def test_a_unit_finds_its_own_indicators_and_no_others() -> None:
    def codes(form: str) -> list[Any]:
        return [row[0].value for row in written(made(), FORM[form]).rows[1:]]

    assert codes("culture_society") == ["VX01", "VX04"]
    assert codes("economy") == ["KT01"]
    assert codes("defence_security") == []
    assert codes("narrative") == ["KT", "VX", "QP", "CT", "CC"]


def test_tabs_are_made_under_known_ids_with_the_guide_first_and_the_check_last() -> None:
    added: list[Any] = [request["addSheet"] for request in made().requests if "addSheet" in request]
    ids = [body["properties"]["sheetId"] for body in added]
    assert ids == [*(form.sheet_id for form in FORMS), CHECK_SHEET_ID]
    assert len({0, *ids}) == len(FORMS) + 2
    titles = [body["properties"]["title"] for body in added]
    assert titles == [*(form.title for form in FORMS), CHECK_TITLE]


def test_a_unit_gets_only_the_forms_that_it_owes() -> None:
    added = [request for request in made([FORM["works"]]).requests if "addSheet" in request]
    assert len(added) == 2


def test_the_workbook_reads_dates_and_numbers_as_the_ward_writes_them() -> None:
    [first, *_] = made().requests
    assert first == {
        "updateSpreadsheetProperties": {
            "properties": {"locale": "vi_VN", "timeZone": "Asia/Ho_Chi_Minh"},
            "fields": "locale,timeZone",
        }
    }


def test_the_guide_names_unit_deadline_contact_and_links_each_tab() -> None:
    [guide] = bodies(made(), "updateCells", 0)
    texts = [row["values"][0]["userEnteredValue"]["stringValue"] for row in guide["rows"]]
    whole = "\n".join(texts)
    assert texts[:2] == ["Đợt thi đua chào mừng", "Đơn vị báo cáo: Tổ dân phố số 1"]
    assert "Số liệu tính đến hết ngày 15/8/2024. Hạn nộp: 17:00 ngày 17/8/2024." in whole
    assert "0221 3 123 456" in whole
    links = [
        row["values"][0].get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")
        for row in guide["rows"]
    ]
    wanted = [f"/d/book/edit#gid={form.sheet_id}" for form in FORMS]
    assert [link.partition("/spreadsheets")[2] for link in links if link] == wanted


def test_the_guide_and_the_check_tab_are_the_offices_alone() -> None:
    found: list[Any] = [
        request["addProtectedRange"] for request in made().requests if "addProtectedRange" in request
    ]
    whole = [one["protectedRange"] for one in found if set(one["protectedRange"]["range"]) == {"sheetId"}]
    assert [one["range"]["sheetId"] for one in whole] == [0, CHECK_SHEET_ID]
    assert all(one["editors"] == {"users": []} for one in whole)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_codes_are_only_warned_about_so_that_the_tab_can_be_sorted(form: Form) -> None:
    found: list[Any] = [
        request["addProtectedRange"] for request in made().requests if "addProtectedRange" in request
    ]
    own = [
        one["protectedRange"] for one in found if one["protectedRange"]["range"]["sheetId"] == form.sheet_id
    ]
    header, *identifying = own
    assert header["range"]["endRowIndex"] == 1
    assert header["editors"] == {"users": []}
    assert list(map(column_of, identifying)) == [0]
    assert all(one["warningOnly"] for one in identifying)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_every_choice_is_offered_in_its_column(form: Form) -> None:
    offered = {
        column_of(body): [one["userEnteredValue"] for one in body["rule"]["condition"]["values"]]
        for body in bodies(made(), "setDataValidation", form.sheet_id)
        if body["range"]["startRowIndex"] == 1 and body["range"]["endRowIndex"] > 20
    }
    assert offered == {
        place: list(column.heading.choices)
        for place, column in enumerate(form.columns)
        if column.kind in (ColumnKind.AREA, ColumnKind.CHOICE, ColumnKind.YES_NO)
    }


def test_an_indicator_with_choices_offers_them_in_its_own_cell() -> None:
    found = bodies(made(), "setDataValidation", FORM["political_system"].sheet_id)
    offered = {
        (
            body["range"]["startRowIndex"],
            body["range"]["endRowIndex"],
            column_of(body),
        ): len(body["rule"]["condition"]["values"])
        for body in found
    }
    assert offered == {(1, 2, 4): 1, (2, 3, 4): 5}


def test_figures_keep_the_automatic_format_and_numbers_of_people_are_text() -> None:
    def patterns(form: Form) -> dict[str, str]:
        return {
            form.columns[column_of(body)].field: body["cell"]["userEnteredFormat"]["numberFormat"]["pattern"]
            for body in bodies(made(), "repeatCell", form.sheet_id)
            if "numberFormat" in body["cell"]["userEnteredFormat"]
        }

    assert patterns(FORM["economy"]) == {"code": "@"}
    assert patterns(FORM["commendation"]) == {"row_id": "@", "phone": "@", "achieved": "dd/mm/yyyy"}
