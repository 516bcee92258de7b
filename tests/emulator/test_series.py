"""autoFill and textToColumns on the requests that people make of them."""

from datetime import date
from typing import Any

import pytest

from sheets_sync.emulator.series import continued

from .client import Api, Json

D = date


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([1.0, 3.0], [5, 7, 9]),
        ([1.0, 2.0, 4.0], None),
        ([5.0], None),
        ([D(2024, 1, 30)], [D(2024, 1, 31), D(2024, 2, 1), D(2024, 2, 2)]),
        ([D(2024, 1, 1), D(2024, 1, 8)], [D(2024, 1, 15), D(2024, 1, 22), D(2024, 1, 29)]),
        ([D(2024, 1, 31), D(2024, 3, 31)], [D(2024, 5, 31), D(2024, 7, 31), D(2024, 9, 30)]),
        ([D(2024, 1, 5), D(2024, 4, 5)], [D(2024, 7, 5), D(2024, 10, 5), D(2025, 1, 5)]),
        (["Thứ Hai"], ["Thứ Ba", "Thứ Tư", "Thứ Năm"]),
        (["thứ bảy"], ["chủ nhật", "thứ hai", "thứ ba"]),
        (["Mon", "Wed"], ["Fri", "Sun", "Tue"]),
        (["November"], ["December", "January", "February"]),
        (["Quý III"], ["Quý IV", "Quý I", "Quý II"]),
        (["Q3"], ["Q4", "Q1", "Q2"]),
        (["Quý 4"], ["Quý 1", "Quý 2", "Quý 3"]),
        (["Bài 9"], ["Bài 10", "Bài 11", "Bài 12"]),
        (["P08", "P10"], ["P12", "P14", "P16"]),
        (["a", "b"], None),
        (["Mon", "x"], None),
    ],
)
def test_a_series_goes_on(items: list[Any], expected: list[Any] | None) -> None:
    steps = range(len(items), len(items) + 3)
    found = [continued(items, step, "vi_VN", other=False) for step in steps]
    assert found == (expected or [None] * 3)


def test_the_other_series_repeats_what_counts_and_counts_what_repeats() -> None:
    assert continued([5.0], 2, "vi_VN", other=True) == 7
    assert continued([1.0, 2.0], 2, "vi_VN", other=True) is None
    assert continued([D(2024, 1, 1)], 1, "vi_VN", other=True) is None


def fill(api: Api, typed: list[list[Any]], body: Json) -> list[list[Any]]:
    book = api.new(locale="vi_VN")
    api.type(book, "A1", typed)
    api.update(book, {"autoFill": body})
    return api.read(book, "A1:F6", "FORMATTED_VALUE")


def test_each_column_of_a_block_goes_on_by_itself(api: Api) -> None:
    source = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 3}
    body = {"sourceAndDestination": {"source": source, "dimension": "ROWS", "fillLength": 2}}
    typed = [["1", "30/11/2024", "=A1*2"], ["2", "31/12/2024", "=A2*2"]]
    found = fill(api, typed, body)
    assert found[2:] == [["3", "31/01/2025", "6"], ["4", "03/03/2025", "8"]]


def test_a_block_is_continued_backwards(api: Api) -> None:
    source = {"startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    body = {"sourceAndDestination": {"source": source, "dimension": "ROWS", "fillLength": -2}}
    assert fill(api, [[""], [""], ["Thứ Tư"]], body) == [["Thứ Hai"], ["Thứ Ba"], ["Thứ Tư"]]


@pytest.mark.parametrize(
    ("typed", "place", "expected"),
    [
        ([["Q1"]], {"endRowIndex": 3, "endColumnIndex": 1}, [["Q1"], ["Q2"], ["Q3"]]),
        ([["Q1"]], {"endRowIndex": 1, "endColumnIndex": 3}, [["Q1", "Q2", "Q3"]]),
        ([[""], [""], ["Q3"]], {"endRowIndex": 3, "endColumnIndex": 1}, [["Q1"], ["Q2"], ["Q3"]]),
    ],
)
def test_the_filled_part_of_a_range_is_continued_into_the_rest(
    api: Api, typed: list[list[Any]], place: Json, expected: list[list[str]]
) -> None:
    body = {"range": {"startRowIndex": 0, "startColumnIndex": 0, **place}}
    assert fill(api, typed, body) == expected


def test_an_empty_range_is_not_filled(api: Api) -> None:
    api.refuse(api.new(), {"autoFill": {"range": {"endRowIndex": 3, "endColumnIndex": 1}}})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a, b", "c, d, e"], [["a", "b"], ["c", "d", "e"]]),
        (["x;1", "y;2"], [["x", "1"], ["y", "2"]]),
        (["Nguyễn Văn A, Hà Nội", "Trần B, Huế"], [["Nguyễn Văn A", "Hà Nội"], ["Trần B", "Huế"]]),
        (["một hai", "ba"], [["một", "hai"], ["ba"]]),
    ],
)
def test_the_sign_between_columns_is_found(api: Api, texts: list[str], expected: list[list[str]]) -> None:
    book = api.new()
    api.write(book, "A1", [[text] for text in texts])
    column = {"startColumnIndex": 0, "endColumnIndex": 1}
    api.update(book, {"textToColumns": {"source": column, "delimiterType": "AUTODETECT"}})
    found = api.read(book, "A1:F6", "FORMATTED_VALUE")
    assert [[cell.strip() for cell in row] for row in found] == expected
