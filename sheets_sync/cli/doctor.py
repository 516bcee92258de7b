"""`sheets-sync doctor`."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.text import Text

from sheets_sync.campaign import read_config
from sheets_sync.cli.console import print_json, print_table, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, moment
from sheets_sync.doctor import Check, Verdict, examine, of_mistakes
from sheets_sync.doctor.forwarded import for_administrator
from sheets_sync.errors import ConfigError
from sheets_sync.pipeline.project import google_settings

STYLES = {
    Verdict.GOOD: "green",
    Verdict.DOUBTFUL: "yellow",
    Verdict.FAILED: "red",
    Verdict.SKIPPED: "dim",
}


Offline = Annotated[bool, typer.Option("--offline", help="Ask nobody outside this computer.")]
Trial = Annotated[
    bool | None,
    typer.Option(
        "--trial/--no-trial",
        help="Make a file at Google, share and protect it, throw it away; by itself before `provision`.",
    ),
]
ForAdmin = Annotated[
    bool,
    typer.Option("--for-admin", help="Only print what an administrator has to allow, as a text to forward."),
]


def doctor(
    config: ConfigFile = DEFAULT_CONFIG,
    offline: Offline = False,
    trial: Trial = None,
    for_admin: ForAdmin = False,
    as_json: AsJson = False,
) -> None:
    """Look for what could be wrong, with a remedy for each; exits with 1 when something is."""
    if for_admin:
        found = read_config(config)
        say(for_administrator(found, google_settings(found)))
        return
    try:
        campaign = read_config(config)
    except ConfigError as error:
        checks = tuple(of_mistakes(error))
    else:
        checks = tuple(examine(campaign, moment(campaign, None), offline=offline, trial=trial))
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
