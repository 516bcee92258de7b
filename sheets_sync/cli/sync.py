"""`sheets-sync sync`."""

from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods, read_config
from sheets_sync.cli.console import print_json, progress
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
from sheets_sync.cli.show import (
    mails_as_data,
    outcome_as_data,
    print_coverage,
    print_mails,
    print_outcome,
)
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.pipeline import Options, run
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.outcome import PARTIAL

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
    outcomes, periods = [], []
    queued, delivered = 0, DeliveryReport(0, {})
    sends = not (no_mail or dry_run)
    with opened_periods(campaign, chosen_periods(campaign, period, at)) as projects:
        for project in projects:
            check_unit(project, unit)
            with progress("read", len(project.units)) as step:
                outcome = run(project, at, options, step, now=now)
            outcomes.append(outcome)
            periods.append(outcome_as_data(project, outcome))
            if not as_json:
                print_outcome(project, outcome, dry_run=dry_run)
                print_coverage(project, outcome.coverage)
        if sends:
            # One mail a unit for all periods: only now it is known what they say.
            queued, delivered = correspond(projects, at, now)
    if as_json:
        print_json(periods=periods, mails=mails_as_data(queued, delivered))
    elif sends:
        print_mails(delivered)
    if delivered.failed or delivered.bounced or delivered.stopped:
        raise typer.Exit(PARTIAL)
    if code := max(outcome.exit_code for outcome in outcomes):
        raise typer.Exit(code)
    if strict and any(outcome.findings for outcome in outcomes):
        raise typer.Exit(1)
