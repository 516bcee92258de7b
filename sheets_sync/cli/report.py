"""`sheets-sync report`: from the store to a Word document, a page and a PDF, without any call to Google."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sheets_sync.campaign import chosen_periods, opened_periods_offline, read_config
from sheets_sync.cli.console import print_json, say
from sheets_sync.cli.documents import AsPdf, for_period, left_out, wording_of, write
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
from sheets_sync.config.loading import Config
from sheets_sync.errors import ConfigError, Problem
from sheets_sync.model import Period
from sheets_sync.pipeline.reporting import material_of, sign
from sheets_sync.report.content.content import build

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
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write the report to the leadership from what was approved, as of the last sync."""
    read = read_config(config)
    at = _signed_at(read, number, day, moment(read, as_of), include_unreviewed=include_unreviewed)
    chosen = chosen_periods(read, period, at)
    if number is not None and len(chosen) > 1:
        text = f"A report is signed by itself: name it with --period. Open: {_codes(chosen)}."
        raise _problem(read, "--sign", number, text)
    answers = []
    with opened_periods_offline(read, chosen) as projects:
        for project in projects:
            code = project.period.code
            material = material_of(
                project,
                at,
                include_unreviewed=include_unreviewed,
                with_sources=sources,
                number=_two_digits(number or ""),
            )
            made = build(material, wording_of(read))
            place = Path(f"bao-cao-{code}.docx") if out is None else for_period(out, code, chosen)
            files = write(made, place, html=html, pdf=pdf)
            kept = number is not None and sign(project, made, at)
            lacking = left_out(material)
            answers.append({"period": code, "files": files, "signed": kept, "left_out": lacking})
            if not as_json:
                _tell(files, lacking)
                if number is not None:
                    after = "kept." if kept else "had been kept before."
                    say(f"Figures of report {made.head.number} {after}")
    if as_json:
        print_json(periods=answers)


def _tell(files: Mapping[str, str], lacking: Sequence[str]) -> None:
    print_files(files.values())
    if lacking:
        say(f"Left out of the report: {'; '.join(lacking)}.")


def _codes(periods: Iterable[Period]) -> str:
    return ", ".join(one.code for one in periods)


def _signed_at(
    config: Config, number: str | None, day: str | None, now: datetime, *, include_unreviewed: bool
) -> datetime:
    """The moment to judge by: that of the signed report's day. Raises ConfigError for what does not fit."""
    if (number is None) != (day is None):
        raise _problem(config, "--sign", number or "", "Give --sign and --date together.")
    if number is None or day is None:
        return now
    if include_unreviewed:
        text = "A report with figures that were not approved cannot be signed; leave one of the two out."
        raise _problem(config, "--include-unreviewed", "", text)
    return datetime.combine(given_day(config, "--date", day), now.timetz())


def _problem(config: Config, key: str, value: str, text: str) -> ConfigError:
    return ConfigError((Problem(config.file, key, value, text),))


def _two_digits(number: str) -> str:
    """Numbers below 10 are written with a zero before them (NĐ 30/2020/NĐ-CP)."""
    return number.strip().zfill(2) if number.strip().isdecimal() else number.strip()
