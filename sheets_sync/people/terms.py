"""For how long something is kept, and from when on that counts."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sheets_sync.config.loading import Config
from sheets_sync.model import Period, Personal
from sheets_sync.store import Store
from sheets_sync.store.closings import Closings
from sheets_sync.store.workbooks import MASTER


def keeps(config: Config) -> Mapping[Personal, int]:
    """Days after a period was closed, by kind."""
    return {Personal(kind): days for kind, days in config.settings.people.keep.model_dump().items()}


def closed_at(config: Config, period: Period, store: Store, now: datetime) -> datetime | None:
    """When the last report of a period was closed, or counts as closed for the time of keeping.

    None while one is open, or where nobody has a workbook.
    """
    made = store.workbooks.of_all_periods()
    owners = {unit for code, unit, _ in made if code == period.code and unit != MASTER}
    closings = Closings(store.database, period.code).known()
    held = [closings[unit] for unit in owners if unit in closings and closings[unit].holds(now)]
    if not owners:
        return None
    if len(held) == len(owners):
        return max(one.at for one in held)
    ends = period.closes or counts_from(config, period)
    return ends if ends <= now else None


def counts_from(config: Config, period: Period) -> datetime:
    """From when on a period that nobody closes counts as closed."""
    last = max((period.deadline, *period.deadlines.values()))
    return last + timedelta(days=config.settings.people.unclosed_days)
