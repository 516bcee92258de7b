"""CSV files that an office edits in a spreadsheet program: BOM or not, comma or semicolon."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from sheets_sync.errors import Problem

Row = TypeVar("Row", bound=BaseModel)


def read_rows(path: Path, model: type[Row], problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    """Line number and row of every line that is valid; what is not goes to `problems`.

    Columns are the model's fields; an unknown or missing one is a problem. Empty cells take the default.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path, "", "", f"The file cannot be read as UTF-8 text: {error}."))
        return
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="", strict=True)
    known = {field.alias or name for name, field in model.model_fields.items()}
    if not _columns_are_known(path, reader.fieldnames or (), known, problems):
        return
    try:
        for line in reader:
            yield from _row(path, reader.line_num, line, model, problems)
    except csv.Error as error:
        problems.append(Problem(path, f"line {reader.line_num}", "", f"Not a well-formed CSV line: {error}."))


def _columns_are_known(path: Path, columns: Sequence[str], known: set[str], problems: list[Problem]) -> bool:
    found = len(problems)
    for column in columns:
        if column not in known:
            best = process.extractOne(column, known, score_cutoff=60)
            hint = f"Did you mean “{best[0]}”?" if best else f"Known columns: {', '.join(sorted(known))}."
            problems.append(Problem(path, f"column {column}", "", f"Unknown column. {hint}"))
    for column in sorted(known - set(columns)):
        problems.append(
            Problem(path, f"column {column}", "", "The column is missing; add it, even if it is empty.")
        )
    return len(problems) == found


def _row(
    path: Path, number: int, line: dict[str, str], model: type[Row], problems: list[Problem]
) -> Iterator[tuple[int, Row]]:
    if surplus := line.pop("", None):
        problems.append(
            Problem(path, f"line {number}", str(surplus), "More cells than columns; quote the text.")
        )
        return
    given = {name: value.strip() for name, value in line.items() if value and value.strip()}
    if not given:
        return
    try:
        yield number, model.model_validate(given)
    except ValidationError as error:
        for fault in error.errors():
            place = f"line {number}, {fault['loc'][0] if fault['loc'] else ''}".rstrip(", ")
            value = "" if fault["type"] == "missing" else str(fault["input"])[:60]
            remedy = "Required; fill it in." if fault["type"] == "missing" else f"{fault['msg']}."
            problems.append(Problem(path, place, value, remedy))
