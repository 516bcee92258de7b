"""Values and looks as Google takes them: text is never a formula, numbers are never parsed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.model import Area
from sheets_sync.sheets.batch import (
    CUT,
    LONGEST_TEXT,
    Style,
    add_sheet,
    cell,
    dropdown,
    entered,
    filter_all,
    grid_range,
    number_format_type,
    protect,
    rgb,
    set_columns,
    update_cells,
)


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (None, {}),
        ("", {"stringValue": ""}),
        ("=1+1", {"stringValue": "=1+1"}),
        ("0912345678", {"stringValue": "0912345678"}),
        ("dòng một\r\ndòng hai\rdòng ba", {"stringValue": "dòng một\ndòng hai\ndòng ba"}),
        (True, {"boolValue": True}),
        (0, {"numberValue": 0.0}),
        (Decimal("1234.5"), {"numberValue": 1234.5}),
        (date(2024, 8, 5), {"numberValue": 45509.0}),
        (datetime(2024, 8, 5, 18, 0), {"numberValue": 45509.75}),  # noqa: DTZ001 (written as it reads)
    ],
)
def test_a_value_is_written_in_its_own_type(value: Any, typed: dict[str, Any]) -> None:
    assert entered(value) == typed


def test_a_text_too_long_for_a_cell_is_cut_visibly() -> None:
    assert entered("ổ" * LONGEST_TEXT) == {"stringValue": "ổ" * LONGEST_TEXT}
    text = str(entered("ổ" * (LONGEST_TEXT + 1))["stringValue"])
    assert (len(text), text.endswith(CUT)) == (LONGEST_TEXT, True)


def test_a_cell_says_only_what_was_given() -> None:
    assert cell() == {}
    assert cell(note="Số được giao") == {"note": "Số được giao"}
    assert cell("KT01") == {"userEnteredValue": {"stringValue": "KT01"}}


def test_a_link_looks_like_one() -> None:
    made: Any = cell("Mở trang", link="https://phuong.example")
    text = made["userEnteredFormat"]["textFormat"]
    assert text["link"] == {"uri": "https://phuong.example"}
    assert text["underline"]
    assert text["foregroundColorStyle"]["rgbColor"] == rgb("#1155cc")


def test_a_look_is_said_in_googles_words() -> None:
    made = cell(
        5, Style(pattern="#,##0", background="#ff0000", bold=True, wrap=True, size=14, align="CENTER")
    )
    assert made["userEnteredFormat"] == {
        "numberFormat": {"type": "NUMBER", "pattern": "#,##0"},
        "backgroundColorStyle": {"rgbColor": {"red": 1.0, "green": 0.0, "blue": 0.0}},
        "wrapStrategy": "WRAP",
        "horizontalAlignment": "CENTER",
        "verticalAlignment": "MIDDLE",
        "textFormat": {"bold": True, "fontSize": 14},
    }


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [("@", "TEXT"), ("dd/mm/yyyy", "DATE"), ("dd/mm/yyyy hh:mm", "DATE_TIME"), ("#,##0.0##", "NUMBER")],
)
def test_a_pattern_tells_its_type(pattern: str, kind: str) -> None:
    assert number_format_type(pattern) == kind


def test_an_area_is_a_grid_range_and_none_the_whole_tab() -> None:
    assert grid_range(7) == {"sheetId": 7}
    assert grid_range(7, Area(1, 2, 3, 4)) == {
        "sheetId": 7,
        "startRowIndex": 1,
        "startColumnIndex": 2,
        "endRowIndex": 3,
        "endColumnIndex": 4,
    }


def test_cells_are_written_row_by_row_under_a_mask() -> None:
    made = update_cells(7, Area(0, 0, 1, 2), [[cell("Mã"), cell()]], "userEnteredValue")
    assert made == {
        "updateCells": {
            "range": grid_range(7, Area(0, 0, 1, 2)),
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "Mã"}}, {}]}],
            "fields": "userEnteredValue",
        }
    }


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"width": 90}, "pixelSize"),
        ({"hidden": True}, "hiddenByUser"),
        ({"width": 90, "hidden": False}, "pixelSize,hiddenByUser"),
    ],
)
def test_only_what_is_asked_of_columns_is_changed(given: dict[str, Any], fields: str) -> None:
    made: Any = set_columns(7, 0, 1, **given)
    assert made["updateDimensionProperties"]["fields"] == fields
    assert set(made["updateDimensionProperties"]["properties"]) == set(fields.split(","))


def test_a_tab_has_the_id_that_we_chose() -> None:
    made: Any = add_sheet(7, "1. Kinh tế", rows=10, columns=8)
    assert made["addSheet"]["properties"]["sheetId"] == 7
    assert "index" not in made["addSheet"]["properties"]
    assert add_sheet(7, "1. Kinh tế", rows=10, columns=8, index=0) != made


def test_entries_beside_a_dropdown_are_not_refused() -> None:
    made: Any = dropdown(7, Area(1, 0, 9, 1), ("Có", "Không"))
    assert made["setDataValidation"]["rule"]["strict"] is False


def test_a_warning_names_no_editors_and_a_lock_names_only_its_own() -> None:
    warned: Any = protect(7, None, "Mã dùng để nhận ra dòng", warning_only=True)
    locked: Any = protect(
        7, None, "Do hệ thống ghi", editors=("vp@phuong.example",), free_columns=[(12, None)]
    )
    assert "editors" not in warned["addProtectedRange"]["protectedRange"]
    assert locked["addProtectedRange"]["protectedRange"] == {
        "range": {"sheetId": 7},
        "description": "Do hệ thống ghi",
        "editors": {"users": ["vp@phuong.example"]},
        "unprotectedRanges": [{"sheetId": 7, "startColumnIndex": 12}],
    }


def test_a_filter_is_open_below_and_to_the_right() -> None:
    made: Any = filter_all(7)
    assert set(made["setBasicFilter"]["filter"]["range"]) == {"sheetId", "startRowIndex", "startColumnIndex"}
