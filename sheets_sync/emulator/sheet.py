"""One tab: its cells and everything that lies on the grid and moves with it."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.cells import Cell
from sheets_sync.emulator.rows import Rows
from sheets_sync.emulator.spans import Axis, Shift, moved_range

#: Lists of a Sheet message whose members carry a GridRange in `range`, and the key of their own id.
RANGED_LISTS = {
    "protectedRanges": "protectedRangeId",
    "filterViews": "filterViewId",
    "bandedRanges": "bandedRangeId",
    "tables": "tableId",
}
#: Further lists of a Sheet message, kept as they are.
PLAIN_LISTS = ("conditionalFormats", "charts", "slicers", "rowGroups", "columnGroups")
DEFAULT_PIXELS = {"ROWS": 21, "COLUMNS": 100}


def _lists() -> dict[str, list[dict[str, Any]]]:
    return {name: [] for name in (*RANGED_LISTS, *PLAIN_LISTS)}


@dataclass(eq=False)
class Sheet:
    """A tab. Cells are never changed in place: `put` replaces them."""

    #: SheetProperties of the API; `index` is set by the workbook.
    properties: dict[str, Any]
    rows: Rows = field(default_factory=Rows)
    #: DimensionProperties of rows and columns that differ from the default.
    dimensions: dict[Axis, dict[int, dict[str, Any]]] = field(
        default_factory=lambda: {"ROWS": {}, "COLUMNS": {}}
    )
    #: GridRanges without sheetId.
    merges: list[dict[str, Any]] = field(default_factory=list)
    #: Lists of the Sheet message by their name.
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=_lists)
    basic_filter: dict[str, Any] | None = None

    @property
    def id(self) -> int:
        """The sheetId."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.properties["title"])

    @property
    def has_grid(self) -> bool:
        """Whether the tab has cells; the tab of a chart has none."""
        return bool(self.properties.get("sheetType") != "OBJECT")

    @property
    def row_count(self) -> int:
        """Rows of the grid."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def bounds(self) -> Rect:
        """The whole grid."""
        return Rect(0, 0, self.row_count, self.column_count)

    def size(self, axis: Axis) -> int:
        """Rows or columns of the grid."""
        return self.row_count if axis == "ROWS" else self.column_count

    def resize(self, axis: Axis, count: int) -> None:
        """Set the number of rows or columns; what lies outside is the caller's business."""
        key = "rowCount" if axis == "ROWS" else "columnCount"
        self.properties["gridProperties"] = {**self.properties["gridProperties"], key: count}

    def cell(self, row: int, column: int) -> Cell:
        """The cell, empty when nothing is in it; not to be changed."""
        return self.rows.row(row).get(column, {})

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; an empty one is removed."""
        self.rows.put(row, column, cell)

    def filled(self, rect: Rect) -> Iterator[tuple[int, int, Cell]]:
        """Every cell within the rectangle that holds something, row by row."""
        rows = self.rows
        listed = (
            sorted(rows)
            if len(rows) < rect.height
            else (row for row in range(rect.top, rect.bottom) if row in rows)
        )
        for row in list(listed):
            if rect.top <= row < rect.bottom:
                columns = rows.row(row)
                for column in sorted(columns):
                    if rect.left <= column < rect.right:
                        yield row, column, columns[column]

    def last_row(self) -> int:
        """Index of the last row that holds something, -1 when none does."""
        return self.rows.last()

    def rect(self, grid_range: dict[str, Any]) -> Rect:
        """The cells that a GridRange means, cut at the edge of the grid."""
        bounds = self.bounds
        return Rect(
            min(grid_range.get("startRowIndex", 0), bounds.bottom),
            min(grid_range.get("startColumnIndex", 0), bounds.right),
            min(grid_range.get("endRowIndex", bounds.bottom), bounds.bottom),
            min(grid_range.get("endColumnIndex", bounds.right), bounds.right),
        )

    def shift(self, axis: Axis, shift: Shift) -> None:
        """Let cells, sizes and everything that names a range follow; the grid's size is not touched."""
        if axis == "ROWS":
            self.rows.move_rows(shift.index, shift.first)
        else:
            self.rows.move_columns(shift.index, shift.first)
        self.dimensions[axis] = {
            place: properties
            for index, properties in self.dimensions[axis].items()
            if (place := shift.index(index)) is not None
        }
        self.merges = [
            moved
            for merge in self.merges
            if (moved := moved_range(merge, axis, shift)) and not _is_single(moved)
        ]
        for name in RANGED_LISTS:
            self.lists[name] = [
                item for item in self.lists[name] if _follow(item, axis, shift) or "range" not in item
            ]
        if self.basic_filter and not _follow(self.basic_filter, axis, shift):
            self.basic_filter = None
        self._shift_rules(axis, shift)
        self._shift_groups(axis, shift)

    def _shift_rules(self, axis: Axis, shift: Shift) -> None:
        for rule in self.lists["conditionalFormats"]:
            ranges = (moved_range(item, axis, shift) for item in rule.get("ranges", []))
            rule["ranges"] = [item for item in ranges if item is not None]
        self.lists["conditionalFormats"] = [
            rule for rule in self.lists["conditionalFormats"] if rule["ranges"]
        ]

    def _shift_groups(self, axis: Axis, shift: Shift) -> None:
        name = "rowGroups" if axis == "ROWS" else "columnGroups"
        for group in self.lists[name]:
            found = shift.span(group["range"]["startIndex"], group["range"]["endIndex"])
            start, end = found or (0, 0)
            group["range"] = {**group["range"], "startIndex": start, "endIndex": end}
        self.lists[name] = [
            group for group in self.lists[name] if group["range"]["startIndex"] < group["range"]["endIndex"]
        ]

    def frame(self) -> dict[str, Any]:
        """Everything but the cells, for storage."""
        return {
            "properties": self.properties,
            "dimensions": {axis: list(found.items()) for axis, found in self.dimensions.items()},
            "merges": self.merges,
            "lists": {name: items for name, items in self.lists.items() if items},
            "basicFilter": self.basic_filter,
        }

    def set_frame(self, frame: dict[str, Any]) -> None:
        """Everything but the cells, from storage."""
        self.properties = frame["properties"]
        self.dimensions = {
            "ROWS": dict(frame["dimensions"]["ROWS"]),
            "COLUMNS": dict(frame["dimensions"]["COLUMNS"]),
        }
        self.merges = frame["merges"]
        self.lists = {**_lists(), **frame["lists"]}
        self.basic_filter = frame["basicFilter"]

    @classmethod
    def from_frame(cls, frame: dict[str, Any], rows: Rows) -> "Sheet":
        """A tab of its two parts."""
        sheet = cls(frame["properties"], rows)
        sheet.set_frame(frame)
        return sheet

    def copied(self) -> "Sheet":
        """A tab with the same content that changes on its own."""
        return Sheet.from_frame(copy.deepcopy(self.frame()), self.rows.shared())


def _is_single(merge: dict[str, Any]) -> bool:
    return bool(
        merge["endRowIndex"] - merge["startRowIndex"] == 1
        and merge["endColumnIndex"] - merge["startColumnIndex"] == 1
    )


def _follow(item: dict[str, Any], axis: Axis, shift: Shift) -> bool:
    """Move the item's range in place; False when nothing is left of it."""
    if "range" not in item:
        return False
    moved = moved_range(item["range"], axis, shift)
    if moved is not None:
        item["range"] = moved
    return moved is not None
