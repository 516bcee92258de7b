"""The roster: who must report what, one line a unit."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sheets_sync.config.catalogue import Catalogue
from sheets_sync.config.csvfile import ADDED_LATER, Code, Line, Lines, read_lines, repeated
from sheets_sync.config.form_folder import AnyCode
from sheets_sync.config.remedies import NOT_AN_ADDRESS, too_long, unknown
from sheets_sync.config.section import ADDRESS, LONGEST_ADDRESS
from sheets_sync.errors import Problem
from sheets_sync.model import Personal, Unit

EMAIL = re.compile(ADDRESS)
#: As it is dialled: with the leading 0 or the country's number.
PHONE = re.compile(r"(0|\+)[0-9 .()-]{7,}")
CODE = r"[A-Za-z0-9][A-Za-z0-9_-]*"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # A spreadsheet program may have saved 05/01/2019: which is the month cannot be told.
        raise ValueError("Write a day as 2024-08-05") from None


Day = Annotated[date, BeforeValidator(_day)]


class UnitLine(BaseModel):
    """One line of units.csv; lists are separated by spaces, `;` or `|`."""

    model_config = ConfigDict(extra="forbid")

    #: Workbooks and records are known by it; the codes that it had before stand in `was`.
    code: Code
    #: As it stands in the master and in mails.
    name: str
    #: Such as `TDP`; an indicator may be in the charge of a kind.
    kind: Code
    #: Code of the unit above.
    parent: str = ""
    #: Who may edit the workbook and gets its mails; at least one.
    emails: Annotated[str, Personal.CONTACT] = ""
    #: First day on which it reports.
    valid_from: Day
    #: Last day on which it reports; none for one that goes on.
    valid_to: Day | None = None
    #: Code of the unit that took over.
    successor: str = ""
    #: Codes of the forms that it owes.
    forms: str
    #: Codes or patterns such as `KT*`.
    indicators: str = ""
    #: Of its head, who is written to when reminders were in vain; may be empty.
    head_emails: Annotated[str, ADDED_LATER, Personal.CONTACT] = ""
    #: Who answers the office's calls: a name; shown in the master.
    contact: Annotated[str, ADDED_LATER, Personal.NAME] = ""
    #: Where, such as `0912 345 678`; shown in the master.
    phone: Annotated[str, ADDED_LATER, Personal.CONTACT] = ""
    #: Former codes of the same unit, the first one first: it keeps workbook, rows, remarks and history.
    was: Annotated[str, ADDED_LATER] = ""
    #: Codes of the units that it came from by a split; they have left.
    origins: Annotated[str, ADDED_LATER] = Field("", alias="from")


@dataclass(frozen=True)
class Roster:
    """The roster as read."""

    lines: Lines[UnitLine]
    #: Without mistake, in the file's order.
    units: tuple[Unit, ...]

    @cached_property
    def names(self) -> Collection[str]:
        """Every code, former code and kind of the file, mistaken lines included."""
        former = [code for line in self.lines.found for code in line.items("was")]
        return dict.fromkeys(self.lines.values("code") + self.lines.values("kind") + former)

    def is_certain(self, who: str) -> bool:
        """Whether every line of this code or kind is without mistake."""
        return self.lines.complete and who not in self._uncertain

    def owes(self, who: str, indicator: str) -> bool:
        """Whether a unit of this code or kind owes an indicator."""
        return indicator in self._indicators.get(who, ())

    @cached_property
    def _uncertain(self) -> frozenset[str]:
        """Codes and kinds of mistaken lines."""
        valid = {unit.roster_code for unit in self.units}
        return frozenset(
            name
            for line in self.lines.found
            if line.text.get("code") not in valid
            for name in (line.text.get("code"), line.text.get("kind"))
            if name
        )

    @cached_property
    def _indicators(self) -> Mapping[str, frozenset[str]]:
        """What units of a code or kind owe."""
        found: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            for name in (*unit.codes, unit.kind):
                found[name] |= unit.indicators
        return {name: frozenset(owed) for name, owed in found.items()}


def read_roster(
    path: Path, form_codes: Collection[str], catalogue: Catalogue, problems: list[Problem]
) -> Roster:
    """Every unit; mistakes go to `problems`."""
    lines = read_lines(path, UnitLine, problems)
    problems += repeated(path, lines)
    for column in ("parent", "successor"):
        problems += _cycles(path, lines, column)
    kept = _kept_by(path, lines, problems)
    codes = dict.fromkeys(lines.values("code"))
    units = []
    for line in lines.found:
        mistakes = [
            *_contact_problems(path, line),
            *_reference_problems(path, line, codes if lines.complete else AnyCode()),
            *_duty_problems(path, line, form_codes, catalogue),
        ]
        problems += mistakes
        if line.row is not None and not mistakes:
            units.append(_unit(line, line.row, catalogue, kept))
    return Roster(lines, tuple(units))


def _kept_by(path: Path, lines: Lines[UnitLine], problems: list[Problem]) -> dict[str, str]:
    """Code of today to the first code: under that one the store keeps the unit."""
    found: dict[str, str] = {}
    of_line: dict[str, Line[UnitLine]] = {}
    for line in lines.found:
        if not (code := line.text.get("code")) or code in found:
            continue
        for former in line.items("was"):
            if not re.fullmatch(CODE, former):
                problems.append(line.problem(path, "was", former, "Not a code; separate several by spaces."))
        found[code] = first = next(iter(line.items("was")), code)
        if (other := of_line.setdefault(first, line)) is not line:
            text = (
                f"Line {other.number} is kept under {first} already: what was reported under it would belong "
                "to two units. Give the unit that had it first its former codes in `was` as well."
            )
            problems.append(line.problem(path, "was", first, text))
    return found


def _contact_problems(path: Path, line: Line[UnitLine]) -> Iterable[Problem]:
    emails = line.items("emails")
    if not emails:
        yield line.problem(path, "emails", "", "A unit without an address gets no mail; give at least one.")
    for email in (*emails, *line.items("head_emails")):
        if not EMAIL.fullmatch(email):
            yield line.problem(path, "emails", email, NOT_AN_ADDRESS)
        elif len(email) > LONGEST_ADDRESS:
            yield line.problem(path, "emails", email, too_long(LONGEST_ADDRESS))
    phone = line.text.get("phone", "")
    if phone and not PHONE.fullmatch(phone):
        remedy = "Write it as it is dialled, as 0912 345 678; Excel takes the first 0 away."
        yield line.problem(path, "phone", phone, remedy)


def _reference_problems(path: Path, line: Line[UnitLine], codes: Collection[str]) -> Iterable[Problem]:
    for column in ("parent", "successor"):
        code = line.text.get(column)
        if code and code not in codes:
            yield line.problem(path, column, code, unknown("unit", code, codes))
    for code in line.items("from"):
        if code not in codes:
            yield line.problem(path, "from", code, unknown("unit", code, codes))
        elif code == line.text.get("code"):
            yield line.problem(
                path, "from", code, "A unit cannot come from itself; for a new code see `was`."
            )
    row = line.row
    if row is not None and row.valid_to is not None and row.valid_to < row.valid_from:
        remedy = f"Before valid_from {row.valid_from}; correct one of the two."
        yield line.problem(path, "valid_to", str(row.valid_to), remedy)


def _duty_problems(
    path: Path, line: Line[UnitLine], form_codes: Collection[str], catalogue: Catalogue
) -> Iterable[Problem]:
    forms = line.items("forms")
    strange = [code for code in forms if code not in form_codes]
    for code in strange:
        yield line.problem(path, "forms", code, unknown("form", code, form_codes))
    for pattern in line.items("indicators"):
        named = catalogue.named(pattern)
        if catalogue.lines.complete and not named:
            known = catalogue.lines.values("code")
            yield line.problem(path, "indicators", pattern, unknown("indicator", pattern, known))
        needed = {one.form for code in named if (one := catalogue.indicators.get(code)) is not None}
        if needed and forms and not strange and needed.isdisjoint(forms):
            remedy = f"Belongs to the form {min(needed)}, which this unit does not owe; add it to forms."
            yield line.problem(path, "indicators", pattern, remedy)


def _cycles(path: Path, lines: Lines[UnitLine], column: str) -> Iterable[Problem]:
    """One problem for each circle, at its first line."""
    above = {line.text["code"]: line.text.get(column, "") for line in lines.found if "code" in line.text}
    seen: set[str] = set()
    for line in lines.found:
        chain: list[str] = []
        code = line.text.get("code", "")
        while code in above and code not in seen and code not in chain:
            chain.append(code)
            code = above[code]
        if code in chain:
            circle = " → ".join([*chain[chain.index(code) :], code])
            first = next(one for one in lines.found if one.text.get("code") in chain[chain.index(code) :])
            yield first.problem(
                path, column, first.text[column], f"Units go round in a circle: {circle}; break it."
            )
        seen.update(chain)


def _unit(line: Line[UnitLine], row: UnitLine, catalogue: Catalogue, kept: Mapping[str, str]) -> Unit:
    """`kept` gives by today's code the one that the unit is kept under."""
    named = {code for pattern in line.items("indicators") for code in catalogue.named(pattern)}
    indicators, forms = catalogue.indicators, tuple(line.items("forms"))
    return Unit(
        code=kept[row.code],
        name=row.name,
        kind=row.kind,
        parent=kept.get(row.parent),
        emails=tuple(line.items("emails")),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=kept.get(row.successor),
        forms=forms,
        indicators=frozenset(
            code for code in named if (one := indicators.get(code)) is not None and one.form in forms
        ),
        head_emails=tuple(line.items("head_emails")),
        contact=row.contact,
        phone=row.phone,
        renamed=row.code if kept[row.code] != row.code else "",
        was=tuple(code for code in line.items("was") if code not in kept),
        origins=tuple(kept[code] for code in line.items("from") if code in kept),
    )


def charge_problems(catalogue: Catalogue, roster: Roster) -> Iterable[Problem]:
    """Each enabled indicator needs someone in charge who also owes it, or its total stays empty."""
    for line in catalogue.lines.found:
        if line.text.get("enabled") == "no":
            continue
        everyone = line.items("in_charge")
        if not everyone:
            remedy = "No one is in charge; name the code of a unit or a kind of unit, such as TDP."
            yield line.problem(catalogue.file, "in_charge", "", remedy)
        for who in everyone:
            if remedy := _charge_remedy(who, line.text.get("code", ""), catalogue, roster):
                yield line.problem(catalogue.file, "in_charge", who, remedy)


def _charge_remedy(who: str, code: str, catalogue: Catalogue, roster: Roster) -> str:
    if who not in roster.names:
        return unknown("unit or kind of unit", who, roster.names) if roster.lines.complete else ""
    # A line with another mistake may owe the indicator once that is mended.
    if code not in catalogue.indicators or not roster.is_certain(who):
        return ""
    if roster.owes(who, code):
        return ""
    return f"Does not owe this indicator; add {code} to its line in the roster, or put another in charge."
