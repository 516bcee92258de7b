"""`sheets-sync status` and `sheets-sync findings`: from the store, without any call to Google."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json
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
    in_roster,
    print_coverage,
    print_findings,
    print_refused,
    print_stopped,
    print_unserved,
)
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.hindrances import refused
from sheets_sync.pipeline.sharing import told, unserved
from sheets_sync.pipeline.standing import Standing


def status(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnit = None,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Who has reported, as of the last sync."""
    answers, mails = [], dict[str, Any]()
    for project, seen in _as_last_seen(config, unit, period, as_of):
        chosen = None if unit is None else code_of([project], unit)
        coverage = [one for one in seen.coverage if chosen in (None, one.unit)]
        answers.append({"period": project.period.code, "coverage": in_roster(project, coverage)})
        if not as_json:
            print_coverage(project, coverage)
            print_unserved(told(project, one) for one in unserved(project) if chosen in (None, one.unit))
        mails = mails or _mails(project, chosen, as_json=as_json)
    if as_json:
        print_json(periods=answers, mails=mails)


def findings(
    config: ConfigFile = DEFAULT_CONFIG,
    unit: OfUnit = None,
    period: OfPeriod = None,
    strict: Strict = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What is wrong or doubtful, as of the last sync."""
    answers = []
    for project, seen in _as_last_seen(config, unit, period, as_of):
        chosen = None if unit is None else code_of([project], unit)
        found = [one for one in seen.findings if chosen in (None, one.unit)]
        told = [
            data | {"text": one.outside.text}
            for data, one in zip(in_roster(project, found), found, strict=True)
        ]
        answers.append({"period": project.period.code, "findings": told})
        if not as_json:
            print_findings(project, found)
    if as_json:
        print_json(periods=answers)
    if strict and any(answer["findings"] for answer in answers):
        raise typer.Exit(1)


def _mails(project: Project, unit: str | None, *, as_json: bool) -> dict[str, Any]:
    """Whether mails leave, and which addresses no mail reaches; printed, unless a program asks."""
    trouble, now = project.store.post.trouble(), moment(project.config, None)
    own = None if unit is None else {*project.units[unit].emails, *project.units[unit].head_emails}
    found = [one for one in refused(project, now) if own is None or one.address in own]
    stopped = "" if trouble is None else trouble.told()
    if not as_json:
        print_refused(found)
        print_stopped(stopped)
    return {"refused": [asdict(one) for one in found], "stopped": stopped}


def _as_last_seen(
    file: Path, unit: str | None, period: str | None, as_of: str | None
) -> Iterator[tuple[Project, Standing]]:
    """Each period in which the unit, or any, owes something. Raises ConfigError where it owes nothing."""
    config = read_config(file)
    at = moment(config, as_of)
    with opened_periods_offline(config, chosen_periods(config, period, at)) as projects:
        if unit is not None:
            code_of(projects, unit)
        for project in projects:
            if unit is None or any(unit in one.codes for one in project.units.values()):
                with project.store.at_one_moment():
                    yield project, Standing.of(project, at)
