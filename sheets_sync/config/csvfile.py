"""CSV files that an office edits in a spreadsheet program: BOM or not, comma or semicolon.

Each line becomes a checked row, or problems that name line and column.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Generic, TypeVar
from unicodedata import normalize

from pydantic import BaseModel, Field, ValidationError
from rapidfuzz import process

from sheets_sync.config.remedies import UNWRITABLE, remedy
from sheets_sync.errors import Problem
from sheets_sync.vietnamese.letters import is_damaged, writable

Row = TypeVar("Row", bound=BaseModel)
SEPARATORS = re.compile(r"[\s;|]+")
#: Codes stand in lists and in patterns, so they hold neither spaces nor wildcards.
#: No longer than the store's columns.
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)]
#: Marks a column that files of earlier versions do not have.
ADDED_LATER = "added later"


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
        text = self.text.get(column)
        return [item for item in SEPARATORS.split(text) if item] if text else []

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


def read_lines(path: Path, model: type[Row], problems: list[Problem]) -> Lines[Row]:
    """Every line of a CSV file whose columns are the model's fields; mistakes go to `problems`.

    Cells are read as text first: the code of a mistaken line stays known to the lines that name it.
    """
    before = len(problems)
    raw = list(_texts(path, model, problems))
    complete = len(problems) == before
    found = []
    for number, cells in raw:
        text = {name: normalize("NFC", writable(value)) for name, value in cells.items()}
        for name in (name for name, value in cells.items() if is_damaged(value)):
            problems.append(Problem(path, f"line {number}, {name}", text[name][:60], UNWRITABLE))
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


def _texts(path: Path, model: type[Row], problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of every line; what is not well-formed goes to `problems`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, "", "", f"The file cannot be read as UTF-8 text: {error}."))
        return
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="", strict=True)
    try:
        if not _columns_are_known(path, reader.fieldnames or (), model, problems):
            return
        for line in reader:
            if surplus := line.pop("", None):
                remedy_ = "More cells than columns; quote the text."
                problems.append(Problem(path, f"line {reader.line_num}", str(surplus), remedy_))
            elif given := {name: value.strip() for name, value in line.items() if value and value.strip()}:
                yield reader.line_num, given
    except csv.Error as error:
        place = f"line {max(reader.line_num, 1)}"
        problems.append(Problem(path, place, "", f"Not a well-formed CSV line: {error}."))


def _columns_are_known(
    path: Path, columns: Sequence[str], model: type[BaseModel], problems: list[Problem]
) -> bool:
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    found, known = len(problems), list(fields)
    later = {name for name, field in fields.items() if ADDED_LATER in field.metadata}
    for column in columns:
        if column not in known:
            best = process.extractOne(column, known, score_cutoff=60)
            hint = f"Did you mean “{best[0]}”?" if best else f"Known columns: {', '.join(sorted(known))}."
            problems.append(Problem(path, f"column {column}", "", f"Unknown column. {hint}"))
    for column in sorted(set(known) - set(columns) - later):
        problems.append(
            Problem(path, f"column {column}", "", "The column is missing; add it, even if it is empty.")
        )
    return len(problems) == found
