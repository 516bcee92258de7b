"""Relations between indicators, which the office writes into indicators.csv, as rules of their forms.

A figure that is at most another, part of a total, in need of another, usually a share of another, or in an
equation: each is checked when the file is read, so that a rule never speaks of what it does not mean.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from sheets_sync.config.catalogue import Catalogue, IndicatorLine
from sheets_sync.config.csvfile import Line
from sheets_sync.config.remedies import unknown
from sheets_sync.config.roster import Roster
from sheets_sync.errors import Problem
from sheets_sync.forms.form import Form, Rule
from sheets_sync.forms.rules import AtMost, AtMostLimit, Needs, PartsAtMost, Share, SumsEqual

SHARE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})\s*%\s*(\S+)")
#: Columns whose codes stand for something larger.
WHOLES = ("at_most", "part_of")
AS_SHARE = "Write a usual share as 80-100% VX01, the smaller number first."
AS_EQUATION = "Write two sums such as CC02 = CC03 + CC04, this line's code first and each code once."


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one cell says: the codes that it names and the rule that follows from it alone."""

    line: Line[IndicatorLine]
    column: str
    #: As it was written.
    text: str
    #: The other indicators that it names.
    codes: tuple[str, ...]
    rule: Rule | None

    @property
    def compares(self) -> bool:
        """Whether figures are held against each other, which must count the same thing."""
        return self.column != "needs"

    @property
    def code(self) -> str:
        """The indicator of the line."""
        return self.line.text.get("code", "")


def relation_rules(
    catalogue: Catalogue, roster: Roster, kinds: Mapping[str, str], problems: list[Problem]
) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each form, by its code; mistakes go to `problems`. `kinds` are titles of kinds."""
    found: list[_Stated] = []
    for line in catalogue.lines.found:
        for stated in _stated(line, kinds):
            mistakes = list(_mistakes(stated, catalogue, roster))
            problems += mistakes
            if not mistakes:
                found.append(stated)
    problems += _circles(catalogue, found)
    rules: dict[str, list[Rule]] = defaultdict(list)
    in_force = [one for one in found if {one.code, *one.codes} <= catalogue.indicators.keys()]
    for stated in in_force:
        if stated.rule is not None:
            rules[catalogue.indicators[stated.code].form].append(stated.rule)
    for rule, code in _together(in_force):
        rules[catalogue.indicators[code].form].append(rule)
    return {form: tuple(own) for form, own in rules.items()}


def _stated(line: Line[IndicatorLine], kinds: Mapping[str, str]) -> Iterator[_Stated]:
    """Everything that one line says of others; what cannot be understood names no code."""
    own = line.text.get("code", "")
    for column in WHOLES:
        for code in line.items(column):
            yield _Stated(line, column, code, (code,), AtMost(own, code))
    for code in line.items("needs"):
        yield _Stated(line, "needs", code, (code,), None)
    for kind in line.items("at_most_units"):
        title = kinds.get(kind, "")
        called = title[:1].lower() + title[1:] or kind
        rule = AtMostLimit(own, kind.lower(), f"số {called} của phường")
        yield _Stated(line, "at_most_units", kind, (), rule)
    for text in filter(None, map(str.strip, line.text.get("usual_share", "").split(";"))):
        share = SHARE.fullmatch(text)
        if share is None or not int(share[1]) < int(share[2]) <= 100:
            yield _Stated(line, "usual_share", text, (), None)
        else:
            rule_of_share = Share(own, share[3], int(share[1]), int(share[2]))
            yield _Stated(line, "usual_share", text, (share[3],), rule_of_share)
    if text := line.text.get("equation", ""):
        sides = [tuple(part.strip() for part in side.split("+")) for side in text.split("=")]
        codes = [code for side in sides for code in side]
        if len(sides) != 2 or codes[0] != own or len(set(codes)) < len(codes) or not all(codes):
            yield _Stated(line, "equation", text, (), None)
        else:
            yield _Stated(line, "equation", text, tuple(codes[1:]), SumsEqual(sides[0], sides[1]))


def _mistakes(stated: _Stated, catalogue: Catalogue, roster: Roster) -> Iterable[Problem]:
    for remedy in _remedies(stated, catalogue, roster):
        yield stated.line.problem(catalogue.file, stated.column, stated.text, remedy)


def _remedies(stated: _Stated, catalogue: Catalogue, roster: Roster) -> Iterator[str]:
    if stated.column == "at_most_units":
        known = list(dict.fromkeys(roster.lines.values("kind")))
        if stated.text not in known and roster.lines.complete:
            yield unknown("kind of unit", stated.text, known)
    elif not stated.codes:
        yield AS_SHARE if stated.column == "usual_share" else AS_EQUATION
    if stated.line.text.get("measurement") == "choice":
        yield "An indicator that is answered by a choice has no figure; leave this empty."
        return
    lines = {line.text["code"]: line for line in catalogue.lines.found if "code" in line.text}
    for code in stated.codes:
        if code not in lines:
            if catalogue.lines.complete:
                yield unknown("indicator", code, lines)
        elif remedy := _misfit(stated, lines[code]):
            yield remedy


def _misfit(stated: _Stated, other: Line[IndicatorLine]) -> str:
    """What is wrong with naming another line; empty for nothing."""
    own, code = stated.line.text, other.text["code"]
    form, measure = other.text.get("form", ""), other.text.get("measure", "")
    if code == stated.code:
        return "This is the line's own code; name another indicator."
    if form != own.get("form", ""):
        return f"{code} stands in the form {form}: only indicators of one form are held against each other."
    if other.text.get("measurement") == "choice":
        return f"{code} is answered by a choice and has no figure; name another indicator."
    if stated.compares and measure.casefold() != own.get("measure", "").casefold():
        shown = f"{own.get('measure', '')}” and “{measure}"
        return f"{code} has another unit of measure (“{shown}”): such figures cannot be compared."
    return ""


def _circles(catalogue: Catalogue, found: Iterable[_Stated]) -> Iterator[Problem]:
    """A problem for each circle of larger and smaller, at its first line."""
    above = [one for one in found if one.column in WHOLES]
    while True:
        graph: dict[str, set[str]] = defaultdict(set)
        for one in above:
            graph[one.code].update(one.codes)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
        else:
            return
        steps = set(pairwise(circle))
        first = next(one for one in above if (one.code, one.codes[0]) in steps)
        shown = " ≤ ".join(circle)
        remedy = f"The relations go round in a circle: {shown}; remove one of them."
        yield first.line.problem(catalogue.file, first.column, first.text, remedy)
        above.remove(first)


def _together(found: Collection[_Stated]) -> Iterator[tuple[Rule, str]]:
    """The rules that follow from several lines, each with one of its codes."""
    for column in ("part_of", "needs"):
        lines: dict[str, list[str]] = defaultdict(list)
        for stated in found:
            if stated.column == column:
                lines[stated.codes[0]].append(stated.code)
        for code, own in lines.items():
            if column == "needs":
                yield Needs(code, tuple(own)), code
            elif len(own) > 1:
                yield PartsAtMost(tuple(own), code), code


def holding_problems(catalogue: Catalogue, forms: Iterable[Form]) -> Iterator[Problem]:
    """A problem for each line whose form is known and holds no indicators."""
    known = {form.code: form for form in forms}
    holding = ", ".join(form.code for form in known.values() if form.holds_indicators) or "none"
    for line in catalogue.lines.found:
        form = known.get(line.text.get("form", ""))
        if form is not None and not form.holds_indicators:
            remedy = f"This form holds no indicators. Forms with the role Indicators: {holding}."
            yield line.problem(catalogue.file, "form", form.code, remedy)
