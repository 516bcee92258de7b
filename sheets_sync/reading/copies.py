"""Tabs beside a form's own that hold the same form: copied, renamed, or filled in by mistake."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sheets_sync.findings import place
from sheets_sync.forms.form import Form
from sheets_sync.model import Doubt, Grid, Record, Unit
from sheets_sync.reading.binding import bind
from sheets_sync.reading.rows import Terms
from sheets_sync.reading.validation import Validated, validate

#: A tab with this share of a form's columns looks like the form.
_ALIKE = 0.7


def with_copies(
    read: Validated, own: Grid | None, others: Iterable[Grid], form: Form, unit: Unit, terms: Terms
) -> Validated:
    """What was read of the form's own tab, with a question where another tab holds other data of the form.

    `others` are the tabs of the workbook that are nobody's. A copy with the same content asks nothing.
    """
    for other in others:
        held = _held(other, form, unit, terms)
        if held is None or _content(held.records) == _content(read.records):
            continue
        titles = {"other": other.title, "own": form.title if own is None else own.title}
        doubt = Doubt("tab-twice", titles) if own else Doubt("tab-elsewhere", titles)
        found = place(
            doubt,
            unit=unit.code,
            form=form.code,
            tab=titles["own"],
            sheet_id=None if own is None else own.sheet_id,
        )
        kept = () if own is None else read.findings
        return replace(read, findings=(found, *kept))
    return read


def _held(grid: Grid, form: Form, unit: Unit, terms: Terms) -> Validated | None:
    """What a tab holds of a form; None where it does not look like the form or nothing is filled in."""
    bound = bind(grid, form)
    if not bound.sound or len(bound.positions) < _ALIKE * len(form.columns):
        return None
    read = validate(grid, form, unit, terms, issue=_numbers)
    return read if read.records and read.reported else None


def _numbers(count: int) -> Sequence[str]:
    return [str(number) for number in range(count)]


def _content(records: Iterable[Record]) -> Counter[frozenset[tuple[str, object]]]:
    return Counter(
        frozenset((name, value) for name, value in record.values.items() if name != "row_id" and value)
        for record in records
    )
