"""What follows from rules: conditional formats, colour scales, alternating colours, filters."""

from typing import Any

import pytest

from .client import Api, Json

RED, GREEN, BLUE = {"red": 1}, {"green": 1}, {"blue": 1}
WHITE = {"red": 1, "green": 1, "blue": 1}
COLUMN: Json = {"startRowIndex": 0, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 1}


def colours(api: Api, book: str, place: str = "A1:A6") -> list[Any]:
    """The background of the cells of one column."""
    params = {"ranges": place, "fields": "sheets.data.rowData.values.effectiveFormat.backgroundColor"}
    rows = api.ok("GET", f"/v4/spreadsheets/{book}", **params)["sheets"][0]["data"][0].get("rowData", [])
    return [row.get("values", [{}])[0].get("effectiveFormat", {}).get("backgroundColor") for row in rows]


def scale(*points: Json) -> Json:
    names = ("minpoint", "maxpoint") if len(points) == 2 else ("minpoint", "midpoint", "maxpoint")
    return {
        "addConditionalFormatRule": {
            "rule": {"ranges": [COLUMN], "gradientRule": dict(zip(names, points, strict=True))}
        }
    }


def test_a_scale_mixes_the_colours_of_its_ends(api: Api) -> None:
    book = api.new()
    api.write(book, "A1", [[0], [50], [100], ["chữ"], [25]])
    api.update(book, scale({"type": "MIN", "color": RED}, {"type": "MAX", "color": GREEN}))
    half = {"red": 0.49803922, "green": 0.49803922}
    assert colours(api, book) == [
        RED,
        half,
        GREEN,
        {"red": 1, "green": 1, "blue": 1},
        {"red": 0.7490196, "green": 0.24705882},
    ]


@pytest.mark.parametrize(
    ("kind", "value", "at"), [("NUMBER", "10", 1), ("PERCENT", "10", 1), ("PERCENTILE", "50", 2)]
)
def test_a_scale_may_turn_in_the_middle(api: Api, kind: str, value: str, at: int) -> None:
    book = api.new()
    api.write(book, "A1", [[0], [10], [20], [60], [100]])
    middle = {"type": kind, "value": value, "color": GREEN}
    api.update(book, scale({"type": "MIN", "color": RED}, middle, {"type": "MAX", "color": BLUE}))
    found = colours(api, book)
    assert (found[0], found[at], found[4]) == (RED, GREEN, BLUE)


@pytest.mark.parametrize(
    ("kind", "relative", "held"),
    [
        ("DATE_EQ", "TODAY", [3]),
        ("DATE_EQ", "YESTERDAY", [2]),
        ("DATE_EQ", "TOMORROW", [4]),
        ("DATE_EQ", "PAST_WEEK", [1, 2, 3]),
        ("DATE_BEFORE", "TODAY", [0, 1, 2]),
        ("DATE_AFTER", "TODAY", [4]),
        ("DATE_BEFORE", "PAST_WEEK", [0]),
    ],
)
def test_a_relative_date_counts_from_today(own: Api, kind: str, relative: str, held: list[int]) -> None:
    own.ok("POST", "/_emulator/clock", {"now": "2024-08-14T10:00:00+07:00"})
    book = own.new()
    days = ["2024-08-01", "2024-08-09", "2024-08-13", "2024-08-14", "2024-08-15"]
    own.type(book, "A1", [[day] for day in days])
    condition = {"type": kind, "values": [{"relativeDate": relative}]}
    rule = {"ranges": [COLUMN], "booleanRule": {"condition": condition, "format": {"backgroundColor": RED}}}
    own.update(book, {"addConditionalFormatRule": {"rule": rule}})
    assert [index for index, colour in enumerate(colours(own, book)) if colour == RED] == held


@pytest.mark.parametrize("kind", ["ONE_OF_LIST", "TEXT_IS_EMAIL", "DATE_BETWEEN", "BOOLEAN", "TEXT_NOT_EQ"])
def test_a_condition_that_colours_nothing_is_refused(api: Api, kind: str) -> None:
    condition = {"type": kind, "values": [{"userEnteredValue": "1"}]}
    rule = {"ranges": [COLUMN], "booleanRule": {"condition": condition, "format": {}}}
    assert kind in api.refuse(api.new(), {"addConditionalFormatRule": {"rule": rule}})


def test_alternating_colours_lie_under_a_cell_s_own(api: Api) -> None:
    book = api.new()
    look = {"headerColor": RED, "firstBandColor": GREEN, "secondBandColor": BLUE, "footerColor": RED}
    api.update(book, {"addBanding": {"bandedRange": {"range": COLUMN, "rowProperties": look}}})
    assert colours(api, book) == [RED, GREEN, BLUE, GREEN, BLUE, RED]
    own_colour = {"userEnteredFormat": {"backgroundColor": WHITE}}
    place = {**COLUMN, "startRowIndex": 1, "endRowIndex": 2}
    api.update(book, {"repeatCell": {"range": place, "cell": own_colour, "fields": "userEnteredFormat"}})
    assert colours(api, book)[1] == WHITE


def hidden(api: Api, book: str) -> list[int]:
    fields = "sheets.data.rowMetadata.hiddenByFilter"
    rows = api.ok("GET", f"/v4/spreadsheets/{book}", fields=fields)["sheets"][0]["data"][0]["rowMetadata"]
    return [index for index, row in enumerate(rows) if row.get("hiddenByFilter")]


@pytest.mark.parametrize(
    ("criterion", "rows"),
    [
        ({"hiddenValues": ["10", ""]}, [1, 4]),
        ({"condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "15"}]}}, [1, 3, 4]),
        ({"condition": {"type": "NOT_BLANK"}}, [4]),
        ({"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A2=20"}]}}, [1, 3, 4]),
        ({}, []),
    ],
)
def test_a_filter_hides_rows(api: Api, criterion: Json, rows: list[int]) -> None:
    book = api.new(rows=6)
    api.write(book, "A1", [["số"], [10], [20], ["chữ"], [""], ["ngoài"]])
    place = {**COLUMN, "endRowIndex": 5}
    for form in ({"criteria": {"0": criterion}}, {"filterSpecs": [{"filterCriteria": criterion}]}):
        api.update(book, {"setBasicFilter": {"filter": {"range": place, **form}}})
        assert hidden(api, book) == rows
    api.update(book, {"clearBasicFilter": {}})
    assert hidden(api, book) == []


@pytest.mark.parametrize(
    "criteria",
    [
        {"5": {"hiddenValues": ["x"]}},
        {"0": {"visibleBackgroundColor": RED}},
        {"0": {"condition": {"type": "BOOLEAN"}}},
    ],
)
def test_a_filter_that_cannot_be_computed_is_refused(api: Api, criteria: Json) -> None:
    api.refuse(api.new(), {"setBasicFilter": {"filter": {"range": COLUMN, "criteria": criteria}}})


@pytest.mark.parametrize("field", ["pivotTable", "dataSourceFormula", "dataSourceTable"])
def test_a_cell_that_would_have_to_be_computed_is_refused(api: Api, field: str) -> None:
    given = {
        "pivotTable": {"source": COLUMN},
        "dataSourceFormula": {"dataSourceId": "1"},
        "dataSourceTable": {"dataSourceId": "1"},
    }
    cell = {field: given[field]}
    assert field in api.refuse(
        api.new(), {"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": field}}
    )


def test_a_chart_of_a_tab_that_does_not_exist_is_refused(api: Api) -> None:
    series = [{"series": {"sourceRange": {"sources": [{**COLUMN, "sheetId": 99}]}}}]
    spec = {"basicChart": {"chartType": "LINE", "series": series}}
    place: Json = {"overlayPosition": {"anchorCell": {}}}
    assert "99" in api.refuse(api.new(), {"addChart": {"chart": {"spec": spec, "position": place}}})


def test_a_chart_on_a_tab_of_its_own_comes_and_goes_with_it(api: Api) -> None:
    book = api.new()
    spec = {"title": "Biểu đồ", "basicChart": {"chartType": "LINE"}}
    reply = api.update(book, {"addChart": {"chart": {"spec": spec, "position": {"newSheet": True}}}})[0]
    chart = reply["addChart"]["chart"]
    tab = api.sheet(book)
    assert chart["position"] == {"sheetId": tab["properties"]["sheetId"]}
    assert tab["properties"]["sheetType"] == "OBJECT"
    assert "gridProperties" not in tab["properties"]
    no_cells = {"repeatCell": {"range": chart["position"], "cell": {"note": "x"}, "fields": "note"}}
    assert "No grid with id" in api.refuse(book, no_cells)
    path = f"/v4/spreadsheets/{book}/values/{tab['properties']['title']}"
    assert api.refused(400, "GET", path).startswith("Unable to parse range")
    api.update(book, {"deleteEmbeddedObject": {"objectId": chart["chartId"]}})
    assert [one["properties"]["title"] for one in api.ok("GET", f"/v4/spreadsheets/{book}")["sheets"]] == [
        "Sheet1"
    ]
