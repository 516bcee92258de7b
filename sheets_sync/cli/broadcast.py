"""`sheets-sync broadcast`: the letter to the broadcasting station with its list of exemplars."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import (
    AsPdf,
    asking_for,
    check_role,
    for_period,
    tell_hints,
    wording_of,
    write,
)
from sheets_sync.cli.options import (
    DEFAULT_CONFIG,
    AsJson,
    AsOf,
    ConfigFile,
    OfPeriod,
    given_day,
    moment,
)
from sheets_sync.cli.show import print_files
from sheets_sync.forms.roles import Exemplars
from sheets_sync.pipeline.reporting import aired, material_of
from sheets_sync.report.content.broadcasting import broadcast_hints, broadcast_letter, broadcasts

Out = Annotated[Path, typer.Option(help="The Word document to write.")]
First = Annotated[
    str | None,
    typer.Option("--from", metavar="DAY", help="First day to read, e.g. 2024-08-21; default tomorrow."),
]


def broadcast(
    config: ConfigFile = DEFAULT_CONFIG,
    out: Out = Path("phat-thanh.docx"),
    first: First = None,
    pdf: AsPdf = False,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Draft what the station reads: exemplars who agreed, in their units' words, a working day each."""
    read = read_config(config)
    check_role(read, Exemplars, "broadcast")
    at = moment(read, as_of)
    day = at.date() + timedelta(days=1) if first is None else given_day(read, "--from", first)
    chosen = asking_for(read, chosen_periods(read, period, at), Exemplars)
    answers = []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            material, noted = material_of(project, at), aired(project)
            place = for_period(out, project.period.code, chosen)
            made = broadcast_letter(material, noted, day, wording_of(read))
            files = {} if made is None else write(made, place, pdf=pdf)
            hints = [hint.text for hint in broadcast_hints(material, broadcasts(material, noted, day))]
            answers.append({"period": project.period.code, "files": files, "hints": hints})
            if as_json:
                continue
            print_files(files.values())
            if made is None:
                say(f"Not written: {place}, because no approved exemplar who agreed has a text to be read.")
            tell_hints(hints)
    if as_json:
        print_json(periods=answers)
