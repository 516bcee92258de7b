import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.emulator.a1 import (
    Span,
    column_index,
    column_name,
    parse_cells,
    quote_title,
    split_title,
    unquote_title,
)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("A1", Span(None, 0, 0, 1, 1)),
        ("$B$2:C3", Span(None, 1, 1, 3, 3)),
        ("D4:A1", Span(None, 0, 0, 4, 4)),
        ("A:C", Span(None, None, 0, None, 3)),
        ("2:3", Span(None, 1, None, 3, None)),
        ("A5:C", Span(None, 4, 0, None, 3)),
        ("A2:2", Span(None, 1, 0, 2, None)),
        ("R2C3", Span(None, 1, 2, 2, 3)),
        ("A0", None),
        ("A", None),
        ("", None),
        ("A1:", None),
        ("ABCD1", None),
    ],
)
def test_cells_in_a1_notation_are_read(text: str, span: Span | None) -> None:
    assert parse_cells(text) == span


@given(st.integers(0, 20000))
def test_column_names_and_numbers_agree(index: int) -> None:
    assert column_index(column_name(index)) == index


@given(st.text(min_size=1, max_size=20))
def test_a_quoted_title_is_read_back(title: str) -> None:
    quoted = quote_title(title)
    assert split_title(f"{quoted}!A1") == (title, "A1")
    assert unquote_title(quoted) == title or not quoted.startswith("'")


@pytest.mark.parametrize(
    ("title", "quoted"), [("Tab_1x", "Tab_1x"), ("D3", "'D3'"), ("Kinh tế", "'Kinh tế'"), ("I'm", "'I''m'")]
)
def test_titles_are_quoted_as_google_does(title: str, quoted: str) -> None:
    assert quote_title(title) == quoted
