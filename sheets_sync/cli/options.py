"""Options that several commands share, and opening the campaign they name."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from schemas import FORMS
from sheets_sync.config import Config, load
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.forms import Form
from sheets_sync.google import Gate, Google, GoogleSettings
from sheets_sync.google.settings import Purpose
from sheets_sync.model import Period
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.posting import mail_transport
from sheets_sync.pipeline.project import google_settings
from sheets_sync.store import open_store

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", help="The campaign's file.", envvar="SHEETS_SYNC_CONFIG")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
OfUnit = Annotated[str | None, typer.Option("--unit", help="Code of one unit.")]
OfPeriod = Annotated[str | None, typer.Option("--period", help="Code of one period; default the open ones.")]
AsOf = Annotated[
    str | None, typer.Option(metavar="TIME", help="Moment to judge by, e.g. 2024-08-16T20:00; default now.")
]
DEFAULT_CONFIG = Path("campaign.toml")


def read_config(file: Path) -> Config:
    """The campaign; raises ConfigError with every problem."""
    return load(file, form_codes=[form.code for form in FORMS])


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
def opened_config(
    config: Config, purpose: Purpose = "sync", forms: tuple[Form, ...] = FORMS, period: Period | None = None
) -> Iterator[Project]:
    """The same for a configuration that was read before."""
    with opened_periods(config, (period or config.period,), purpose, forms) as (project,):
        yield project


@contextmanager
def opened_periods(
    config: Config,
    periods: Iterable[Period],
    purpose: Purpose = "sync",
    forms: tuple[Form, ...] = FORMS,
    gate: Gate = nullcontext,
) -> Iterator[tuple[Project, ...]]:
    """The campaign in several periods, which share its store, its account and its transport."""
    transport = mail_transport(config)
    with (
        open_store(config.store_url) as store,
        Google(google_settings(config), purpose, gate=gate) as google,
    ):
        yield tuple(
            Project(config, forms, store.for_period(period.code), google, transport, period)
            for period in periods
        )


def chosen_periods(config: Config, code: str | None, at: datetime) -> tuple[Period, ...]:
    """The period with this code, or those that are reported at a moment. Raises ConfigError."""
    return config.periods_at(at) if code is None else (config.find_period(code),)


@contextmanager
def opened_offline(config: Config, period: Period) -> Iterator[Project]:
    """The campaign in one period without an account at Google, for what needs the store alone."""
    transport = mail_transport(config)
    with open_store(config.store_url) as store, Google(GoogleSettings(auth="anonymous")) as google:
        yield Project(config, FORMS, store.for_period(period.code), google, transport, period)


def moment(config: Config, as_of: str | None) -> datetime:
    """The moment to judge by, in the ward's zone. Raises ConfigError for what is no moment."""
    if as_of is None:
        return datetime.now(config.zone)
    try:
        given = datetime.fromisoformat(as_of)
    except ValueError:
        problem = Problem(config.file, "--as-of", as_of, "Give a time such as 2024-08-16T20:00.")
        raise ConfigError((problem,)) from None
    return given.replace(tzinfo=config.zone) if given.tzinfo is None else given


def given_day(config: Config, option: str, text: str) -> date:
    """The day that an option gives. Raises ConfigError for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        problem = Problem(config.file, option, text, "Give a day such as 2024-08-20.")
        raise ConfigError((problem,)) from None


def check_unit(project: Project, unit: str | None) -> None:
    """Raises ConfigError for a unit that is not in the roster."""
    if unit is not None and unit not in project.units:
        known = ", ".join(project.units)
        raise ConfigError((Problem(project.config.file, "--unit", unit, f"No such unit. Known: {known}."),))
