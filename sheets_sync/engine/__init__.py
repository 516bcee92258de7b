"""Who does what is to be done about single units: threads of this process, or workers on any machine."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Protocol, Self, TypeVar

#: What is begun and not finished yet, for each thread: the rest would only wait in memory.
AHEAD = 2
Begun = TypeVar("Begun")
Done = TypeVar("Done", covariant=True)


class UnitWork(Protocol[Begun, Done]):
    """One thing that is to be done about each of some units."""

    @property
    def name(self) -> str:
        """Tells this work from other kinds."""
        ...

    @property
    def units(self) -> Sequence[str]:
        """Their codes, in the order in which they are wanted."""
        ...

    @property
    def threads(self) -> int:
        """How many units at most are begun beside each other in one process."""
        ...

    def begin(self, unit: str) -> Begun:
        """What waits for others: any number of units beside each other."""
        ...

    def finish(self, unit: str, begun: Begun) -> Done:
        """What is kept of it: one unit after another."""
        ...

    def begun_before(self, unit: str) -> Self:
        """The same where somebody had begun with this unit, and nobody knows how far that went."""
        ...

    def errand(self, unit: str) -> str:
        """All that somebody elsewhere has to know to do it, as text."""
        ...

    def answered(self, answer: str) -> Done:
        """What somebody elsewhere told of having done it."""
        ...


class Engine(Protocol):
    """Does the work about each unit, wherever that is; a failure that is no unit's own is raised here."""

    def each(self, work: UnitWork[Begun, Done]) -> Iterator[tuple[str, Done]]:
        """What became of each unit, in the order of `work.units`."""
        ...


class Threads:
    """The engine of one machine: threads of this process."""

    def each(self, work: UnitWork[Begun, Done]) -> Iterator[tuple[str, Done]]:
        """What became of each unit, in the order of `work.units`."""
        for unit, begun in zip(work.units, _side_by_side(work), strict=True):
            yield unit, work.finish(unit, begun)


def _side_by_side(work: UnitWork[Begun, Done]) -> Iterator[Begun]:
    """What is alone needs no thread."""
    if min(work.threads, len(work.units)) <= 1:
        yield from map(work.begin, work.units)
        return
    with ThreadPoolExecutor(work.threads) as pool:
        units = iter(work.units)
        begun: deque[Future[Begun]] = deque(
            pool.submit(work.begin, unit) for unit in islice(units, AHEAD * work.threads)
        )
        try:
            while begun:
                yield begun.popleft().result()
                begun.extend(pool.submit(work.begin, unit) for unit in islice(units, 1))
        finally:
            # Whatever ends the work begins no more.
            for one in begun:
                one.cancel()
