"""The tab “Kết quả kiểm tra” of a unit's workbook: what is wrong and how to mend it, with links."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

from sheets_sync.addresses import Web
from sheets_sync.consolidation.wording import SEVERITY_NAMES, SEVERITY_TONES
from sheets_sync.dates_vi import format_date
from sheets_sync.model import Area, Finding, Grid
from sheets_sync.palette import BACKGROUNDS
from sheets_sync.requests import Request, Style, add_sheet, cell, protect, set_columns, update_cells

CHECK_TITLE = "Kết quả kiểm tra"
CHECK_SHEET_ID = crc32(b"check") & 0x3FFFFFFF
WIDTHS = (170, 70, 110, 430, 430)
COLUMNS = ("Trang", "Ô", "Mức độ", "Nội dung cần sửa", "Cách sửa")
HEADER = Style(background="#1e6b46", color="#ffffff", bold=True, wrap=True, align="CENTER")


def check_rows(
    web: Web, workbook: str, findings: Sequence[Finding], at: datetime | None
) -> list[list[dict[str, object]]]:
    """The whole content of the check tab, five columns; `at` is when the report was checked, None before."""
    blank = cell()
    rows = [
        [cell("KẾT QUẢ KIỂM TRA BÁO CÁO", Style(bold=True, size=14)), *[blank] * 4],
        [cell(_status(findings, at)), *[blank] * 4],
    ]
    if findings:
        rows.append([cell(title, HEADER) for title in COLUMNS])
        rows += [_row(web, workbook, finding) for finding in findings]
    return rows


def _status(findings: Sequence[Finding], at: datetime | None) -> str:
    if at is None:
        return "Hiện không có nội dung cần sửa."
    checked = f"Kiểm tra lúc {at:%H:%M} ngày {format_date(at.date())}"
    if not findings:
        return f"{checked}: không có nội dung cần sửa. Trân trọng cảm ơn đơn vị."
    return f"{checked}: có {len(findings)} nội dung cần sửa hoặc giải trình. Bấm vào địa chỉ ô để mở."


def _row(web: Web, workbook: str, finding: Finding) -> list[dict[str, object]]:
    url = web.link(workbook, finding.sheet_id, finding.cell)
    severity = Style(background=BACKGROUNDS[SEVERITY_TONES[finding.severity]], wrap=True)
    subject = f"{finding.label}: " if finding.label else ""
    return [
        cell(finding.tab, Style(wrap=True)),
        cell(finding.cell or "Mở trang", link=url),
        cell(SEVERITY_NAMES[finding.severity], severity),
        cell(subject + finding.message, Style(wrap=True)),
        cell(finding.mend, Style(wrap=True)),
    ]


def new_check_tab(rows: list[list[dict[str, object]]], editors: Sequence[str] = ()) -> Iterable[Request]:
    """Add the tab to a workbook that has none."""
    height = max(60, len(rows))
    yield add_sheet(
        CHECK_SHEET_ID, CHECK_TITLE, rows=height, columns=len(COLUMNS), frozen_rows=0, color="#c0392b"
    )
    for place, width in enumerate(WIDTHS):
        yield set_columns(CHECK_SHEET_ID, place, place + 1, width=width)
    yield _written(rows, height)
    yield protect(CHECK_SHEET_ID, None, "Do hệ thống ghi", editors=editors)


def rewritten_check_tab(grid: Grid | None, rows: list[list[dict[str, object]]]) -> Iterable[Request]:
    """Replace the tab's content; a unit that deleted the tab gets it again."""
    if grid is None:
        yield from new_check_tab(rows)
        return
    height = max(grid.row_count, len(rows))
    if height > grid.row_count:
        missing = height - grid.row_count
        yield {"appendDimension": {"sheetId": CHECK_SHEET_ID, "dimension": "ROWS", "length": missing}}
    yield _written(rows, height)


def _written(rows: list[list[dict[str, object]]], height: int) -> Request:
    area = Area(0, 0, height, len(COLUMNS))
    return update_cells(CHECK_SHEET_ID, area, rows, "userEnteredValue,userEnteredFormat")
