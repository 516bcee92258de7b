"""The workbook that a unit finds: instructions, a tab for each form it owes, and the check tab. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.forms.form import Column, ColumnKind, Form
from sheets_sync.master.publishing.new_tab import free_title
from sheets_sync.model import Area, Indicator, Period, Unit, Workbook, WritePlan
from sheets_sync.sheets.addresses import Web
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
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE, FormLine, check_rows, new_check_tab
from sheets_sync.vietnamese.dates import format_date

GUIDE_TITLE = "Hướng dẫn"
#: Fits on a telephone.
GUIDE_WIDTH = 340
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


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the workbooks of a campaign have in common."""

    campaign: str
    ward: str
    period: Period
    #: Whom to ask, in one line.
    contact: str
    web: Web
    #: Google's locale and zone names for the workbook, e.g. `vi_VN`, `Asia/Ho_Chi_Minh`.
    locale: str
    time_zone: str
    #: Addresses, beside the account that makes the workbook, that may write where units may not.
    editors: tuple[str, ...] = ()


def unit_workbook(
    workbook: str,
    unit: Unit,
    forms: Sequence[Form],
    indicators: Mapping[str, Indicator],
    welcome: Welcome,
) -> WritePlan:
    """Turn a new, empty workbook into the unit's: one call, whole or not at all."""
    requests: list[Request] = [localised(welcome.locale, welcome.time_zone)]
    requests += _guide(workbook, unit, forms, welcome)
    for form in forms:
        requests += _tab(form, form.title, form.prefilled(unit, indicators), indicators, welcome.editors)
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
        requests += _tab(form, title, form.prefilled(unit, indicators), indicators, editors)
    return WritePlan(workbook.id, tuple(requests), (f"{unit.code}: {len(forms)} tabs",))


def localised(locale: str, time_zone: str) -> Request:
    """Set the locale and zone of a workbook: they decide what Google makes of what is typed."""
    properties = {"locale": locale, "timeZone": time_zone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}


def _guide(workbook: str, unit: Unit, forms: Sequence[Form], welcome: Welcome) -> Iterable[Request]:
    rows = [
        [cell(welcome.campaign, Style(bold=True, size=14, wrap=True))],
        [cell(f"Đơn vị báo cáo: {unit.name}", Style(bold=True, size=12, wrap=True))],
        *([cell(line, Style(wrap=True))] for line in _advice(unit, welcome)),
        [cell("Các trang cần điền (bấm vào tên để mở):", Style(bold=True))],
    ]
    for form in forms:
        line = f"{form.title}: {form.guidance}"
        rows.append([cell(line, Style(wrap=True), link=welcome.web.link(workbook, form.sheet_id))])
    # The tab that every new workbook has, id 0, becomes the instructions: no workbook is ever without a tab.
    grid = {"rowCount": len(rows) + 5, "columnCount": 1}
    properties = {"sheetId": 0, "title": GUIDE_TITLE, "gridProperties": grid}
    fields = "title,gridProperties(rowCount,columnCount)"
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    yield set_columns(0, 0, 1, width=GUIDE_WIDTH)
    yield update_cells(0, Area(0, 0, len(rows), 1), rows, "userEnteredValue,userEnteredFormat")
    yield protect(0, None, "Hướng dẫn của văn phòng", editors=welcome.editors)


def _advice(unit: Unit, welcome: Welcome) -> Iterable[str]:
    period = welcome.period
    deadline = period.deadline_of(unit)
    due = f"{deadline:%H:%M} ngày {format_date(deadline.date())}"
    return (
        f"{welcome.ward} kính đề nghị đơn vị nhập kết quả vào các trang dưới đây; không cần bấm nút gửi.",
        f"Số liệu tính đến hết ngày {format_date(period.cut_off)}. Hạn nộp: {due}.",
        "Mỗi ô chỉ nhập một số, không kèm đơn vị tính. Dấu phẩy là phần thập phân: 1.234,5.",
        "Không phát sinh: nhập 0. Chưa có số liệu: để trống và ghi rõ ở cột Ghi chú.",
        "Ngày nhập theo thứ tự ngày/tháng/năm, ví dụ 05/8/2024.",
        "Có thể sắp xếp, thêm dòng; đề nghị không đổi tên cột, không sửa cột Mã và Mã dòng.",
        f"Mỗi tối hệ thống kiểm tra; ô cần sửa được tô màu, có ghi chú, và liệt kê ở trang “{CHECK_TITLE}”.",
        f"Cần hỗ trợ, xin liên hệ: {welcome.contact}.",
    )


def _tab(
    form: Form,
    title: str,
    prefilled: Sequence[Mapping[str, str]],
    indicators: Mapping[str, Indicator],
    editors: Sequence[str],
) -> Iterable[Request]:
    sheet, columns = form.sheet_id, form.columns
    bottom = 1 + len(prefilled) + SPARE_ROWS
    identifying = [place for place, column in enumerate(columns) if column.kind in IDENTIFYING]
    yield add_sheet(sheet, title, rows=bottom, columns=len(columns), frozen_columns=_frozen(form))
    header = [cell(column.heading.title, HEADER, note=_header_note(column)) for column in columns]
    yield update_cells(
        sheet, Area(0, 0, 1, len(columns)), [header], "userEnteredValue,userEnteredFormat,note"
    )
    for place, column in enumerate(columns):
        body = Area(1, place, bottom, place + 1)
        yield set_columns(sheet, place, place + 1, width=column.heading.width)
        yield from _dress(sheet, body, column)
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


def _header_note(column: Column) -> str:
    measure = f"Đơn vị tính: {column.heading.measure}." if column.heading.measure else ""
    return " ".join(filter(None, (column.heading.guidance, measure)))


def _dress(sheet: int, body: Area, column: Column) -> Iterable[Request]:
    pattern = PATTERNS.get(column.kind, "")
    style = Style(pattern=pattern, wrap=column.kind in WORDY)
    fields = "userEnteredFormat(numberFormat,wrapStrategy,verticalAlignment)"
    if style != Style():
        yield repeat_cell(sheet, body, cell(style=style), fields)
    choices = ("Có", "Không") if column.kind is ColumnKind.YES_NO else column.heading.choices
    if choices:
        yield dropdown(sheet, body, choices, column.heading.guidance)


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
