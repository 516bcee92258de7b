"""The first tab of a unit's workbook: who reports what until when, and where to ask. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sheets_sync.forms.form import Form
from sheets_sync.model import Area, Period, Unit, Workbook
from sheets_sync.sheets.addresses import Web
from sheets_sync.sheets.batch import (
    Request,
    Style,
    add_sheet,
    append_dimension,
    cell,
    protect,
    set_columns,
    update_cells,
)
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE
from sheets_sync.vietnamese.dates import format_date

GUIDE_TITLE = "Hướng dẫn"
#: The tab that every new workbook has becomes the guide: no workbook is ever without a tab.
GUIDE_SHEET_ID = 0
#: Fits on a telephone.
WIDTH = 340
#: Rows below the text, for what the office adds.
SPARE = 5
#: How the first lines look; the others are plain.
HEAD = (Style(bold=True, size=14, wrap=True), Style(bold=True, size=12, wrap=True))
FIELDS = "userEnteredValue,userEnteredFormat"


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


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One line of the guide; it opens the tab of a form where it names one."""

    text: str
    #: Code of the form; empty for plain text.
    form: str = ""


def guide_lines(
    unit: Unit, forms: Iterable[Form], welcome: Welcome, took_over: Sequence[str] = ()
) -> tuple[GuideLine, ...]:
    """What stands in the guide; `took_over` are the names of the units whose part the unit has now."""
    told = [welcome.campaign, f"Đơn vị báo cáo: {unit.name}"]
    forms = tuple(forms)
    told += _farewell(welcome) if unit.departed else _advice(unit, welcome, took_over)
    told += [f"Trang “{form.title}”: {form.notice}" for form in forms if form.notice]
    return (
        *map(GuideLine, told),
        GuideLine("Các trang của bảng tính (bấm vào tên để mở):" if unit.departed else TABS),
        *(GuideLine(f"{form.title}: {form.guidance}", form.code) for form in forms),
    )


TABS = "Các trang cần điền (bấm vào tên để mở):"


def _advice(unit: Unit, welcome: Welcome, took_over: Sequence[str]) -> Iterable[str]:
    period = welcome.period
    deadline = period.deadline_of(unit)
    due = f"{deadline:%H:%M} ngày {format_date(deadline.date())}"
    yield f"{welcome.ward} kính đề nghị đơn vị nhập kết quả vào các trang dưới đây; không cần bấm nút gửi."
    yield f"Số liệu tính đến hết ngày {format_date(period.cut_off)}. Hạn nộp: {due}."
    if took_over:
        names = ", ".join(took_over)
        yield (
            f"Đơn vị tiếp nhận nhiệm vụ báo cáo của {names}. Số liệu {names} đã báo cáo trong kỳ này được "
            f"giữ nguyên, đề nghị không nhập lại; phần {names} chưa báo cáo, kính đề nghị đơn vị báo cáo."
        )
    yield "Mỗi ô chỉ nhập một số, không kèm đơn vị tính. Dấu phẩy là phần thập phân: 1.234,5."
    yield "Không phát sinh: nhập 0. Chưa có số liệu: để trống và ghi rõ ở cột Ghi chú."
    yield "Ngày nhập theo thứ tự ngày/tháng/năm, ví dụ 05/8/2024."
    yield "Có thể thêm dòng; đề nghị không đổi tên cột, không sửa cột Mã và Mã dòng."
    yield (
        "Sắp xếp: bấm vào một ô bất kỳ, chọn Dữ liệu > Sắp xếp trang tính; Google hỏi “Bạn vẫn muốn sửa?” "
        "thì bấm OK, mã đi theo dòng. Không bôi đen riêng vài cột để sắp xếp."
    )
    yield f"Mỗi tối hệ thống kiểm tra; ô cần sửa được tô màu, có ghi chú, và liệt kê ở trang “{CHECK_TITLE}”."
    yield f"Cần hỗ trợ, xin liên hệ: {welcome.contact}."


def _farewell(welcome: Welcome) -> Iterable[str]:
    yield "Đơn vị không còn phải báo cáo kỳ này; số liệu đã báo cáo được giữ nguyên trong bảng tổng hợp."
    yield "Đơn vị tiếp nhận chỉ sửa khi văn phòng trả lại dòng số liệu."
    yield f"Cần hỗ trợ, xin liên hệ: {welcome.contact}."


def new_guide(
    workbook: str, lines: Sequence[GuideLine], forms: Iterable[Form], welcome: Welcome
) -> Iterable[Request]:
    """Make the guide of the tab that a new workbook has."""
    grid = {"rowCount": len(lines) + SPARE, "columnCount": 1}
    properties = {"sheetId": GUIDE_SHEET_ID, "title": GUIDE_TITLE, "gridProperties": grid}
    fields = "title,gridProperties(rowCount,columnCount)"
    yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
    yield from _dressed(workbook, lines, forms, welcome, len(lines))


def rewritten_guide(
    workbook: Workbook,
    lines: Sequence[GuideLine],
    forms: Iterable[Form],
    welcome: Welcome,
    before: int | None,
) -> Iterable[Request]:
    """Say something else in the guide; one that was deleted comes again, in the first place.

    `before` is how many lines were ours; None: nobody knows, so all.
    """
    grid = next((one for one in workbook.grids if one.sheet_id == GUIDE_SHEET_ID), None)
    if grid is None:
        rows = len(lines) + SPARE
        yield add_sheet(GUIDE_SHEET_ID, GUIDE_TITLE, rows=rows, columns=1, frozen_rows=0, index=0)
        yield from _dressed(workbook.id, lines, forms, welcome, len(lines))
        return
    if len(lines) > grid.row_count:
        yield append_dimension(GUIDE_SHEET_ID, "ROWS", len(lines) - grid.row_count)
    # What the office wrote below ours stays.
    height = max(len(lines), len(grid.rows) if before is None else before)
    yield from _written(workbook.id, lines, forms, welcome, height)


def _dressed(
    workbook: str, lines: Sequence[GuideLine], forms: Iterable[Form], welcome: Welcome, height: int
) -> Iterable[Request]:
    yield set_columns(GUIDE_SHEET_ID, 0, 1, width=WIDTH)
    yield from _written(workbook, lines, forms, welcome, height)
    yield protect(GUIDE_SHEET_ID, None, "Hướng dẫn của văn phòng", editors=welcome.editors)


def _written(
    workbook: str, lines: Sequence[GuideLine], forms: Iterable[Form], welcome: Welcome, height: int
) -> Iterable[Request]:
    tabs = {form.code: form.sheet_id for form in forms}
    rows = []
    for place, line in enumerate(lines):
        if line.form:
            link = welcome.web.link(workbook, tabs[line.form])
            rows.append([cell(line.text, Style(wrap=True), link=link)])
        elif place < len(HEAD):
            rows.append([cell(line.text, HEAD[place])])
        else:
            rows.append([cell(line.text, Style(bold=line.text == TABS, wrap=True))])
    yield update_cells(GUIDE_SHEET_ID, Area(0, 0, height, 1), rows, FIELDS)
