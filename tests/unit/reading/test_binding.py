"""A form's header is found where units put it; what is only similar is proposed, never applied."""

from typing import Any

import pytest

from sheets_sync.model import Grid
from sheets_sync.reading.binding import HEADER_SEARCH_ROWS, bind
from tests.unit.builders import FORM, grid, tab, titles

ECONOMY, WORKS = FORM["economy"], FORM["works"]


def doubts(found: Grid, form: Any = ECONOMY) -> list[tuple[str, str]]:
    return [(place, doubt.code) for place, doubt in bind(found, form).doubts]


def header(**changed: str | None) -> list[str | None]:
    """The economy form's titles, some of them as a unit changed them."""
    return [changed.get(column.field, column.heading.title) for column in ECONOMY.columns]


def test_the_template_binds_without_doubt() -> None:
    bound = bind(tab(ECONOMY), ECONOMY)
    assert bound.sound
    assert (bound.header_row, bound.doubts) == (0, ())
    assert bound.positions == {column.field: place for place, column in enumerate(ECONOMY.columns)}


def test_the_header_is_found_below_titles_and_dates() -> None:
    above = [["ỦY BAN NHÂN DÂN PHƯỜNG"], [], ["BÁO CÁO KẾT QUẢ THỰC HIỆN"]]
    assert bind(grid(*above, titles(ECONOMY)), ECONOMY).header_row == 3


@pytest.mark.parametrize(
    ("rows_above", "sound"), [(HEADER_SEARCH_ROWS - 1, True), (HEADER_SEARCH_ROWS, False)]
)
def test_the_header_is_looked_for_in_the_first_rows_only(rows_above: int, sound: bool) -> None:
    found = grid(*[["…"]] * rows_above, titles(ECONOMY))
    assert bind(found, ECONOMY).sound is sound


def test_columns_may_stand_in_any_order_with_others_between_them() -> None:
    found = grid(["STT", *reversed(titles(ECONOMY)), "Người nhập"])
    bound = bind(found, ECONOMY)
    assert (bound.sound, bound.doubts) == (True, ())
    assert bound.positions["code"] == len(ECONOMY.columns)
    assert bound.positions["note"] == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("plan", "KH"),
        ("plan", "kế hoạch"),
        ("actual", " THỰC\u00a0HIỆN: "),
        ("actual", "Kết quả\nthực hiện"),
        ("actual", "Luỹ kế"),
        ("measure", "ĐVT"),
        ("measure", "đvt *"),
        ("rate", "Tỉ lệ %"),
        ("same_period", "Cu\u0300ng ky\u0300"),
    ],
)
def test_known_spellings_are_the_title(field: str, typed: str) -> None:
    bound = bind(grid(header(**{field: typed})), ECONOMY)
    assert (bound.doubts, field in bound.positions) == ((), True)


@pytest.mark.parametrize(
    ("field", "typed", "proposal"),
    [("plan", "Kế hoach", "Kế hoạch"), ("actual", "Thục hiện", "Thực hiện"), ("note", "Ghi chủ", "Ghi chú")],
)
def test_a_misspelt_title_is_proposed_and_not_applied(field: str, typed: str, proposal: str) -> None:
    bound = bind(grid(header(**{field: typed})), ECONOMY)
    [(place, doubt)] = bound.doubts
    assert place == "ABCDEFGH"[[column.field for column in ECONOMY.columns].index(field)]
    assert (doubt.code, doubt.params) == ("header-suspect", {"typed": typed, "proposal": proposal})
    assert field not in bound.positions


@pytest.mark.parametrize(
    ("field", "sound"),
    [("code", False), ("plan", False), ("actual", False), ("title", True), ("rate", True), ("note", True)],
)
def test_only_columns_that_carry_the_report_are_indispensable(field: str, sound: bool) -> None:
    found = grid(header(**{field: None}))
    assert doubts(found) == [("", "header-missing")]
    assert bind(found, ECONOMY).sound is sound


def test_a_column_that_the_form_requires_is_indispensable_even_if_it_is_prose() -> None:
    narrative = FORM["narrative"]
    found = grid([title for title in titles(narrative) if title != "Tóm tắt kết quả"])
    assert not bind(found, narrative).sound


def test_a_title_that_stands_twice_keeps_its_first_column() -> None:
    bound = bind(grid([*titles(ECONOMY), "TH"]), ECONOMY)
    [(place, doubt)] = bound.doubts
    assert (place, doubt.code) == ("I", "header-twice")
    assert doubt.params == {"typed": "TH", "title": "Thực hiện", "first": "E"}
    assert (bound.positions["actual"], bound.sound) == (4, True)


def test_one_stranger_is_proposed_for_one_column_only() -> None:
    found = grid(["Mã dòng", "Tên công trình", "Khởi côngg"])
    suspects = [doubt.params for _, doubt in bind(found, WORKS).doubts if doubt.code == "header-suspect"]
    assert suspects == [{"typed": "Khởi côngg", "proposal": "Khởi công"}]


@pytest.mark.parametrize("rows", [(), ([],), (["Xin chào"], ["Số liệu của tổ"])])
def test_a_tab_without_any_title_is_not_read(rows: tuple[list[str], ...]) -> None:
    bound = bind(grid(*rows), ECONOMY)
    assert (bound.sound, bound.positions) == (False, {})
    [(place, doubt)] = bound.doubts
    assert (place, doubt.code, doubt.params) == ("", "header-missing", {"title": "Mã"})


@pytest.mark.parametrize("own", ["Lũy kế", "KH năm", "Kết quả", "Năm trước", "TH", "Lũy kế thực hiện"])
def test_case_c1_the_forms_own_title_wins_over_an_alias_left_of_it(own: str) -> None:
    header = titles(ECONOMY)
    header.insert(3, own)
    bound = bind(grid(header), ECONOMY)
    assert (bound.positions["plan"], bound.positions["actual"], bound.positions["same_period"]) == (4, 5, 6)
    assert {code for _, doubt in bound.doubts for code in (doubt.code,)} <= {"header-twice"}


def test_the_column_that_counts_is_named_at_the_one_that_does_not() -> None:
    header = titles(ECONOMY)
    header.insert(3, "Lũy kế")
    [(place, doubt)] = bind(grid(header), ECONOMY).doubts
    assert (place, doubt.params) == ("D", {"typed": "Lũy kế", "title": "Thực hiện", "first": "F"})


def test_a_header_pasted_again_does_not_hide_the_rows_between() -> None:
    damaged = [title if title not in ("Ghi chú", "Cùng kỳ") else "?" for title in titles(ECONOMY)]
    assert bind(grid(damaged, ["KT01"], titles(ECONOMY)), ECONOMY).header_row == 0
