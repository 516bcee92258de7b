"""`sheets-sync status` and `sheets-sync findings`: from the store, without any call to Google."""

from dataclasses import asdict

import typer

from sheets_sync.campaign import opened
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
from sheets_sync.cli.show import print_coverage, print_findings, print_json, print_unserved
from sheets_sync.cli.sync import Strict
from sheets_sync.pipeline.consolidating import as_last_seen
from sheets_sync.pipeline.sharing import told, unserved


def status(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnit = None,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Who has reported, as of the last sync."""
    with opened(config, period=period) as project:
        check_unit(project, unit)
        coverage = [
            one
            for one in as_last_seen(project, moment(project.config, as_of)).coverage
            if unit in (None, one.unit)
        ]
        if as_json:
            print_json([asdict(one) for one in coverage])
        else:
            print_coverage(project, coverage)
            print_unserved(told(project, one) for one in unserved(project) if unit in (None, one.unit))


def findings(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnit = None,
    period: OfPeriod = None,
    strict: Strict = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What is wrong or doubtful, as of the last sync."""
    with opened(config, period=period) as project:
        check_unit(project, unit)
        found = [
            one
            for one in as_last_seen(project, moment(project.config, as_of)).findings
            if unit in (None, one.unit)
        ]
        if as_json:
            print_json([asdict(one) | {"text": one.text} for one in found])
        else:
            print_findings(project, found)
    if strict and found:
        raise typer.Exit(1)
