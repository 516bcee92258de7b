"""`sheets-sync sync`."""

from typing import Annotated

import typer

from sheets_sync.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    AsOf,
    ConfigFile,
    OfUnit,
    check_unit,
    moment,
    opened,
)
from sheets_sync.cli.show import outcome_as_data, print_coverage, print_json, print_outcome, progress
from sheets_sync.pipeline import Options, run

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")]
Full = Annotated[bool, typer.Option("--full", help="Read every workbook, changed or not.")]
NoMail = Annotated[bool, typer.Option("--no-mail", help="Send no mails in this run.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when there are findings.")]


def sync(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnit = None,
    full: Full = False,
    dry_run: DryRun = False,
    no_mail: NoMail = False,
    strict: Strict = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Read what changed, validate, consolidate, publish, give feedback, send mails."""
    with opened(config) as project:
        check_unit(project, unit)
        at = moment(project.config, as_of)
        options = Options(full=full, unit=unit, dry_run=dry_run, mails=not no_mail)
        with progress("read", len(project.units)) as step:
            outcome = run(project, at, options, step, now=moment(project.config, None))
        if as_json:
            print_json(outcome_as_data(outcome))
        else:
            print_outcome(project, outcome, dry_run=dry_run)
            print_coverage(project, outcome.coverage)
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)
    if strict and outcome.findings:
        raise typer.Exit(1)
