"""The same done to many workbooks at a time."""

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")


def side_by_side(deed: Callable[[Given], Result], given: Collection[Given], threads: int) -> Iterator[Result]:
    """What the deed makes of each, in their order, in so many threads; what is alone needs none."""
    if min(threads, len(given)) <= 1:
        yield from map(deed, given)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(deed, given)
