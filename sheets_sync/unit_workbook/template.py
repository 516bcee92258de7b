"""The workbook that a unit finds: instructions, a tab for each form it owes, and the check tab. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.forms.form import Column, ColumnKind, Form
from sheets_sync.model import Area, Indicator, Unit, Workbook, WritePlan
from sheets_sync.sheets.batch import (
    Request,
    Style,
    add_sheet,
    cell,
    dropdown,
    protect,
    repeat_cell,
    set_columns,
    update_cells,
)
from sheets_sync.sheets.titles import free_title
from sheets_sync.unit_workbook.check_tab import FormLine, check_rows, new_check_tab
from sheets_sync.unit_workbook.guide import Welcome, guide_lines, new_guide

#: Rows for the unit to fill below those that the template writes.
SPARE_ROWS = 40
HEADER = Style(background="#1e6b46", color="#ffffff", bold=True, wrap=True, align="CENTER")
PREFILLED = Style(background="#f1f3f4", wrap=True)
#: Figures keep the automatic format: only then does Google tell 95% and an accidental date from a number.
PATTERNS = {
    ColumnKind.DATE: "dd/mm/yyyy",
    ColumnKind.PHONE: "@",
    ColumnKind.ROW_ID: "@",
    ColumnKind.CODE: "@",
}
#: Identify a row; only warned about, since a strict protection would forbid sorting the tab.
IDENTIFYING = frozenset({ColumnKind.ROW_ID, ColumnKind.CODE})
WORDY = frozenset({ColumnKind.PROSE, ColumnKind.TEXT, ColumnKind.LABEL})


def unit_workbook(
    workbook: str,
    unit: Unit,
    forms: Sequence[Form],
    indicators: Mapping[str, Indicator],
    welcome: Welcome,
    took_over: Sequence[str] = (),
) -> WritePlan:
    """Turn a new, empty workbook into the unit's: one call, whole or not at all."""
    requests: list[Request] = [localised(welcome.locale, welcome.time_zone)]
    requests += new_guide(workbook, guide_lines(unit, forms, welcome, took_over), forms, welcome)
    for form in forms:
        requests += new_tab(form, form.title, form.prefilled(unit, indicators), indicators, welcome.editors)
    lines = [FormLine(form.code, form.title, form.sheet_id, arrived=False) for form in forms]
    requests += new_check_tab(check_rows(welcome.web, workbook, (), None, {}, forms=lines), welcome.editors)
    return WritePlan(workbook, tuple(requests), (f"{unit.code}: {len(forms)} tabs",))


def more_tabs(
    workbook: Workbook,
    unit: Unit,
    forms: Sequence[Form],
    indicators: Mapping[str, Indicator],
    editors: Sequence[str] = (),
) -> WritePlan:
    """The tabs of forms that a unit's workbook has none of: one call, none when there are none."""
    taken = [grid.title for grid in workbook.grids]
    requests: list[Request] = []
    for form in forms:
        title = free_title(form.title, taken)
        taken.append(title)
        requests += new_tab(form, title, form.prefilled(unit, indicators), indicators, editors)
    return WritePlan(workbook.id, tuple(requests), (f"{unit.code}: {len(forms)} tabs",))


def localised(locale: str, time_zone: str) -> Request:
    """Set the locale and zone of a workbook: they decide what Google makes of what is typed."""
    properties = {"locale": locale, "timeZone": time_zone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}


def new_tab(
    form: Form,
    title: str,
    prefilled: Sequence[Mapping[str, str]],
    indicators: Mapping[str, Indicator],
    editors: Sequence[str],
) -> Iterable[Request]:
    """Add the tab of a form with its header, its rows and its protections."""
    sheet, columns = form.sheet_id, form.columns
    bottom = 1 + len(prefilled) + SPARE_ROWS
    identifying = [place for place, column in enumerate(columns) if column.kind in IDENTIFYING]
    yield add_sheet(sheet, title, rows=bottom, columns=len(columns), frozen_columns=_frozen(form))
    header = [cell(column.heading.title, HEADER, note=header_note(form, column)) for column in columns]
    yield update_cells(
        sheet, Area(0, 0, 1, len(columns)), [header], "userEnteredValue,userEnteredFormat,note"
    )
    for place, column in enumerate(columns):
        body = Area(1, place, bottom, place + 1)
        yield set_columns(sheet, place, place + 1, width=column.heading.width)
        yield from dress(sheet, body, column)
    if prefilled:
        yield from _prefill(sheet, columns, prefilled)
    yield from _indicator_dropdowns(form, prefilled, indicators)
    yield protect(sheet, Area(0, 0, 1, len(columns)), "Tiêu đề cột", editors=editors)
    for place in identifying:
        area = Area(1, place, bottom, place + 1)
        yield protect(sheet, area, "Mã dùng để nhận ra dòng", warning_only=True)


def _frozen(form: Form) -> int:
    # Names as well would leave no room on a telephone.
    return 1 if form.key is not None else 0


def header_note(form: Form, column: Column) -> str:
    """What stands beside the title of a column; of the first one about people, what that is for as well."""
    measure = f"Đơn vị tính: {column.heading.measure}." if column.heading.measure else ""
    notice = form.notice if column.field == next(iter(form.people), "") else ""
    return " ".join(filter(None, (column.heading.guidance, measure, notice)))


def dress(sheet: int, body: Area, column: Column) -> Iterable[Request]:
    """How the cells of a column look and what they offer."""
    pattern = PATTERNS.get(column.kind, "")
    style = Style(pattern=pattern, wrap=column.kind in WORDY)
    fields = "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment)"
    if style != Style():
        yield repeat_cell(sheet, body, cell(style=style), fields)
    if choices := choices_of(column):
        yield dropdown(sheet, body, choices, column.heading.guidance)


def choices_of(column: Column) -> tuple[str, ...]:
    """What a column offers to choose from."""
    return ("Có", "Không") if column.kind is ColumnKind.YES_NO else column.heading.choices


def _prefill(
    sheet: int, columns: Sequence[Column], prefilled: Sequence[Mapping[str, str]]
) -> Iterable[Request]:
    width = 1 + max(place for place, column in enumerate(columns) if column.field in prefilled[0])
    rows = [
        [cell(row[one.field], PREFILLED) if one.field in row else cell() for one in columns[:width]]
        for row in prefilled
    ]
    area = Area(1, 0, 1 + len(prefilled), width)
    yield update_cells(sheet, area, rows, "userEnteredValue,userEnteredFormat")


def _indicator_dropdowns(
    form: Form, prefilled: Sequence[Mapping[str, str]], indicators: Mapping[str, Indicator]
) -> Iterable[Request]:
    if not form.holds_indicators:
        return
    place = [column.field for column in form.columns].index(form.main_field)
    for number, row in enumerate(prefilled, start=1):
        if choices := indicators[row[str(form.key)]].choices:
            yield dropdown(form.sheet_id, Area(number, place, number + 1, place + 1), choices)
