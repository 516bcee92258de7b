"""DataFilters: cells and developer metadata selected by range or by metadata."""

from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.errors import bad_request
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
#: Fields of a lookup that are compared as they are.
COMPARED = ("metadataId", "metadataKey", "metadataValue", "visibility")


def matches(workbook: Workbook, item: Json, chosen: Json) -> bool:
    """Whether a filter selects that developer metadata."""
    if "developerMetadataLookup" in chosen:
        return _looked_up(item, chosen["developerMetadataLookup"])
    found = area_of(workbook, item)
    if found is None:
        return False
    sheet, rect = found
    wanted_sheet, wanted = _range(workbook, chosen)
    return sheet is wanted_sheet and wanted.meets(rect)


def _looked_up(item: Json, lookup: Json) -> bool:
    if any(name in lookup and item.get(name) != lookup[name] for name in COMPARED):
        return False
    kind = lookup.get("locationType")
    if kind and item["location"]["locationType"] != kind:
        return False
    place = lookup.get("metadataLocation")
    if not place:
        return True
    here = item["location"]
    exact = all(here.get(name) == value for name, value in place.items())
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return exact
    inside = here.get("dimensionRange", {})
    return exact or (bool(inside) and "sheetId" in place and inside.get("sheetId", 0) == place["sheetId"])


def area_of(workbook: Workbook, item: Json) -> tuple[Sheet, Rect] | None:
    """The cells that developer metadata is attached to; None for the spreadsheet's own."""
    location = item["location"]
    if "dimensionRange" in location:
        place = location["dimensionRange"]
        sheet = workbook.sheet(place.get("sheetId", 0))
        if sheet is None:
            return None
        start, end = place["startIndex"], place["endIndex"]
        if place["dimension"] == "ROWS":
            return sheet, Rect(start, 0, end, sheet.column_count)
        return sheet, Rect(0, start, sheet.row_count, end)
    sheet = workbook.sheet(location["sheetId"]) if "sheetId" in location else None
    return None if sheet is None else (sheet, sheet.bounds)


def _range(workbook: Workbook, chosen: Json) -> tuple[Sheet, Rect]:
    if "a1Range" in chosen:
        return workbook.find(chosen["a1Range"])
    if "gridRange" in chosen:
        return workbook.grid_range(chosen["gridRange"])
    raise bad_request("Must specify a developerMetadataLookup, an a1Range or a gridRange in a data filter.")


def areas(workbook: Workbook, chosen: Json) -> list[tuple[Sheet, Rect]]:
    """The cells that a filter selects."""
    if "developerMetadataLookup" not in chosen:
        return [_range(workbook, chosen)]
    found = (area_of(workbook, item) for item in workbook.metadata if matches(workbook, item, chosen))
    return [area for area in found if area is not None]
