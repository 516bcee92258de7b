"""Codes that stand beside the title of another code: rows were sorted or pasted without one of the two."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from sheets_sync.forms.form import ColumnKind, Form
from sheets_sync.model import Doubt, Indicator, Unit, Value
from sheets_sync.reading.rows import NOT_REPORTED, ReadRow
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.figures import format_number
from sheets_sync.vietnamese.letters import fold

#: Likeness in per cent from which a title is that of a code, and below which it is not.
_SAME, _OTHER = 92, 85


def mistitled(
    rows: Sequence[ReadRow], form: Form, unit: Unit, indicators: Mapping[str, Indicator]
) -> tuple[list[ReadRow], list[tuple[int, Doubt]]]:
    """The rows, without figures where code and title disagree, and for each of these its number and a doubt.

    Nobody but the unit knows whether the code or the title goes with the figures, so neither gets them.
    """
    label = next((column.field for column in form.columns if column.kind is ColumnKind.LABEL), None)
    titles = _titles(form, unit, indicators, label)
    if not titles:
        return list(rows), []
    kept, doubts = [], []
    for row in rows:
        code, typed = row.text(form.key or ""), row.text(label or "")
        other = _other(code, typed, titles)
        if other is None:
            kept.append(row)
        else:
            kept.append(_withheld(row, form))
            params = {"code": code, "title": titles[code], "typed": typed, "other": other}
            doubts.append((row.number, Doubt("title-of-another", params)))
    return kept, doubts


def _titles(
    form: Form, unit: Unit, indicators: Mapping[str, Indicator], label: str | None
) -> Mapping[str, str]:
    if form.key is None or label is None:
        return {}
    if form.holds_indicators:
        return {code: one.title.lstrip("– ") for code, one in indicators.items() if one.form == form.code}
    return {row[form.key]: row.get(label, "") for row in form.prefilled(unit, indicators)}


def _other(code: str, typed: str, titles: Mapping[str, str]) -> str | None:
    """The code whose title stands beside this one; None where it is the code's own, or nobody's."""
    if code not in titles or not typed or fold(typed) == fold(titles[code]):
        return None
    likeness = {one: fuzz.ratio(fold(typed), fold(title)) for one, title in titles.items()}
    best = max(likeness, key=lambda one: likeness[one])
    return best if likeness[best] >= _SAME and likeness[code] < _OTHER else None


def _withheld(row: ReadRow, form: Form) -> ReadRow:
    fields = [column.field for column in form.columns if column.kind not in NOT_REPORTED]
    typed = {name: _written(value) for name in fields if (value := row.values.get(name)) is not None}
    return row._replace(
        values={**row.values, **dict.fromkeys(typed)}, rejected={**row.rejected, **typed}, doubts=()
    )


def _written(value: Value) -> str:
    match value:
        case Decimal():
            return format_number(value)
        case date():
            return format_date(value)
    return str(value)
