"""`sheets-sync lock` and `sheets-sync unlock`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from sheets_sync.campaign import opened_all
from sheets_sync.cli.console import print_failed, print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfPeriod, code_of, moment
from sheets_sync.cli.show import names_of, outcome_as_data
from sheets_sync.pipeline import Outcome, Project, close, reopen

OfUnits = Annotated[list[str] | None, typer.Option("--unit", help="Code of a unit; may be repeated.")]
Until = Annotated[
    str | None, typer.Option(metavar="TIME", help="Closed again by itself then, e.g. 2024-08-20T17:00.")
]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in one period."""

    project: Project
    #: Codes.
    units: list[str]
    outcome: Outcome


def lock(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnits = None,
    period: OfPeriod = None,
    as_json: AsJson = False,
) -> None:
    """Close the reports of units, or of all: their tabs are protected and later changes do not count."""
    with opened_all(config, period=period) as projects:
        now = moment(projects[0].config, None)
        done = _in_each(projects, unit, lambda project, units: close(project, units, now))
        _show(done, "Closed", as_json=as_json)


def unlock(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnits = None,
    until: Until = None,
    period: OfPeriod = None,
    as_json: AsJson = False,
) -> None:
    """Open the reports of units again, or of all: for good, or until a moment."""
    with opened_all(config, period=period) as projects:
        now = moment(projects[0].config, None)
        end = None if until is None else moment(projects[0].config, until, "--until")
        done = _in_each(projects, unit, lambda project, units: reopen(project, units, now, end))
        _show(done, "Open again", as_json=as_json)


def _in_each(
    projects: Sequence[Project], units: list[str] | None, act: Callable[[Project, list[str]], Outcome]
) -> list[Done]:
    """Act in each period in which one of the units, or any, reports."""
    codes = [code_of(projects, code) for code in units or ()]
    chosen = [(one, [code for code in codes or one.units if code in one.units]) for one in projects]
    return [Done(one, own, act(one, own)) for one, own in chosen if own]


def _show(done: Iterable[Done], word: str, *, as_json: bool) -> None:
    done = list(done)
    names = {code: one.project.units[code].roster_code for one in done for code in one.units}
    if as_json:
        told = [outcome_as_data(one.project, one.outcome) for one in done]
        print_json(units=list(names.values()), periods=told)
    else:
        for one in done:
            say(f"{word} in {one.project.period.title}: {', '.join(names[code] for code in one.units)}.")
            print_failed(one.outcome.failed, names_of(one.project))
    if code := max((one.outcome.exit_code for one in done), default=0):
        raise typer.Exit(code)
