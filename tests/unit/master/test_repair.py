"""After a writing that came across a sorting: what is seen, and what is put back where."""

from sheets_sync.master.publishing import misplaced, put_back
from sheets_sync.model import OfficeColumn
from tests.unit.published import COMMENT, ROWS, Master, table

TITLE = OfficeColumn("office-comment")


def master(**comments: str) -> Master:
    made = Master(table(*ROWS))
    for number, row in enumerate(ROWS, start=1):
        if text := comments.get(row.key):
            made.tab.type(number, COMMENT, text)
    return made


def moved(expected: dict[str, str], found: dict[str, str]) -> bool:
    wanted = {key: {TITLE: text} for key, text in expected.items()}
    return misplaced(table(*ROWS), wanted, master(**expected).book.read(), master(**found).book.read())


def test_a_text_beside_another_record_or_gone_with_a_row_is_seen() -> None:
    assert moved({"a": "của a"}, {"b": "của a"})
    assert moved({"a": "của a"}, {})


def test_a_text_that_the_office_wrote_or_changed_meanwhile_moved_nothing() -> None:
    assert not moved({"a": "của a"}, {"a": "của a", "b": "mới"})
    assert not moved({"a": "của a"}, {"a": "sửa lại"})


def test_texts_of_a_record_that_goes_need_not_be_there() -> None:
    assert not moved({"đã gỡ": "của nó"}, {})


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
