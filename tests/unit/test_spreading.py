"""What takes long begins first on every worker."""

from hypothesis import given
from hypothesis import strategies as st

from tests.spreading import spread

TESTS = st.lists(st.tuples(st.integers(), st.sampled_from((None, None, None, "a", "b", "c"))), max_size=60)


def name(test: tuple[int, str | None]) -> str | None:
    return test[1]


@given(tests=TESTS, workers=st.integers(1, 5))
def test_every_test_is_run_once(tests: list[tuple[int, str | None]], workers: int) -> None:
    assert sorted(map(repr, spread(tests, workers, name))) == sorted(map(repr, tests))


def test_each_worker_begins_with_its_share_of_the_long_ones() -> None:
    tests = [(place, {3: "a", 5: "a", 9: "b", 17: "c"}.get(place)) for place in range(20)]
    found = [place for place, _ in spread(tests, 2, name)]
    assert found[:3] == [3, 5, 17]
    assert found[10] == 9


def test_without_workers_long_tests_begin_all_the_same() -> None:
    tests = [(0, None), (1, "a"), (2, None)]
    assert [place for place, _ in spread(tests, 1, name)] == [1, 0, 2]
