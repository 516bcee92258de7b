"""Whatever a unit does to its workbook, it is told in its own sheet, and nobody else's figures suffer."""

from collections.abc import Callable

import pytest
import requests

from sheets_sync.pipeline import provision
from sheets_sync.unit_workbook.check_tab import CHECK_SHEET_ID, CHECK_TITLE
from tests.acceptance.hostile import CULTURE, ECONOMY, FIGURES, WORKS, figures, on_drive, sheet, span
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

Act = Callable[[Ward], None]


def codes(ward: Ward, act: Act) -> list[str]:
    """Do something, sync, and tell the findings; a second sync has nothing to do."""
    act(ward)
    outcome = ward.sync(NEXT_EVENING)
    assert outcome.failed == {}
    assert ward.sync(NEXT_EVENING).plans == ()
    return sorted({one.code for one in outcome.findings})


def swap_titles(ward: Ward) -> None:
    titles = (("works", "x"), ("economy", WORKS), ("works", ECONOMY))
    ward.change(
        "TCKT",
        *(
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": sheet(ward, form), "title": title},
                    "fields": "title",
                }
            }
            for form, title in titles
        ),
    )


def duplicate_tab(ward: Ward) -> None:
    source = {"sourceSheetId": sheet(ward, "economy"), "newSheetName": "Bản sao", "insertSheetIndex": 0}
    ward.change("TCKT", {"duplicateSheet": source})


def replace_tab_by_its_copy(ward: Ward) -> None:
    tab = sheet(ward, "economy")
    copy = {"sourceSheetId": tab, "newSheetId": 77, "newSheetName": "tạm"}
    title = {"properties": {"sheetId": 77, "title": ECONOMY}, "fields": "title"}
    ward.change(
        "TCKT",
        {"duplicateSheet": copy},
        {"deleteSheet": {"sheetId": tab}},
        {"updateSheetProperties": title},
    )


def move_columns(ward: Ward) -> None:
    moved = {"source": span(ward, "economy", "COLUMNS", 4, 5), "destinationIndex": 1}
    ward.change("TCKT", {"moveDimension": moved})


def insert_rows_above_the_header(ward: Ward) -> None:
    rows = {"range": span(ward, "economy", "ROWS", 0, 5), "inheritFromBefore": False}
    ward.change("TCKT", {"insertDimension": rows})


def hide_rows_and_columns(ward: Ward) -> None:
    for dimension in ("ROWS", "COLUMNS"):
        hidden = {
            "range": span(ward, "economy", dimension, 1, 3),
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
        ward.change("TCKT", {"updateDimensionProperties": hidden})


def rename_file(ward: Ward) -> None:
    on_drive(ward, "TCKT", name="Báo cáo mới")


def bin_and_restore(ward: Ward) -> None:
    on_drive(ward, "TCKT", trashed=True)
    ward.sync(NEXT_EVENING)
    on_drive(ward, "TCKT", trashed=False)


def protect_the_tab(ward: Ward) -> None:
    editors = {"users": [ward.project.units["TCKT"].emails[0]]}
    whole = {"range": {"sheetId": sheet(ward, "works")}, "editors": editors}
    ward.change("TCKT", {"addProtectedRange": {"protectedRange": whole}})


@pytest.mark.parametrize(
    "act",
    [
        swap_titles,
        duplicate_tab,
        replace_tab_by_its_copy,
        move_columns,
        insert_rows_above_the_header,
        hide_rows_and_columns,
        rename_file,
        bin_and_restore,
        protect_the_tab,
    ],
    ids=lambda act: act.__name__,
)
def test_what_people_may_do_changes_no_figure_and_raises_no_finding(small: Ward, act: Act) -> None:
    assert codes(small, act) == []
    assert figures(small) == FIGURES


def delete_tab(ward: Ward) -> None:
    ward.change("TCKT", {"deleteSheet": {"sheetId": sheet(ward, "economy")}})


def push_the_header_out_of_sight(ward: Ward) -> None:
    rows = {"range": span(ward, "economy", "ROWS", 0, 20), "inheritFromBefore": False}
    ward.change("TCKT", {"insertDimension": rows})


def delete_code_column(ward: Ward) -> None:
    ward.change("TCKT", {"deleteDimension": {"range": span(ward, "economy", "COLUMNS", 0, 1)}})


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (delete_tab, "tab-missing"),
        (push_the_header_out_of_sight, "header-missing"),
        (delete_code_column, "header-missing"),
    ],
)
def test_what_makes_a_tab_unreadable_keeps_the_last_figures_and_tells_the_unit(
    small: Ward, act: Act, code: str
) -> None:
    assert codes(small, act) == [code]
    assert figures(small) == FIGURES
    assert small.records(ECONOMY)["TCKT/KT01"]["Kiểm tra"] == "Số liệu lần trước"
    # A title, when it was checked, a line for each of two forms, a header, the finding.
    assert len(small.values("TCKT", CHECK_TITLE)) == 6


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [
        ("=1/0", "cell-fault", "#DIV/0!"),
        ("=E2", "cell-fault", "#REF!"),
        ('=IMPORTRANGE("x";"A1")', "cell-fault", "#NAME?"),
        ("Loading...", "cell-fault", "Loading..."),
        ("#REF!", "number-unreadable", "#REF!"),
        ("TRUE", "number-unreadable", "TRUE"),
        ("Infinity", "number-unreadable", "Infinity"),
        ("🙂", "value-placeholder", "🙂"),
        ('=""', "value-missing", ""),
        # What nothing can write may have been a digit, and after an override a reader sees 0755.
        ("5\u0000570", "number-unreadable", "5�570"),
        ("không\u0000có", "number-unreadable", "không�có"),
        ("\u202e5570", "number-unreadable", "�5570"),
        ("\u202d5570\u202c", "", 5570),
        ("５５７０", "", 5570),
        ("'5570", "", 5570),
        ("=5000+570,5", "", 5570.5),
    ],
)
def test_a_strange_value_is_told_or_read_and_harms_no_other(
    small: Ward, typed: str, code: str, shown: object
) -> None:
    def enter(ward: Ward) -> None:
        ward.people.type_in("", ward.book("TCKT"), {f"'{ECONOMY}'!E2": typed})

    assert codes(small, enter) == [code] * bool(code)
    assert figures(small) == {**FIGURES, "TCKT/KT01": shown}


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [
        ("x" * 1_000, "", "x" * 1_000),
        # The master shows what the record keeps of it.
        ("x" * 50_000, "text-too-long", "x" * 1_000 + "…"),
        ("🙂 نص", "", "🙂 نص"),
        ("a\u0000b", "letters-unwritable", "a�b"),
        ("Lê \u202enA", "letters-unwritable", "Lê �nA"),
        ("a\u200eb", "", "ab"),
        ("một\nhai\r\nba", "", "một\nhai\nba"),
        # A formula is no name: it arrives as text all the same, and the unit is asked.
        ("'=1+1", "text-suspicious", "=1+1"),
        ("@x", "", "@x"),
    ],
    ids=["long", "too long", "emoji", "nul", "override", "mark", "lines", "formula", "at"],
)
def test_a_strange_name_arrives_as_text(small: Ward, typed: str, code: str, shown: str) -> None:
    def enter(ward: Ward) -> None:
        ward.people.type_in("", ward.book("TCKT"), {f"'{WORKS}'!B2": typed})

    assert codes(small, enter) == [code] * bool(code)
    names = [row["Tên công trình, phần việc"] for row in small.records(WORKS).values()]
    assert names == [shown, "Nhà văn hóa"]


def test_an_american_workbook_is_read_by_its_own_locale(small: Ward) -> None:
    properties = {"locale": "en_US", "timeZone": "America/New_York"}
    small.change(
        "TCKT", {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}
    )
    small.type("TCKT", "economy", {"E2": "5,580.5"})
    small.type("TCKT", "works", {"G2": "8/6/2024"})
    assert small.sync(NEXT_EVENING).failed == {}
    assert figures(small)["TCKT/KT01"] == 5580.5
    assert [row["Hoàn thành"] for row in small.records(WORKS).values()] == [45510, ""]


def test_dates_pasted_as_text_are_dates(small: Ward) -> None:
    small.type("TCKT", "works", {"F2": "'06/08/2024", "F3": "'2024-08-07"})
    small.sync(NEXT_EVENING)
    assert [row["Khởi công"] for row in small.records(WORKS).values()] == [45510, 45511]


def test_a_thousand_rows_arrive_and_are_not_written_again(small: Ward) -> None:
    grown = {"sheetId": sheet(small, "works"), "dimension": "ROWS", "length": 1000}
    small.change("TCKT", {"appendDimension": grown})
    small.type("TCKT", "works", {f"B{row}": f"Công trình {row}" for row in range(4, 1004)})
    assert small.sync(NEXT_EVENING).failed == {}
    assert len(small.records(WORKS)) == 1002
    ids = [row[0] for row in small.values("TCKT", WORKS)[1:]]
    assert len(set(ids)) == 1002
    assert small.sync(OVERDUE_EVENING).units_changed == ()


def test_a_workbook_deleted_for_good_keeps_its_figures_and_stops_nobody(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "205"})
    requests.delete(f"{small.base_url}/drive/v3/files/{small.book('TCKT')}").raise_for_status()
    outcome = small.sync(NEXT_EVENING)
    assert (outcome.exit_code, list(outcome.failed)) == (4, ["TCKT"])
    assert [one.code for one in outcome.findings] == ["workbook-unreadable"]
    assert figures(small) == {**FIGURES, "TDP01/VX02": 205}


def test_an_own_tab_titled_as_the_check_tab_does_not_keep_feedback_away(small: Ward) -> None:
    small.change(
        "TDP01",
        {"deleteSheet": {"sheetId": CHECK_SHEET_ID}},
        {"addSheet": {"properties": {"title": CHECK_TITLE}}},
    )
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    assert small.sync(NEXT_EVENING).failed == {}
    assert "E3" in small.values("TDP01", f"{CHECK_TITLE} (2)")[5]


def test_a_trimmed_check_tab_is_made_large_enough_again(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    small.sync(NEXT_EVENING)
    rows = {"sheetId": CHECK_SHEET_ID, "dimension": "ROWS", "startIndex": 1, "endIndex": 59}
    columns = {"sheetId": CHECK_SHEET_ID, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 6}
    small.change("TDP01", {"deleteDimension": {"range": rows}}, {"deleteDimension": {"range": columns}})
    small.type("TDP01", "culture_society", {"E2": "nhiều"})
    assert small.sync(NEXT_EVENING).failed == {}
    assert [row[0] for row in small.values("TDP01", CHECK_TITLE)[5:]] == ["E2", "E3"]


def test_a_deleted_form_tab_comes_back_by_provisioning_and_its_figures_stay(small: Ward) -> None:
    delete_tab(small)
    small.sync(NEXT_EVENING)
    small.forget_calls()
    assert provision(small.project).completed == ("TCKT",)
    assert [call["kind"] for call in small.calls()] == ["read", "write"]
    assert [row[0] for row in small.values("TCKT", ECONOMY)] == ["Mã", "KT01", "KT02"]
    assert [one.code for one in small.sync(OVERDUE_EVENING).findings] == ["rows-emptied"]
    assert figures(small) == FIGURES
    small.type("TCKT", "economy", {"D2": "6.000", "E2": "5.600", "D3": "4.500", "E3": "4.420"})
    assert small.sync(OVERDUE_EVENING).findings == ()
    assert figures(small) == {**FIGURES, "TCKT/KT01": 5600}


def test_what_is_written_below_the_table_does_not_disturb_it(small: Ward) -> None:
    small.people.type_in(
        "",
        small.book("TDP01"),
        {f"'{CULTURE}'!B12": "Người lập biểu", f"'{CULTURE}'!B13": "Trần Thị Nhỏ"},
    )
    assert small.sync(NEXT_EVENING).findings == ()
    assert figures(small) == FIGURES
