"""Whatever stands on a unit's tab, it is read without failing, and nothing that was typed is lost."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.forms.form import Form
from sheets_sync.model import Area, CellKind, Grid
from sheets_sync.reading.validation import Validated, validate
from sheets_sync.vietnamese.words import clean
from tests.unit.builders import FORMS, INDICATORS, cell, issuer, tab, terms, titles, unit

OWNER = unit(indicators=tuple(INDICATORS))
WORDS = (
    "Tổng cộng",
    "I. KINH TẾ",
    "Người lập biểu",
    "không có",
    "đang tổng hợp",
    "13/14",
    "1.234,5",
    "1,234.5",
    "5 tỷ 570 triệu",
    "95%",
    "05/8",
    "kÕ ho¹ch",
    "=1+1",
    "r1",
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from([*WORDS, *INDICATORS, *(title for form in FORMS for title in titles(form))]),
    st.text(max_size=12),
    st.booleans(),
    st.integers(-10, 10**6),
    st.floats(-1e18, 1e18),
    st.builds(
        cell,
        st.floats(-1e9, 1e9),
        kind=st.sampled_from([CellKind.DATE, CellKind.PERCENT]),
        shown=st.text(max_size=12),
    ),
    st.builds(cell, st.just("#REF!"), kind=st.just(CellKind.FAULT)),
)
ROWS = st.lists(st.lists(CELLS, max_size=20), max_size=6)
SPANS = st.tuples(st.integers(0, 5), st.integers(1, 5))
MERGES = st.lists(
    st.builds(lambda rows, columns: Area(rows[0], columns[0], sum(rows), sum(columns)), SPANS, SPANS),
    max_size=2,
)


def checked(grid: Grid, form: Form) -> Validated:
    made = validate(grid, form, OWNER, terms(), issue=issuer())
    assert len({record.key for record in made.records}) == len(made.records)
    for one in made.findings:
        assert one.place
        assert one.text
    return made


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), ROWS, MERGES)
def test_a_tab_below_its_header_is_read_to_its_end(
    form: Form, rows: list[list[Any]], merges: list[Area]
) -> None:
    grid = tab(form, *rows, merges=merges)
    made = checked(grid, form)
    assert made.sound
    for record in made.records:
        for place, column in enumerate(form.columns):
            typed = grid.cell(record.row, place).shown
            if clean(typed) and record.values[column.field] is None:
                assert record.rejected[column.field] == typed


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FORMS), ROWS)
def test_a_tab_without_our_header_is_read_all_the_same(form: Form, rows: list[list[Any]]) -> None:
    made = checked(tab(form, *rows), form)
    headless = Grid(7, "Trang", tab(form, *rows).rows[1:])
    assert checked(headless, form).sound <= made.sound
