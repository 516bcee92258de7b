"""Checks between units: the same person proposed twice, a whole that differs from the sum of its parts.

A record is compared with those under the same mark and with no others: of the same indicator, or of people
whose names end alike. So what a change brings about is known from the records under its marks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.forms.roles import Indicators, Proposals
from sheets_sync.judging.namesakes import alike, block_of, same_birth
from sheets_sync.model import Doubt, Finding, Indicator, Record, Submission, Unit
from sheets_sync.vietnamese.numbers import format_number

#: As many proposals are named that resemble one; the others are counted.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Between:
    """A finding that needs more than one unit's report to be seen, and under which mark it is."""

    mark: str
    finding: Finding


def mark_of(form: Form, record: Record) -> str:
    """Under which mark a record is compared with those of other units; empty where it is with none."""
    if isinstance(form.role, Indicators):
        return record.key
    if isinstance(form.role, Proposals):
        # No more of a name than whom it may be compared with.
        block = block_of(str(record.values.get(form.role.name) or ""))
        return sha256(block.encode()).hexdigest()[:16] if block else ""
    return ""


def crosscheck(
    submissions: Iterable[Submission],
    forms: Iterable[Form],
    units: Mapping[str, Unit],
    indicators: Mapping[str, Indicator],
) -> tuple[Finding, ...]:
    """Findings that need more than one unit's report to be seen."""
    return tuple(one.finding for one in compared(submissions, forms, units, indicators))


def compared(
    submissions: Iterable[Submission],
    forms: Iterable[Form],
    units: Mapping[str, Unit],
    indicators: Mapping[str, Indicator],
) -> tuple[Between, ...]:
    """The same with the mark of each. All records under a mark are to be given, or none."""
    by_form: dict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_form[submission.form].append(submission)
    found: list[Between] = []
    for form in forms:
        if isinstance(form.role, Proposals):
            found += _duplicates(by_form[form.code], form, form.role, units)
        if isinstance(form.role, Indicators):
            found += _sums(by_form[form.code], form, form.role, units, indicators)
    return tuple(found)


def _duplicates(
    submissions: Sequence[Submission], form: Form, its: Proposals, units: Mapping[str, Unit]
) -> Iterable[Between]:
    """One question for each proposal that others resemble, however many they are."""
    found = [(one, record) for one in submissions for record in one.records]
    names = [str(record.values.get(its.name) or "") for _, record in found]
    others: dict[int, list[int]] = defaultdict(list)
    for left, right in alike(names):
        born = (str(found[one][1].values.get(its.born) or "") for one in (left, right))
        if same_birth(*born):
            others[left].append(right)
            others[right].append(left)
    for number in sorted(others):
        submission, record = found[number]
        params = {
            "typed": names[number],
            "others": _others(record, [found[one][1] for one in others[number]], its, units),
        }
        yield _placed(submission, record, form, its.name, Doubt("nominee-duplicate", params))


def _others(record: Record, others: Sequence[Record], its: Proposals, units: Mapping[str, Unit]) -> str:
    """Proposals of the unit's own by their cells; of another no more than which unit it is."""
    own = [f"ở ô {one.cells.get(its.name, one.row + 1)}" for one in others if one.unit == record.unit]
    named = [
        f"của {units[code].name}"
        for code in dict.fromkeys(one.unit for one in others if one.unit != record.unit)
    ]
    told = [*own, *named][:SHOWN]
    more = len(own) + len(named) - len(told)
    return "; ".join(told) + (f" và {more} đề nghị khác" if more else "")


def _sums(
    submissions: Sequence[Submission],
    form: Form,
    its: Indicators,
    units: Mapping[str, Unit],
    indicators: Mapping[str, Indicator],
) -> Iterable[Between]:
    figures: dict[str, dict[str, tuple[Submission, Record, Decimal]]] = defaultdict(dict)
    for submission in submissions:
        for record in submission.records:
            if isinstance(value := record.values.get(its.actual), Decimal):
                figures[record.key][submission.unit] = (submission, record, value)
    for code, reported in figures.items():
        indicator = indicators.get(code)
        if indicator is not None:
            yield from _sum(indicator, reported, form, units)


def _sum(
    indicator: Indicator,
    reported: Mapping[str, tuple[Submission, Record, Decimal]],
    form: Form,
    units: Mapping[str, Unit],
) -> Iterable[Between]:
    """Units beside a group in charge must agree with the group's sum, once all of the group reported."""
    parts = units_in_charge(indicator, units.values(), reported.__contains__)
    if len(parts) < 2 or any(part.code not in reported for part in parts):
        return
    total, of_group = sum((reported[part.code][2] for part in parts), Decimal(0)), {one.code for one in parts}
    for unit, (submission, record, own) in reported.items():
        if unit not in of_group and own != total:
            params = {
                "own": format_number(own),
                "others": f"{len(parts)} đơn vị được giao",
                "total": format_number(total),
            }
            yield _placed(submission, record, form, form.main_field, Doubt("sum-of-units-differs", params))


def units_in_charge(
    indicator: Indicator, units: Iterable[Unit], has_reported: Callable[[str], bool] = lambda _unit: True
) -> tuple[Unit, ...]:
    """The units whose figures make up an indicator's consolidated figure: they never overlap.

    `has_reported` tells by a unit's code: of one that has left, or that the form was taken from, what it
    reported counts and no more is expected.
    """
    return tuple(
        unit
        for unit in units
        if not {*unit.codes, unit.kind}.isdisjoint(indicator.in_charge)
        and (_owes(unit, indicator) or (_is_over(unit, indicator) and has_reported(unit.code)))
    )


def _owes(unit: Unit, indicator: Indicator) -> bool:
    return indicator.code in unit.indicators and not unit.departed


def _is_over(unit: Unit, indicator: Indicator) -> bool:
    return unit.departed or indicator.form not in unit.forms


def _placed(submission: Submission, record: Record, form: Form, field: str, doubt: Doubt) -> Between:
    finding = place(
        doubt,
        unit=record.unit,
        form=form.code,
        tab=submission.tab or form.title,
        sheet_id=submission.sheet_id,
        cell=record.cells.get(field, str(record.row + 1)),
        label=_label(record, form, field),
        about=form.quoted(field),
    )
    return Between(mark_of(form, record), finding)


def _label(record: Record, form: Form, field: str) -> str:
    title = record.values.get(form.names_row) if form.holds_indicators else None
    return str(title or form.column(field).heading.title).lstrip("– ")
