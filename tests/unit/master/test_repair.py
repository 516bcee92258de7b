"""After a writing that came across a sorting: what is seen, and what is put back where."""

from collections.abc import Callable
from dataclasses import replace

from sheets_sync.master.publishing import misplaced, put_back, remarks, spoiled
from sheets_sync.model import OfficeColumn, TableRow
from tests.unit.published import COMMENT, ROWS, SHEET, STATE, UNIT, Master, row, table
from tests.unit.tab_model import Tab

TITLE = OfficeColumn("office-comment")


def master(**comments: str) -> Master:
    made = Master(table(*ROWS))
    for number, one in enumerate(ROWS, start=1):
        if text := comments.get(one.key):
            made.tab.type(number, COMMENT, text)
    return made


def moved(deed: Callable[[Tab], None], *wanted: TableRow) -> bool:
    """Whether it is seen that somebody did it between reading and writing."""
    made, now = master(a="của a"), table(*wanted)
    plan = made.plan(now)
    deed(made.tab)
    made.book.apply(plan)
    return misplaced(now, plan.stands[SHEET], made.book.read())


CHANGED = (row("a", "Tổ 1", 10), *ROWS[1:])


def test_rows_that_moved_are_seen() -> None:
    assert moved(lambda tab: tab.sort(UNIT, descending=True), *CHANGED)
    assert moved(lambda tab: tab.delete_rows(1, 2), *CHANGED)
    assert moved(lambda tab: tab.insert(row=1), *CHANGED)
    assert moved(lambda tab: tab.copy_row(1, 3), *CHANGED)
    assert moved(lambda tab: tab.insert(column=2), *CHANGED)
    assert moved(lambda tab: tab.move_column(COMMENT, UNIT), *CHANGED)


def test_a_row_of_the_offices_that_came_in_place_of_one_that_went_is_seen() -> None:
    assert moved(lambda tab: tab.insert(row=2), ROWS[0], ROWS[2])


def test_what_the_office_wrote_meanwhile_moved_nothing() -> None:
    assert not moved(lambda _: None, *CHANGED)
    assert not moved(lambda tab: tab.type(1, COMMENT, "sửa lại"), *CHANGED)
    assert not moved(lambda tab: tab.type(2, COMMENT, "mới"), *ROWS[1:])


def test_texts_go_back_to_their_records_and_new_ones_stay() -> None:
    expected = {"a": {TITLE: "của a"}, "b": {}, "c": {}}
    found = {"b": {TITLE: "của a"}, "c": {TITLE: "mới viết"}}
    assert put_back(expected, found, expected) == {"a": {TITLE: "của a"}, "b": {TITLE: ""}}


def put(expected: dict[str, str], found: dict[str, str], *choices: OfficeColumn) -> dict[str, str]:
    return put_where_there_was(expected, expected, found, *choices)


def put_where_there_was(
    before: dict[str, str], expected: dict[str, str], found: dict[str, str], *choices: OfficeColumn
) -> dict[str, str]:
    old, own, now = ({key: {TITLE: text} for key, text in one.items()} for one in (before, expected, found))
    return {key: one[TITLE] for key, one in put_back(own, now, old, choices).items()}


def test_what_was_typed_over_a_text_meanwhile_stays() -> None:
    """Found by the state machine: a row that the office copied at the same time had it taken back."""
    assert put({"a": "của a", "b": "của b"}, {"a": "sửa lại", "b": "của b"}) == {}
    words = {"a": "Đã duyệt", "b": "Trả lại", "c": ""}, {"a": "Trả lại", "b": "Trả lại", "c": "Trả lại"}
    assert put(*words, TITLE) == {}


def test_what_was_typed_over_a_text_in_a_row_that_moved_goes_to_that_texts_record() -> None:
    assert put({"a": "của a", "b": "của b"}, {"a": "của b", "b": "a mới"}) == {"a": "a mới", "b": "của b"}


def test_a_new_text_of_nobody_knows_whom_stands_below_that_of_its_rows_record() -> None:
    expected, found = {"a": "", "b": "của b"}, {"a": "của b", "b": "mới"}
    assert put(expected, found) == {"a": "", "b": "của b\nmới"}
    assert put(expected, found, TITLE) == {"a": "", "b": "của b"}


def test_what_was_there_before_is_nothing_new_beside_a_text_of_ours_that_went_elsewhere() -> None:
    """Found by the state machine: the reason for deciding about a form came beside another unit's record."""
    before = {"a": "của a", "b": "của b"}
    ours = {"a": "lý do\ncủa a", "b": "của b"}
    found = {"a": "của a", "b": "lý do\ncủa a"}
    assert put_where_there_was(before, ours, found) == ours


def test_what_a_text_of_ours_replaces_is_nothing_new_beside_another_record_either() -> None:
    before = {"a": "của a", "b": "", "c": ""}
    ours = {"a": "lý do\ncủa a", "b": "", "c": ""}
    found = {"a": "", "b": "của a", "c": "lý do\ncủa a"}
    assert put_where_there_was(before, ours, found) == ours


def test_a_text_that_stands_beside_its_record_was_typed_by_nobody_beside_another() -> None:
    """Found by the state machine: the office copied a row in the moment of the write, which hit the copy."""
    assert put({"a": "của a", "b": ""}, {"a": "của a", "b": "của a"}) == {"b": ""}


def test_a_value_of_ours_in_a_column_that_came_to_its_place_is_taken_back() -> None:
    made, now = master(a="của a"), table(*CHANGED)
    plan = made.plan(now)
    made.tab.move_column(COMMENT, UNIT)
    made.book.apply(plan)
    after = made.book.read()
    [(key, column)] = spoiled(now, plan.stands[SHEET], after)
    assert (key, column) == ("a", TITLE)
    assert remarks(now, after) == {"a": {TITLE: "Tổ 1"}}
    own = {"a": {TITLE: "của a"}}
    assert put_back(own, {"a": {TITLE: "Tổ 1"}}, own, (), {("a", TITLE)}) == own
    assert put_back({}, {"a": {TITLE: "Tổ 1"}}, {}, (), {("a", TITLE)}) == {"a": {TITLE: ""}}


def test_a_word_of_ours_in_another_column_than_it_was_meant_for_is_taken_back() -> None:
    """Found by the state machine."""
    state = OfficeColumn("office-state")
    made = master(a="của a")
    now = table(replace(ROWS[0], remarks={state: "approved"}), *ROWS[1:])
    plan = made.plan(now)
    made.tab.move_column(COMMENT, STATE)
    made.book.apply(plan)
    after = made.book.read()
    assert remarks(now, after) == {"a": {TITLE: "Đã duyệt"}}
    assert spoiled(now, plan.stands[SHEET], after) == {("a", TITLE)}
