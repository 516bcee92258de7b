"""An identity is written where a row was read; where another one stands by then, it is taken back."""

from collections.abc import Mapping
from typing import Any

from sheets_sync.model import Area, Workbook, WritePlan
from sheets_sync.sheets.batch import grid_range
from sheets_sync.unit_workbook.row_ids import MOST_SPANS, Named, named, seen_again, taken_back
from tests.unit.builders import grid

HEADER = ("Mã dòng", "Tên", "Kinh phí", "Địa điểm")
READ = (("", "Đường 1", "100", "Tổ 1"), ("", "Đường 2", "200", "Tổ 2"), ("", "Đường 3", "", ""))
IDS = {"A2": "works-0001", "A3": "works-0002", "A4": "works-0003"}


def book(*rows: tuple[Any, ...]) -> Workbook:
    return Workbook("book", "Tổ 1", "vi_VN", "Asia/Ho_Chi_Minh", (grid(HEADER, *rows),))


def rows_named(before: Workbook, ids: Mapping[str, str]) -> tuple[Named, ...]:
    sheet = before.grids[0].sheet_id
    return named(before, {sheet: ids}, {sheet: HEADER.index("Tên")})


def emptied(*rows: tuple[str, ...]) -> list[int]:
    """Rows, as people count, whose identity is taken back where these stand after the writing."""
    before = book(*READ)
    plan = taken_back(rows_named(before, IDS), book(*rows))
    return [area["startRowIndex"] + 1 for area in areas(plan)]


def areas(plan: WritePlan) -> list[Any]:
    bodies: list[Any] = [request["updateCells"] for request in plan.requests]
    return [body["range"] for body in bodies]


def with_ids(*rows: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(key, *row[1:]) for key, row in zip(IDS.values(), rows, strict=False)]


def test_an_identity_stays_where_its_row_is_as_it_was_or_one_cell_was_typed_anew() -> None:
    assert emptied(*with_ids(*READ)) == []
    renamed = (("", "Đường Một", "100", "Tổ 1"), ("", "Đường 2", "250", "Tổ 2"), ("", "Đường 3", "7", ""))
    assert emptied(*with_ids(*renamed)) == []


def test_an_identity_that_met_another_row_is_taken_back() -> None:
    assert emptied(*with_ids(READ[1], READ[0], READ[2])) == [2, 3]
    assert emptied(*with_ids(READ[1], READ[2])) == [2, 3, 4]
    # Little speaks for a name that was typed anew: an undo may have brought another row back.
    returned = ("", "Đường 9", "", "")
    assert emptied(*with_ids(READ[0], READ[1], returned)) == [4]
    pasted = ("", "Đường 9", "200", "Tổ 1")
    assert emptied(*with_ids(pasted, READ[1], READ[2])) == [2]


def test_only_rows_that_get_an_identity_are_looked_at() -> None:
    before = book(*with_ids(*READ)[:2], READ[2])
    [one] = rows = rows_named(before, IDS)
    assert (one.row, one.column) == (3, 0)
    title = before.grids[0].title
    assert seen_again(rows) == [f"'{title}'!4:4"]
    assert named(before, {}, {}) == ()
    assert areas(taken_back(rows, book())) == [grid_range(one.sheet_id, Area(3, 0, 4, 1))]


def test_of_many_rows_that_stand_apart_the_whole_tab_is_seen() -> None:
    rows = [("", f"Đường {number}") for number in range(2 * MOST_SPANS + 2)]
    before = book(*rows)
    ids = {f"A{number}": f"works-{number:04}" for number in range(2, len(rows) + 2, 2)}
    found = rows_named(before, ids)
    assert len(found) == MOST_SPANS + 1
    assert seen_again(found) == ["'Trang'"]
    assert len(seen_again(found[1:])) == MOST_SPANS
