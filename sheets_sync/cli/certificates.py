"""`sheets-sync certificates`: a page for each recipient whose decision is recorded."""

from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import AsPdf, check_role, wording_of, write_certificates
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfOnePeriod, moment
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
    period: OfOnePeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write a certificate for each recipient whose decision has its number and day in the master."""
    read = read_config(config)
    check_role(read, Proposals, "certificates")
    at = moment(read, as_of)
    chosen = chosen_periods(read, period, at)[0]
    with opened_offline(read, chosen) as project:
        material = material_of(project, at)
    made = made_of(material, wording_of(read), printed_form=printed_form)
    files = write_certificates(made, material, out, pdf=pdf) if made.pages else {}
    if as_json:
        print_json(period=chosen.code, files=files, recipients=[one.name for one in made.recipients])
        return
    print_files(files.values())
    if not made.pages:
        say(f"Not written: {out}, because no decision with its number and day is recorded.")
