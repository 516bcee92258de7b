"""Texts that are packed beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.store.packing import WINDOW, Packing

#: Like each other, and some longer than all that later ones stand beside.
TEXTS = st.lists(st.builds(lambda one, times: one * times, st.binary(max_size=40), st.integers(0, 2_000)))


@given(TEXTS)
def test_each_is_unpacked_as_it_was_whatever_was_packed_before_and_after(texts: list[bytes]) -> None:
    packing = Packing()
    packed = [packing.packed(text) for text in texts]
    assert [one.text for one in packed] == texts


def test_one_that_is_like_those_before_takes_a_fraction_of_the_room() -> None:
    packing = Packing()
    rows = [f'{{"name":"Công trình số {number}","place":"Ngõ {number * 7}"}}' for number in range(400)]
    first, second = ("\n".join(rows[place::2]).encode() for place in (0, 1))
    alone = Packing().packed(second)
    packing.packed(first)
    assert len(packing.packed(second).packed) < len(alone.packed)


def test_all_after_the_first_ones_stand_beside_the_same_bytes() -> None:
    packing = Packing()
    packed = [packing.packed(str(number).encode() * 1_000) for number in range(100)]
    assert len({id(one.beside) for one in packed[-40:]}) == 1
    assert all(len(one.beside) <= WINDOW for one in packed)
