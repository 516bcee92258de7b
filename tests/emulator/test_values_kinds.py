"""Appended rows, sparse writes, names and colours as clients met them at Google's own servers."""

from typing import Any

import pytest

from .client import Api, Json


def rows(start: int, end: int, **more: Any) -> Json:
    return {"startRowIndex": start, "endRowIndex": end, **more}


@pytest.mark.parametrize(
    ("filled", "place", "given", "where", "count"),
    [
        ([], "A1", [["a"], ["b"]], "Sheet1!A1:A2", 22),
        ([["a"]], "A1", [["b"]], "Sheet1!A2", 21),
        ([["a"], [""], ["dưới"]], "A1", [["b"], ["c"]], "Sheet1!A2:A3", 22),
        ([["a"]] * 20, "A1", [["b"]], "Sheet1!A21", 21),
        ([], "C5", [["b"]], "Sheet1!C5", 21),
        ([["a"]], "A1", [], "Sheet1!A2", 20),
    ],
)
def test_rows_are_inserted_for_what_is_appended(
    api: Api, filled: list[list[str]], place: str, given: list[list[str]], where: str, count: int
) -> None:
    book = api.new(rows=20)
    if filled:
        api.write(book, "A1", [list(row) for row in filled])
    path = f"/v4/spreadsheets/{book}/values/{place}:append"
    answer = api.ok("POST", path, {"values": given}, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert answer["updates"]["updatedRange"] == where
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == count


def test_rows_given_as_columns_are_inserted_one_for_each_row(api: Api) -> None:
    book = api.new(rows=20)
    body = {"values": [["a", "b", "c"]], "majorDimension": "COLUMNS"}
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    api.ok("POST", path, body, valueInputOption="RAW", insertDataOption="INSERT_ROWS")
    assert api.sheet(book)["properties"]["gridProperties"]["rowCount"] == 23


def test_append_continues_the_last_table_of_the_last_row(api: Api) -> None:
    book = api.new()
    for _ in range(2):
        path = f"/v4/spreadsheets/{book}/values/Sheet1:append"
        api.ok("POST", path, {"values": [["x", "", "y"]]}, valueInputOption="RAW")
    assert api.read(book, "2:2") == [["", "", "x", "", "y"]]


@pytest.mark.parametrize(
    ("row", "counts"), [(["", "x"], (1, 2, 2)), ([None, "x"], (1, 1, 1)), ([None, None, "", "x"], (1, 2, 2))]
)
def test_nothing_at_the_start_of_an_appended_row_is_counted_as_it_was_given(
    api: Api, row: list[str | None], counts: tuple[int, int, int]
) -> None:
    book = api.new()
    path = f"/v4/spreadsheets/{book}/values/A1:append"
    answer = api.ok("POST", path, {"values": [None, row]}, valueInputOption="RAW")["updates"]
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == counts
    assert api.read(book, "A1:D1") == [[value or "" for value in row]]


def test_a_sparse_write_counts_what_it_touched(api: Api) -> None:
    book = api.new()
    answer = api.write(book, "A1:D3", [[None, "a", None, ""], [], [None, "b"]])
    assert answer["updatedRange"].startswith("Sheet1!A1")
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == (2, 2, 3)


def test_a_name_is_found_behind_its_tab_s_title(api: Api) -> None:
    book = api.new()
    api.update(
        book,
        {"addSheet": {"properties": {"title": "Khác", "sheetId": 3}}},
        {
            "addNamedRange": {
                "namedRange": {"name": "ten", "range": rows(0, 1, startColumnIndex=1, endColumnIndex=3)}
            }
        },
    )
    api.write(book, "B1", [[1, 2]])
    assert api.read(book, "Sheet1!ten") == api.read(book, "ten") == [[1, 2]]
    path = f"/v4/spreadsheets/{book}/values/"
    assert api.refused(400, "GET", path + "'Khác'!ten") == "Unable to parse range: 'Khác'!ten"


def test_colours_have_eight_bits_a_part(api: Api) -> None:
    book = api.new()
    colour = {"red": 0.5, "green": 0.2, "blue": 0.48235294}
    api.update(
        book,
        {
            "repeatCell": {
                "range": rows(0, 1, endColumnIndex=1),
                "cell": {"userEnteredFormat": {"backgroundColor": colour}},
                "fields": "userEnteredFormat",
            }
        },
    )
    kept = {"red": 0.49803922, "green": 0.2, "blue": 0.48235294}
    found = api.cell(book, "A1")["userEnteredFormat"]
    assert found == {"backgroundColor": kept, "backgroundColorStyle": {"rgbColor": kept}}
    properties = {"sheetId": 0, "tabColorStyle": {"rgbColor": {"red": 0.9}}}
    api.update(book, {"updateSheetProperties": {"properties": properties, "fields": "tabColorStyle"}})
    assert api.sheet(book)["properties"]["tabColor"] == {"red": 0.8980392}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"tabColorStyle": {"rgbColor": None}}, "tabColorStyle"),
        ({"tabColorStyle": {}}, "tabColorStyle"),
        ({"tabColor": {}}, "tabColor"),
        ({}, "tabColor"),
        ({}, "tabColorStyle"),
    ],
)
def test_a_colour_of_nothing_takes_the_colour_away(api: Api, given: Json, fields: str) -> None:
    book = api.new()
    colour = {"sheetId": 0, "tabColor": {"red": 1}}
    api.update(book, {"updateSheetProperties": {"properties": colour, "fields": "tabColor"}})
    api.update(book, {"updateSheetProperties": {"properties": {"sheetId": 0, **given}, "fields": fields}})
    assert not {"tabColor", "tabColorStyle"} & set(api.sheet(book)["properties"])


def test_black_is_a_colour(api: Api) -> None:
    book = api.new()
    black = {"sheetId": 0, "tabColor": {"red": 0, "green": 0, "blue": 0}}
    api.update(book, {"updateSheetProperties": {"properties": black, "fields": "tabColor"}})
    assert api.sheet(book)["properties"]["tabColor"] == {}
