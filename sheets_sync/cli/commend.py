"""`sheets-sync commend`: the council's papers and the decision, as far as their acts are recorded."""

from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import (
    AsPdf,
    check_role,
    hints_of,
    tell_hints,
    tell_unverified,
    wording_of,
    write,
)
from sheets_sync.cli.options import DEFAULT_CONFIG, AsJson, AsOf, ConfigFile, OfOnePeriod, moment
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
    period: OfOnePeriod = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Draft the council's papers and the decision: each only once what it tells of is recorded."""
    read = read_config(config)
    check_role(read, Proposals, "commend")
    at = moment(read, as_of)
    chosen = chosen_periods(read, period, at)[0]
    with opened_offline(read, chosen) as project:
        material, money = material_of(project, at), money_on(read, at.date())
    wording, keys = wording_of(read), tuple(confirmed or ())
    papers = {
        "meeting": working_paper(material, _earlier(read, material)),
        "minutes": minutes(material, wording),
        "petition": petition(material, money, wording, keys),
        "decision": decision(material, money, wording, keys),
    }
    made = {name: paper for name, paper in papers.items() if paper is not None}
    files = {name: write(paper, into / FILES[name], pdf=pdf) for name, paper in made.items()}
    outside = selection(material, keys).left_out
    # Also where no paper was made that could bear them.
    hints = list(dict.fromkeys((*(one.text for one in left_out(outside)), *hints_of(made.values()))))
    unsure = unverified(law_on(read.settings, at.date()), (Paper.PETITION, Paper.DECISION))
    missing = {name: NOT_WRITTEN[name] for name, paper in papers.items() if paper is None}
    if as_json:
        left = [{"key": one.key, "name": one.name, "reason": one.reason} for one in outside]
        told = {"not_written": missing, "left_out": left, "hints": hints, "unverified": unsure}
        print_json(period=chosen.code, files=files, **told)
        return
    print_files(file for own in files.values() for file in own.values())
    for name, reason in missing.items():
        say(f"Not written: {FILES[name]}, because {reason}.")
    tell_hints(hints)
    tell_unverified(unsure)


def _earlier(config: Config, material: Material) -> dict[str, tuple[str, ...]]:
    """Rewards of former years, by the proposal's key."""
    register, place = known_register(config), (config.campaign.code, material.period.code)
    return {one.key: earlier_rewards(register, one, *place) for one in nominees(material).all}
