"""Every evening: read what changed, publish to the master, give feedback in the units' workbooks."""

from .syncing import sync
from .work import Done, Work


def nightly_sync(work: Work) -> Done:
    """Sync every period that is reported now."""
    return work.in_each_period(sync)
