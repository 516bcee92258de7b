"""The basic filter, which hides rows and sorts, and filter views, which are kept and returned."""

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.filtering import criteria_of
from sheets_sync.emulator.requests.conditional import check_condition
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.requests.sorting import sort_rows
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import random_id


def _check_criteria(given: Json, rect: Rect) -> None:
    """Refuse criteria outside the filter, and those that would hide nothing for want of a colour."""
    for column, criterion in criteria_of(given).items():
        if not rect.left <= column < rect.right:
            raise RequestRefused(f"The column {column} is not in the range of the filter.")
        check_condition(criterion.get("condition"))
        if any("Color" in name for name in criterion):
            raise RequestRefused("Filters by colour are not supported by the local server.")


VIEW = "a view hides rows for the one who looks through it, never in answers of the API"


@handles("setBasicFilter")
def set_basic_filter(batch: Batch, body: Json) -> None:
    """The filter of a tab; a sort that it names is carried out."""
    given = body.get("filter", {})
    sheet, rect = batch.area(given.get("range", {}), guarded=False)
    _check_criteria(given, rect)
    sheet.basic_filter = {**given, "range": rect.grid_range(sheet.id)}
    if given.get("sortSpecs"):
        body_of = type(rect)(rect.top + 1, rect.left, rect.bottom, rect.right)
        batch.guard(sheet, body_of)
        sort_rows(batch.workbook, sheet, body_of, given["sortSpecs"])


@handles("clearBasicFilter")
def clear_basic_filter(batch: Batch, body: Json) -> None:
    """No filter any more."""
    batch.sheet(body.get("sheetId", 0)).basic_filter = None


def _find(batch: Batch, view_id: int) -> tuple[Sheet, Json]:
    for sheet in batch.workbook.sheets:
        for view in sheet.lists["filterViews"]:
            if view["filterViewId"] == view_id:
                return sheet, view
    raise RequestRefused(f"No filter view with id: {view_id}")


@handles("addFilterView", stored=VIEW)
def add_filter_view(batch: Batch, body: Json) -> Json:
    """A named filter that each viewer may choose."""
    given = body.get("filter", {})
    sheet, rect = batch.area(given.get("range", {}), guarded=False)
    view = {
        **given,
        "filterViewId": given.get("filterViewId") or random_id(),
        "title": given.get("title") or f"Filter {len(sheet.lists['filterViews']) + 1}",
        "range": rect.grid_range(sheet.id),
    }
    sheet.lists["filterViews"].append(view)
    return {"filter": view}


@handles("updateFilterView", stored=VIEW)
def update_filter_view(batch: Batch, body: Json) -> None:
    """Change a filter view."""
    given = body.get("filter", {})
    mask = update_mask(body.get("fields", ""), "FilterView", "filter")
    _, view = _find(batch, given.get("filterViewId", 0))
    changed = dict(view)
    apply_mask(changed, given, mask, fixed=("filterViewId",), needed=("title", "range"))
    sheet, rect = batch.area(changed.get("range") or view["range"], guarded=False)
    view.clear()
    view.update(changed, range=rect.grid_range(sheet.id))


@handles("duplicateFilterView", stored=VIEW)
def duplicate_filter_view(batch: Batch, body: Json) -> Json:
    """A copy of a filter view."""
    sheet, view = _find(batch, body.get("filterId", 0))
    copied = {**view, "filterViewId": random_id(), "title": f"Copy of {view['title']}"}
    sheet.lists["filterViews"].append(copied)
    return {"filter": copied}


@handles("deleteFilterView")
def delete_filter_view(batch: Batch, body: Json) -> None:
    """Take a filter view away."""
    sheet, view = _find(batch, body.get("filterId", 0))
    sheet.lists["filterViews"].remove(view)
