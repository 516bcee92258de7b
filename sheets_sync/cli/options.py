"""Options that several commands share."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sheets_sync.errors import ConfigError, Problem

if TYPE_CHECKING:
    from sheets_sync.config.loading import Config
    from sheets_sync.pipeline import Project

ConfigFile = Annotated[
    Path, typer.Option("--config", "-c", help="The campaign's file.", envvar="SHEETS_SYNC_CONFIG")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
OfUnit = Annotated[str | None, typer.Option("--unit", help="Code of one unit.")]
OfPeriod = Annotated[str | None, typer.Option("--period", help="Code of one period; default all open ones.")]
AsOf = Annotated[
    str | None, typer.Option(metavar="TIME", help="Moment to judge by, e.g. 2024-08-16T20:00; default now.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when there are findings.")]
#: Years of moments and days that are meant; others are slips, and calendars end.
YEARS = range(2000, 2101)
DEFAULT_CONFIG = Path("campaign.toml")


def moment(config: "Config", as_of: str | None, option: str = "--as-of") -> datetime:
    """The moment to judge by, in the ward's zone. Raises ConfigError for what is no moment."""
    if as_of is None:
        return datetime.now(config.zone)
    try:
        given = datetime.fromisoformat(as_of)
    except ValueError:
        given = None
    if given is None or given.year not in YEARS:
        problem = Problem(config.file, option, as_of, "Give a time such as 2024-08-16T20:00.")
        raise ConfigError((problem,))
    return given.replace(tzinfo=config.zone) if given.tzinfo is None else given


def given_day(config: "Config", option: str, text: str) -> date:
    """The day that an option gives. Raises ConfigError for what is no day."""
    try:
        given = date.fromisoformat(text)
    except ValueError:
        given = None
    if given is None or given.year not in YEARS:
        raise ConfigError((Problem(config.file, option, text, "Give a day such as 2024-08-20."),))
    return given


def code_of(projects: Sequence["Project"], typed: str) -> str:
    """By what the unit is kept that somebody names by its code of today, or by a former one.

    Raises ConfigError for a unit that has nothing to do with any of the periods.
    """
    units = {unit.roster_code: unit for project in projects for unit in project.units.values()}
    found = units.get(typed) or next((one for one in units.values() if typed in one.codes), None)
    if found is None:
        text = f"No such unit. Known: {', '.join(units)}."
        raise ConfigError((Problem(projects[0].config.file, "--unit", typed, text),))
    return found.code
