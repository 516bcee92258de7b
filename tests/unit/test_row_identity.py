"""Row identities survive sorting, copying, deleting and undoing."""

from decimal import Decimal
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.keys import assign
from sheets_sync.model import Record, Value
from sheets_sync.rows import ReadRow


def row(number: int, key: str | None, name: str, cost: int = 0) -> ReadRow:
    values: dict[str, Value] = {"row_id": key, "name": name, "cost": Decimal(cost)}
    return ReadRow(number, values, {}, ())


def record(key: str, name: str, cost: int = 0) -> Record:
    return Record("U", "works", "p", key, {"row_id": key, "name": name, "cost": Decimal(cost)}, {}, {}, 0)


def issued(number: int, numbers: "count[int]") -> list[str]:
    return [f"N{next(numbers)}" for _ in range(number)]


def keys(rows: list[ReadRow], previous: list[Record]) -> dict[int, str]:
    numbers = count(1)
    return dict(assign(rows, previous, lambda wanted: issued(wanted, numbers)).by_row)


def test_a_copied_identity_stays_with_the_row_that_looks_as_before() -> None:
    copied = [row(1, "A", "Đường hoa (sửa)"), row(2, "A", "Đường hoa")]
    found = assign(copied, [record("A", "Đường hoa")], lambda wanted: ["N"] * wanted)
    assert found.by_row == {2: "A", 1: "N"}
    assert found.clones == {1: 2}
    assert found.to_write == {1: "N"}


def test_a_row_undone_after_deletion_has_its_identity_again() -> None:
    assert keys([row(1, None, "Đường hoa")], [record("A", "Đường hoa")]) == {1: "A"}


def test_an_identity_written_into_the_wrong_row_does_not_take_the_record_along() -> None:
    moved = [row(1, "A", "Nhà văn hóa"), row(2, None, "Đường hoa")]
    assert keys(moved, [record("A", "Đường hoa")]) == {2: "A", 1: "N1"}


def test_an_edited_row_keeps_the_identity_written_in_it() -> None:
    assert keys([row(1, "A", "Đường hoa 2")], [record("A", "Đường hoa")]) == {1: "A"}


names = st.lists(st.sampled_from(["Đường", "Nhà", "Cầu", "Chợ", "Trường"]), min_size=1, max_size=8)


@given(names=names, data=st.data())
def test_any_order_of_unchanged_rows_keeps_every_identity(names: list[str], data: st.DataObject) -> None:
    previous = [record(f"K{place}", name, place) for place, name in enumerate(names)]
    order = data.draw(st.permutations(range(len(names))))
    loses = data.draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
    rows = [
        row(number, None if loses[place] else f"K{place}", names[place], place)
        for number, place in enumerate(order, start=1)
    ]
    assert keys(rows, previous) == {number: f"K{place}" for number, place in enumerate(order, start=1)}


@given(
    rows=st.lists(st.tuples(st.sampled_from([None, "A", "B", "C"]), st.sampled_from("xyz")), max_size=8),
    before=st.lists(st.sampled_from("xyz"), max_size=3),
)
def test_whatever_units_do_identities_are_unique_and_complete(
    rows: list[tuple[str | None, str]], before: list[str]
) -> None:
    previous = [record(key, name) for key, name in zip("ABC", before, strict=False)]
    read = [row(number, key, name) for number, (key, name) in enumerate(rows, start=1)]
    found = keys(read, previous)
    assert sorted(found) == [one.number for one in read]
    assert len(set(found.values())) == len(found)
