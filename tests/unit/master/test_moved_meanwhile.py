"""The office moves rows between our reading and our writing: whatever came beside another record is seen."""

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from sheets_sync.master.publishing import contents, misplaced, remarks, row_content
from sheets_sync.model import TableRow
from tests.unit.published import ACTUAL, COMMENT, SHEET, STATE, UNIT, Master, row, table

STOOD = tuple(row(key, f"Tổ {key}", place) for place, key in enumerate("abcde"))
#: What the office does: the name, and the number of a column or row below the header.
MOVES = st.tuples(st.sampled_from(("sort", "delete", "copy", "insert", "column", "move")), st.integers(0, 4))


def opened(copied: Sequence[int]) -> Master:
    """With a text and a word beside some rows, and rows that the office copied or wrote below."""
    made = Master(table(*STOOD))
    for number, text in ((1, "của a"), (2, "của b"), (4, "của d")):
        made.tab.type(number, COMMENT, text)
    for number in (1, 2, 5):
        made.tab.type(number, STATE, "Đã duyệt")
    for number in copied:
        made.tab.copy_row(1 + number, len(made.tab.texts()))
    made.tab.type(len(made.tab.texts()), UNIT, "dòng riêng")
    made.tab.type(len(made.tab.texts()) - 1, COMMENT, "của dòng riêng")
    return made


def move(made: Master, name: str, place: int) -> None:
    if name == "sort":
        made.tab.sort((UNIT, ACTUAL, STATE, COMMENT, UNIT)[place], descending=place == 4)
    elif name == "delete":
        made.tab.delete_rows(1 + place, 2 + place)
    elif name == "copy":
        made.tab.copy_row(1 + place, 1 + (place * 3) % 5)
    elif name == "insert":
        made.tab.insert(row=1 + place)
    elif name == "column":
        made.tab.insert(column=place)
    else:
        made.tab.move_column(place, (place * 2) % 5)


@given(
    st.lists(st.integers(0, 4), max_size=2),
    st.sets(st.sampled_from("abcdefg"), min_size=1),
    st.sets(st.sampled_from("abcde")),
    st.lists(MOVES, max_size=3),
)
@example([], {"a"}, {"a"}, [("delete", 0)])
def test_where_nothing_is_seen_each_record_has_its_own_beside_it(
    copied: list[int], kept: set[str], changed: set[str], moves: list[tuple[str, int]]
) -> None:
    made = opened(copied)
    wanted: list[TableRow] = [
        row(key, f"Tổ {key}", place + 100 * (key in changed)) for place, key in enumerate(sorted(kept))
    ]
    now = table(*wanted)
    before = made.book.read()
    plan = made.plan(now)
    for name, place in moves:
        move(made, name, place)
    made.book.apply(plan)
    after = made.book.read()
    expected = {key: texts for key, texts in remarks(now, before).items() if key in kept}
    if misplaced(now, plan.stands[SHEET], after):
        assert moves
    else:
        assert contents(now, after) == {one.key: row_content(one, now) for one in wanted}
        assert remarks(now, after) == expected
