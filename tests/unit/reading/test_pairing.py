"""Rows and records are paired so that no other way of pairing them scores higher."""

from collections.abc import Mapping
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.reading.pairing import MANY, Scores, pairs

KEYS = st.sampled_from("abcd")
SCORES = st.dictionaries(st.tuples(st.integers(0, 3), KEYS), st.integers(1, 9).map(float), max_size=10)


def chosen(scores: Scores) -> dict[int, str]:
    return {pair.row: pair.key for pair in pairs(scores)}


def total(found: Mapping[int, str], scores: Scores) -> float:
    return sum(scores[row, key] for row, key in found.items())


def highest(scores: Scores) -> float:
    """By trying every way."""
    rows = sorted({row for row, _ in scores})
    keys: list[str | None] = [*sorted({key for _, key in scores}), *[None] * len(rows)]
    return max(
        sum(scores.get((row, key), 0.0) for row, key in zip(rows, order, strict=True) if key)
        for order in permutations(keys, len(rows))
    )


@given(SCORES)
def test_no_other_way_scores_higher(scores: Scores) -> None:
    found = chosen(scores)
    assert len(set(found.values())) == len(found)
    assert found.keys() <= {row for row, _ in scores}
    assert total(found, scores) == (highest(scores) if scores else 0)


@given(SCORES)
def test_whatever_is_not_sure_could_be_paired_as_well_otherwise(scores: Scores) -> None:
    for pair in pairs(scores):
        others = {place: score for place, score in scores.items() if place != (pair.row, pair.key)}
        loss = highest(scores) - (highest(others) if others else 0)
        assert pair.sure or loss == 0


def test_two_rows_that_may_be_one_record_are_not_sure() -> None:
    assert [pair.sure for pair in pairs({(1, "a"): 4.0, (2, "a"): 4.0})] == [False]
    assert [pair.sure for pair in pairs({(1, "a"): 4.0, (2, "a"): 3.0})] == [True]


def test_two_pairs_that_could_be_exchanged_are_not_sure() -> None:
    crossed = {(1, "a"): 4.0, (1, "b"): 4.0, (2, "a"): 4.0, (2, "b"): 4.0}
    assert [pair.sure for pair in pairs(crossed)] == [False, False]


def test_of_very_many_that_hang_together_each_goes_with_its_best() -> None:
    chain = {(row, str(row + step)): 5.0 - step for row in range(3 * MANY) for step in (0, 1)}
    assert chosen(chain) == {row: str(row) for row in range(3 * MANY)}
