"""The catalogue of indicators: data that the office edits, one line an indicator (domain guide, part 1)."""

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sheets_sync.csvfile import read_rows
from sheets_sync.errors import Problem
from sheets_sync.model import Indicator, Measurement

YesNo = Literal["yes", "no"]


class IndicatorLine(BaseModel):
    """One line of indicators.csv."""

    model_config = ConfigDict(extra="forbid")

    code: str
    form: str
    title: str
    measure: str
    measurement: Measurement
    plan: YesNo = "no"
    same_period: YesNo = "no"
    lower_is_better: YesNo = "no"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    #: Separated by `|`.
    choices: str = ""
    #: Unit codes or kinds, separated by spaces.
    in_charge: str
    enabled: YesNo = "yes"


def read_catalogue(path: Path, form_codes: Collection[str], problems: list[Problem]) -> dict[str, Indicator]:
    """Enabled indicators by code, in the file's order; mistakes go to `problems`."""
    found: dict[str, Indicator] = {}
    for number, line in read_rows(path, IndicatorLine, problems):
        place = f"line {number}"
        if line.form not in form_codes:
            problems.append(
                Problem(path, f"{place}, form", line.form, f"Choose one of {_listed(form_codes)}.")
            )
        if line.minimum is not None and line.maximum is not None and line.minimum > line.maximum:
            remedy = f"Larger than the maximum {line.maximum}; exchange the two."
            problems.append(Problem(path, f"{place}, minimum", str(line.minimum), remedy))
        if line.measurement is Measurement.CHOICE and not line.choices:
            problems.append(
                Problem(path, f"{place}, choices", "", "A choice needs its answers, separated by |.")
            )
        if line.code in found:
            problems.append(Problem(path, f"{place}, code", line.code, "The code stands in the file twice."))
        if line.enabled == "yes":
            found[line.code] = _indicator(line)
    return found


def _indicator(line: IndicatorLine) -> Indicator:
    return Indicator(
        code=line.code,
        form=line.form,
        title=line.title,
        measure=line.measure,
        measurement=line.measurement,
        has_plan=line.plan == "yes",
        has_same_period=line.same_period == "yes",
        lower_is_better=line.lower_is_better == "yes",
        minimum=line.minimum,
        maximum=line.maximum,
        choices=tuple(choice.strip() for choice in line.choices.split("|") if choice.strip()),
        in_charge=tuple(line.in_charge.split()),
    )


def _listed(codes: Collection[str]) -> str:
    return ", ".join(codes)
