"""`sheets-sync rewards`: the register of rewards over the years, and extracts of it."""

from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import asking_for, check_role
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfPeriod, moment
from sheets_sync.forms.roles import Proposals
from sheets_sync.pipeline.registering import keep_register, known_register
from sheets_sync.pipeline.reporting import material_of
from sheets_sync.report.content.certificates import awarded
from sheets_sync.report.content.register import YEAR, Register, entered, withdrawn

Export = Annotated[
    Path | None,
    typer.Option("--export", metavar="FILE", help="Also write the list, or a year of it, as CSV."),
]
Year = Annotated[int | None, typer.Option("--year", help="Only this year's lines in what is exported.")]


def rewards(
    config: ConfigFile = DEFAULT_CONFIG,
    export: Export = None,
    year: Year = None,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Enter everybody whose decision is recorded into the register of rewards, which keeps every line."""
    read = read_config(config)
    check_role(read, Proposals, "rewards")
    at = moment(read, as_of)
    chosen = asking_for(read, chosen_periods(read, period, at), Proposals)
    file, before = read.path(read.report.register_file), known_register(read)
    register, gone = before, list[str]()
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            found, place = awarded(material_of(project, at)), (read.campaign.code, project.period.code)
            register = entered(register, found, *place, read.campaign.title)
            gone += withdrawn(register, found, *place)
    if register != before:
        keep_register(file, register)
    if export is not None:
        lines = tuple(one for one in register.lines if year is None or one.get(YEAR) == str(year))
        keep_register(export, Register(register.columns, lines, register.delimiter))
    added = len(register.lines) - len(before.lines)
    if as_json:
        files = {"register": str(file)} | ({} if export is None else {"export": str(export)})
        print_json(
            periods=[one.code for one in chosen],
            files=files,
            lines=len(register.lines),
            added=added,
            withdrawn=gone,
        )
        return
    say(f"{file}: {len(register.lines)} lines, {added} of them new.")
    if export is not None:
        say(f"{export}")
    for name in gone:
        say(f"No decision is recorded any more of {name}: if it was withdrawn, say so in its line.")
