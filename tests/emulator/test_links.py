"""Links of cells as Google's servers were seen to tell them."""

from typing import Any

import pytest

from .client import Api, Json

TARGET = "https://example.com/a"
BLUE = {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}


def look(api: Api, book: str) -> tuple[Any, Any, Any, Any]:
    """hyperlink, the entered link, and the effective underline and colour of A1."""
    cell = api.cell(book, "A1")
    entered = cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link")
    shown = cell["effectiveFormat"]["textFormat"]
    return cell.get("hyperlink"), entered, shown["underline"], shown["foregroundColor"]


def test_a_typed_address_becomes_a_link(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [[TARGET]])
    assert look(api, book) == (TARGET, {"uri": TARGET}, True, BLUE)


@pytest.mark.parametrize("text", [TARGET, f"xem {TARGET}"])
def test_an_address_that_was_not_typed_alone_is_no_link(api: Api, text: str) -> None:
    book = api.new()
    api.write(book, "A1", [[text]])
    assert look(api, book) == (None, None, False, {})


def test_a_formula_links_without_an_entered_format(api: Api) -> None:
    book = api.new()
    api.type(book, "A1", [[f'=HYPERLINK("{TARGET}","xem")']])
    assert look(api, book) == (TARGET, None, True, BLUE)


def test_an_entered_colour_comes_before_that_of_the_link(api: Api) -> None:
    book = api.new()
    text = {"link": {"uri": TARGET}, "underline": False, "foregroundColor": {"red": 1}}
    cell: Json = {"userEnteredValue": {"stringValue": "x"}, "userEnteredFormat": {"textFormat": text}}
    rows = [{"values": [cell]}]
    api.update(book, {"updateCells": {"start": {}, "rows": rows, "fields": "*"}})
    assert look(api, book)[2:] == (False, {"red": 1})


def test_a_theme_colour_is_told_with_the_colour_that_it_is(api: Api) -> None:
    book = api.new()
    text = {"foregroundColorStyle": {"themeColor": "LINK"}}
    cell: Json = {"userEnteredValue": {"stringValue": "x"}, "userEnteredFormat": {"textFormat": text}}
    api.update(book, {"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "*"}})
    shown = api.cell(book, "A1")["effectiveFormat"]["textFormat"]
    assert (shown["foregroundColorStyle"], shown["foregroundColor"]) == ({"themeColor": "LINK"}, BLUE)


def test_the_tab_of_a_converted_file_is_called_as_the_file(api: Api) -> None:
    url = f"{api.base_url}/upload/drive/v3/files"
    kind = "application/vnd.google-apps.spreadsheet"
    made = api.session.post(url, data=b"007,2026-02-03", headers={"Content-Type": kind}, timeout=20).json()
    api.ok("PATCH", f"/drive/v3/files/{made['id']}", {"name": "Mới"})
    assert api.sheet(made["id"])["properties"]["title"] == made["name"]
    assert api.read(made["id"], "A1:B1") == [[7, 46056]]
