"""The catalogue of indicators: data that the office edits, one line an indicator (domain guide, part 1).

Also how any line of the office's CSV files becomes a checked row, or problems that name line and column.
"""

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar
from unicodedata import normalize

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from rapidfuzz import process, utils

from sheets_sync.csvfile import read_rows
from sheets_sync.errors import Problem
from sheets_sync.model import Indicator, Measurement

Row = TypeVar("Row", bound=BaseModel)
YesNo = Literal["yes", "no"]
#: Codes stand in lists and in patterns, so they hold neither spaces nor wildcards.
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]

#: By the beginning of pydantic's name of the fault; the first that fits.
REMEDIES = (
    ("missing", "Required; fill it in."),
    ("string_too_short", "Required; fill it in."),
    ("too_short", "At least one is required; add it."),
    ("datetime", "Write day and time as 2024-08-16T17:00:00."),
    ("date", "Write a day as 2024-08-05."),
    ("decimal", "Write a number with a point, such as 1500 or 0.5."),
    ("int", "Write a whole number."),
    ("tuple", "Write it as a list."),
    ("model", "Write it as a table, with its name in brackets."),
)
NOT_AN_ADDRESS = "Not a mail address; write one such as vanphong@phuong.example."
#: By the name of the column or key whose pattern is not met.
PATTERNS = {
    "code": "Use letters, digits and hyphens; small letters only for a campaign or a period.",
    "kind": "Use letters, digits and hyphens, such as TDP.",
    "locale": "Write a locale such as vi_VN.",
    "api_base_url": "Write an address that begins with http:// or https://.",
    **dict.fromkeys(("emails", "sender_address", "reply_to"), NOT_AN_ADDRESS),
}


@dataclass(frozen=True, slots=True)
class Line(Generic[Row]):
    """One line of a CSV file; what is written stays known when it is not valid."""

    number: int
    #: Cells that are not empty, by column, in NFC.
    text: Mapping[str, str]
    #: None when a cell is mistaken.
    row: Row | None

    def items(self, column: str) -> list[str]:
        """A cell that holds a list: separated by spaces, `;` or `|`."""
        return [item for item in re.split(r"[\s;|]+", self.text.get(column, "")) if item]

    def problem(self, path: Path, column: str, value: str, remedy: str) -> Problem:
        """A mistake in one cell of this line."""
        return Problem(path, f"line {self.number}, {column}", value[:60], remedy)


@dataclass(frozen=True, slots=True)
class Lines(Generic[Row]):
    """A CSV file as read."""

    found: tuple[Line[Row], ...]
    #: Nothing was dropped: a code that is not found stands nowhere in the file.
    complete: bool

    def values(self, column: str) -> list[str]:
        """What stands in a column, in order, mistaken lines included."""
        return [line.text[column] for line in self.found if column in line.text]


class IndicatorLine(BaseModel):
    """One line of indicators.csv."""

    model_config = ConfigDict(extra="forbid")

    code: Code
    form: str
    title: str
    measure: str
    measurement: Measurement
    plan: YesNo = "no"
    same_period: YesNo = "no"
    lower_is_better: YesNo = "no"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    #: Separated by `|` or `;`.
    choices: str = ""
    #: Unit codes or kinds.
    in_charge: str = ""
    enabled: YesNo = "yes"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The catalogue as read."""

    file: Path
    lines: Lines[IndicatorLine]
    #: Enabled and without mistake, by code, in the file's order.
    indicators: Mapping[str, Indicator]


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


def read_lines(path: Path, model: type[Row], problems: list[Problem]) -> Lines[Row]:
    """Every line of a CSV file whose columns are the model's fields; mistakes go to `problems`.

    Cells are read as text first: the code of a mistaken line stays known to the lines that name it.
    """
    as_text: dict[str, Any] = dict.fromkeys(model.model_fields, (str, ""))
    before = len(problems)
    raw: list[tuple[int, BaseModel]] = []
    try:
        raw += read_rows(path, create_model("AsText", **as_text), problems)
    except csv.Error as error:
        problems.append(Problem(path, "line 1", "", f"The line of column names is not well-formed: {error}."))
    complete = len(problems) == before
    found = []
    for number, cells in raw:
        text = {name: normalize("NFC", value) for name, value in cells.model_dump().items() if value}
        found.append(Line(number, text, _row(path, number, text, model, problems)))
    return Lines(tuple(found), complete)


def _row(
    path: Path, number: int, text: Mapping[str, str], model: type[Row], problems: list[Problem]
) -> Row | None:
    try:
        return model.model_validate(text)
    except ValidationError as error:
        for fault in error.errors():
            column = str(fault["loc"][0])
            problems.append(
                Problem(
                    path, f"line {number}, {column}", text.get(column, "")[:60], remedy(column, dict(fault))
                )
            )
    return None


def repeated(path: Path, lines: Lines[Row]) -> Iterator[Problem]:
    """A problem for each line whose code an earlier line has."""
    seen: dict[str, int] = {}
    for line in lines.found:
        code = line.text.get("code")
        if code in seen:
            yield line.problem(path, "code", code, f"Line {seen[code]} has this code too; give it another.")
        elif code:
            seen[code] = line.number


def remedy(name: str, fault: Mapping[str, Any]) -> str:
    """How to mend what pydantic found at the column or key `name`."""
    kind, context = str(fault["type"]), fault.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return f"Write {context['expected']}; nothing else is known here."
    if kind == "string_pattern_mismatch" and name in PATTERNS:
        return PATTERNS[name]
    message = str(fault["msg"]).removeprefix("Value error, ")
    return next((text for start, text in REMEDIES if kind.startswith(start)), f"{message}.")


def unknown(what: str, typed: str, known: Iterable[str]) -> str:
    """Remedy for a name that does not exist: the one that was probably meant, else all there are."""
    known = list(known)
    best = process.extractOne(typed, known, processor=utils.default_process, score_cutoff=60)
    if best:
        return f"No such {what}. Did you mean {best[0]}?"
    return f"No such {what}. Known: {', '.join(known) or 'none'}."
