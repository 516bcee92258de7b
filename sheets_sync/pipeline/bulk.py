"""Garbage collection while a run holds hundreds of thousands of small objects that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Collections of new objects, and how many of them go before one of older ones: the defaults, with 700
#: objects, look through everything that a run holds again and again, for half of its time.
THRESHOLDS = (100_000, 20, 20)


@contextmanager
def bulk_work() -> Iterator[None]:
    """What stands before is left alone meanwhile, and what comes is looked through rarely. May be nested."""
    before = gc.get_threshold()
    # Not by how many objects are set aside: to count them takes longer than many a run.
    is_first = before != THRESHOLDS
    if is_first:
        gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if is_first:
            gc.unfreeze()
