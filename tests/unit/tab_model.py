"""A workbook in memory that understands the requests of publishing, and what people do to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.model import EMPTY_CELL, Cell, CellKind, Grid, Workbook, WritePlan

CellData = dict[str, Any]


@dataclass
class Tab:
    title: str
    row_count: int
    column_count: int
    cells: dict[tuple[int, int], CellData] = field(default_factory=dict)
    frozen: int = 1
    hidden: bool = False
    columns: dict[int, dict[str, Any]] = field(default_factory=dict)
    extras: list[dict[str, Any]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> CellData:
        assert row < self.row_count, f"row {row} is outside the grid of {self.row_count}"
        assert column < self.column_count, f"column {column} is outside the grid of {self.column_count}"
        return self.cells.setdefault((row, column), {})

    def move(self, place: Callable[[int, int], tuple[int, int] | None]) -> None:
        moved = {place(*at): data for at, data in self.cells.items()}
        self.cells = {at: data for at, data in moved.items() if at is not None}

    def text(self, row: int, column: int) -> Any:
        return next(iter(self.cells.get((row, column), {}).get("userEnteredValue", {}).values()), "")

    def texts(self) -> list[list[Any]]:
        """Values of all rows down to the last one that holds any."""
        columns = range(self.column_count)
        rows = [[self.text(row, column) for column in columns] for row in range(self.row_count)]
        while rows and not any(text != "" for text in rows[-1]):
            rows.pop()
        return rows

    def by_key(self) -> dict[str, dict[str, Any]]:
        header, *rows = self.texts()
        place = header.index("Mã dòng")
        keyed = [dict(zip(header, row, strict=True)) for row in rows if row[place]]
        return {row["Mã dòng"]: row for row in keyed}

    # What people do

    def type(self, row: int, column: int, text: str | float | bool) -> None:
        kind = {str: "stringValue", bool: "boolValue"}.get(type(text), "numberValue")
        self.cell(row, column)["userEnteredValue"] = {kind: text} if text != "" else {}

    def sort(self, column: int, *, descending: bool = False) -> None:
        last = len(self.texts())
        order = sorted(range(1, last), key=lambda row: str(self.text(row, column)), reverse=descending)
        to = {old: new for new, old in enumerate(order, start=1)}
        self.move(lambda row, column: (to.get(row, row), column))

    def insert(self, row: int | None = None, column: int | None = None) -> None:
        if row is not None:
            self.row_count += 1
            self.move(lambda r, c: (r + (r >= row), c))
        if column is not None:
            self.column_count += 1
            self.move(lambda r, c: (r, c + (c >= column)))

    def delete_column(self, column: int) -> None:
        self.column_count -= 1
        self.move(lambda r, c: None if c == column else (r, c - (c > column)))

    def move_column(self, source: int, to: int) -> None:
        order = [column for column in range(self.column_count) if column != source]
        order.insert(to, source)
        places = {old: new for new, old in enumerate(order)}
        self.move(lambda row, column: (row, places[column]))

    def delete_rows(self, first: int, last: int) -> None:
        assert self.row_count - (last - first) > self.frozen, "Google keeps a row below the frozen ones"
        assert last <= self.row_count
        self.row_count -= last - first
        self.move(lambda r, c: None if first <= r < last else (r - (last - first) * (r >= last), c))

    def copy_row(self, source: int, to: int) -> None:
        """Insert a copy before row `to`."""
        self.insert(row=to)
        source += source >= to
        for (row, column), data in list(self.cells.items()):
            if row == source:
                self.cells[to, column] = dict(data)


@dataclass
class Book:
    tabs: dict[int, Tab]

    def read(self) -> Workbook:
        grids = tuple(_grid(sheet_id, tab) for sheet_id, tab in self.tabs.items())
        return Workbook("book", "Bảng tổng hợp", "vi_VN", "Asia/Ho_Chi_Minh", grids)

    def apply(self, plan: WritePlan) -> None:
        for request in plan.requests:
            for kind, body in request.items():
                getattr(self, f"_{kind}", self._other)(body)

    def _addSheet(self, body: Any) -> None:  # noqa: N802
        given = body["properties"]
        grid = given["gridProperties"]
        assert given["sheetId"] not in self.tabs
        assert given["title"] not in {tab.title for tab in self.tabs.values()}
        assert given["index"] <= len(self.tabs)
        self.tabs[given["sheetId"]] = Tab(given["title"], grid["rowCount"], grid["columnCount"])

    def _deleteSheet(self, body: Any) -> None:  # noqa: N802
        del self.tabs[body["sheetId"]]
        assert self.tabs

    def _updateCells(self, body: Any) -> None:  # noqa: N802
        tab, area = self._area(body)
        whole = body["fields"] == "userEnteredValue,userEnteredFormat"
        for down, row in enumerate(range(area["startRowIndex"], area["endRowIndex"])):
            values = body["rows"][down]["values"] if down < len(body["rows"]) else []
            for right, column in enumerate(range(area["startColumnIndex"], area["endColumnIndex"])):
                given = values[right] if right < len(values) else {}
                cell = tab.cell(row, column)
                cell["userEnteredValue"] = given.get("userEnteredValue", {})
                old, new = cell.get("userEnteredFormat", {}), given.get("userEnteredFormat", {})
                kept = {} if whole else {"backgroundColorStyle": old.get("backgroundColorStyle")}
                cell["userEnteredFormat"] = {**new, **kept}

    def _repeatCell(self, body: Any) -> None:  # noqa: N802
        assert body["fields"] == "userEnteredFormat"
        tab, area = self._area(body)
        for row in range(area["startRowIndex"], area["endRowIndex"]):
            for column in range(area["startColumnIndex"], area["endColumnIndex"]):
                tab.cell(row, column)["userEnteredFormat"] = body["cell"]["userEnteredFormat"]

    def _appendDimension(self, body: Any) -> None:  # noqa: N802
        tab = self.tabs[body["sheetId"]]
        if body["dimension"] == "ROWS":
            tab.row_count += body["length"]
        else:
            tab.column_count += body["length"]

    def _insertDimension(self, body: Any) -> None:  # noqa: N802
        span = body["range"]
        for row in range(span["startIndex"], span["endIndex"]):
            self.tabs[span["sheetId"]].insert(row=row)

    def _deleteDimension(self, body: Any) -> None:  # noqa: N802
        span = body["range"]
        self.tabs[span["sheetId"]].delete_rows(span["startIndex"], span["endIndex"])

    def _moveDimension(self, body: Any) -> None:  # noqa: N802
        span, to = body["source"], body["destinationIndex"]
        tab, first, last = self.tabs[span["sheetId"]], span["startIndex"], span["endIndex"]
        assert last <= tab.row_count
        assert to <= first or to >= last
        order = [row for row in range(tab.row_count) if not first <= row < last]
        place = to if to <= first else to - (last - first)
        order[place:place] = range(first, last)
        places = {old: new for new, old in enumerate(order)}
        tab.move(lambda row, column: (places[row], column))

    def _updateSheetProperties(self, body: Any) -> None:  # noqa: N802
        tab = self.tabs[body["properties"]["sheetId"]]
        if body["fields"] == "hidden":
            tab.hidden = body["properties"]["hidden"]
            return
        tab.row_count = body["properties"]["gridProperties"]["rowCount"]
        tab.move(lambda row, column: (row, column) if row < tab.row_count else None)

    def _updateDimensionProperties(self, body: Any) -> None:  # noqa: N802
        span = body["range"]
        tab = self.tabs[span["sheetId"]]
        for column in range(span["startIndex"], span["endIndex"]):
            assert column < tab.column_count
            tab.columns.setdefault(column, {}).update(body["properties"])

    def _other(self, body: Any) -> None:
        """Filters, borders, dropdowns, protections."""

    def _area(self, body: Any) -> tuple[Tab, Any]:
        return self.tabs[body["range"]["sheetId"]], body["range"]


def _grid(sheet_id: int, tab: Tab) -> Grid:
    height = max((row for row, _ in tab.cells), default=-1) + 1
    columns = range(tab.column_count)
    rows = [[_cell(tab.cells.get((row, column), {})) for column in columns] for row in range(height)]
    return Grid(sheet_id, tab.title, _trimmed(rows), row_count=tab.row_count, column_count=tab.column_count)


def _trimmed(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    for row in rows:
        while row and row[-1] == EMPTY_CELL:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return tuple(map(tuple, rows))


def _cell(data: CellData) -> Cell:
    value: Any = next(iter(data.get("userEnteredValue", {}).values()), "")
    kinds: Iterable[tuple[type, CellKind]] = (
        (bool, CellKind.BOOLEAN),
        (str, CellKind.TEXT),
        (float, CellKind.NUMBER),
        (int, CellKind.NUMBER),
    )
    note = data.get("note", "")
    if value == "" and not isinstance(value, bool):
        return Cell(CellKind.EMPTY, None, "", note) if note else EMPTY_CELL
    return Cell(next(kind for of, kind in kinds if isinstance(value, of)), value, str(value), note)
