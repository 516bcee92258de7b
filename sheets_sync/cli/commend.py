"""`sheets-sync commend`: drafts for the commendation council from the approved proposals."""

from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json
from sheets_sync.cli.documents import AsPdf, asking_for, check_role, for_period, wording_of, write
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfPeriod, moment
from sheets_sync.cli.show import print_files
from sheets_sync.forms.roles import Proposals
from sheets_sync.pipeline.reporting import material_of, money_on
from sheets_sync.report.content.commending import minutes, petition

Into = Annotated[Path, typer.Option("--into", help="Folder for the documents.")]


def commend(
    config: ConfigFile = DEFAULT_CONFIG,
    into: Into = Path("khen-thuong"),
    pdf: AsPdf = False,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Draft the petition with its list and estimate, and the minutes of the council's meeting."""
    read = read_config(config)
    check_role(read, Proposals, "commend")
    at = moment(read, as_of)
    chosen = asking_for(read, chosen_periods(read, period, at), Proposals)
    money, wording = money_on(read, at.date()), wording_of(read)
    answers = []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            material, folder = material_of(project, at), for_period(into, project.period.code, chosen)
            files = {
                "petition": write(petition(material, money, wording), folder / "to-trinh.docx", pdf=pdf),
                "minutes": write(minutes(material, money, wording), folder / "bien-ban.docx", pdf=pdf),
            }
            answers.append({"period": project.period.code, "files": files})
            if not as_json:
                print_files(file for written in files.values() for file in written.values())
    if as_json:
        print_json(periods=answers)
