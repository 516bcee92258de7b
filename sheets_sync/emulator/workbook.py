"""One spreadsheet: its tabs, its names, and how ranges written by a client are found in it."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic_core import to_json

from sheets_sync.emulator.a1 import Rect, Span, grid_range_text, parse_cells, split_title, unquote_title
from sheets_sync.emulator.cells import Cell, ExtendedValue
from sheets_sync.emulator.defaults import new_sheet_properties, spreadsheet_properties
from sheets_sync.emulator.errors import GoogleError, bad_request
from sheets_sync.emulator.references import Reference, rewrite
from sheets_sync.emulator.sheet import RANGED_LISTS, Sheet
from sheets_sync.emulator.spans import Axis, Shift, moved_range

#: Cells that a spreadsheet holds at most, empty ones included.
MOST_CELLS = 10_000_000
MOST_COLUMNS = 18_278
#: Where a computed value lies: sheetId, row, column.
Address = tuple[int, int, int]
Results = Callable[[Address], tuple[ExtendedValue, str]]


def random_id() -> int:
    """An id as Google chooses them: positive, 31 bits."""
    return secrets.randbelow(2**31 - 2) + 1


@dataclass(eq=False)
class Workbook:
    """A spreadsheet. Whoever reads or changes it holds its lock."""

    id: str
    #: SpreadsheetProperties of the API.
    properties: dict[str, Any]
    sheets: list[Sheet]
    named_ranges: list[dict[str, Any]] = field(default_factory=list)
    #: DeveloperMetadata, each with its location.
    metadata: list[dict[str, Any]] = field(default_factory=list)
    #: Tells the value of a formula, and the number format it brings along; None when it must be computed.
    computed: Results | None = None
    #: What computed the formulas last; follows changes of cells.
    engine: object | None = None
    #: Everything but cells, and the tabs, as they were at the last save.
    kept_frame: str = ""
    kept_sheets: list[Sheet] = field(default_factory=list)

    @classmethod
    def new(cls, workbook_id: str, title: str) -> "Workbook":
        """An empty spreadsheet as Drive makes it: en_US, Etc/GMT, one tab of 1000 x 26."""
        sheet = Sheet(new_sheet_properties(0, "Sheet1"))
        workbook = cls(workbook_id, spreadsheet_properties(title), [sheet])
        workbook.renumber()
        return workbook

    @property
    def locale(self) -> str:
        """The locale in Google's writing, as vi_VN."""
        return str(self.properties["locale"])

    @property
    def first(self) -> Sheet:
        """The tab that is meant where none is named: the first one with cells that is shown."""
        shown = (one for one in self.sheets if one.has_grid and not one.properties.get("hidden"))
        return next(shown, self.sheets[0])

    def renumber(self) -> None:
        """Set the index of every tab."""
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def touch(self) -> None:
        """Forget computed values."""
        self.computed = None

    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        return any(sheet.rows.has_formulas() for sheet in self.sheets)

    def sheet(self, sheet_id: int) -> Sheet | None:
        """The tab with that sheetId."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """The tab with that title; letter case does not matter."""
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)

    def free_id(self) -> int:
        """A sheetId that no tab has."""
        while self.sheet(found := random_id()):
            pass
        return found

    def free_title(self, stem: str) -> str:
        """`stem`, or `stem 1`, …: a title that no tab has."""
        number, title = 0, stem
        while self.titled(title):
            number += 1
            title = f"{stem} {number}"
        return title

    def check_size(self, extra: int) -> None:
        """Refuse what would bring the spreadsheet over ten million cells."""
        total = sum(sheet.row_count * sheet.column_count for sheet in self.sheets)
        if extra > 0 and total + extra > MOST_CELLS:
            raise bad_request(
                "This action would increase the number of cells in the workbook above the limit of "
                f"{MOST_CELLS} cells."
            )

    def find(self, text: str) -> tuple[Sheet, Rect]:
        """The tab and the cells that a range in A1 notation, a title or a name means."""
        found = self._named(text) or self._spanned(text) or self._named_behind(text)
        if found is None:
            raise bad_request(f"Unable to parse range: {text}")
        return found

    def _named(self, text: str) -> tuple[Sheet, Rect] | None:
        for named in self.named_ranges:
            if named["name"].casefold() == text.casefold():
                sheet = self.sheet(named["range"].get("sheetId", 0))
                return (sheet, sheet.rect(named["range"])) if sheet else None
        return None

    def _named_behind(self, text: str) -> tuple[Sheet, Rect] | None:
        """`Tab!name`: a name of a range of that tab."""
        title, cells = split_title(text) or ("", "")
        found = self._named(cells)
        return found if found and found[0] is self.titled(title) else None

    def _spanned(self, text: str) -> tuple[Sheet, Rect] | None:
        divided = split_title(text)
        span = parse_cells(text) if divided is None else parse_cells(divided[1], divided[0])
        if span is None and divided is not None and self._named(divided[1]):
            return None
        if span is None:
            sheet = self.titled(unquote_title(text))
            return (sheet, sheet.bounds) if sheet and sheet.has_grid else None
        sheet = self.first if span.title is None else self.titled(span.title)
        return (sheet, bounded(span, sheet, text)) if sheet and sheet.has_grid else None

    def grid_range(self, grid_range: dict[str, Any]) -> tuple[Sheet, Rect]:
        """The tab and the cells of a GridRange; GoogleError when they do not exist."""
        sheet = self.sheet(grid_range.get("sheetId", 0))
        if sheet is None or not sheet.has_grid:
            raise bad_request(f"No grid with id: {grid_range.get('sheetId', 0)}")
        starts = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
        if starts[0] >= sheet.row_count or starts[1] >= sheet.column_count:
            raise out_of_grid(sheet, grid_range_text(sheet.title, grid_range))
        return sheet, sheet.rect(grid_range)

    def shift(self, sheet: Sheet, axis: Axis, shift: Shift) -> None:
        """Let everything follow when rows or columns of a tab are inserted, deleted or moved."""
        sheet.shift(axis, shift)
        kept = []
        for named in self.named_ranges:
            if named["range"].get("sheetId", 0) != sheet.id:
                kept.append(named)
            elif moved := moved_range(named["range"], axis, shift):
                kept.append({**named, "range": moved})
        self.named_ranges = kept
        self._shift_metadata(sheet, axis, shift)
        self.rewrite_formulas(lambda home, found: _moved(found, home, sheet, axis, shift))

    def _shift_metadata(self, sheet: Sheet, axis: Axis, shift: Shift) -> None:
        kept = []
        for item in self.metadata:
            place = item["location"].get("dimensionRange")
            if place and place.get("sheetId", 0) == sheet.id and place["dimension"] == axis:
                if found := shift.span(place["startIndex"], place["endIndex"]):
                    moved = {**place, "startIndex": found[0], "endIndex": found[1]}
                    kept.append({**item, "location": {**item["location"], "dimensionRange": moved}})
            else:
                kept.append(item)
        self.metadata = kept

    def rewrite_formulas(self, change: Callable[[Sheet, Reference], Reference | None]) -> None:
        """Rewrite the references of every formula; `change` gets the formula's own tab and a reference."""
        for home in self.sheets:
            if home.rows.has_formulas():
                self.map_formulas(home, partial(rewrite, change=partial(change, home)))

    def map_formulas(self, sheet: Sheet, change: Callable[[str], str]) -> None:
        """Replace the text of every formula of a tab."""
        for row, column in sheet.rows.formulas():
            cell = sheet.cell(row, column)
            text = change(cell["userEnteredValue"]["formulaValue"])
            if text != cell["userEnteredValue"]["formulaValue"]:
                sheet.put(row, column, {**cell, "userEnteredValue": {"formulaValue": text}})

    def copy_sheet(self, source: Sheet, title: str, sheet_id: int) -> Sheet:
        """A copy of a tab; what lies on it gets ids of its own and names the new tab in its ranges."""
        made = source.copied()
        made.properties = {**made.properties, "title": title, "sheetId": sheet_id}
        for name, items in made.lists.items():
            made.lists[name] = [_rehomed(item, name, sheet_id) for item in items]
        if made.basic_filter:
            made.basic_filter = _rehomed(made.basic_filter, "", sheet_id)
        return made

    def copied(self, workbook_id: str) -> "Workbook":
        """A spreadsheet with the same content that changes on its own."""
        frame = json.loads(self.frame())
        sheets = [sheet.copied() for sheet in self.sheets]
        return Workbook(workbook_id, frame["properties"], sheets, frame["namedRanges"], frame["metadata"])

    def frame(self) -> str:
        """Everything but cells, as text."""
        found = {
            "properties": self.properties,
            "sheets": [sheet.frame() for sheet in self.sheets],
            "namedRanges": self.named_ranges,
            "metadata": self.metadata,
        }
        return to_json(found).decode()

    def saved(self, frame: str) -> None:
        """The storage has everything as it is; `frame` is what `frame()` gave."""
        self.kept_frame, self.kept_sheets = frame, list(self.sheets)
        for sheet in self.sheets:
            sheet.rows.saved()

    def undo(self) -> None:
        """Everything as it was at the last save."""
        found = json.loads(self.kept_frame)
        self.properties = found["properties"]
        self.named_ranges, self.metadata = found["namedRanges"], found["metadata"]
        self.sheets = list(self.kept_sheets)
        for sheet, frame in zip(self.sheets, found["sheets"], strict=True):
            sheet.set_frame(frame)
            sheet.rows.undo()
        self.touch()


def bounded(span: Span, sheet: Sheet, text: str) -> Rect:
    """The cells of a span, cut at the grid's end; one that starts outside is refused."""
    top, left = span.top or 0, span.left or 0
    bottom = sheet.row_count if span.bottom is None else span.bottom
    right = sheet.column_count if span.right is None else span.right
    if top >= sheet.row_count or left >= sheet.column_count:
        raise out_of_grid(sheet, text)
    return Rect(top, left, min(bottom, sheet.row_count), min(right, sheet.column_count))


def out_of_grid(sheet: Sheet, text: str) -> GoogleError:
    """The refusal of a range outside the grid."""
    return bad_request(
        f"Range ({text}) exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


#: Which field of a member of these lists is its id.
OWN_IDS = {**RANGED_LISTS, "charts": "chartId", "slicers": "slicerId"}


def _rehomed(item: dict[str, Any], name: str, sheet_id: int) -> dict[str, Any]:
    """A rule, protection, group or the like, as it is on a copy of its tab."""
    made = dict(item)
    if "range" in made:
        made["range"] = _at_home(made["range"], sheet_id)
    if "ranges" in made:
        made["ranges"] = [_at_home(found, sheet_id) for found in made["ranges"]]
    key = OWN_IDS.get(name)
    if key:
        made[key] = str(random_id()) if isinstance(made.get(key), str) else random_id()
    return made


def _at_home(place: dict[str, Any], sheet_id: int) -> dict[str, Any]:
    bare = {name: value for name, value in place.items() if name != "sheetId"}
    return {"sheetId": sheet_id, **bare} if sheet_id else bare


def _moved(found: Reference, home: Sheet, changed: Sheet, axis: Axis, shift: Shift) -> Reference | None:
    """A reference after rows or columns of `changed` moved, in a formula of `home`."""
    same = home is changed if found.title is None else found.title.casefold() == changed.title.casefold()
    return found.shifted(axis, shift) if same else found


def effective(workbook: Workbook, sheet: Sheet, row: int, column: int, cell: Cell) -> ExtendedValue | None:
    """The value of a cell: what was entered, or what its formula gave."""
    value: ExtendedValue | None = cell.get("userEnteredValue")
    if value is None or "formulaValue" not in value:
        return value
    if workbook.computed is None:
        raise RuntimeError("values of formulas were not computed")
    return workbook.computed((sheet.id, row, column))[0]
