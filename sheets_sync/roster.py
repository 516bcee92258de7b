"""The roster: who must report what, one line a unit (domain guide, section 2)."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator
from rapidfuzz import process

from sheets_sync.csvfile import read_rows
from sheets_sync.errors import Problem
from sheets_sync.model import Indicator, Unit

EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


class UnitLine(BaseModel):
    """One line of units.csv; lists are separated by spaces."""

    model_config = ConfigDict(extra="forbid")

    code: str
    name: str
    kind: str
    parent: str = ""
    emails: str = ""
    valid_from: date
    valid_to: date | None = None
    successor: str = ""
    forms: str
    #: Codes or patterns such as `KT*`.
    indicators: str = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "UnitLine":
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


def read_roster(
    path: Path, form_codes: Collection[str], indicators: Mapping[str, Indicator], problems: list[Problem]
) -> tuple[Unit, ...]:
    """Every unit in the file's order; mistakes go to `problems`."""
    lines = list(read_rows(path, UnitLine, problems))
    codes = [line.code for _, line in lines]
    for number, line in lines:
        if codes.count(line.code) > 1:
            remedy = "The code stands in the file twice; each unit has its own."
            problems.append(Problem(path, f"line {number}, code", line.code, remedy))
        problems += _line_problems(path, number, line, codes, form_codes, indicators)
    problems += _cycles(path, {line.code: line.parent for _, line in lines})
    return tuple(_unit(line, indicators) for _, line in lines)


def _line_problems(
    path: Path,
    number: int,
    line: UnitLine,
    codes: Collection[str],
    form_codes: Collection[str],
    indicators: Mapping[str, Indicator],
) -> Iterable[Problem]:
    place = f"line {number}"
    if not line.emails:
        yield Problem(
            path, f"{place}, emails", "", "A unit without an address gets no mail; give at least one."
        )
    for email in line.emails.split():
        if not EMAIL.fullmatch(email):
            yield Problem(path, f"{place}, emails", email, "Not a mail address; separate several by spaces.")
    for field, code in (("parent", line.parent), ("successor", line.successor)):
        if code and code not in codes:
            yield Problem(path, f"{place}, {field}", code, _meant(code, codes, "No such unit."))
    for code in line.forms.split():
        if code not in form_codes:
            yield Problem(path, f"{place}, forms", code, _meant(code, form_codes, "No such form."))
    for pattern in line.indicators.split():
        if not any(fnmatchcase(code, pattern) for code in indicators):
            yield Problem(
                path, f"{place}, indicators", pattern, _meant(pattern, indicators, "No such indicator.")
            )


def _meant(typed: str, known: Iterable[str], message: str) -> str:
    best = process.extractOne(typed, list(known), score_cutoff=60)
    return f"{message} Did you mean {best[0]}?" if best else message


def _cycles(path: Path, parents: Mapping[str, str]) -> Iterable[Problem]:
    for code in parents:
        seen, current = {code}, parents[code]
        while current and current in parents and current not in seen:
            seen.add(current)
            current = parents[current]
        if current == code:
            yield Problem(path, f"unit {code}, parent", parents[code], "A unit cannot be above itself.")


def _unit(line: UnitLine, indicators: Mapping[str, Indicator]) -> Unit:
    patterns, forms = line.indicators.split(), tuple(line.forms.split())
    return Unit(
        code=line.code,
        name=line.name,
        kind=line.kind,
        parent=line.parent or None,
        emails=tuple(line.emails.split()),
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        successor=line.successor or None,
        forms=forms,
        indicators=frozenset(
            code
            for code, indicator in indicators.items()
            if indicator.form in forms and any(fnmatchcase(code, pattern) for pattern in patterns)
        ),
    )


def charge_problems(path: Path, indicators: Iterable[Indicator], units: Iterable[Unit]) -> Iterable[Problem]:
    """Each indicator needs a unit in charge that also owes it, or its consolidated figure stays empty."""
    units = tuple(units)
    for indicator in indicators:
        for who in indicator.in_charge:
            found = [unit for unit in units if who in (unit.code, unit.kind)]
            key = f"{indicator.code}, in_charge"
            if not found:
                yield Problem(path, key, who, "Neither a unit's code nor a kind of unit in the roster.")
            elif not any(indicator.code in unit.indicators for unit in found):
                yield Problem(
                    path, key, who, "Does not owe this indicator; add it to its line in the roster."
                )
