"""Addresses of cells as people write them, and links that open them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Area
from sheets_sync.sheets.addresses import Web, address, column_letters, parse, span

PLACES = st.integers(0, 20_000)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_lettered_as_in_sheets(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@given(PLACES, PLACES)
def test_an_address_is_read_back_as_it_was_written(row: int, column: int) -> None:
    assert parse(address(row, column)) == (row, column)
    assert parse(column_letters(column)) == (None, column)
    assert parse(str(row + 1)) == (row, None)


@given(st.lists(PLACES, min_size=2, unique=True))
def test_columns_stand_in_the_order_of_length_and_letters(columns: list[int]) -> None:
    letters = [column_letters(column) for column in sorted(columns)]
    assert letters == sorted(letters, key=lambda one: (len(one), one))


@pytest.mark.parametrize(
    ("area", "cells"), [(Area(1, 4, 2, 5), "E2"), (Area(1, 4, 3, 5), "E2:E3"), (Area(0, 25, 1, 27), "Z1:AA1")]
)
def test_an_area_is_written_from_corner_to_corner(area: Area, cells: str) -> None:
    assert span(area) == cells


@pytest.mark.parametrize(
    ("sheet", "cells", "rest"),
    [
        (None, "E2", ""),
        (0, "", "#gid=0"),
        (7, "", "#gid=7"),
        (7, "E2", "#gid=7&range=E2"),
        (7, "A2:H2", "#gid=7&range=A2:H2"),
        (7, "D", "#gid=7&range=D:D"),
        (7, "18", "#gid=7&range=18:18"),
    ],
)
def test_a_link_opens_the_tab_and_selects_the_cells(sheet: int | None, cells: str, rest: str) -> None:
    assert Web().link("abc", sheet, cells) == f"https://docs.google.com/spreadsheets/d/abc/edit{rest}"
