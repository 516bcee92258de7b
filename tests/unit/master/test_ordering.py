"""A tab whose order is ours although the office writes in it: rows move with all that stands beside them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Table, TableRow
from tests.unit.published import COMMENT, KEY, Master, kinds, row, table

KEYS = "abcdefgh"
orders = st.lists(st.sampled_from(KEYS), min_size=1, unique=True)


def ordered(*rows: TableRow) -> Table:
    return replace(table(*rows, office_order=False), keeps_order=True)


def keyed(keys: list[str]) -> Table:
    return ordered(*(row(key, f"Tổ {key}", KEYS.index(key)) for key in keys))


def keys_in(master: Master) -> list[str]:
    return [line[KEY] for line in master.tab.texts()[1:] if line[KEY]]


@given(before=orders, after=orders)
def test_rows_come_into_the_new_order_each_with_its_remark(before: list[str], after: list[str]) -> None:
    master = Master(keyed(before))
    for number, key in enumerate(before, start=1):
        master.tab.type(number, COMMENT, f"về {key}")
    master.publish(keyed(after))
    assert keys_in(master) == after
    beside = {key: found["Ý kiến văn phòng"] for key, found in master.tab.by_key().items()}
    assert beside == {key: f"về {key}" if key in before else "" for key in after}


def test_what_is_typed_between_reading_and_writing_stays_beside_its_row() -> None:
    master = Master(keyed(["a", "b", "c"]))
    made = master.plan(keyed(["c", "a", "b"]))
    master.tab.type(1, COMMENT, "Duyệt")
    master.book.apply(made)
    assert master.tab.by_key()["a"]["Ý kiến văn phòng"] == "Duyệt"


def test_a_row_of_the_office_keeps_its_place() -> None:
    master = Master(keyed(["a", "b"]))
    master.tab.insert(row=2)
    master.tab.type(2, COMMENT, "Gọi lại chiều thứ Năm")
    master.publish(keyed(["b", "a"]))
    assert [line[KEY] for line in master.tab.texts()[1:]] == ["b", "", "a"]
    assert master.tab.text(2, COMMENT) == "Gọi lại chiều thứ Năm"


def test_one_row_that_goes_to_the_end_is_one_move() -> None:
    master = Master(keyed(list("abcdef")))
    made = master.plan(keyed(list("bcdefa")))
    assert kinds(made).count("moveDimension") == 1
