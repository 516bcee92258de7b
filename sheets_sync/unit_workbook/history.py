"""What a unit had in its sheet at each change: told as differences, brought back as a tab. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from zlib import crc32

from sheets_sync.forms.form import Column, Form
from sheets_sync.model import Area, Record, Submission, Value, Workbook, WritePlan
from sheets_sync.sheets.batch import Request, Style, add_sheet, cell, set_columns, update_cells
from sheets_sync.vietnamese.numbers import format_number

HEADER = Style(background="#5f6368", color="#ffffff", bold=True, wrap=True, align="CENTER")
BLANK = "(trống)"
#: Submissions of one form and period are told apart up to this number.
MOST_KEPT = 500


def differences(before: Submission | None, after: Submission, form: Form) -> Iterable[str]:
    """A line for each record that came, changed or went: `VX02: Thực hiện 198 → 199`.

    Where somebody is reached, and what tells one from namesakes, is shortened: only the tab that brings a
    submission back has it.
    """
    was = {} if before is None else {record.key: record for record in before.records}
    now = {record.key: record for record in after.records}
    for key, record in now.items():
        if key not in was:
            yield f"+ {key}: {_told(record, form)}"
        elif changed := list(_changes(was[key], record, form)):
            yield f"{key}: {'; '.join(changed)}"
    for key, record in was.items():
        if key not in now:
            yield f"- {key}: {_told(record, form)}"


def _changes(before: Record, after: Record, form: Form) -> Iterable[str]:
    for column in form.columns:
        was, now = _text(before, column), _text(after, column)
        if was != now:
            before_and_after = (form.brief(column.field, text) or BLANK for text in (was, now))
            yield f"{column.heading.title} {' → '.join(before_and_after)}"


def _told(record: Record, form: Form) -> str:
    told = (form.brief(column.field, _text(record, column)) for column in form.columns)
    return "; ".join(filter(None, told))


def _text(record: Record, column: Column) -> str:
    """A value as people read it; what was typed where it was not accepted."""
    if column.field in record.rejected:
        return record.rejected[column.field]
    value = record.values.get(column.field)
    if value is None:
        return ""
    return format_number(value) if isinstance(value, Decimal) else str(value)


def kept_tab(workbook: Workbook, form: Form, submission: Submission, title: str, number: int) -> WritePlan:
    """The changes that show a former submission on a tab of its own; none when the tab is there already.

    The unit's own tabs are not touched: it copies back what it wants. `number` tells submissions apart.
    """
    sheet = _kept_sheet_id(form.code, number)
    if any(grid.sheet_id == sheet for grid in workbook.grids):
        return WritePlan(workbook.id, ())
    taken = {grid.title.casefold() for grid in workbook.grids}
    name = title if title.casefold() not in taken else f"{title} ({number})"
    rows = [[cell(column.heading.title, HEADER) for column in form.columns]]
    rows += [[cell(_shown(record, column)) for column in form.columns] for record in submission.records]
    width = len(form.columns)
    requests: list[Request] = [add_sheet(sheet, name, rows=len(rows) + 5, columns=width, color="#5f6368")]
    requests += [
        set_columns(sheet, place, place + 1, width=column.heading.width)
        for place, column in enumerate(form.columns)
    ]
    fields = "userEnteredValue,userEnteredFormat"
    requests.append(update_cells(sheet, Area(0, 0, len(rows), width), rows, fields))
    return WritePlan(workbook.id, tuple(requests), (f"{workbook.title}: {name}",))


def is_kept_tab(sheet_id: int, forms: Iterable[Form]) -> bool:
    """Whether a tab shows a former submission of one of the forms, as `kept_tab` made it."""
    return any(sheet_id in _kept_sheet_ids(form.code) for form in forms)


@lru_cache(maxsize=1000)
def _kept_sheet_ids(form: str) -> frozenset[int]:
    """Every id of a form's tabs; asked for with each tab of each workbook."""
    return frozenset(_kept_sheet_id(form, number) for number in range(1, MOST_KEPT))


def _kept_sheet_id(form: str, number: int) -> int:
    return crc32(f"kept/{form}/{number}".encode()) & 0x3FFFFFFF


def _shown(record: Record, column: Column) -> Value:
    if column.field == "row_id":
        return record.key
    return record.rejected.get(column.field) or record.values.get(column.field)
