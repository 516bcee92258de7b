"""`sheets-sync certificates`: a page for each recipient whose decision is recorded."""

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
    wording_of,
    write_certificates,
)
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfPeriod, moment
from sheets_sync.cli.show import print_files
from sheets_sync.forms.roles import Proposals
from sheets_sync.pipeline.reporting import material_of
from sheets_sync.report.content.certificates import certificates as made_of

Out = Annotated[Path, typer.Option(help="The Word document to write.")]
PrintedForm = Annotated[
    bool, typer.Option("--printed-form", help="Leave out what stands on the printed form already.")
]


def certificates(
    config: ConfigFile = DEFAULT_CONFIG,
    out: Out = Path("giay-khen.docx"),
    printed_form: PrintedForm = False,
    pdf: AsPdf = False,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write a certificate for each recipient whose decision has its number and day in the master."""
    read = read_config(config)
    check_role(read, Proposals, "certificates")
    at = moment(read, as_of)
    chosen = asking_for(read, chosen_periods(read, period, at), Proposals)
    answers = []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            material, place = material_of(project, at), for_period(out, project.period.code, chosen)
            made = made_of(material, wording_of(read), printed_form=printed_form)
            files = write_certificates(made, material, place, pdf=pdf) if made.pages else {}
            names = [one.name for one in made.recipients]
            answers.append({"period": project.period.code, "files": files, "recipients": names})
            if as_json:
                continue
            print_files(files.values())
            if not made.pages:
                say(f"Not written: {place}, because no decision with its number and day is recorded.")
    if as_json:
        print_json(periods=answers)
