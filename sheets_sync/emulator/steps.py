"""One write to a workbook as it can be taken back: what it changed, cell by cell and part by part."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.cells import Cell
from sheets_sync.emulator.errors import GoogleError, bad_request
from sheets_sync.emulator.guard import PROTECTED, allowed
from sheets_sync.emulator.rows import Rows
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
Columns = Mapping[int, Cell]
#: A row before and after the write.
Change = tuple[Columns, Columns]
#: Where a part of a frame lies: a key of the workbook, or a tab's id and a key of it.
Place = tuple[Any, ...]
#: In the place of a part that a frame does not have.
MISSING = object()
MOVED_ON = "Somebody else has changed the same cells since."


@dataclass(frozen=True)
class Step:
    """A write; kept by what it replaced, which nobody changes in place."""

    before: str
    after: str
    #: Tabs as they were before, by id.
    sheets: dict[int, Sheet]
    #: Changed rows by tab.
    rows: dict[int, dict[int, Change]]
    #: Tabs whose rows or columns moved.
    moved: frozenset[int]

    @classmethod
    def of(cls, workbook: Workbook, frame: str) -> "Step":
        """The write that a workbook has not saved yet; `frame` is its frame now."""
        rows = {
            sheet.id: {row: change for row, change in sheet.rows.unsaved_changes() if change[0] != change[1]}
            for sheet in workbook.sheets
        }
        kept = {sheet.id: sheet for sheet in workbook.kept_sheets}
        known = {number: found for number, found in rows.items() if found and number in kept}
        moved = frozenset(sheet.id for sheet in workbook.sheets if sheet.rows.moved)
        return cls(workbook.kept_frame, frame, kept, known, moved)

    @property
    def weight(self) -> int:
        """Rows that it keeps."""
        return sum(map(len, self.rows.values())) + 1

    def take_back(self, workbook: Workbook, caller: str, *, owner: bool) -> Json:
        """Bring back what was there before; where that is. GoogleError when somebody changed it since."""
        if self.before != self.after:
            self._frame_back(workbook)
        place: Json = {}
        for sheet_id, rows in self.rows.items():
            sheet = workbook.sheet(sheet_id)
            if sheet is None:
                raise moved_on()
            found = [cell for row, change in rows.items() for cell in _changed_cells(row, *change)]
            rect = _put_back(sheet, found)
            if rect and not allowed(sheet, rect, caller, owner=owner):
                raise bad_request(PROTECTED)
            sheet.rows.moved = sheet_id in self.moved
            if rect and not place:
                place = rect.grid_range(sheet_id)
        workbook.touch()
        return place

    def _frame_back(self, workbook: Workbook) -> None:
        before, after = json.loads(self.before), json.loads(self.after)
        now = json.loads(workbook.frame())
        parts, then = dict(_parts(now)), dict(_parts(before))
        since = dict(_parts(after))
        for place in then.keys() | since.keys():
            former, latter = then.get(place, MISSING), since.get(place, MISSING)
            if former == latter:
                continue
            if parts.pop(place, MISSING) != latter:
                raise moved_on()
            if former is not MISSING:
                parts[place] = former
        order = [_id(sheet) for sheet in now["sheets"]]
        if [_id(sheet) for sheet in before["sheets"]] != [_id(sheet) for sheet in after["sheets"]]:
            if order != [_id(sheet) for sheet in after["sheets"]]:
                raise moved_on()
            order = [_id(sheet) for sheet in before["sheets"]]
        self._put_frame(workbook, parts, order)

    def _put_frame(self, workbook: Workbook, parts: dict[Place, Any], order: list[int]) -> None:
        workbook.properties = parts["properties",]
        workbook.named_ranges, workbook.metadata = parts["namedRanges",], parts["metadata",]
        sheets = []
        for sheet_id in order:
            frame = {place[1]: part for place, part in parts.items() if place[0] == sheet_id}
            frame["lists"] = {
                place[2]: part for place, part in parts.items() if place[:2] == (sheet_id, "lists") and part
            }
            sheet = workbook.sheet(sheet_id) or Sheet.from_frame(frame, self._rows_of(sheet_id))
            sheet.set_frame(frame)
            sheets.append(sheet)
        workbook.sheets = sheets

    def _rows_of(self, sheet_id: int) -> Rows:
        """The cells of a tab that the write deleted."""
        return self.sheets[sheet_id].rows.shared()


def moved_on() -> GoogleError:
    """What was changed is not there any more as it was."""
    return GoogleError(409, MOVED_ON)


def _id(sheet: Json) -> int:
    return int(sheet["properties"]["sheetId"])


def _parts(frame: Json) -> Iterator[tuple[Place, Any]]:
    """The parts of a frame that are brought back each by itself."""
    for name in ("properties", "namedRanges", "metadata"):
        yield (name,), frame[name]
    for sheet in frame["sheets"]:
        for name in ("properties", "dimensions", "merges", "basicFilter"):
            yield (_id(sheet), name), sheet[name]
        for name, items in sheet["lists"].items():
            yield (_id(sheet), "lists", name), items


def _changed_cells(row: int, before: Columns, after: Columns) -> Iterator[tuple[int, int, Cell, Cell]]:
    for column in before.keys() | after.keys():
        former, latter = before.get(column, {}), after.get(column, {})
        if former is not latter and former != latter:
            yield row, column, former, latter


def _put_back(sheet: Sheet, cells: list[tuple[int, int, Cell, Cell]]) -> Rect | None:
    """Put the former cells where the latter still are; the rectangle around them."""
    for row, column, _, latter in cells:
        if sheet.cell(row, column) != latter:
            raise moved_on()
    for row, column, former, _ in cells:
        sheet.put(row, column, former)
    if not cells:
        return None
    rows, columns = [cell[0] for cell in cells], [cell[1] for cell in cells]
    return Rect(min(rows), min(columns), max(rows) + 1, max(columns) + 1)
