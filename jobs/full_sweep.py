"""Every week: read every workbook, changed or not, in case Drive's list of changes missed something."""

from functools import partial

from .syncing import sync
from .work import Done, Work


def full_sweep(work: Work) -> Done:
    """Sync every period that is reported now, with all its workbooks."""
    return work.in_each_period(partial(sync, full=True))
