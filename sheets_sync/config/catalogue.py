"""The catalogue of indicators: data that the office edits, one line an indicator."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from sheets_sync.config.csvfile import ADDED_LATER, Code, Line, Lines, read_lines, repeated
from sheets_sync.config.remedies import unknown
from sheets_sync.errors import Problem
from sheets_sync.model import Indicator, Measurement

YesNo = Literal["yes", "no"]


class IndicatorLine(BaseModel):
    """One line of indicators.csv."""

    model_config = ConfigDict(extra="forbid")

    #: Stands in the units' sheets; never change it later.
    code: Code
    #: Code of the form that it stands in.
    form: str
    #: As units see it; begin with – below the one it is a part of.
    title: str
    #: Unit of measure, such as `triệu đồng`.
    measure: str
    #: How its cells are read; only whole and decimal numbers are added up.
    measurement: Measurement
    #: The plan sets a figure for it; nothing depends on it yet.
    plan: YesNo = "no"
    #: Last year's figure is wanted: a blank gets a warning.
    same_period: YesNo = "no"
    #: Marked ↓ in the master.
    lower_is_better: YesNo = "no"
    #: Smaller figures get a warning.
    minimum: Decimal | None = None
    #: Larger figures get a warning.
    maximum: Decimal | None = None
    #: Separated by `|` or `;`.
    choices: str = ""
    #: Unit codes or kinds.
    in_charge: str = ""
    #: `no` leaves it out without deleting the line.
    enabled: YesNo = "yes"
    #: Codes of indicators that this one never exceeds, in plan and in fact.
    at_most: Annotated[str, ADDED_LATER] = ""
    #: A kind of unit: the figure never exceeds the number of these units, e.g. `TDP`.
    at_most_units: Annotated[str, ADDED_LATER] = ""
    #: Code of its total: neither it nor all parts of that total together exceed it.
    part_of: Annotated[str, ADDED_LATER] = ""
    #: Codes of indicators that cannot be zero where this one is not, e.g. accidents for casualties.
    needs: Annotated[str, ADDED_LATER] = ""
    #: Usual share of another, outside is a warning: `80-100% VX01`; several are separated by `;`.
    usual_share: Annotated[str, ADDED_LATER] = ""
    #: Two sums that are equal, this code first: `CC02 = CC03 + CC04`.
    equation: Annotated[str, ADDED_LATER] = ""


@dataclass(frozen=True)
class Catalogue:
    """The catalogue as read."""

    file: Path
    lines: Lines[IndicatorLine]
    #: Enabled and without mistake, by code, in the file's order.
    indicators: Mapping[str, Indicator]
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def named(self, pattern: str) -> tuple[str, ...]:
        """Every code of the file that a pattern names, such as `KT*`; many units give the same one."""
        if pattern not in self._named:
            codes = self.lines.values("code")
            self._named[pattern] = tuple(code for code in codes if fnmatchcase(code, pattern))
        return self._named[pattern]

    @property
    def disabled(self) -> frozenset[str]:
        """Codes of the lines that are switched off."""
        return frozenset(line.text["code"] for line in self.lines.found if line.text.get("enabled") == "no")


def read_catalogue(path: Path, form_codes: Collection[str], problems: list[Problem]) -> Catalogue:
    """The catalogue; its mistakes go to `problems`. Who is in charge is checked with the roster."""
    lines = read_lines(path, IndicatorLine, problems)
    problems += repeated(path, lines)
    found: dict[str, Indicator] = {}
    for line in lines.found:
        mistakes = list(_line_problems(path, line, form_codes))
        problems += mistakes
        if line.row is not None and line.row.enabled == "yes" and not mistakes:
            found[line.row.code] = _indicator(line, line.row)
    return Catalogue(path, lines, found)


def _line_problems(path: Path, line: Line[IndicatorLine], form_codes: Collection[str]) -> Iterable[Problem]:
    form = line.text.get("form", "")
    if form and form not in form_codes:
        yield line.problem(path, "form", form, unknown("form", form, form_codes))
    row = line.row
    if row is None:
        return
    if row.minimum is not None and row.maximum is not None and row.minimum > row.maximum:
        remedy = f"Larger than the maximum {row.maximum}; exchange the two."
        yield line.problem(path, "minimum", str(row.minimum), remedy)
    if row.measurement is Measurement.CHOICE and not row.choices:
        yield line.problem(path, "choices", "", "A choice needs its answers, separated by |.")


def _indicator(line: Line[IndicatorLine], row: IndicatorLine) -> Indicator:
    return Indicator(
        code=row.code,
        form=row.form,
        title=row.title,
        measure=row.measure,
        measurement=row.measurement,
        has_plan=row.plan == "yes",
        has_same_period=row.same_period == "yes",
        lower_is_better=row.lower_is_better == "yes",
        minimum=row.minimum,
        maximum=row.maximum,
        choices=tuple(choice.strip() for choice in re.split(r"[|;]", row.choices) if choice.strip()),
        in_charge=tuple(line.items("in_charge")),
    )
