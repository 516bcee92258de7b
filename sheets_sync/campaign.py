"""The composition root: a campaign's files, forms, store, account at Google and mails, put together."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sheets_sync.config.loading import Config, load
from sheets_sync.google.calls import Gate
from sheets_sync.google.key_file import address_of
from sheets_sync.google.offline import Offline
from sheets_sync.google.settings import Purpose
from sheets_sync.mail.sending.transports import Transport
from sheets_sync.model import Coverage, Finding, Period
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.posting import mail_transport
from sheets_sync.pipeline.project import google_settings, remembered_units
from sheets_sync.shipped import shipped
from sheets_sync.store import Store, open_store

if TYPE_CHECKING:
    from sheets_sync.google import Google


def read_config(file: Path) -> Config:
    """The campaign with its forms, its own or those that ship; raises ConfigError with every problem."""
    return load(file, shipped("schemas").FORMS)


@contextmanager
def opened(file: Path, purpose: Purpose = "sync", period: str | None = None) -> Iterator[Project]:
    """The campaign with its store, its account at Google and its mail transport.

    In the period with this code, or in the first of those that are reported now.
    """
    config = read_config(file)
    chosen = chosen_periods(config, period, datetime.now(config.zone))
    with opened_config(config, purpose, period=chosen[0]) as project:
        yield project


@contextmanager
def opened_all(
    file: Path, purpose: Purpose = "sync", period: str | None = None
) -> Iterator[tuple[Project, ...]]:
    """The campaign in the period with this code, or in all that are reported now."""
    config = read_config(file)
    chosen = chosen_periods(config, period, datetime.now(config.zone))
    with opened_periods(config, chosen, purpose, makes_store=purpose == "provision") as projects:
        yield projects


@contextmanager
def opened_config(
    config: Config, purpose: Purpose = "sync", period: Period | None = None
) -> Iterator[Project]:
    """The same for a configuration that was read before."""
    chosen, makes_store = (period or config.period,), purpose == "provision"
    with opened_periods(config, chosen, purpose, makes_store=makes_store) as (project,):
        yield project


@contextmanager
def opened_periods(
    config: Config,
    periods: Iterable[Period],
    purpose: Purpose = "sync",
    gate: Gate = nullcontext,
    at: datetime | None = None,
    *,
    makes_store: bool = False,
    beside_runs: bool = False,
) -> Iterator[tuple[Project, ...]]:
    """The campaign in several periods, which share its store, its account and its transport.

    `at` decides who is in charge of what; by itself now. `beside_runs` leaves some of the account's quota to
    its runs. Raises NotProvisioned where there is no store and none may be made.
    """
    # A fifth of what a command that makes no call loads.
    from sheets_sync.google import Google

    transport = mail_transport(config)
    day = (at or datetime.now(config.zone)).astimezone(config.zone).date()
    with (
        open_store(config.store_url, config.campaign.code, makes=makes_store) as store,
        Google(replace(google_settings(config), beside_runs=beside_runs), purpose, gate=gate) as google,
    ):
        yield tuple(_project(config, period, store, google, transport, day) for period in periods)


def _project(
    config: Config, period: Period, store: Store, google: "Google", transport: Transport, day: date
) -> Project:
    bound = store.for_period(period.code)
    return Project(
        config, period, bound, google, transport, day=day, remembered=remembered_units(config, bound)
    )


def coverage_of(project: Project, at: datetime) -> tuple[Coverage, ...]:
    """Where each unit stands with each form as of a moment, by what the last sync saw; no call to Google.

    Raises StoreError.
    """
    from sheets_sync.pipeline.standing import Standing

    with project.store.at_one_moment():
        return Standing.of(project, at).coverage


def findings_of(project: Project, at: datetime) -> tuple[Finding, ...]:
    """What is wrong or doubtful as of a moment, by what the last sync saw; no call to Google.

    Values about people are shortened: only the unit's own sheet quotes them whole. Raises StoreError.
    """
    from sheets_sync.pipeline.standing import Standing

    with project.store.at_one_moment():
        return tuple(one.outside for one in Standing.of(project, at).findings)


def chosen_periods(config: Config, code: str | None, at: datetime) -> tuple[Period, ...]:
    """The period with this code, or those that are reported at a moment. Raises ConfigError."""
    return config.periods_at(at) if code is None else (config.find_period(code),)


@contextmanager
def opened_offline(config: Config, period: Period) -> Iterator[Project]:
    """The campaign in one period without an account at Google, for what needs the store alone."""
    with opened_periods_offline(config, (period,)) as (project,):
        yield project


@contextmanager
def opened_periods_offline(
    config: Config, periods: Iterable[Period], at: datetime | None = None
) -> Iterator[tuple[Project, ...]]:
    """The same in several periods, as of a moment or now."""
    transport = mail_transport(config)
    day = (at or datetime.now(config.zone)).astimezone(config.zone).date()
    # Who syncs is no stranger to be shut out, whoever looks.
    google = cast("Google", Offline(address_of(google_settings(config))))
    with open_store(config.store_url, config.campaign.code, makes=False) as store:
        yield tuple(_project(config, period, store, google, transport, day) for period in periods)
