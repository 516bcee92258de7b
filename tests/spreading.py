"""In which order workers run the tests: what takes long begins first, everywhere, and the rest fills up."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar

Test = TypeVar("Test")


def spread(tests: Sequence[Test], workers: int, together: Callable[[Test], str | None]) -> list[Test]:
    """The tests in the order in which `--dist worksteal` deals them out, an equal run to each worker.

    Each run begins with its share of the long tests: those for which `together` gives a name, those of the
    same name one after another.
    """
    long: dict[str, list[Test]] = {}
    short: list[Test] = []
    for test in tests:
        name = together(test)
        (short if name is None else long.setdefault(name, [])).append(test)
    begins: list[list[Test]] = [[] for _ in range(workers)]
    for place, group in enumerate(long.values()):
        begins[place % workers] += group
    rest, dealt = iter(short), 0
    found: list[Test] = []
    for left, begin in zip(range(workers, 0, -1), begins, strict=True):
        # As xdist counts (`WorkStealingScheduling.check_schedule`).
        size = (len(tests) - dealt) // left
        dealt += size
        found += [*begin, *islice(rest, max(0, size - len(begin)))]
    return [*found, *rest]
