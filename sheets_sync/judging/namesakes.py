"""Which names may be one person's: alike in spelling, in whatever order of words. Pure.

Near-linear however many and however alike the names are: in a small block every two are compared, in a
larger one each with those that stand next to it in the order of letters, from the front and from the back
(the sorted neighbourhood of Hernández and Stolfo, 1995): a slip leaves either the beginning or the end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from sheets_sync.vietnamese.erased import ERASED, is_erased, number_of
from sheets_sync.vietnamese.words import fold

#: Similarity in per cent from which two names are taken for one person.
SAME_NAME = 92
#: Names of one block of which every two are compared.
_ALL_PAIRS = 60
#: With so many neighbours a name is compared in a larger block.
_NEIGHBOURS = 30
#: Letters of a name that are compared: nobody's is longer.
_LONGEST = 120


def alike(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of every two names that may be one person's, the earlier place first, each pair once.

    Only names that end alike are compared: the given name is a Vietnamese name's last word. The mark of an
    erased name is nobody's; one with a number is like the same one alone.
    """
    folded = ["" if name == ERASED else fold(name[:_LONGEST]) for name in names]
    words = [" ".join(sorted(one.split())) for one in folded]
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(folded):
        if one:
            blocks[_last_word(one)].append(place)
    for block in blocks.values():
        for left, right in _compared(block, words):
            if fuzz.ratio(words[left], words[right], score_cutoff=SAME_NAME) and not _are_marks_of_two(
                names[left], names[right]
            ):
                yield left, right


def block_of(name: str) -> str:
    """What names share that are compared with each other; empty for none, which is compared with nothing."""
    return _last_word(fold(name[:_LONGEST]))


def _last_word(folded: str) -> str:
    return folded.rpartition(" ")[2]


def same_name(one: str, other: str) -> bool:
    """Whether two names are probably one, whatever the accents and the order of their words."""
    if is_erased(one) or is_erased(other):
        return one == other and bool(number_of(one))
    left, right = (" ".join(sorted(fold(name[:_LONGEST]).split())) for name in (one, other))
    return bool(left and right) and bool(fuzz.ratio(left, right, score_cutoff=SAME_NAME))


def same_birth(one: str, other: str) -> bool:
    """Whether two days or years of birth, empty where unknown, may be of one person.

    Marks of erased ones with two numbers are not; of any other mark nobody knows.
    """
    if is_erased(one) or is_erased(other):
        numbers = {number_of(one), number_of(other)}
        return 0 in numbers or len(numbers) == 1
    return not one or not other or one[-4:] == other[-4:]


def _are_marks_of_two(one: str, other: str) -> bool:
    return one != other and (is_erased(one) or is_erased(other))


def _compared(block: Sequence[int], words: Sequence[str]) -> Iterable[tuple[int, int]]:
    if len(block) <= _ALL_PAIRS:
        return combinations(block, 2)
    forwards = sorted(block, key=lambda place: words[place])
    backwards = sorted(block, key=lambda place: words[place][::-1])
    near = {
        (min(pair), max(pair))
        for ordered in (forwards, backwards)
        for at, place in enumerate(ordered)
        for pair in ((place, other) for other in ordered[at + 1 : at + 1 + _NEIGHBOURS])
    }
    return sorted(near)
