"""A new tab of the master, what stands in its cells, and Google's limits."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.master.publishing import WorkbookFull, lengths, plan, row_fingerprints
from sheets_sync.model import Tone, WritePlan
from tests.unit.published import (
    ACTUAL,
    COMMENT,
    KEY,
    ROWS,
    SHEET,
    STATE,
    UNIT,
    Master,
    bodies,
    listing,
    row,
    table,
)
from tests.unit.tab_model import Book, Tab

# A tab that is made


def test_a_first_publication_makes_the_tab_and_takes_the_empty_one_away() -> None:
    master = Master(table(*ROWS))
    assert list(master.book.tabs) == [SHEET]
    assert master.tab.texts() == [
        ["Mã dòng", "Đơn vị", "Thực hiện", "Trạng thái xử lý", "Ý kiến văn phòng"],
        ["a", "Tổ 1", 1.0, "", ""],
        ["b", "Tổ 2", 2.0, "", ""],
        ["c", "Tổ 3", 3.0, "", ""],
    ]
    assert (master.tab.row_count, master.tab.column_count) == (1 + 3 + 50, 5)
    assert master.tab.columns[KEY] == {"hiddenByUser": True}
    assert master.tab.columns[COMMENT] == {"pixelSize": 260}


def test_a_leftover_tab_that_somebody_wrote_in_stays() -> None:
    book = Book({0: Tab("Trang tính1", 1000, 26)})
    book.tabs[0].type(4, 2, "Ghi nhớ của văn phòng")
    book.apply(plan([table(*ROWS)], book.read(), previous={}))
    assert list(book.tabs) == [0, SHEET]


def test_a_first_tab_that_the_office_emptied_later_stays() -> None:
    book = Book({0: Tab("Trang tính1", 1000, 26)})
    book.tabs[0].type(4, 2, "Ghi nhớ của văn phòng")
    book.apply(plan([table(*ROWS)], book.read(), previous={}))
    book.tabs[0].type(4, 2, "")
    assert not plan([table(*ROWS)], book.read(), previous=row_fingerprints([table(*ROWS)]))


def test_the_office_gets_dropdowns_a_border_a_filter_and_its_columns_unprotected() -> None:
    made = plan([table(*ROWS)], Book({}).read(), previous={}, editors=["vp@phuong.example"])
    [added] = bodies(made, "addSheet")
    assert added["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert added["properties"]["gridProperties"]["frozenColumnCount"] == 2
    [dropdown] = bodies(made, "setDataValidation")
    assert dropdown["range"]["startColumnIndex"] == STATE
    assert [value["userEnteredValue"] for value in dropdown["rule"]["condition"]["values"]] == [
        "Chờ duyệt",
        "Đã duyệt",
    ]
    [border] = bodies(made, "updateBorders")
    assert border["range"]["startColumnIndex"] == STATE
    assert border["left"]["style"] == "SOLID_MEDIUM"
    [protection] = bodies(made, "addProtectedRange")
    assert protection["protectedRange"]["editors"] == {"users": ["vp@phuong.example"]}
    assert protection["protectedRange"]["unprotectedRanges"] == [
        {"sheetId": SHEET, "startColumnIndex": STATE}
    ]
    assert "warningOnly" not in protection["protectedRange"]
    [chosen] = bodies(made, "setBasicFilter")
    assert "endColumnIndex" not in chosen["filter"]["range"]


def test_without_editors_the_office_is_warned_and_may_still_sort() -> None:
    made = plan([table(*ROWS)], Book({}).read(), previous={})
    [protection] = bodies(made, "addProtectedRange")
    assert protection["protectedRange"]["warningOnly"] is True


def test_a_tab_without_office_columns_is_protected_whole() -> None:
    made = plan([listing(*ROWS)], Book({}).read(), previous={})
    [protection] = bodies(made, "addProtectedRange")
    assert protection["protectedRange"]["range"] == {"sheetId": SHEET}
    assert protection["protectedRange"]["editors"] == {"users": []}
    assert "unprotectedRanges" not in protection["protectedRange"]


def test_a_new_tab_finds_a_free_title_and_place() -> None:
    book = Book({5: Tab("1. kinh tế", 10, 3)})
    book.tabs[5].type(0, 0, "Trang riêng của văn phòng")
    two = replace(table(*ROWS), sheet_id=78)
    made = plan([table(*ROWS), two], book.read(), previous={})
    properties = [body["properties"] for body in bodies(made, "addSheet")]
    assert [one["title"] for one in properties] == ["1. Kinh tế (2)", "1. Kinh tế (3)"]
    assert [one["index"] for one in properties] == [0, 1]


# What stands in a cell


@pytest.mark.parametrize(
    ("value", "entered"),
    [
        ('=IMPORTXML("http://x")', {"stringValue": '=IMPORTXML("http://x")'}),
        ("+84 912", {"stringValue": "+84 912"}),
        ("00123", {"stringValue": "00123"}),
        ("một\r\nhai", {"stringValue": "một\nhai"}),
        (7, {"numberValue": 7.0}),
        (Decimal("1234.5"), {"numberValue": 1234.5}),
        (True, {"boolValue": True}),
        (date(2024, 8, 15), {"numberValue": 45519.0}),
        (datetime(2024, 8, 15, 18, 0), {"numberValue": 45519.75}),  # noqa: DTZ001 as the workbook's zone has it
        (None, {}),
    ],
)
def test_values_are_typed_never_parsed(value: Any, entered: dict[str, Any]) -> None:
    master = Master(table(row("a", "Tổ 1", value)))
    assert master.tab.cell(1, ACTUAL)["userEnteredValue"] == entered


def test_too_long_a_text_is_cut_with_a_visible_mark() -> None:
    master = Master(table(row("a", "x" * 50_001)))
    text = master.tab.text(1, UNIT)
    assert len(text) == 50_000
    assert text.endswith("x… (đã rút gọn)")


def test_a_link_is_a_format_and_never_a_formula() -> None:
    master = Master(table(row("a", "Tổ 1", "A2:H2", opens="https://x.example/#gid=1")))
    cell = master.tab.cell(1, ACTUAL)
    assert cell["userEnteredValue"] == {"stringValue": "A2:H2"}
    assert cell["userEnteredFormat"]["textFormat"]["link"] == {"uri": "https://x.example/#gid=1"}


def test_dates_and_numbers_carry_their_columns_format_and_text_none() -> None:
    rows = (row("a", "Tổ 1", 5), row("b", "Tổ 2", date(2024, 8, 1), pattern="dd/mm/yyyy"), row("c", "x", "-"))
    tab = Master(table(*rows)).tab
    formats = [tab.cell(number, ACTUAL)["userEnteredFormat"].get("numberFormat") for number in (1, 2, 3)]
    assert formats == [
        {"type": "NUMBER", "pattern": "#,##0"},
        {"type": "DATE", "pattern": "dd/mm/yyyy"},
        None,
    ]


def test_tones_are_backgrounds_on_our_tabs_and_text_colours_on_the_offices() -> None:
    bad = row("a", "Tổ 1", "mười", tone=Tone.BAD)
    ours = Master(listing(bad)).tab.cell(1, ACTUAL)["userEnteredFormat"]
    offices = Master(table(bad)).tab.cell(1, ACTUAL)["userEnteredFormat"]
    assert "backgroundColorStyle" in ours
    assert "backgroundColorStyle" not in offices
    assert offices["textFormat"]["bold"] is True
    assert "foregroundColorStyle" in offices["textFormat"]


# Limits


def test_a_master_beyond_googles_limit_is_refused_with_a_remedy() -> None:
    book = Book({5: Tab("Trang của văn phòng", 1_000_000, 10)})
    with pytest.raises(WorkbookFull, match="begin a new master"):
        plan([table(*ROWS)], book.read(), previous={})


def test_growing_counts_against_the_limit() -> None:
    master = Master(table(*ROWS))
    master.book.tabs[5] = Tab("Trang của văn phòng", 999_970, 10)
    assert not master.plan(table(*ROWS))
    with pytest.raises(WorkbookFull, match="10,000,"):
        master.plan(table(*ROWS, *(row(f"n{number}", "Tổ", number) for number in range(60))))


def test_the_size_of_a_plan_is_that_of_its_call() -> None:
    empty = WritePlan("book", ())
    one = plan([table(*ROWS)], Book({}).read(), previous={})
    longer = plan([table(*ROWS, row("d", "ờ" * 1000))], Book({}).read(), previous={})
    assert sum(lengths(empty)) == len('{"requests": []}')
    assert 3000 < sum(lengths(longer)) - sum(lengths(one)) < 3500
