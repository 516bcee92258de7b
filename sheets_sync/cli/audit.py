"""`sheets-sync audit`."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.text import Text

from sheets_sync.campaign import opened
from sheets_sync.cli.console import print_json, print_table
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfOnePeriod
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.auditing import Access, Standing, audit
from sheets_sync.pipeline.sharing import MASTER_NAME

Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when something is not as it should be.")]
MEANINGS = {
    Standing.AGREED: Text("as the roster says"),
    Standing.KEEPER: Text("keeps the file: its owner, or a member of the shared drive"),
    Standing.STRANGER: Text("not in the roster: stop sharing, or add the address", "yellow"),
    Standing.OPEN: Text("everybody with the link or of the domain: restrict the sharing", "red"),
    Standing.READS_ONLY: Text("may only look: make Editor", "yellow"),
    Standing.MISSING: Text("named in the roster, has no access: share as Editor", "yellow"),
    Standing.UNKNOWN: Text("Google did not tell", "red"),
}


def audit_command(
    config: ConfigFile = DEFAULT_CONFIG,
    period: OfOnePeriod = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Who can see or edit which workbook, compared with the roster; changes nothing."""
    with opened(config, period=period) as project:
        found = tuple(audit(project))
        if as_json:
            print_json(period=project.period.code, access=[asdict(one) for one in found])
        else:
            _print(project, found)
    if strict and not all(one.is_as_it_should_be for one in found):
        raise typer.Exit(1)


def _print(project: Project, found: tuple[Access, ...]) -> None:
    rows = [
        (
            project.units[one.unit].name if one.unit else MASTER_NAME,
            one.who,
            one.role or "–",
            MEANINGS[one.standing] + (f" – Google: {one.refused}" if one.refused else ""),
        )
        for one in found
    ]
    print_table("", ("Workbook", "Who", "Role", "Compared with the roster"), rows)
