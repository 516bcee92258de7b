"""The tab “Kết quả kiểm tra” of a unit's workbook: what is wrong and how to mend it, with links."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zlib import crc32

from sheets_sync.master.publishing.new_tab import free_title
from sheets_sync.master.tables.wording import SEVERITY_NAMES, SEVERITY_TONES
from sheets_sync.model import Area, Finding, Grid, Workbook
from sheets_sync.reading.lastgood import CONFIRMABLE
from sheets_sync.sheets.addresses import Web
from sheets_sync.sheets.batch import (
    PLAIN,
    Request,
    Style,
    add_sheet,
    append_dimension,
    cell,
    dropdown,
    protect,
    set_columns,
    update_cells,
)
from sheets_sync.sheets.palette import BACKGROUNDS
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.words import fold

CHECK_TITLE = "Kết quả kiểm tra"
CHECK_SHEET_ID = crc32(b"check") & 0x3FFFFFFF
WIDTHS = (170, 70, 110, 430, 430, 100)
COLUMNS = ("Trang", "Ô", "Mức độ", "Nội dung cần sửa", "Cách sửa", "Xác nhận")
#: Where the unit answers, and where the question stands that it answers, hidden.
ANSWER_COLUMN, QUESTION_COLUMN = 5, 6
WIDTH = len(COLUMNS) + 1
AGREED = "Đồng ý"
#: What people write instead of choosing from the list, folded.
YES = frozenset({"dong y", "co", "dung", "ok", "x", "yes"})
HEADER = Style(background="#1e6b46", color="#ffffff", bold=True, wrap=True, align="CENTER")

ANSWER = Style(background="#fffaeb", align="CENTER")
CLOSED = " Báo cáo đã chốt số liệu; nếu cần điều chỉnh, đề nghị báo văn phòng để mở khóa."


def check_rows(
    web: Web,
    workbook: str,
    findings: Sequence[Finding],
    at: datetime | None,
    questions: Mapping[str, str],
    *,
    closed: bool = False,
) -> list[list[dict[str, object]]]:
    """The whole content of the check tab; `at` is when the report was checked, None before.

    `questions` name what is to be confirmed, by form; `closed` says that the reports are closed.
    """
    blank = [cell()] * (WIDTH - 1)
    rows = [
        [cell("KẾT QUẢ KIỂM TRA BÁO CÁO", Style(bold=True, size=14)), *blank],
        [cell(_status(findings, at) + (CLOSED if closed else "")), *blank],
    ]
    if findings:
        asked = any(_question(finding, questions) for finding in findings)
        titles = [cell(title, HEADER) for title in COLUMNS[:ANSWER_COLUMN]]
        rows.append([*titles, cell(COLUMNS[ANSWER_COLUMN], HEADER) if asked else cell(), cell()])
        rows += [_row(web, workbook, finding, _question(finding, questions)) for finding in findings]
    return rows


def _status(findings: Sequence[Finding], at: datetime | None) -> str:
    if at is None:
        return "Hiện không có nội dung cần sửa."
    checked = f"Kiểm tra lúc {at:%H:%M} ngày {format_date(at.date())}"
    if not findings:
        return f"{checked}: không có nội dung cần sửa. Trân trọng cảm ơn đơn vị."
    return f"{checked}: có {len(findings)} nội dung cần sửa hoặc giải trình. Bấm vào địa chỉ ô để mở."


def _question(finding: Finding, questions: Mapping[str, str]) -> str:
    return questions.get(finding.form, "") if finding.code in CONFIRMABLE else ""


def _row(web: Web, workbook: str, finding: Finding, question: str) -> list[dict[str, object]]:
    url = web.link(workbook, finding.sheet_id, finding.cell)
    severity = Style(background=BACKGROUNDS[SEVERITY_TONES[finding.severity]], wrap=True)
    subject = f"{finding.label}: " if finding.label else ""
    return [
        cell(finding.tab, Style(wrap=True)),
        cell(finding.cell or "Mở trang", link=url),
        cell(SEVERITY_NAMES[finding.severity], severity),
        cell(subject + finding.message, Style(wrap=True)),
        cell(finding.mend, Style(wrap=True)),
        cell(style=ANSWER if question else PLAIN),
        cell(question or None),
    ]


def check_tab(workbook: Workbook) -> Grid | None:
    """The tab; its id finds it although the unit renamed it."""
    return next((grid for grid in workbook.grids if grid.sheet_id == CHECK_SHEET_ID), None)


def confirmed(grid: Grid | None) -> frozenset[str]:
    """Questions that the unit answered with yes on its check tab; None is a workbook without the tab.

    The unit may have typed anything there: whoever asks compares with what was asked.
    """
    rows = range(0 if grid is None else len(grid.rows))
    return frozenset(
        grid.cell(row, QUESTION_COLUMN).shown
        for row in rows
        if grid is not None and fold(grid.cell(row, ANSWER_COLUMN).shown) in YES
    )


def new_check_tab(
    rows: list[list[dict[str, object]]], editors: Sequence[str] = (), taken: Collection[str] = ()
) -> Iterable[Request]:
    """Add the tab to a workbook that has none, whose tabs have the titles `taken`."""
    height, title = max(60, len(rows)), free_title(CHECK_TITLE, taken)
    yield add_sheet(CHECK_SHEET_ID, title, rows=height, columns=WIDTH, frozen_rows=0, color="#c0392b")
    for place, width in enumerate(WIDTHS):
        yield set_columns(CHECK_SHEET_ID, place, place + 1, width=width)
    yield set_columns(CHECK_SHEET_ID, QUESTION_COLUMN, WIDTH, hidden=True)
    yield from _written(rows, height)
    yield protect(CHECK_SHEET_ID, None, "Do hệ thống ghi", editors=editors, free_from_column=ANSWER_COLUMN)


def rewritten_check_tab(
    workbook: Workbook, rows: list[list[dict[str, object]]], editors: Sequence[str] = ()
) -> Iterable[Request]:
    """Replace the tab's content; a unit that deleted the tab gets it again."""
    grid = check_tab(workbook)
    if grid is None:
        yield from new_check_tab(rows, editors, [one.title for one in workbook.grids])
        return
    height = max(grid.row_count, len(rows))
    if height > grid.row_count:
        missing = height - grid.row_count
        yield append_dimension(CHECK_SHEET_ID, "ROWS", missing)
    if grid.column_count < WIDTH:
        yield append_dimension(CHECK_SHEET_ID, "COLUMNS", WIDTH - grid.column_count)
        yield set_columns(CHECK_SHEET_ID, QUESTION_COLUMN, WIDTH, hidden=True)
    yield from _written(rows, height)


def _written(rows: list[list[dict[str, object]]], height: int) -> Iterable[Request]:
    area = Area(0, 0, height, WIDTH)
    yield update_cells(CHECK_SHEET_ID, area, rows, "userEnteredValue,userEnteredFormat,dataValidation")
    for number, row in enumerate(rows):
        if row[QUESTION_COLUMN]:
            answer = Area(number, ANSWER_COLUMN, number + 1, ANSWER_COLUMN + 1)
            yield dropdown(CHECK_SHEET_ID, answer, (AGREED,), "Chọn nếu đúng là như vậy.")
