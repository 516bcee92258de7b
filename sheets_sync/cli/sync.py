"""`sheets-sync sync`."""

from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods, read_config
from sheets_sync.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    AsOf,
    ConfigFile,
    OfPeriod,
    OfUnit,
    check_unit,
    moment,
)
from sheets_sync.cli.show import outcome_as_data, print_coverage, print_json, print_outcome, progress
from sheets_sync.pipeline import Options, run
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.outcome import with_mails

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")]
Full = Annotated[bool, typer.Option("--full", help="Read every workbook, changed or not.")]
NoMail = Annotated[bool, typer.Option("--no-mail", help="Send no mails in this run.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when there are findings.")]


def sync(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnit = None,
    period: OfPeriod = None,
    full: Full = False,
    dry_run: DryRun = False,
    no_mail: NoMail = False,
    strict: Strict = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Read what changed, validate, consolidate, publish, give feedback, send mails."""
    campaign = read_config(config)
    at, now = moment(campaign, as_of), moment(campaign, None)
    options = Options(full=full, unit=unit, dry_run=dry_run, mails=False)
    outcomes = []
    with opened_periods(campaign, chosen_periods(campaign, period, at)) as projects:
        for project in projects:
            check_unit(project, unit)
            with progress("read", len(project.units)) as step:
                outcome = run(project, at, options, step, now=now)
            outcomes.append(outcome)
            if not as_json:
                print_outcome(project, outcome, dry_run=dry_run)
                print_coverage(project, outcome.coverage)
        if not (no_mail or dry_run):
            outcomes[-1] = with_mails(outcomes[-1], *correspond(projects, at, now))
        if as_json:
            found = [outcome_as_data(outcome) for outcome in outcomes]
            print_json(found[0] if len(found) == 1 else found)
    if code := max(outcome.exit_code for outcome in outcomes):
        raise typer.Exit(code)
    if strict and any(outcome.findings for outcome in outcomes):
        raise typer.Exit(1)
