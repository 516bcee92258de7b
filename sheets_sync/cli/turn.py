"""`sheets-sync turn`: open the periods that have begun, close those that have ended."""

from dataclasses import asdict

import typer

from sheets_sync.campaign import opened_periods, read_config
from sheets_sync.cli.console import print_failed, print_json, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, moment
from sheets_sync.cli.show import print_unserved
from sheets_sync.pipeline import turn
from sheets_sync.pipeline.outcome import PARTIAL


def turn_command(config: ConfigFile = DEFAULT_CONFIG, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Make the workbooks of periods that have begun; close the reports of those that have ended."""
    campaign = read_config(config)
    at = moment(campaign, as_of)
    with opened_periods(campaign, campaign.periods, "provision", at=at) as projects:
        turned = turn(projects, at, moment(campaign, None))
    if as_json:
        print_json(**asdict(turned))
    else:
        say(f"Opened: {', '.join(turned.opened) or 'none'}.")
        say(f"Closed: {', '.join(turned.closed) or 'none'}.")
        for lines in turned.changed.values():
            for line in lines:
                say(f"  {line}")
        for period, lines in turned.waiting.items():
            say(f"Not done in {period}; `sheets-sync provision` does it, with --dry-run it shows it:")
            for line in lines:
                say(f"  {line}")
        print_failed(turned.failed)
        print_unserved(line for lines in turned.unserved.values() for line in lines)
    if turned.failed or turned.unserved:
        raise typer.Exit(PARTIAL)
