"""`sheets-sync report`: from the store to a Word document, a page and a PDF, without any call to Google."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import (
    AsPdf,
    for_period,
    hints_of,
    left_out,
    tell_hints,
    tell_unverified,
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
from sheets_sync.config.law import law_on
from sheets_sync.config.loading import Config
from sheets_sync.errors import ConfigError, NotSigned, Problem
from sheets_sync.model import Paper, Period
from sheets_sync.pipeline.reporting import material_of, sign, signed_versions, unverified
from sheets_sync.report.content.content import build
from sheets_sync.report.content.guards import Guard, clerks_number, guards, standing

Out = Annotated[Path | None, typer.Option(help="The Word document to write; default bao-cao-PERIOD.docx.")]
IncludeUnreviewed = Annotated[
    bool, typer.Option("--include-unreviewed", help="Count what the office has not approved yet, marked *.")
]
Sources = Annotated[
    bool, typer.Option("--sources", help="Add a table with the unit, tab and cell behind each figure.")
]
AsHtml = Annotated[bool, typer.Option("--html", help="Also write a page for reading on screen beside it.")]
SignedAs = Annotated[
    str | None,
    typer.Option(
        "--sign", metavar="NUMBER", help="The report was signed under this number: keep its figures."
    ),
]
SignedOn = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="Day that the signed report bears, e.g. 2024-08-20."),
]


Confirmed = Annotated[
    list[str] | None,
    typer.Option("--confirm", metavar="CODE", help="Sign although this speaks against it; once for each."),
]
Summary = Annotated[
    bool | None,
    typer.Option(
        "--summary/--no-summary", help="Begin with half a page for the leader; default: unless it is signed."
    ),
]
#: What became of the figures of a signed report.
KEPT = {True: "kept.", False: "had been kept before."}


def report(
    config: ConfigFile = DEFAULT_CONFIG,
    out: Out = None,
    include_unreviewed: IncludeUnreviewed = False,
    sources: Sources = False,
    pdf: AsPdf = False,
    html: AsHtml = False,
    period: OfPeriod = None,
    number: SignedAs = None,
    day: SignedOn = None,
    confirmed: Confirmed = None,
    summary: Summary = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write the report to the leadership from what was approved, as of the last sync."""
    read = read_config(config)
    now = moment(read, as_of)
    options = {"--include-unreviewed": include_unreviewed, "--sources": sources, "--summary": bool(summary)}
    at = _signed_at(read, number, day, now, [name for name, given in options.items() if given])
    chosen = chosen_periods(read, period, at)
    _check_alone(read, number, chosen)
    unsure, answers = unverified(law_on(read.settings, at.date()), (Paper.REPORT,)), []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            code = project.period.code
            material = material_of(
                project,
                at,
                include_unreviewed=include_unreviewed,
                with_sources=sources,
                with_summary=number is None if summary is None else summary,
                number=clerks_number(number or "", read.report.symbol),
            )
            made = build(material, wording_of(read))
            if number is not None:
                check(guards(material, made, now, signed_versions(project)), tuple(confirmed or ()))
            place = Path(f"bao-cao-{code}.docx") if out is None else for_period(out, code, chosen)
            files = write(made, place, html=html, pdf=pdf)
            kept = number is not None and sign(project, made, at)
            told = {"left_out": left_out(material), "hints": hints_of((made,)), "unverified": unsure}
            answers.append({"period": code, "files": files, "signed": kept, **told})
            if not as_json:
                _tell(files, told, made.head.number if number is not None else "", kept=kept)
    if as_json:
        print_json(periods=answers)
    else:
        tell_unverified(unsure)


def _check_alone(config: Config, number: str | None, periods: Sequence[Period]) -> None:
    if number is not None and len(periods) > 1:
        codes = ", ".join(one.code for one in periods)
        text = f"A report is signed by itself: name its period with --period. Open: {codes}."
        raise _problem(config, "--sign", number, text)


def _tell(files: Mapping[str, str], told: Mapping[str, Sequence[str]], signed_as: str, *, kept: bool) -> None:
    print_files(files.values())
    if told["left_out"]:
        say(f"Left out of the report: {'; '.join(told['left_out'])}.")
    tell_hints(told["hints"])
    if signed_as:
        say(f"Figures of report {signed_as} {KEPT[kept]}")


def check(found: Sequence[Guard], confirmed: Collection[str]) -> None:
    """Raises NotSigned with everything that speaks against signing and was not confirmed."""
    against = standing(found, confirmed)
    if not against:
        return
    lines = [
        f"[{one.code}] {one.text}" + ("" if one.may_be_confirmed else " Cannot be confirmed.")
        for one in against
    ]
    may = " ".join(f"--confirm {one.code}" for one in against if one.may_be_confirmed)
    how = f"\nWhoever answers for it signs all the same with: {may}" if may else ""
    raise NotSigned("The report was not signed:\n" + "\n".join(lines) + how)


def _signed_at(
    config: Config, number: str | None, day: str | None, now: datetime, unofficial: Sequence[str]
) -> datetime:
    """The moment to judge by: that of the signed report's day. Raises ConfigError for what does not fit."""
    if (number is None) != (day is None):
        raise _problem(config, "--sign", number or "", "Give --sign and --date together.")
    if number is None or day is None:
        return now
    for option in unofficial:
        text = (
            f"A report with {option} cannot be signed: it is for the office alone. Leave one of the two out."
        )
        raise _problem(config, option, "", text)
    return datetime.combine(given_day(config, "--date", day), now.timetz())


def _problem(config: Config, key: str, value: str, text: str) -> ConfigError:
    return ConfigError((Problem(config.file, key, value, text),))
