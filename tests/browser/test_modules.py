"""The page's modules that compute, called in the browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

CALL = "async ([file, name, values]) => (await import(`/_emulator/web/${file}.js`))[name](...values)"


@pytest.fixture(scope="module")
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(base_url)
    yield page
    page.close()


def called(page: Page, file: str, name: str, *values: Any) -> Any:
    return page.evaluate(CALL, [file, name, list(values)])


def test_blocks_survive_the_clipboard(page: Page) -> None:
    for rows in (
        [["a"]], [["", ""], ["", "x"]], [['"', 'a"b', '"quoted"']], [["a\tb", "c\nd", ""], ["1", "2", "3"]],
        [["dòng\r\nWindows", '""']],
    ):  # fmt: skip
        assert called(page, "tsv", "parseTsv", called(page, "tsv", "formatTsv", rows)) == rows
    assert called(page, "tsv", "parseTsv", 'Ông "Ba"\t"chưa đóng') == [['Ông "Ba"', '"chưa đóng']]
    assert called(page, "tsv", "parseTsv", "a\r\nb\r\n") == [["a"], ["b"]]


def test_addresses(page: Page) -> None:
    for column, letters in ((0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")):
        assert called(page, "a1", "columnLetters", column) == letters
    whole = {"top": 0, "left": 3, "bottom": 100, "right": 4}
    for text, found in (
        ("d7", {"top": 6, "left": 3, "bottom": 7, "right": 4}),
        ("$B$3:A1", {"top": 0, "left": 0, "bottom": 3, "right": 2}),
        ("D:D", whole), ("D1:D", whole), ("7:8", {"top": 6, "left": 0, "bottom": 8, "right": 26}),
        ("A90:B200", {"top": 89, "left": 0, "bottom": 100, "right": 2}),
        *((text, None) for text in ("D", "7", "A101", "AA1", "A0", "A1:B2:C3", "", "Tổng")),
    ):  # fmt: skip
        assert called(page, "a1", "parseArea", text, 100, 26) == found, text


def cell(value: Any, kind: str = "") -> dict[str, Any]:
    name = {str: "stringValue", bool: "boolValue"}.get(type(value), "numberValue")
    shape = {"effectiveFormat": {"numberFormat": {"type": kind}}} if kind else {}
    return {"userEnteredValue": {name: value}, **shape}


@pytest.mark.parametrize(
    ("data", "locale", "text"),
    [
        (cell(1234.5), "vi_VN", "1234,5"),
        (cell(1234.5), "en_US", "1234.5"),
        (cell(0.1 + 0.2), "vi_VN", "0,3"),
        (cell(0.07, "PERCENT"), "vi_VN", "7%"),
        (cell(45509, "DATE"), "vi_VN", "05/08/2024"),
        (cell(45509, "DATE"), "en_US", "08/05/2024"),
        (cell(45509.75, "DATE_TIME"), "vi_VN", "05/08/2024 18:00:00"),
        (cell(0.5, "TIME"), "vi_VN", "12:00:00"),
        (cell(True), "vi_VN", "TRUE"),
        ({"userEnteredValue": {"formulaValue": "=A1"}}, "vi_VN", "=A1"),
        (cell("khoảng 10"), "vi_VN", "khoảng 10"),
        (cell("10 hộ"), "vi_VN", "10 hộ"),
        (cell("0912345678"), "vi_VN", "'0912345678"),
        (cell("0912345678", "TEXT"), "vi_VN", "0912345678"),
        (cell("5/8/2024"), "vi_VN", "'5/8/2024"),
        (cell("95%"), "vi_VN", "'95%"),
        (cell("=1+1"), "vi_VN", "'=1+1"),
        (cell("'x"), "vi_VN", "''x"),
        ({}, "vi_VN", ""),
    ],
)
def test_what_was_entered_is_shown_as_one_would_type_it(
    page: Page, data: dict[str, Any], locale: str, text: str
) -> None:
    assert called(page, "entered", "enteredText", data, locale) == text


def test_every_refusal_is_explained_in_vietnamese(page: Page) -> None:
    for status, message, words in (
        (400, "You are trying to edit a protected cell or object.", "được bảo vệ"),
        (403, "The caller does not have permission", "không có quyền"),
        (429, "Quota exceeded", "quá nhiều yêu cầu"),
        (503, "The service is currently unavailable.", "sự cố"),
        (0, "TypeError: Failed to fetch", "Không kết nối"),
        (400, "Something new", "Something new"),
    ):
        assert words in called(page, "refusals", "explained", {"status": status, "message": message})
