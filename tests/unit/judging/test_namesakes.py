"""Alike names are found however many there are, with work that grows as they do."""

import random
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from sheets_sync.judging.namesakes import SAME_NAME, alike, same_birth, same_name
from sheets_sync.vietnamese.words import fold

SYLLABLES = (
    "an",
    "bich",
    "cam",
    "dao",
    "duc",
    "gia",
    "hieu",
    "khoa",
    "lam",
    "mai",
    "oanh",
    "phu",
    "quy",
    "son",
)


def people(count: int, seed: int = 1) -> list[str]:
    """Names of one given name, one in five of them written a second time with a slip."""
    draw = random.Random(seed)  # noqa: S311 # no secret depends on it
    names: list[str] = []
    while len(names) < count:
        name = " ".join(draw.choice(SYLLABLES) for _ in range(4)) + " hoa"
        names.append(name)
        if draw.random() < 0.2:
            place = draw.randrange(len(name) - 4)
            slip = draw.choice(("", draw.choice("abcdeghiklmnopqrstuvxy")))
            names.append(name[:place] + slip + name[place + 1 :])
    return names[:count]


def by_brute_force(names: list[str]) -> set[tuple[int, int]]:
    words = [" ".join(sorted(fold(name).split())) for name in names]
    return {
        (left, right)
        for left, right in combinations(range(len(names)), 2)
        if fuzz.ratio(words[left], words[right], score_cutoff=SAME_NAME)
    }


@pytest.mark.parametrize("seed", range(5))
def test_in_a_large_block_nearly_all_pairs_are_found_and_no_other(seed: int) -> None:
    names = people(600, seed)
    expected, found = by_brute_force(names), set(alike(names))
    assert found <= expected
    assert len(found) >= 0.98 * len(expected)
    assert len(expected) > 60


def test_a_small_block_is_compared_whole() -> None:
    names = people(60)
    assert set(alike(names)) == by_brute_force(names)


@pytest.mark.parametrize("name", ["Nguyễn Văn {} An", "Nguyễn Văn An", "x{}"])
def test_work_grows_as_the_names_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(*_: object, **__: object) -> float:
        compared.append(1)
        return 100.0

    monkeypatch.setattr(fuzz, "ratio", counted)
    work = {}
    for count in (500, 1000):
        compared.clear()
        assert len(list(alike([name.format(place) for place in range(count)]))) == len(compared)
        work[count] = len(compared)
    assert work[1000] <= 2.1 * work[500]


def test_marks_of_erased_names_are_one_persons_only_with_the_same_number() -> None:
    marks = ["(đã xóa)", "(đã xóa)", "(đã xóa 1)", "(đã xóa 11)", "(đã xóa 1)", "Nguyễn Văn An"]
    assert list(alike(marks)) == [(2, 4)]
    told = {(one, other) for one, other in combinations(range(6), 2) if same_name(marks[one], marks[other])}
    assert told == {(2, 4)}


def test_marks_of_births_tell_apart_only_with_two_numbers() -> None:
    assert not same_birth("(đã xóa 1)", "(đã xóa 2)")
    assert same_birth("(đã xóa 2)", "(đã xóa 2)")
    assert same_birth("(đã xóa)", "(đã xóa 2)")
    assert same_birth("(đã xóa)", "1971")
    assert not same_birth("1985", "02/9/1971")


def test_a_name_of_a_whole_page_costs_no_more_than_a_name() -> None:
    page = "Nguyễn Văn An " * 2000
    assert list(alike([page, page])) == [(0, 1)]
