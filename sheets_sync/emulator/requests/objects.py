"""Charts, slicers, banding, tables."""

from typing import Any

from sheets_sync.emulator.cells import tidy_format
from sheets_sync.emulator.defaults import new_sheet_properties
from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.fields import apply_mask, update_mask
from sheets_sync.emulator.requests.registry import Batch, Json, cut, handles, required
from sheets_sync.emulator.requests.tabs import insert
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import random_id

NOT_DRAWN = "the API has no picture of a chart; ranges must exist"
NOT_SLICED = "a slicer hides rows for one viewer only"
TABLE = "columns get no type of their own; ranges and names are checked"


def _find(batch: Batch, name: str, key: str, wanted: int | str) -> tuple[Sheet, Json]:
    for sheet in batch.workbook.sheets:
        for item in sheet.lists[name]:
            if item[key] == wanted:
                return sheet, item
    raise RequestRefused(f"No object with {key}: {wanted}")


@handles("addBanding")
def add_banding(batch: Batch, body: Json) -> Json:
    """Alternating colours."""
    given = body.get("bandedRange", {})
    sheet, rect = batch.area(required(given, "range"))
    if any(sheet.rect(item["range"]).meets(rect) for item in sheet.lists["bandedRanges"]):
        raise RequestRefused("You cannot add alternating background colors to a range that already has them.")
    kept = {**given, "range": cut(given["range"], sheet)}
    banded = tidy_format({**kept, "bandedRangeId": given.get("bandedRangeId") or random_id()})
    sheet.lists["bandedRanges"].append(banded)
    return {"bandedRange": banded}


@handles("updateBanding")
def update_banding(batch: Batch, body: Json) -> None:
    """Other colours, or another range."""
    given = body.get("bandedRange", {})
    mask = update_mask(body.get("fields", ""), "BandedRange", "bandedRange")
    _, banded = _find(batch, "bandedRanges", "bandedRangeId", given.get("bandedRangeId", 0))
    changed = dict(banded)
    apply_mask(changed, given, mask, fixed=("bandedRangeId",), needed=("range",))
    sheet, _ = batch.area(required(changed, "range"))
    banded.clear()
    banded.update(tidy_format({**changed, "range": cut(changed["range"], sheet)}))


@handles("deleteBanding")
def delete_banding(batch: Batch, body: Json) -> None:
    """Plain colours again."""
    sheet, banded = _find(batch, "bandedRanges", "bandedRangeId", body.get("bandedRangeId", 0))
    sheet.lists["bandedRanges"].remove(banded)


def _place(batch: Batch, given: Json) -> Sheet:
    """The tab that an object lies on; a new one when it asks for that."""
    position = given.get("position", {})
    if "overlayPosition" in position:
        return batch.sheet(position["overlayPosition"].get("anchorCell", {}).get("sheetId", 0))
    if "sheetId" in position:
        return batch.sheet(position["sheetId"])
    if position.get("newSheet"):
        return _new_sheet(batch)
    return batch.workbook.sheets[0]


def _new_sheet(batch: Batch) -> Sheet:
    """A tab for a chart alone, in front of the others."""
    workbook = batch.workbook
    properties = new_sheet_properties(workbook.free_id(), workbook.free_title("Chart1"))
    sheet = Sheet({**properties, "sheetType": "OBJECT"})
    insert(workbook, sheet, 0)
    return sheet


def _check_ranges(batch: Batch, spec: Any) -> None:
    """Refuse a specification with a range that does not exist."""
    if isinstance(spec, list):
        for item in spec:
            _check_ranges(batch, item)
    if isinstance(spec, dict):
        for found in (*spec.get("sources", ()), *([spec["dataRange"]] if "dataRange" in spec else ())):
            batch.area(found, guarded=False)
        for item in spec.values():
            _check_ranges(batch, item)


@handles("addChart", stored=NOT_DRAWN)
def add_chart(batch: Batch, body: Json) -> Json:
    """A chart over the grid."""
    given = body.get("chart", {})
    if "spec" not in given:
        raise RequestRefused("chart.spec must be set.")
    _check_ranges(batch, given["spec"])
    sheet = _place(batch, given)
    chart = {**given, "chartId": given.get("chartId") or random_id()}
    if not sheet.has_grid:
        chart["position"] = {"sheetId": sheet.id}
    sheet.lists["charts"].append(chart)
    return {"chart": chart}


@handles("updateChartSpec", stored=NOT_DRAWN)
def update_chart(batch: Batch, body: Json) -> None:
    """Another specification of a chart."""
    _, chart = _find(batch, "charts", "chartId", body.get("chartId", 0))
    _check_ranges(batch, body.get("spec", {}))
    chart["spec"] = body.get("spec", {})


@handles("addSlicer", stored=NOT_SLICED)
def add_slicer(batch: Batch, body: Json) -> Json:
    """A slicer over the grid."""
    given = body.get("slicer", {})
    sheet = _place(batch, given)
    _check_ranges(batch, given.get("spec", {}))
    slicer = {**given, "slicerId": given.get("slicerId") or random_id()}
    sheet.lists["slicers"].append(slicer)
    return {"slicer": slicer}


@handles("updateSlicerSpec", stored=NOT_SLICED)
def update_slicer(batch: Batch, body: Json) -> None:
    """Another specification of a slicer."""
    mask = update_mask(body.get("fields", ""), "SlicerSpec", "spec")
    _, slicer = _find(batch, "slicers", "slicerId", body.get("slicerId", 0))
    spec = dict(slicer.get("spec", {}))
    apply_mask(spec, body.get("spec", {}), mask)
    slicer["spec"] = spec


KINDS = (("charts", "chartId"), ("slicers", "slicerId"))


def _embedded(batch: Batch, wanted: int) -> tuple[Sheet, str, Json]:
    for name, key in KINDS:
        for sheet in batch.workbook.sheets:
            for item in sheet.lists[name]:
                if item[key] == wanted:
                    return sheet, name, item
    raise RequestRefused(f"No embedded object with id: {wanted}")


@handles("updateEmbeddedObjectPosition")
def update_position(batch: Batch, body: Json) -> Json:
    """Move a chart or slicer."""
    sheet, name, item = _embedded(batch, body.get("objectId", 0))
    item["position"] = body.get("newPosition", {})
    home = _place(batch, item)
    if not home.has_grid:
        item["position"] = {"sheetId": home.id}
    if home is not sheet:
        sheet.lists[name].remove(item)
        home.lists[name].append(item)
        _drop_empty(batch, sheet)
    return {"position": item["position"]}


@handles("updateEmbeddedObjectBorder", stored=NOT_DRAWN)
def update_border(batch: Batch, body: Json) -> None:
    """Another border of a chart."""
    _, _, item = _embedded(batch, body.get("objectId", 0))
    mask = update_mask(body.get("fields", ""), "EmbeddedObjectBorder", "border")
    border = dict(item.get("border", {}))
    apply_mask(border, body.get("border", {}), mask)
    item["border"] = tidy_format(border)


@handles("deleteEmbeddedObject")
def delete_object(batch: Batch, body: Json) -> None:
    """Take a chart or slicer away."""
    sheet, name, item = _embedded(batch, body.get("objectId", 0))
    sheet.lists[name].remove(item)
    _drop_empty(batch, sheet)


def _drop_empty(batch: Batch, sheet: Sheet) -> None:
    """The tab of a chart goes with the chart."""
    if not sheet.has_grid:
        batch.workbook.sheets.remove(sheet)
        batch.workbook.renumber()


@handles("addTable", stored=TABLE)
def add_table(batch: Batch, body: Json) -> Json:
    """A table over a range."""
    given = body.get("table", {})
    sheet, rect = batch.area(required(given, "range"))
    if any(sheet.rect(item["range"]).meets(rect) for item in sheet.lists["tables"]):
        raise RequestRefused("Tables must not overlap.")
    number = len(sheet.lists["tables"]) + 1
    kept = {"name": f"Table{number}", **given, "range": cut(given["range"], sheet)}
    table = {**kept, "tableId": given.get("tableId") or str(random_id())}
    sheet.lists["tables"].append(table)
    return {"table": table}


@handles("updateTable", stored=TABLE)
def update_table(batch: Batch, body: Json) -> None:
    """Change a table."""
    given = body.get("table", {})
    mask = update_mask(body.get("fields", ""), "Table", "table")
    _, table = _find(batch, "tables", "tableId", given.get("tableId", ""))
    changed = dict(table)
    apply_mask(changed, given, mask, fixed=("tableId",), needed=("name", "range"))
    sheet, _ = batch.area(required(changed, "range"))
    table.clear()
    table.update(changed, range=cut(changed["range"], sheet))


@handles("deleteTable")
def delete_table(batch: Batch, body: Json) -> None:
    """Take a table with its content away."""
    sheet, table = _find(batch, "tables", "tableId", body.get("tableId", ""))
    rect = sheet.rect(table["range"])
    batch.guard(sheet, rect)
    for row, column, _ in list(sheet.filled(rect)):
        sheet.put(row, column, {})
    sheet.lists["tables"].remove(table)
