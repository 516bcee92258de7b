"""`sheets-sync audit`."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from sheets_sync.campaign import opened
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfPeriod
from sheets_sync.cli.show import OUT, print_json
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.auditing import Access, Standing, audit

Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when something is not as it should be.")]
MEANINGS = {
    Standing.AGREED: "as the roster says",
    Standing.KEEPER: "keeps the file: its owner, or a member of the shared drive",
    Standing.STRANGER: "[yellow]not in the roster: stop sharing, or add the address[/yellow]",
    Standing.OPEN: "[red]everybody with the link or of the domain: restrict the sharing[/red]",
    Standing.READS_ONLY: "[yellow]may only look: make Editor[/yellow]",
    Standing.MISSING: "[yellow]named in the roster, has no access: share as Editor[/yellow]",
    Standing.UNKNOWN: "[red]Google did not tell[/red]",
}


def audit_command(
    config: ConfigFile = DEFAULT_CONFIG,
    period: OfPeriod = None,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Who can see or edit which workbook, compared with the roster; changes nothing."""
    with opened(config, period=period) as project:
        found = tuple(audit(project))
        if as_json:
            print_json([asdict(one) for one in found])
        else:
            _print(project, found)
    if strict and not all(one.is_as_it_should_be for one in found):
        raise typer.Exit(1)


def _print(project: Project, found: tuple[Access, ...]) -> None:
    table = Table()
    for title in ("Workbook", "Who", "Role", "Compared with the roster"):
        table.add_column(title)
    for one in found:
        name = project.units[one.unit].name if one.unit else "Bảng tổng hợp"
        said = f"\nGoogle: {one.refused}".replace("[", r"\[") if one.refused else ""
        table.add_row(name, one.who.replace("[", r"\["), one.role or "–", MEANINGS[one.standing] + said)
    OUT.print(table)
