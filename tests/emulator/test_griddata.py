from typing import Any

import pytest

from .client import Api, Json

GREEN = {"backgroundColor": {"green": 1}}


def conditional(kind: str, *values: str) -> Json:
    condition: Json = {"type": kind}
    if values:
        condition["values"] = [{"userEnteredValue": value} for value in values]
    ranges = [
        {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 2}
    ]
    return {
        "addConditionalFormatRule": {
            "rule": {"ranges": ranges, "booleanRule": {"condition": condition, "format": GREEN}}
        }
    }


def test_a_cell_tells_what_was_entered_and_what_follows(api: Api) -> None:
    book = api.new(locale="vi_VN")
    api.type(book, "A1", [["5/8/2024", "95%", "=B1*2", "chữ", "=1/0", '=HYPERLINK("https://x.vn";"xem")']])
    found = [api.cell(book, f"{column}1") for column in "ABCDEF"]
    assert found[0]["userEnteredValue"] == found[0]["effectiveValue"] == {"numberValue": 45509}
    assert found[0]["effectiveFormat"]["numberFormat"] == {"type": "DATE", "pattern": "d/m/yyyy"}
    assert found[1]["effectiveFormat"]["numberFormat"] == {"type": "PERCENT", "pattern": "0%"}
    assert found[2]["userEnteredValue"] == {"formulaValue": "=B1*2"}
    assert found[2]["effectiveValue"] == {"numberValue": 1.9}
    assert found[3]["formattedValue"] == "chữ"
    assert found[3]["effectiveFormat"]["horizontalAlignment"] == "LEFT"
    assert found[4]["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert found[4]["formattedValue"] == "#DIV/0!"
    assert found[5]["hyperlink"] == "https://x.vn"


def test_a_range_starts_where_it_starts_and_ends_with_the_last_cell(api: Api) -> None:
    book = api.new()
    api.write(book, "C3", [["x"]])
    answer = api.ok("GET", f"/v4/spreadsheets/{book}", ranges="B2:E9", includeGridData="true")
    data = answer["sheets"][0]["data"][0]
    assert (data["startRow"], data["startColumn"]) == (1, 1)
    assert data["rowData"][0] == {}
    assert [len(row.get("values", [])) for row in data["rowData"]] == [0, 2]
    assert len(data["rowMetadata"]) == 8
    assert len(data["columnMetadata"]) == 4


@pytest.mark.parametrize(
    ("rule", "value", "holds"),
    [
        (conditional("CUSTOM_FORMULA", '=LEN("x")>0'), "gì cũng được", True),
        (conditional("CUSTOM_FORMULA", "=$A1>5"), 9, True),
        (conditional("CUSTOM_FORMULA", "=$A1>5"), 3, False),
        (conditional("CUSTOM_FORMULA", '=AND($A1="x";LEN($A1)=1)'), "x", True),
        (conditional("TEXT_EQ", "Đã duyệt"), "đã duyệt", True),
        (conditional("TEXT_CONTAINS", "duyệt"), "Chờ duyệt", True),
        (conditional("TEXT_NOT_CONTAINS", "duyệt"), "Chờ duyệt", False),
        (conditional("TEXT_STARTS_WITH", "Chờ"), "Chờ duyệt", True),
        (conditional("NUMBER_GREATER", "1,5"), 2, True),
        (conditional("NUMBER_LESS", "=1+1"), 2, False),
        (conditional("NUMBER_BETWEEN", "1", "3"), 3, True),
        (conditional("NUMBER_EQ", "3"), "3", False),
        (conditional("NOT_BLANK"), "x", True),
        (conditional("BLANK"), "x", False),
        (conditional("DATE_BEFORE", "5/8/2024"), 45508, True),
    ],
)
def test_conditional_formats_colour_the_cells_they_hold_for(
    api: Api, rule: Json, value: Any, holds: bool
) -> None:
    book = api.new(locale="vi_VN")
    api.write(book, "A1", [[value]])
    api.update(book, rule)
    colour = api.cell(book, "A1")["effectiveFormat"]["backgroundColor"]
    assert (colour == {"green": 1}) is holds


def test_a_rule_on_blank_cells_colours_cells_that_hold_nothing(api: Api) -> None:
    book = api.new()
    api.update(book, conditional("BLANK"))
    assert api.cell(book, "B2")["effectiveFormat"]["backgroundColor"] == {"green": 1}


def test_relative_references_of_a_rule_move_with_the_cell(api: Api) -> None:
    book = api.new(locale="vi_VN")
    api.write(book, "A1", [[1, 1], [2, 9], [3, 1]])
    api.update(book, conditional("CUSTOM_FORMULA", "=B1>A1"))
    fields = "sheets.data.rowData.values.effectiveFormat.backgroundColor"
    rows = api.ok("GET", f"/v4/spreadsheets/{book}", ranges="A1:A3", fields=fields)["sheets"][0]["data"][0][
        "rowData"
    ]
    colours = [row["values"][0]["effectiveFormat"]["backgroundColor"] for row in rows]
    assert [colour == {"green": 1} for colour in colours] == [False, True, False]


def test_the_first_of_two_rules_wins(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [["x"]])
    red = conditional("NOT_BLANK")
    red["addConditionalFormatRule"]["rule"]["booleanRule"]["format"] = {"backgroundColor": {"red": 1}}
    api.update(book, conditional("NOT_BLANK"), red)
    assert api.cell(book, "A1")["effectiveFormat"]["backgroundColor"] == {"red": 1}
    api.update(book, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})
    assert api.cell(book, "A1")["effectiveFormat"]["backgroundColor"] == {"green": 1}
