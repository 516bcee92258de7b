"""`sheets-sync audit`."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.text import Text

from sheets_sync.campaign import opened_all
from sheets_sync.cli.console import print_json, print_table, say
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, ConfigFile, OfPeriod
from sheets_sync.cli.show import roster_code
from sheets_sync.pipeline import Project
from sheets_sync.pipeline.auditing import Access, Standing, audit
from sheets_sync.pipeline.sharing import name_of

Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 when something is not as it should be.")]
People = Annotated[bool, typer.Option("--people", help="Only workbooks that hold something about people.")]
MEANINGS = {
    Standing.AGREED: Text("as the roster says"),
    Standing.KEEPER: Text("keeps the file: its owner, or a member of the shared drive"),
    Standing.STRANGER: Text("not in the roster: stop sharing, or add the address", "yellow"),
    Standing.OPEN: Text("everybody with the link or of the domain: restrict the sharing", "red"),
    Standing.READS_ONLY: Text("may only look: make Editor", "yellow"),
    Standing.MISSING: Text("named in the roster, has no access: share as Editor", "yellow"),
    Standing.UNKNOWN: Text("Google did not tell", "red"),
    Standing.ORPHAN: Text(
        "belongs to no unit of the roster: give its line back, or name its code in `was` of the new one",
        "yellow",
    ),
}


def audit_command(
    config: ConfigFile = DEFAULT_CONFIG,
    period: OfPeriod = None,
    people: People = False,
    strict: Strict = False,
    as_json: AsJson = False,
) -> None:
    """Who can see or edit which workbook, compared with the roster; changes nothing."""
    with opened_all(config, period=period) as projects:
        found = [
            (project, tuple(one for one in audit(project) if one.people or not people))
            for project in projects
        ]
        if as_json:
            print_json(periods=[_as_data(project, own) for project, own in found])
        else:
            for project, own in found:
                _print(project, own)
    if strict and not all(one.is_as_it_should_be for _, own in found for one in own):
        raise typer.Exit(1)


def _as_data(project: Project, found: tuple[Access, ...]) -> dict[str, Any]:
    access = [asdict(one) | {"unit": roster_code(project, one.unit)} for one in found]
    return {"period": project.period.code, "access": access}


def _print(project: Project, found: tuple[Access, ...]) -> None:
    rows = [
        (
            name_of(project, one.unit),
            one.who,
            one.role or "–",
            MEANINGS[one.standing] + (f" – Google: {one.refused}" if one.refused else ""),
            ", ".join(one.people) or "–",
        )
        for one in found
    ]
    header = ("Workbook", "Who", "Role", "Compared with the roster", "About people")
    print_table(project.period.title, header, rows)
    _tell_of_people(found)


def _tell_of_people(found: tuple[Access, ...]) -> None:
    """Who can open what is about people, in one line; the next names who should not."""
    able = [one for one in found if one.people and one.role]
    say(
        f"{len({one.who for one in able})} addresses or links open what is about people, in"
        f" {len({one.unit for one in able})} workbooks."
    )
    for one in able:
        if one.standing in (Standing.STRANGER, Standing.OPEN):
            say(f"OPEN TO OTHERS {one.who} ({one.role}): {', '.join(one.people)}", "red")
