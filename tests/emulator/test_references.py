import pytest

from sheets_sync.emulator.references import bounded, drop_title, rename_title, rewrite, shift
from sheets_sync.emulator.spans import Deletion, Insertion, Move, Shift


def moved(formula: str, change: Shift) -> str:
    return rewrite(formula, lambda found: found.shifted("ROWS", change))


@pytest.mark.parametrize(
    ("formula", "copied"),
    [
        ("=A1+$A$1+A$1+$A1", "=B3+$A$1+B$1+$A3"),
        ('=IF(A1>0;"A1";B1)', '=IF(B3>0;"A1";C3)'),
        ("='Tổng hợp'!A1:B2", "='Tổng hợp'!B3:C4"),
        ("=SUM(A:A)+SUM(1:1)", "=SUM(B:B)+SUM(3:3)"),
        ("=LOG10(A1)", "=LOG10(B3)"),
        ("=tong_cong+1.5", "=tong_cong+1.5"),
    ],
)
def test_relative_references_follow_a_copy(formula: str, copied: str) -> None:
    assert shift(formula, 2, 1) == copied


def test_a_reference_copied_over_the_edge_is_gone() -> None:
    assert shift("=A1+B2", -1, 0) == "=#REF!+B1"


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("=A2+A3", "=A2+A5"),
        ("=SUM(A1:A3)", "=SUM(A1:A5)"),
        ("=SUM($A$3:A9)", "=SUM($A$5:A11)"),
        ("=SUM(A2:A)", "=SUM(A2:A)"),
    ],
)
def test_inserted_rows_push_references_down(formula: str, after: str) -> None:
    assert moved(formula, Insertion(2, 2)) == after


@pytest.mark.parametrize(
    ("formula", "after"),
    [("=A3", "=#REF!"), ("=SUM(A1:A5)", "=SUM(A1:A3)"), ("=SUM(A3:A4)", "=SUM(#REF!)"), ("=A9", "=A7")],
)
def test_deleted_rows_shrink_ranges_and_break_references(formula: str, after: str) -> None:
    assert moved(formula, Deletion(2, 4)) == after


def test_moved_rows_are_followed() -> None:
    assert moved("=A1+A3", Move(0, 1, 3)) == "=A3+A2"


def test_titles_are_followed_and_lost() -> None:
    assert rename_title("=Cu!A1+'Cu'!B2+A1", "cu", "Số mới") == "='Số mới'!A1+'Số mới'!B2+A1"
    assert drop_title("=Cu!A1+A1", "Cu") == "=#REF!+A1"


def test_open_ends_are_closed_at_the_grid() -> None:
    assert bounded("=SUM(A2:A)+SUM(B:C)+SUM(3:3)", lambda _: (10, 4)) == "=SUM(A2:A10)+SUM(B1:C10)+SUM(A3:D3)"
