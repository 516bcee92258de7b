"""`sheets-sync doctor`."""

from collections.abc import Iterable
from dataclasses import asdict

import typer
from rich.text import Text

from sheets_sync.campaign import read_config
from sheets_sync.cli.console import print_json, print_table
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment
from sheets_sync.doctor import Check, Verdict, examine, of_mistakes
from sheets_sync.errors import ConfigError

STYLES = {
    Verdict.GOOD: "green",
    Verdict.DOUBTFUL: "yellow",
    Verdict.FAILED: "red",
    Verdict.SKIPPED: "dim",
}


def doctor(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Look for what could be wrong, with a remedy for each; exits with 1 when something is."""
    try:
        campaign = read_config(config)
    except ConfigError as error:
        checks = tuple(of_mistakes(error))
    else:
        checks = tuple(examine(campaign, moment(campaign, None)))
    if as_json:
        print_json(checks=[asdict(check) for check in checks])
    else:
        _print(checks)
    if any(check.verdict is Verdict.FAILED for check in checks):
        raise typer.Exit(1)


def _print(checks: Iterable[Check]) -> None:
    rows = [
        (
            check.name,
            Text(str(check.verdict), STYLES[check.verdict]),
            f"{check.told}\n→ {check.remedy}" if check.remedy else check.told,
        )
        for check in checks
    ]
    print_table("", ("Check", "Verdict", "What was seen, and what to do"), rows)
