"""Every week: forget what no longer counts, and whom a closed period kept for long enough."""

from datetime import timedelta

from sheets_sync.people.keeping import over
from sheets_sync.pipeline.person import forget_what_is_over
from sheets_sync.store import open_store
from sheets_sync.store.astray import doubted
from sheets_sync.store.retention import prune

from .work import Done, Work


def retention(work: Work) -> Done:
    """As `sheets-sync store prune` and `sheets-sync people forget` do."""
    with open_store(work.config.store_url, makes=False) as store:
        if why := doubted(store.jobs, work.now):
            return Done({}, {"retention": why})
        forgotten = prune(store, work.now - timedelta(days=work.config.store.keep_days))
        found = over(work.config, store, work.now)
    if not found:
        return Done(forgotten)
    with work.projects([work.config.find_period(one.period) for one in found]) as projects:
        by_code = {one.period.code: one for one in projects}
        done, failed = forget_what_is_over(by_code, found, work.now)
    people = {period: sum(went.changed.values()) for period, went in done.items()}
    return Done({**forgotten, "people": people}, failed)
