"""`sheets-sync commend`: drafts for the commendation council from the approved proposals."""

from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_offline, read_config
from sheets_sync.cli.console import print_json
from sheets_sync.cli.documents import AsPdf, check_role, wording_of, write
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfOnePeriod, moment
from sheets_sync.cli.show import print_files
from sheets_sync.forms.roles import Proposals
from sheets_sync.pipeline.reporting import material_of, money_on
from sheets_sync.report.content.commending import minutes, petition

Into = Annotated[Path, typer.Option("--into", help="Folder for the documents.")]


def commend(
    config: ConfigFile = DEFAULT_CONFIG,
    into: Into = Path("khen-thuong"),
    pdf: AsPdf = False,
    period: OfOnePeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Draft the petition with its list and estimate, and the minutes of the council's meeting."""
    read = read_config(config)
    check_role(read, Proposals, "commend")
    at = moment(read, as_of)
    chosen = chosen_periods(read, period, at)[0]
    with opened_offline(read, chosen) as project:
        material, money = material_of(project, at), money_on(read, at.date())
    wording = wording_of(read)
    files = {
        "petition": write(petition(material, money, wording), into / "to-trinh.docx", pdf=pdf),
        "minutes": write(minutes(material, money, wording), into / "bien-ban.docx", pdf=pdf),
    }
    if as_json:
        print_json(period=chosen.code, files=files)
        return
    print_files(file for written in files.values() for file in written.values())
