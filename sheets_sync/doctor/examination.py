"""All checks in their order."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from sheets_sync.config.loading import Config
from sheets_sync.doctor.access import examine_access
from sheets_sync.doctor.at_google import examine_google
from sheets_sync.doctor.check import Check, failed, good
from sheets_sync.doctor.machine import examine_machine
from sheets_sync.doctor.mailing import examine_mail
from sheets_sync.errors import ConfigError, SheetsSyncError
from sheets_sync.pipeline.project import google_settings
from sheets_sync.store import open_store
from sheets_sync.store.workbooks import MASTER


def examine(config: Config, at: datetime) -> Iterator[Check]:
    """Of a campaign whose configuration is right; `at` is what this computer's clock shows."""
    told = f"{len(config.units)} units, {len(config.indicators)} indicators, {len(config.periods)} periods."
    yield good("configuration", told)
    yield from examine_machine(config, at)
    yield examine_mail(config)
    yield from examine_access(config, at)
    yield from examine_google(google_settings(config), _books(config, at), at)


def of_mistakes(error: ConfigError) -> Iterator[Check]:
    """The one thing that can be said of a campaign whose configuration is wrong."""
    for problem in error.problems:
        shown = f" = {problem.value}" if problem.value else ""
        yield failed("configuration", f"{problem.file}: {problem.key}{shown}", problem.remedy)


def _books(config: Config, at: datetime) -> dict[str, str]:
    """Ids of the workbooks of the periods that are reported now, with whose they are."""
    url = make_url(config.store_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return {}
    names = {unit.code: unit.name for unit in config.units} | {MASTER: "the master"}
    books = {}
    try:
        with open_store(config.store_url) as store:
            for period in config.periods_at(at):
                for code, book in store.for_period(period.code).workbooks.known().items():
                    books[book.id] = names.get(code, code)
    except SheetsSyncError:
        # The check of the store tells what is wrong with it.
        return {}
    return books
