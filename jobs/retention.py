"""Every week: forget what is older than `store.keep_days` and no longer counts."""

from datetime import timedelta

from sheets_sync.store import open_store
from sheets_sync.store.retention import prune

from .work import Done, Work


def retention(work: Work) -> Done:
    """As `sheets-sync store prune` does."""
    with open_store(work.config.store_url) as store:
        return Done(prune(store, work.now - timedelta(days=work.config.store.keep_days)))
