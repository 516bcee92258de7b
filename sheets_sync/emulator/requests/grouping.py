"""Groups of rows or columns that fold together."""

from typing import Any

from sheets_sync.emulator.errors import RequestRefused
from sheets_sync.emulator.requests.dimensions import axis_range, reachable
from sheets_sync.emulator.requests.registry import Batch, Json, handles
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.spans import Axis

DEEPEST = 8


def _list_name(axis: Axis) -> str:
    return "rowGroups" if axis == "ROWS" else "columnGroups"


def depths(sheet: Sheet, axis: Axis) -> list[int]:
    """How deep each row or column is grouped."""
    found = [0] * sheet.size(axis)
    for group in sheet.lists[_list_name(axis)]:
        for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            found[index] = max(found[index], group["depth"])
    return found


def _groups(sheet: Sheet, axis: Axis, levels: list[int]) -> list[Json]:
    """The groups that a depth of each row or column amounts to, outer ones first."""
    groups: list[dict[str, Any]] = []
    for depth in range(1, max(levels, default=0) + 1):
        start = None
        for index, level in enumerate([*levels, 0]):
            if level >= depth and start is None:
                start = index
            elif level < depth and start is not None:
                place: Json = {"dimension": axis, "startIndex": start, "endIndex": index}
                groups.append(
                    {"range": {"sheetId": sheet.id, **place} if sheet.id else place, "depth": depth}
                )
                start = None
    return sorted(groups, key=lambda group: (group["range"]["startIndex"], group["depth"]))


@handles("addDimensionGroup")
def add_dimension_group(batch: Batch, body: Json) -> Json:
    """Group rows or columns, one level deeper than they are."""
    sheet, axis, start, end = reachable(batch, body.get("range", {}))
    levels = depths(sheet, axis)
    for index in range(start, end):
        levels[index] += 1
    if max(levels) > DEEPEST:
        raise RequestRefused(f"Cannot create groups deeper than {DEEPEST}.")
    control = "rowGroupControlAfter" if axis == "ROWS" else "columnGroupControlAfter"
    grid = sheet.properties["gridProperties"]
    sheet.properties["gridProperties"] = {**grid, control: True}
    return _store(sheet, axis, levels)


@handles("deleteDimensionGroup")
def delete_dimension_group(batch: Batch, body: Json) -> Json:
    """Take one level of grouping away."""
    sheet, axis, start, end = reachable(batch, body.get("range", {}))
    levels = depths(sheet, axis)
    if not any(levels[start:end]):
        raise RequestRefused("There is no group in that range.")
    for index in range(start, end):
        levels[index] = max(levels[index] - 1, 0)
    return _store(sheet, axis, levels)


def _store(sheet: Sheet, axis: Axis, levels: list[int]) -> Json:
    groups = _groups(sheet, axis, levels)
    sheet.lists[_list_name(axis)] = groups
    return {"dimensionGroups": groups} if groups else {}


@handles("updateDimensionGroup")
def update_dimension_group(batch: Batch, body: Json) -> None:
    """Fold or unfold a group."""
    given = body.get("dimensionGroup", {})
    sheet, axis, start, end = axis_range(batch, given.get("range", {}))
    for group in sheet.lists[_list_name(axis)]:
        place = group["range"]
        if (place["startIndex"], place["endIndex"], group["depth"]) == (start, end, given.get("depth", 1)):
            group.pop("collapsed", None)
            if given.get("collapsed"):
                group["collapsed"] = True
            return
    raise RequestRefused("There is no such group.")
