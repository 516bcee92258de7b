"""What is written into a unit's workbook: notes and colour on faulty cells, the check tab, row identities.

The unit's own notes and colours stay: our notes stand below a mark, our colours are conditional formats.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from zlib import crc32

from sheets_sync.findings.listing import listed
from sheets_sync.model import Area, Finding, Grid, Severity, Workbook, WritePlan
from sheets_sync.sheets.addresses import Web, parse
from sheets_sync.sheets.batch import Request, cell, grid_range, protect, rgb, update_cells
from sheets_sync.sheets.notes import MARK, with_findings
from sheets_sync.sheets.palette import FLAG_FORMULA, SEVERITY_BACKGROUNDS
from sheets_sync.unit_workbook.check_tab import (
    CHECK_SHEET_ID,
    FormLine,
    asks_now,
    check_rows,
    rewritten_check_tab,
)
from sheets_sync.unit_workbook.row_ids import missing, written_ids

#: The most serious last: the rule added last stands first and wins where two cover a cell.
SEVERITIES = (Severity.WARNING, Severity.QUESTION, Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one unit is to see."""

    findings: tuple[Finding, ...]
    #: Tab id to A1 address to the “Mã dòng” that belongs there.
    row_ids: Mapping[int, Mapping[str, str]]
    #: The unit's reports are closed: its tabs are protected.
    closed: bool = False
    #: By form what the unit is asked to confirm.
    questions: Mapping[str, str] = field(default_factory=dict)
    #: The forms that it owes.
    forms: tuple[FormLine, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when, and only when, the unit is to see something else."""
        shown = [(one.sheet_id, one.cell, one.code, one.text) for one in self.findings]
        ids = {str(sheet): dict(cells) for sheet, cells in self.row_ids.items()}
        told: list[object] = [shown, ids, "closed"] if self.closed else [shown, ids]
        # What was shown before there were questions keeps its fingerprint.
        told += [dict(self.questions)] if self.questions else []
        # Of a unit that has reported nothing yet, what the template says is true.
        arrived = [form.code for form in self.forms if form.arrived]
        told += [{"arrived": arrived}] if arrived else []
        complete = [(form.code, form.completed, form.asks) for form in self.forms]
        told += [complete] if any(one[1] or one[2] for one in complete) else []
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def plan(
    workbook: Workbook,
    feedback: Feedback,
    header_rows: Mapping[int, int],
    web: Web,
    at: datetime,
    editors: Sequence[str] = (),
) -> WritePlan:
    """The changes, in one call, that make the workbook as read show this feedback.

    `header_rows` gives the zero-based header row of each bound tab: findings on a column stand there.
    `editors`, addresses, may write in closed tabs beside the account itself.
    """
    by_tab: dict[int, list[Finding]] = defaultdict(list)
    for finding in listed(feedback.findings):
        if finding.sheet_id is not None:
            by_tab[finding.sheet_id].append(finding)
    requests: list[Request] = []
    for grid in workbook.grids:
        if grid.sheet_id != CHECK_SHEET_ID:
            placed = _placed(by_tab[grid.sheet_id], header_rows.get(grid.sheet_id, 0))
            requests += _notes(grid, placed)
            requests += _flags(grid, placed)
            requests += written_ids(grid, feedback.row_ids.get(grid.sheet_id, {}))
        if grid.sheet_id in header_rows:
            requests += _closing(grid, editors, closed=feedback.closed)
    # The check tab is rewritten with every feedback: its values make Drive count the change as one.
    rows = check_rows(
        web,
        workbook.id,
        feedback.findings,
        at,
        feedback.questions,
        forms=feedback.forms,
        closed=feedback.closed,
    )
    requests += rewritten_check_tab(workbook, rows, editors)
    return WritePlan(workbook.id, tuple(requests), (f"{workbook.title}: {len(feedback.findings)} findings",))


def spoiled(workbook: Workbook, row_ids: Mapping[int, Mapping[str, str]]) -> bool:
    """Whether a row identity or the check tab is gone from the workbook as read, or it asks for an answer."""
    grids = {grid.sheet_id: grid for grid in workbook.grids}
    if CHECK_SHEET_ID not in grids or asks_now(grids[CHECK_SHEET_ID]):
        return True
    return any(missing(grids[sheet], ids) for sheet, ids in row_ids.items() if sheet in grids)


def _placed(findings: Iterable[Finding], header_row: int) -> dict[tuple[int, int], list[Finding]]:
    """Findings by zero-based row and column; those about the tab as a whole are on the check tab only."""
    placed: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cell:
            row, column = parse(finding.cell)
            placed[header_row if row is None else row, column or 0].append(finding)
    return placed


def _notes(grid: Grid, placed: Mapping[tuple[int, int], Sequence[Finding]]) -> Iterable[Request]:
    marked = {
        (row, column)
        for row, cells in enumerate(grid.rows)
        for column, one in enumerate(cells)
        if MARK in one.note
    }
    for row, column in sorted(marked | placed.keys()):
        present = grid.cell(row, column).note
        wanted = with_findings(present, placed.get((row, column), ()))
        if wanted != present:
            area = Area(row, column, row + 1, column + 1)
            yield update_cells(grid.sheet_id, area, [[cell(note=wanted)]], "note")


def _flags(grid: Grid, placed: Mapping[tuple[int, int], Sequence[Finding]]) -> Iterable[Request]:
    wanted: dict[Severity, list[Area]] = defaultdict(list)
    for (row, column), findings in sorted(placed.items()):
        worst = max((finding.severity for finding in findings), key=SEVERITIES.index)
        wanted[worst].append(Area(row, column, row + 1, column + 1))
    present = {flag.severity: list(flag.areas) for flag in grid.flags}
    if present == dict(wanted):
        return
    for flag in sorted(grid.flags, key=lambda flag: flag.index, reverse=True):
        yield {"deleteConditionalFormatRule": {"sheetId": grid.sheet_id, "index": flag.index}}
    for severity in SEVERITIES:
        if severity in wanted:
            yield _flag(grid.sheet_id, severity, wanted[severity])


def _flag(sheet_id: int, severity: Severity, areas: Iterable[Area]) -> Request:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": FLAG_FORMULA[severity]}]}
    color = {"backgroundColorStyle": {"rgbColor": rgb(SEVERITY_BACKGROUNDS[severity])}}
    rule = {
        "ranges": [grid_range(sheet_id, area) for area in areas],
        "booleanRule": {"condition": condition, "format": color},
    }
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def _closing(grid: Grid, editors: Sequence[str], *, closed: bool) -> Iterable[Request]:
    """Protect a form's tab once its reports are closed, and no longer when they are open again.

    A unit's own protection of the whole tab stays: Google takes no second one, so ours then covers its cells.
    """
    range_id = _closed_id(grid)
    if closed and range_id not in grid.protections:
        area = Area(0, 0, grid.row_count, grid.column_count) if sealed_by_others(grid) else None
        yield protect(grid.sheet_id, area, "Đã chốt số liệu", editors=editors, range_id=range_id)
    if not closed and range_id in grid.protections:
        yield {"deleteProtectedRange": {"protectedRangeId": range_id}}


def sealed_by_others(grid: Grid) -> bool:
    """Whether somebody else protects the whole tab."""
    return any(one != _closed_id(grid) for one in grid.sealed)


def _closed_id(grid: Grid) -> int:
    """Of our protection of a closed tab."""
    return crc32(f"closed/{grid.sheet_id}".encode()) & 0x3FFFFFFF
