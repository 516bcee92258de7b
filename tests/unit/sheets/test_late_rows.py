"""Rows that are made when they are looked at."""

from collections.abc import Mapping, Sequence

from sheets_sync.model import Area
from sheets_sync.sheets.batch import cell, update_cells
from sheets_sync.sheets.late_rows import LateRows, bytes_of, is_within, lengths_of, whole

ROWS = 2_000


def request(made: list[int]) -> Mapping[str, object]:
    def row(number: int) -> Sequence[Mapping[str, object]]:
        made.append(number)
        return [cell(f"Công trình số {number}")]

    return update_cells(1, Area(1, 0, 1 + ROWS, 1), LateRows(range(ROWS), row), "userEnteredValue")


def test_its_length_is_that_of_what_is_sent() -> None:
    late = request([])
    assert sum(lengths_of(late)) == bytes_of(whole(late))


def test_no_more_rows_are_made_than_tell_that_it_is_too_long() -> None:
    made: list[int] = []
    late = request(made)
    most = 5_000
    assert not is_within(lengths_of(late), most)
    assert sum(len(f"Công trình số {number}".encode()) for number in made) < most
    assert 0 < len(made) < ROWS / 10


def test_what_is_just_as_long_as_it_may_be_is_within() -> None:
    late = request([])
    length = sum(lengths_of(late))
    assert is_within(lengths_of(late), length)
    assert not is_within(lengths_of(late), length - 1)
