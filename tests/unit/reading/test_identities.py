"""Rows without natural key keep their identity whatever happens to the sheet between two runs."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Record
from sheets_sync.reading.identities import Keys, assign
from sheets_sync.reading.rows import ReadRow
from tests.unit.builders import issuer, record

WORKS = ("Sơn cổng chào", "Trồng cây", "Vệ sinh đường")


def row(number: int, row_id: str | None, name: str = "Sơn cổng chào") -> ReadRow:
    return ReadRow(number, {"row_id": row_id, "name": name}, {}, ())


def before(**names: str) -> list[Record]:
    """Records of the last submission: identity to name."""
    return [record(form="works", key=key, row_id=key, name=name) for key, name in names.items()]


def keys(rows: Sequence[ReadRow], previous: Sequence[Record] = ()) -> Keys:
    return assign(rows, previous, issuer(), "name")


def test_nothing_is_issued_when_every_row_has_its_identity() -> None:
    def refuse(wanted: int) -> Sequence[str]:
        raise AssertionError(wanted)

    made = assign([row(1, "a"), row(2, "b", "Trồng cây")], before(a=WORKS[0], b=WORKS[1]), refuse, "name")
    assert (made.by_row, made.clones) == ({1: "a", 2: "b"}, {})


def test_a_row_without_identity_gets_a_new_one() -> None:
    made = keys([row(1, "a"), row(2, None, "Trồng cây")])
    assert made.by_row == {1: "a", 2: "mới1"}


def test_of_two_rows_with_one_identity_the_upper_one_keeps_it() -> None:
    made = keys([row(4, "a", "Trồng cây"), row(2, "a")])
    assert made.by_row == {4: "a", 2: "mới1"}
    assert made.clones == {2: 4}


def test_a_copy_pasted_above_its_original_does_not_take_its_identity() -> None:
    made = keys([row(1, "a", "Trồng cây"), row(2, "a")], before(a="Sơn cổng chào"))
    assert made.by_row == {2: "a", 1: "mới1"}
    assert made.clones == {1: 2}


def test_an_identity_written_into_the_wrong_row_is_put_right() -> None:
    previous = before(a="Sơn cổng chào", b="Trồng cây")
    made = keys([row(1, "b"), row(2, "a", "Trồng cây")], previous)
    assert made.by_row == {1: "a", 2: "b"}


def test_a_lost_identity_comes_back_to_the_row_that_looks_as_before() -> None:
    made = keys([row(7, None, "Trồng cây")], before(a="Sơn cổng chào", b="Trồng cây"))
    assert made.by_row == {7: "b"}


def test_of_rows_that_look_alike_each_keeps_the_identity_written_in_it() -> None:
    made = keys([row(1, "b"), row(2, "a")], before(a=WORKS[0], b=WORKS[0]))
    assert made.by_row == {1: "b", 2: "a"}


def test_an_edited_row_keeps_the_identity_written_in_it() -> None:
    assert keys([row(1, "a", "Sơn lại cổng chào")], before(a="Sơn cổng chào")).by_row == {1: "a"}


# Whatever units do

NAMES = st.sampled_from([*WORKS, "Đổ bê tông ngõ 5", ""])
IDS = st.sampled_from([None, "a", "b", "c", "d", "của đơn vị"])
ROWS = st.lists(st.tuples(IDS, NAMES), max_size=8).map(
    lambda cells: [row(number, row_id, name) for number, (row_id, name) in enumerate(cells, start=1)]
)
BEFORE = st.dictionaries(st.sampled_from("abcd"), NAMES, max_size=4).map(lambda names: before(**names))


@given(ROWS, BEFORE)
def test_every_row_has_one_identity_and_no_two_the_same(rows: list[ReadRow], previous: list[Record]) -> None:
    made = keys(rows, previous)
    assert made.by_row.keys() == {one.number for one in rows}
    assert len(set(made.by_row.values())) == len(rows)
    assert all(made.by_row[clone] != made.by_row[original] for clone, original in made.clones.items())


@given(ROWS, BEFORE)
def test_every_record_that_still_stands_somewhere_keeps_its_identity(
    rows: list[ReadRow], previous: list[Record]
) -> None:
    kept = keys(rows, previous)
    names = {one.number: one.text("name") for one in rows}
    for name in {str(one.values["name"]) for one in previous}:
        identities = {one.key for one in previous if one.values["name"] == name}
        standing = [kept.by_row[number] for number, typed in names.items() if typed == name]
        expected = min(len(identities), len(standing))
        assert len(identities & set(standing)) == expected


@given(ROWS, BEFORE)
def test_writing_the_identities_settles_them(rows: list[ReadRow], previous: list[Record]) -> None:
    made = keys(rows, previous)
    written = [one._replace(values={**one.values, "row_id": made.by_row[one.number]}) for one in rows]
    after = [record(form="works", key=one.text("row_id"), name=one.values["name"]) for one in written]
    again = keys(written, after)
    assert (again.by_row, again.clones) == (made.by_row, {})


@given(st.data())
def test_sorting_copying_deleting_and_undoing_change_no_identity(data: st.DataObject) -> None:
    names = [f"Công trình số {number}" for number in range(5)]
    previous = before(**dict(zip("abcde", names, strict=True)))
    sheet: list[tuple[str | None, str]] = list(zip("abcde", names, strict=True))
    history: list[list[tuple[str | None, str]]] = []
    for action in data.draw(
        st.lists(st.sampled_from(["sort", "copy", "delete", "undo", "wipe"]), max_size=6)
    ):
        place = data.draw(st.integers(0, max(0, len(sheet) - 1)))
        if action == "undo":
            sheet = list(history.pop()) if history else sheet
            continue
        history.append(list(sheet))
        if action == "sort":
            sheet = data.draw(st.permutations(sheet))
        elif sheet and action == "copy":
            sheet.insert(data.draw(st.integers(0, len(sheet))), sheet[place])
        elif sheet and action == "delete":
            del sheet[place]
        elif sheet:
            sheet[place] = (None, sheet[place][1])
    made = keys([row(number, *cells) for number, cells in enumerate(sheet)], previous)
    by_name = Counter(name for _, name in sheet)
    holders = {sheet[number][1] for number, key in made.by_row.items() if key in "abcde"}
    assert holders == set(by_name)
    for number, key in made.by_row.items():
        if by_name[sheet[number][1]] == 1:
            assert key == "abcde"[names.index(sheet[number][1])]


def costly(number: int, row_id: str | None, name: str, cost: int) -> ReadRow:
    return ReadRow(number, {"row_id": row_id, "name": name, "cost": cost}, {}, ())


def test_a_row_edited_before_its_identity_could_be_written_is_still_its_record() -> None:
    previous = [record(form="works", key="a", row_id="a", name="Trồng cây", cost=300)]
    made = keys([costly(1, None, "Trồng cây", 100)], previous)
    assert made.by_row == {1: "a"}


def test_where_two_rows_have_the_name_of_a_missing_record_neither_is_taken_for_it_and_the_unit_is_asked() -> (
    None
):
    previous = [record(form="works", key="a", row_id="a", name="Trồng cây", cost=300)]
    made = keys([costly(1, None, "Trồng cây", 100), costly(2, None, "Trồng cây", 200)], previous)
    assert made.by_row == {1: "mới1", 2: "mới2"}
    assert made.unsure == {1: ["a"], 2: ["a"]}


def test_a_copied_identity_goes_back_to_the_missing_record_whose_name_its_row_bears() -> None:
    previous = [
        record(form="works", key="a", name="Trồng cây", cost=200),
        record(form="works", key="b", name="Sân chơi", cost=200),
    ]
    made = keys([costly(1, "a", "Trồng cây", 200), costly(2, "a", "Sân chơi", 100)], previous)
    assert (made.by_row, made.clones, made.unsure) == ({1: "a", 2: "b"}, {}, {})


def test_identities_that_a_sort_exchanged_are_put_right_though_one_row_is_gone_and_one_changed() -> None:
    previous = [
        record(form="works", key="a", name="Trồng cây", cost=200),
        record(form="works", key="b", name="Sân chơi", cost=200),
    ]
    assert keys([costly(1, "b", "Trồng cây", 100)], previous).by_row == {1: "a"}


def test_a_row_brought_back_by_undo_is_the_record_that_once_said_so() -> None:
    earlier = [record(form="works", key="a", name="Trồng cây", cost=200)]
    previous = [record(form="works", key="a", name="Trồng 50 cây", cost=300)]
    made = assign([costly(1, None, "Trồng cây", 200)], previous, issuer(), "name", earlier=lambda: earlier)
    assert made.by_row == {1: "a"}


def test_a_row_that_is_the_same_but_for_its_name_is_asked_about_where_a_record_is_missing() -> None:
    previous = [
        record(form="works", key="a", name="Trồng cây", cost=300),
        record(form="works", key="b", name="Sân chơi", cost=200),
    ]
    made = keys([costly(1, "b", "Sân chơi", 200), costly(2, None, "Trồng cây xanh", 300)], previous)
    assert (made.by_row, made.unsure) == ({1: "b", 2: "mới1"}, {2: ["a"]})


def test_a_new_row_beside_a_deleted_one_is_just_new() -> None:
    previous = [
        record(form="works", key="a", name="Trồng cây", cost=300),
        record(form="works", key="b", name="Sân chơi", cost=200),
    ]
    made = keys([costly(1, "b", "Sân chơi", 200), costly(2, None, "Đường hoa", 50)], previous)
    assert (made.by_row, made.unsure) == ({1: "b", 2: "mới1"}, {})


def test_a_row_of_that_name_beside_the_record_itself_is_another_work() -> None:
    previous = [record(form="works", key="a", row_id="a", name="Trồng cây", cost=300)]
    made = keys([costly(1, "a", "Trồng cây", 100), costly(2, None, "Trồng cây", 200)], previous)
    assert made.by_row == {1: "a", 2: "mới1"}
