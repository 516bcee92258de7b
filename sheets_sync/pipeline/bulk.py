"""Garbage collection while a run holds hundreds of thousands of small objects that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

#: Collections of new objects, and how many of them go before one of older ones: the defaults, with 700
#: objects, look through everything that a run holds again and again, for half of its time.
THRESHOLDS = (100_000, 20, 20)


@contextmanager
def bulk_work() -> Iterator[None]:
    """What stands before is left alone meanwhile, and what comes is looked through rarely. May be nested."""
    before = gc.get_threshold()
    is_first = before != THRESHOLDS and not _is_frozen()
    if is_first:
        gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if is_first:
            gc.unfreeze()


@cache
def _is_frozen() -> bool:
    """Whether the process left something alone before its first run, as one does that forks others.

    Asked once: all that is left alone is counted for it, for longer than a small run takes.
    """
    return gc.get_freeze_count() > 0
