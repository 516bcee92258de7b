"""Read one row of a bound tab into typed values, with every doubt about it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal

from pydantic import ValidationError

from sheets_sync.findings import CATALOGUE
from sheets_sync.forms.fields import RowContext
from sheets_sync.forms.form import Column, ColumnKind, Form, Row
from sheets_sync.model import EMPTY_CELL, Cell, CellKind, Doubt, Indicator, Period, Severity, Value
from sheets_sync.vietnamese.display import as_held
from sheets_sync.vietnamese.moments import VIETNAM
from sheets_sync.vietnamese.words import clean

#: Columns that the template or the sync writes: what stands there is not the unit's report.
NOT_REPORTED = frozenset({ColumnKind.ROW_ID, ColumnKind.CODE, ColumnKind.LABEL})


def reported_columns(form: Form) -> tuple[Column, ...]:
    """The columns whose values are the unit's report: what anybody approves."""
    return tuple(column for column in form.columns if column.kind not in NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms under which the reports of a period are read."""

    period: Period
    #: First and last day of the campaign.
    start: date
    end: date
    #: Enabled lines of the catalogue by code.
    indicators: Mapping[str, Indicator]
    #: Constants that figures may not exceed, e.g. `tdp`: the number of neighbourhood groups.
    limits: Mapping[str, Decimal]
    #: Codes of the catalogue that the office switched off: their rows are passed over.
    disabled: frozenset[str] = frozenset()
    #: The ward's: moments told in another are brought to it.
    zone: tzinfo = VIETNAM


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as read: its values, what was not accepted, and the doubts by field."""

    #: Zero-based row on the tab.
    number: int
    values: Mapping[str, Value]
    rejected: Mapping[str, str]
    doubts: tuple[tuple[str, Doubt], ...]
    #: Field to the words that were typed for its figure.
    in_words: Mapping[str, str] = field(default_factory=dict)
    #: Fields about people in which the mark of what was erased stands.
    erased: tuple[str, ...] = ()

    def text(self, field: str) -> str:
        """A field's value as text; empty when there is none."""
        value = self.values.get(field)
        return "" if value is None else str(value)


def read_row(number: int, cells: Mapping[str, Cell], form: Form, terms: Terms, locale: str) -> ReadRow:
    """Validate the cells of one row by the form's Pydantic model."""
    context = RowContext(
        form.by_field, terms.indicators, locale, terms.start, terms.end, form.key or "", terms.zone
    )
    # Fields that are left out are empty by default, without being asked one by one.
    filled = {
        name: cell for name, cell in cells.items() if cell.kind is not CellKind.EMPTY and name != "row_id"
    }
    row = _validated(form.row, filled, context)
    values: dict[str, Value] = {name: getattr(row, name) for name in form.row.model_fields}
    if form.key is None:
        values["row_id"] = clean(cells["row_id"].shown) or None
    erased = tuple(name for name in context.erased if name in form.people)
    asked = [*context.doubts, *_by_hand(cells, context, erased)]
    doubted = {name for name, _ in asked} | set(erased)
    indicator = form.indicator(values.get(form.key or ""), terms.indicators)
    # About a doubted value only an error adds something; about a value that is missing nothing does.
    between = [
        (name, doubt)
        for name, doubt in form.doubts_of(row, indicator)
        if name not in doubted
        or (
            values.get(name) is not None
            and name not in erased
            and CATALOGUE[doubt.code].severity is Severity.ERROR
        )
    ]
    missing = [(name, doubt) for name, doubt in _required(form, values) if name not in doubted]
    rejected = {
        name: _typed(cell)
        for name, cell in cells.items()
        if cell.kind is not CellKind.EMPTY
        and values.get(name) is None
        and name not in erased
        and clean(cell.shown)
    }
    return ReadRow(number, values, rejected, (*asked, *missing, *between), context.in_words, erased)


def _by_hand(
    cells: Mapping[str, Cell], context: RowContext, erased: Collection[str]
) -> Iterable[tuple[str, Doubt]]:
    """The mark of what was erased where nothing about a person ever stood."""
    return ((name, by_hand(cells[name].shown)) for name in context.erased if name not in erased)


def by_hand(typed: str) -> Doubt:
    """Somebody else than the service wrote the mark of what was erased."""
    return Doubt("erased-by-hand", {"typed": clean(typed)})


def _validated(model: type[Row], cells: Mapping[str, Cell], context: RowContext) -> Row:
    """The row; fields that break a constraint of the model are doubted and left empty."""
    try:
        return model.model_validate(cells, context=context)
    except ValidationError as error:
        refused = {str(fault["loc"][0]): fault["msg"] for fault in error.errors()}
    context.doubts.clear()
    context.in_words.clear()
    row = model.model_validate({**cells, **dict.fromkeys(refused, EMPTY_CELL)}, context=context)
    for name, reason in refused.items():
        params = {"typed": cells[name].shown, "reason": reason}
        context.doubts.append((name, Doubt("value-refused", params)))
    return row


def _typed(cell: Cell) -> str:
    """What stands in a cell, as the unit sees it unless its format shows another figure."""
    return as_held(float(cell.value or 0), cell.shown) if cell.kind is CellKind.NUMBER else cell.shown


def _required(form: Form, values: Mapping[str, Value]) -> list[tuple[str, Doubt]]:
    return [
        (column.field, Doubt("text-missing"))
        for column in form.columns
        if column.heading.required and values.get(column.field) is None
    ]


def reported(row: ReadRow, form: Form) -> bool:
    """Whether the unit entered anything in this row, template text and zeros aside.

    Prefilled zeros do not count as a report; “Không có” does, nobody writes that beforehand.
    """
    fields = {column.field for column in form.columns if column.kind not in NOT_REPORTED}
    return bool(row.in_words) or any(
        value not in (None, 0) for name, value in row.values.items() if name in fields
    )


def entered(row: ReadRow, form: Form) -> bool:
    """Whether the unit typed anything at all in this row, accepted or not."""
    fields = {column.field for column in form.columns if column.kind not in NOT_REPORTED}
    typed = any(value is not None for name, value in row.values.items() if name in fields)
    return typed or any(name in fields for name in row.rejected)
