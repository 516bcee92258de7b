"""All checks in their order."""

from collections.abc import Iterator
from datetime import datetime

from sheets_sync.config.loading import Config
from sheets_sync.doctor.access import examine_access
from sheets_sync.doctor.at_google import examine_google, patient
from sheets_sync.doctor.check import Check, Verdict, doubtful, failed, good
from sheets_sync.doctor.hosts import examine_hosts
from sheets_sync.doctor.machine import examine_machine
from sheets_sync.doctor.mailing import examine_mail, examine_mailbox, examine_templates
from sheets_sync.doctor.people import examine_people
from sheets_sync.doctor.trial import examine_trial
from sheets_sync.errors import ConfigError, SheetsSyncError
from sheets_sync.pipeline.project import google_settings
from sheets_sync.store import open_store
from sheets_sync.store.workbooks import APART, MASTER, OWN

#: Columns of indicators.csv that files of earlier versions do not have.
RELATIONS = ("at_most", "at_most_units", "part_of", "needs", "usual_share", "equation")


def examine(
    config: Config, at: datetime, *, offline: bool = False, trial: bool | None = None
) -> Iterator[Check]:
    """Of a campaign whose configuration is right; `at` is what this computer's clock shows.

    `offline` asks nobody outside this computer. `trial` makes a file at Google and throws it away; by itself
    while no workbook was made.
    """
    told = f"{len(config.units)} units, {len(config.indicators)} indicators, {len(config.periods)} periods."
    yield good("configuration", told)
    if config.indicators and not any(form.rules for form in config.forms):
        told = "indicators.csv states no relation between indicators, so contradicting figures go unnoticed."
        yield doubtful("relations", told, f"Fill in {', '.join(RELATIONS)} where they hold.")
    yield examine_people(config)
    yield from examine_machine(config, at)
    yield from examine_templates(config)
    if not offline:
        yield examine_mail(config)
        yield from examine_mailbox(config)
    yield from examine_access(config, at)
    if not offline:
        yield from _online(config, at, trial=trial)


def _online(config: Config, at: datetime, *, trial: bool | None) -> Iterator[Check]:
    settings, books = google_settings(config), _books(config, at)
    yield examine_hosts(config, settings)
    signed_in = False
    for check in examine_google(settings, books, at):
        signed_in = signed_in or (check.name, check.verdict) == ("sign-in", Verdict.GOOD)
        yield check
    if not (trial if trial is not None else not books):
        return
    if signed_in:
        yield examine_trial(config, patient(settings))
    else:
        yield Check("trial", Verdict.SKIPPED, "Not tried: nobody can sign in.")


def of_mistakes(error: ConfigError) -> Iterator[Check]:
    """The one thing that can be said of a campaign whose configuration is wrong."""
    for problem in error.problems:
        shown = f" = {problem.value}" if problem.value else ""
        yield failed("configuration", f"{problem.file}: {problem.key}{shown}", problem.remedy)


def _books(config: Config, at: datetime) -> dict[str, str]:
    """Ids of the workbooks of the periods that are reported now, with whose they are."""
    names = {unit.code: unit.name for unit in config.units} | {
        MASTER: "the master",
        APART: "the workbook about people",
    }
    books = {}
    try:
        with open_store(config.store_url, config.campaign.code, makes=False) as store:
            for period in config.periods_at(at):
                for code, book in store.for_period(period.code).workbooks.with_office().items():
                    books[book.id] = names.get(code, f"the workbook of {code.removeprefix(OWN)}")
    except SheetsSyncError:
        # The check of the store tells what is wrong with it.
        return {}
    return books
