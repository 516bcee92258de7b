"""The tab “Kết quả kiểm tra” of a unit's workbook: what is wrong and how to mend it, with links."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from sheets_sync.findings.listing import listed
from sheets_sync.master.tables.wording import SEVERITY_NAMES, SEVERITY_TONES
from sheets_sync.model import Area, Finding, Grid, Severity, Tone, Workbook
from sheets_sync.reading.lastgood import COMPLETION, CONFIRMABLE
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
from sheets_sync.sheets.titles import free_title
from sheets_sync.vietnamese.dates import format_date
from sheets_sync.vietnamese.words import fold

CHECK_TITLE = "Kết quả kiểm tra"
CHECK_SHEET_ID = crc32(b"check") & 0x3FFFFFFF
#: The first two fit on a telephone: which cell, and what is wrong.
WIDTHS = (70, 270, 330, 170, 110, 110)
COLUMNS = ("Ô", "Nội dung cần sửa", "Cách sửa", "Trang", "Mức độ", "Xác nhận")
#: Where the unit answers, and where the question stands that it answers, hidden.
ANSWER_COLUMN, QUESTION_COLUMN = 5, 6
WIDTH = len(COLUMNS) + 1
AGREED, COMPLETE = "Đồng ý", "Xác nhận hoàn thành"
#: What the unit chooses, and in which row, to be checked without waiting until it stops typing.
CHECK_NOW, ASK_ROW = "Kiểm tra ngay", 1
#: What people write instead of choosing from the list, folded.
YES = frozenset({"dong y", "xac nhan hoan thanh", "co", "dung", "ok", "x", "yes"})
TITLE = "KẾT QUẢ KIỂM TRA"
#: First cell of the tab as a former version wrote it, with other columns.
FORMER_TITLE = "KẾT QUẢ KIỂM TRA BÁO CÁO"
HEADER = Style(background="#1e6b46", color="#ffffff", bold=True, wrap=True, align="CENTER")

ANSWER = Style(background="#fffaeb", align="CENTER")
CLOSED = " Báo cáo đã chốt số liệu; nếu cần điều chỉnh, đề nghị báo văn phòng để mở khóa."


@dataclass(frozen=True, slots=True)
class FormLine:
    """Where the unit stands with one form, in one line."""

    code: str
    title: str
    sheet_id: int
    #: The unit has reported in it.
    arrived: bool
    #: Its head confirmed as complete what it holds now, or is asked to, by this question.
    completed: bool = False
    asks: str = ""


def check_rows(
    web: Web,
    workbook: str,
    findings: Sequence[Finding],
    at: datetime | None,
    questions: Mapping[str, str],
    *,
    forms: Sequence[FormLine] = (),
    closed: bool = False,
) -> list[list[dict[str, object]]]:
    """The whole content of the check tab; `at` is when the report was checked, None before.

    `questions` name what is to be confirmed, by form; `forms` are those that the unit owes; `closed` says
    that the reports are closed.
    """
    blank = [cell()] * (WIDTH - 1)
    ask = [*[cell()] * (ANSWER_COLUMN - 2), cell("Kiểm tra ngay:", Style(align="RIGHT")), cell(style=ANSWER)]
    rows = [
        [cell(TITLE, Style(bold=True, size=14)), *blank],
        [cell(_status(findings, at) + (CLOSED if closed else "")), *ask, cell()],
        *(_form_row(web, workbook, form, findings) for form in forms),
    ]
    if findings:
        asked = any(_question(finding, questions) for finding in findings)
        titles = [cell(title, HEADER) for title in COLUMNS[:ANSWER_COLUMN]]
        rows.append([*titles, cell(COLUMNS[ANSWER_COLUMN], HEADER) if asked else cell(), cell()])
        rows += [_row(web, workbook, finding, _question(finding, questions)) for finding in listed(findings)]
    return rows


def _form_row(
    web: Web, workbook: str, form: FormLine, findings: Iterable[Finding]
) -> list[dict[str, object]]:
    text, tone = _standing(form, [one.severity for one in findings if one.form == form.code])
    look = Style(background=BACKGROUNDS[tone], wrap=True)
    text += "; đã xác nhận hoàn thành" if form.completed else ""
    blank = [cell()] * (ANSWER_COLUMN - 3)
    confirm = cell("Trưởng đơn vị:", Style(align="RIGHT")) if form.asks else cell()
    return [
        cell("Mở", link=web.link(workbook, form.sheet_id)),
        cell(f"{form.title}: {text}", look),
        *blank,
        confirm,
        cell(style=ANSWER if form.asks else PLAIN),
        cell(form.asks or None),
    ]


def _standing(form: FormLine, severities: Sequence[Severity]) -> tuple[str, Tone]:
    """What is left to do in a form, the worst first."""
    errors, questions = severities.count(Severity.ERROR), severities.count(Severity.QUESTION)
    counted = ((errors, "ô cần sửa"), (questions, "ô cần giải trình"))
    if told := ", ".join(f"{count} {what}" for count, what in counted if count):
        return f"còn {told}", Tone.BAD if errors else Tone.DOUBTFUL
    if not form.arrived:
        return "chưa có số liệu", Tone.MUTED
    left = len(severities)
    return ("đã đủ, cảm ơn" + (f" ({left} lưu ý)" if left else "")), Tone.GOOD


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
        cell(finding.cell or "Mở trang", link=url),
        cell(subject + finding.message, severity),
        cell(finding.mend, Style(wrap=True)),
        cell(finding.tab, Style(wrap=True)),
        cell(SEVERITY_NAMES[finding.severity], severity),
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


def asks_now(grid: Grid | None) -> bool:
    """Whether the unit asks to be checked at once; None is a workbook without the tab."""
    return grid is not None and fold(grid.cell(ASK_ROW, ANSWER_COLUMN).shown) == fold(CHECK_NOW)


def new_check_tab(
    rows: list[list[dict[str, object]]], editors: Sequence[str] = (), taken: Collection[str] = ()
) -> Iterable[Request]:
    """Add the tab to a workbook that has none, whose tabs have the titles `taken`."""
    height, title = max(60, len(rows)), free_title(CHECK_TITLE, taken)
    yield add_sheet(CHECK_SHEET_ID, title, rows=height, columns=WIDTH, frozen_rows=0, color="#c0392b")
    yield from _widths()
    yield set_columns(CHECK_SHEET_ID, QUESTION_COLUMN, WIDTH, hidden=True)
    yield from _written(rows, height)
    yield protect(
        CHECK_SHEET_ID, None, "Do hệ thống ghi", editors=editors, free_columns=[(ANSWER_COLUMN, None)]
    )


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
    if grid.cell(0, 0).shown == FORMER_TITLE:
        yield from _widths()
    yield from _written(rows, height)


def _widths() -> Iterable[Request]:
    for place, width in enumerate(WIDTHS):
        yield set_columns(CHECK_SHEET_ID, place, place + 1, width=width)


def _written(rows: list[list[dict[str, object]]], height: int) -> Iterable[Request]:
    area = Area(0, 0, height, WIDTH)
    yield update_cells(CHECK_SHEET_ID, area, rows, "userEnteredValue,userEnteredFormat,dataValidation")
    ask = Area(ASK_ROW, ANSWER_COLUMN, ASK_ROW + 1, ANSWER_COLUMN + 1)
    yield dropdown(CHECK_SHEET_ID, ask, (CHECK_NOW,), "Chọn để hệ thống kiểm tra trong vài phút.")
    for number, row in enumerate(rows):
        if row[QUESTION_COLUMN]:
            answer = Area(number, ANSWER_COLUMN, number + 1, ANSWER_COLUMN + 1)
            is_whole = COMPLETION in str(row[QUESTION_COLUMN])
            choice = COMPLETE if is_whole else AGREED
            yield dropdown(CHECK_SHEET_ID, answer, (choice,), "Chọn nếu đúng là như vậy.")
