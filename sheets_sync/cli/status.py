"""`sheets-sync status` and `sheets-sync findings`: from the store, without any call to Google."""

from dataclasses import asdict

import typer

from sheets_sync.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    AsOf,
    ConfigFile,
    OfPeriod,
    OfUnit,
    check_unit,
    moment,
    opened,
)
from sheets_sync.cli.show import print_coverage, print_findings, print_json
from sheets_sync.cli.sync import Strict
from sheets_sync.pipeline.consolidating import Consolidated, consolidate
from sheets_sync.pipeline.project import Project
from sheets_sync.store.workbooks import MASTER


def _as_last_seen(project: Project, as_of: str | None) -> Consolidated:
    known = project.store.workbooks.known()
    remarks = project.store.publications.last(known[MASTER].id).remarks if MASTER in known else {}
    return consolidate(project, remarks, moment(project.config, as_of))


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
        coverage = [one for one in _as_last_seen(project, as_of).coverage if unit in (None, one.unit)]
        if as_json:
            print_json([asdict(one) for one in coverage])
        else:
            print_coverage(project, coverage)


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
        found = [one for one in _as_last_seen(project, as_of).findings if unit in (None, one.unit)]
        if as_json:
            print_json([asdict(one) | {"text": one.text} for one in found])
        else:
            print_findings(project, found)
    if strict and found:
        raise typer.Exit(1)
