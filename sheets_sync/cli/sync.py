"""`sheets-sync sync`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods, read_config
from sheets_sync.cli.console import OUT, print_failed, print_json, progress
from sheets_sync.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    AsOf,
    ConfigFile,
    OfPeriod,
    OfUnit,
    Strict,
    code_of,
    moment,
)
from sheets_sync.cli.show import (
    mails_as_data,
    outcome_as_data,
    print_coverage,
    print_mails,
    print_outcome,
)
from sheets_sync.errors import NotProvisioned
from sheets_sync.mail.sending.delivery import DeliveryReport
from sheets_sync.pipeline import Options, Outcome, Project
from sheets_sync.pipeline.corresponding import correspond
from sheets_sync.pipeline.outcome import PARTIAL
from sheets_sync.pipeline.run import run

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")]
Full = Annotated[bool, typer.Option("--full", help="Read every workbook, changed or not.")]
NoMail = Annotated[bool, typer.Option("--no-mail", help="Send no mails in this run.")]


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
    done: list[tuple[Project, Outcome]] = []
    lacking: dict[str, str] = {}
    queued, delivered = 0, DeliveryReport(0, {})
    sends = not (no_mail or dry_run)
    with opened_periods(campaign, chosen_periods(campaign, period, at)) as projects:
        chosen = None if unit is None else code_of(projects, unit)
        options = Options(full=full, unit=chosen, dry_run=dry_run, mails=False)
        for project in (one for one in projects if chosen is None or chosen in one.units):
            try:
                with progress("read", len(project.units)) as step:
                    done.append((project, run(project, at, options, step, now=now)))
            except NotProvisioned as error:
                lacking[project.period.code] = str(error)
                continue
            if not as_json:
                print_outcome(*done[-1], dry_run=dry_run)
            if not (as_json or OUT.quiet):
                print_coverage(project, done[-1][1].coverage)
        if not done:
            raise NotProvisioned(" ".join(lacking.values()))
        if sends:
            # One mail a unit for all periods: only now it is known what they say.
            queued, delivered = correspond(projects, at, now)
    if as_json:
        periods = [outcome_as_data(*one) for one in done]
        print_json(periods=periods, failed=lacking, mails=mails_as_data(queued, delivered))
    else:
        print_failed(lacking)
        if sends:
            print_mails(delivered)
    partial = PARTIAL if delivered.failed or delivered.bounced or delivered.stopped or lacking else 0
    _end([outcome for _, outcome in done], partial, strict=strict)


def _end(outcomes: Sequence[Outcome], partial: int, *, strict: bool) -> None:
    if code := partial or max(outcome.exit_code for outcome in outcomes):
        raise typer.Exit(code)
    if strict and any(outcome.findings for outcome in outcomes):
        raise typer.Exit(1)
