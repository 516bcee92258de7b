"""`sheets-sync lock` and `sheets-sync unlock`."""

from typing import Annotated

import typer

from sheets_sync.campaign import opened
from sheets_sync.cli.console import print_failed, print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfOnePeriod, check_unit, moment
from sheets_sync.cli.show import names_of, outcome_as_data
from sheets_sync.pipeline import Outcome, Project, close, reopen

OfUnits = Annotated[list[str] | None, typer.Option("--unit", help="Code of a unit; may be repeated.")]
Until = Annotated[
    str | None, typer.Option(metavar="TIME", help="Closed again by itself then, e.g. 2024-08-20T17:00.")
]


def lock(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnits = None,
    period: OfOnePeriod = None,
    as_json: AsJson = False,
) -> None:
    """Close the reports of units, or of all: their tabs are protected and later changes do not count."""
    with opened(config, period=period) as project:
        units = _checked(project, unit)
        now = moment(project.config, None)
        outcome = close(project, units, now)
        _show(project, outcome, "Closed", units, as_json=as_json)


def unlock(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnits = None,
    until: Until = None,
    period: OfOnePeriod = None,
    as_json: AsJson = False,
) -> None:
    """Open the reports of units again, or of all: for good, or until a moment."""
    with opened(config, period=period) as project:
        units = _checked(project, unit)
        now = moment(project.config, None)
        end = None if until is None else moment(project.config, until, "--until")
        outcome = reopen(project, units, now, end)
        _show(project, outcome, "Open again", units, as_json=as_json)


def _checked(project: Project, units: list[str] | None) -> list[str]:
    for unit in units or ():
        check_unit(project, unit)
    return units or list(project.units)


def _show(project: Project, outcome: Outcome, done: str, units: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json(units=units, periods=[outcome_as_data(project, outcome)])
    else:
        say(f"{done}: {', '.join(units)}.")
        print_failed(outcome.failed, names_of(project))
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)
