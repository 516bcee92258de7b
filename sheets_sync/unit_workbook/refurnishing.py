"""The changes that bring a unit's workbook, as read, from what it was given to what it is to have. Pure.

Nothing that a person entered is overwritten or deleted: a text of ours is replaced only where it still
stands, rows are added as new rows, and a tab that is no longer owed is hidden and protected.
"""

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from sheets_sync.forms.form import Form
from sheets_sync.model import Area, Grid, Indicator, Unit, Workbook, WritePlan
from sheets_sync.sheets.batch import (
    Request,
    hide_sheet,
    protect,
    retitle_sheet,
)
from sheets_sync.sheets.protections import let_edit
from sheets_sync.sheets.titles import free_title
from sheets_sync.unit_workbook.furnishing import Furnishing, TabGiven
from sheets_sync.unit_workbook.guide import Welcome, rewritten_guide
from sheets_sync.unit_workbook.refurnished_tab import refurnished_tab
from sheets_sync.unit_workbook.template import localised, new_tab


def refurnished(
    workbook: Workbook,
    unit: Unit,
    forms: Sequence[Form],
    indicators: Mapping[str, Indicator],
    welcome: Welcome,
    before: Furnishing | None,
    wanted: Furnishing,
) -> WritePlan:
    """One call, whole or not at all; empty when the workbook holds everything already.

    `forms` are all of the campaign.
    """
    requests: list[Request] = []
    if before is None or (before.locale, before.time_zone) != (wanted.locale, wanted.time_zone):
        requests.append(localised(wanted.locale, wanted.time_zone))
    if before is None or before.guide != wanted.guide:
        ours = None if before is None else len(before.guide)
        requests += rewritten_guide(workbook, wanted.lines, forms, welcome, ours)
    taken = [grid.title for grid in workbook.grids]
    known = {form.code: form for form in forms}
    for code, tab in wanted.tabs.items():
        if code not in known:
            continue
        form, grid = known[code], tab_of(workbook, known[code])
        if grid is None:
            title = free_title(form.title, taken)
            taken.append(title)
            rows = form.prefilled(unit, indicators)
            requests += new_tab(form, title, rows, indicators, wanted.editors)
            continue
        if before is None or code in before.put_away:
            requests += _brought_back(grid)
        given = _given(before, code)
        requests += _retitled(grid, given, tab, taken)
        requests += refurnished_tab(grid, form, given, tab, wanted.editors)
    for code in wanted.put_away:
        if code in known and (before is None or code not in before.put_away):
            requests += _put_away(tab_of(workbook, known[code]), wanted.editors)
    if before is None or before.editors != wanted.editors:
        requests += [let_edit(one, wanted.editors) for grid in workbook.grids for one in grid.ours]
    return WritePlan(workbook.id, tuple(requests), (unit.code,))


def tab_of(workbook: Workbook, form: Form) -> Grid | None:
    """The form's tab: by the id that we gave it, or by its title in a workbook made otherwise."""
    by_id = (grid for grid in workbook.grids if grid.sheet_id == form.sheet_id)
    return next(by_id, None) or workbook.grid(form.title)


def _given(before: Furnishing | None, code: str) -> TabGiven | None:
    if before is None:
        return None
    return before.tabs.get(code) or before.put_away.get(code)


def _retitled(grid: Grid, given: TabGiven | None, wanted: TabGiven, taken: list[str]) -> Iterable[Request]:
    """A title that the unit chose itself stays."""
    if given is None or grid.title != given.title or given.title == wanted.title:
        return
    others = [title for title in taken if title != grid.title]
    title = free_title(wanted.title, others)
    taken[taken.index(grid.title)] = title
    yield retitle_sheet(grid.sheet_id, title)


def _put_away(grid: Grid | None, editors: Sequence[str]) -> Iterable[Request]:
    if grid is None:
        return
    yield hide_sheet(grid.sheet_id)
    range_id = _put_away_id(grid)
    if range_id not in grid.protections:
        # Google takes one protection of a whole tab only.
        area = Area(0, 0, grid.row_count, grid.column_count) if grid.sealed else None
        yield protect(grid.sheet_id, area, "Không còn phải báo cáo", editors=editors, range_id=range_id)


def _brought_back(grid: Grid) -> Iterable[Request]:
    yield hide_sheet(grid.sheet_id, hidden=False)
    if (range_id := _put_away_id(grid)) in grid.protections:
        yield {"deleteProtectedRange": {"protectedRangeId": range_id}}


def _put_away_id(grid: Grid) -> int:
    """Of our protection of a tab that is no longer owed."""
    return crc32(f"put-away/{grid.sheet_id}".encode()) & 0x3FFFFFFF
