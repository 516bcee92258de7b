"""`sheets-sync commend`: the council's papers and the decision, as far as their acts are recorded."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import (
    AsPdf,
    asking_for,
    check_role,
    for_period,
    hints_of,
    tell_hints,
    tell_unverified,
    wording_of,
    write,
)
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfPeriod, moment
from sheets_sync.cli.show import print_files
from sheets_sync.config.law import law_on
from sheets_sync.config.loading import Config
from sheets_sync.forms.roles import Proposals
from sheets_sync.model import Paper
from sheets_sync.pipeline.registering import known_register
from sheets_sync.pipeline.reporting import material_of, money_on, unverified
from sheets_sync.report.content.commending import decision, petition
from sheets_sync.report.content.entries import nominees
from sheets_sync.report.content.hints import left_out
from sheets_sync.report.content.material import Material
from sheets_sync.report.content.meeting import minutes, working_paper
from sheets_sync.report.content.register import earlier_rewards
from sheets_sync.report.content.selecting import selection

Into = Annotated[Path, typer.Option("--into", help="Folder for the documents.")]
Confirmed = Annotated[
    list[str] | None,
    typer.Option("--confirm", metavar="KEY", help="Ask for a doubtful proposal all the same, e.g. TDP01/3."),
]
FILES = {
    "meeting": "tai-lieu-hop.docx",
    "minutes": "bien-ban.docx",
    "petition": "to-trinh.docx",
    "decision": "quyet-dinh.docx",
}
NOT_WRITTEN = {
    "meeting": "no proposal was approved",
    "minutes": "no conclusion of the council is recorded",
    "petition": "the council proposes nothing that was approved and is beyond doubt",
    "decision": "the council proposes nothing that was approved and is beyond doubt",
}


def commend(
    config: ConfigFile = DEFAULT_CONFIG,
    into: Into = Path("khen-thuong"),
    confirmed: Confirmed = None,
    pdf: AsPdf = False,
    period: OfPeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Draft the council's papers and the decision: each only once what it tells of is recorded."""
    read = read_config(config)
    check_role(read, Proposals, "commend")
    at = moment(read, as_of)
    chosen, keys = asking_for(read, chosen_periods(read, period, at), Proposals), tuple(confirmed or ())
    unsure, answers = unverified(law_on(read.settings, at.date()), (Paper.PETITION, Paper.DECISION)), []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            folder = for_period(into, project.period.code, chosen)
            told = _drafted(read, material_of(project, at), keys, folder, at, pdf=pdf)
            answers.append({"period": project.period.code, **told, "unverified": unsure})
            if not as_json:
                _tell(told)
    if as_json:
        print_json(periods=answers)
    else:
        tell_unverified(unsure)


def _drafted(
    read: Config, material: Material, keys: tuple[str, ...], folder: Path, at: datetime, *, pdf: bool
) -> dict[str, Any]:
    """The papers that can be written, and why the others are not, as plain data."""
    money, wording = money_on(read, at.date()), wording_of(read)
    papers = {
        "meeting": working_paper(material, _earlier(read, material)),
        "minutes": minutes(material, wording),
        "petition": petition(material, money, wording, keys),
        "decision": decision(material, money, wording, keys),
    }
    made = {name: paper for name, paper in papers.items() if paper is not None}
    outside = selection(material, keys).left_out
    return {
        "files": {name: write(paper, folder / FILES[name], pdf=pdf) for name, paper in made.items()},
        "not_written": {name: NOT_WRITTEN[name] for name, paper in papers.items() if paper is None},
        "left_out": [{"key": one.key, "name": one.name, "reason": one.reason} for one in outside],
        # Also where no paper was made that could bear them.
        "hints": list(dict.fromkeys((*(one.text for one in left_out(outside)), *hints_of(made.values())))),
    }


def _tell(told: Mapping[str, Any]) -> None:
    print_files(file for own in told["files"].values() for file in own.values())
    for name, reason in told["not_written"].items():
        say(f"Not written: {FILES[name]}, because {reason}.")
    tell_hints(told["hints"])


def _earlier(config: Config, material: Material) -> dict[str, tuple[str, ...]]:
    """Rewards of former years, by the proposal's key."""
    register, place = known_register(config), (config.campaign.code, material.period.code)
    return {one.key: earlier_rewards(register, one, *place) for one in nominees(material).all}
