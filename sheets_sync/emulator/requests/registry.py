"""Which function carries out which request of a batchUpdate, and what it may know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect, grid_range_text
from sheets_sync.emulator.errors import GoogleError, InvalidPayload, RequestRefused, bad_request
from sheets_sync.emulator.guard import PROTECTED, allowed
from sheets_sync.emulator.requests.refused import REFUSED
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook, out_of_grid

Json = dict[str, Any]
#: Cells that one request may fill; Google has no such limit.
MOST_FILLED = 1_000_000


@dataclass
class Batch:
    """What the requests of one call work on."""

    workbook: Workbook
    #: Who asks, by mail address.
    caller: str
    #: Whether the caller owns the spreadsheet, and so may edit what is protected.
    owner: bool
    #: Who owns the spreadsheet; an editor of every protected range.
    owner_mail: str
    today: date

    def sheet(self, sheet_id: int) -> Sheet:
        """The tab with that sheetId, or a refusal."""
        found = self.workbook.sheet(sheet_id)
        if found is None:
            raise RequestRefused(f"No sheet with id: {sheet_id}")
        return found

    def area(self, grid_range: Json, *, guarded: bool = True) -> tuple[Sheet, Rect]:
        """The tab and cells of a GridRange; refused when outside the grid or protected from the caller."""
        sheet = self.workbook.sheet(grid_range.get("sheetId", 0))
        if sheet is None or not sheet.has_grid:
            raise RequestRefused(f"No grid with id: {grid_range.get('sheetId', 0)}")
        check_bounds(grid_range, sheet)
        rect = sheet.rect(grid_range)
        if guarded:
            self.guard(sheet, rect)
        return sheet, rect

    def fill(self, grid_range: Json) -> tuple[Sheet, Rect]:
        """As `area`, for requests that put something into every cell; refused when there are too many."""
        sheet, rect = self.area(grid_range)
        check_fill(rect)
        return sheet, rect

    def guard(self, sheet: Sheet, rect: Rect) -> None:
        """Refuse to touch cells that are protected from the caller."""
        if not allowed(sheet, rect, self.caller, owner=self.owner):
            raise RequestRefused(PROTECTED)


#: The reply of a request; None is an empty one.
Handler = Callable[[Batch, Json], Json | None]
HANDLERS: dict[str, Handler] = {}
#: Requests that are only kept, and the reason.
STORED: dict[str, str] = {}


def handles(kind: str, *, stored: str = "") -> Callable[[Handler], Handler]:
    """Register the function that carries out the request `kind`.

    `stored` tells what does not follow from it, where it is kept and returned and nothing more.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        if stored:
            STORED[kind] = stored
        return handler

    return register


def check_fill(rect: Rect) -> None:
    """Refuse to fill so many cells that the server would be busy for minutes."""
    if rect.height * rect.width > MOST_FILLED:
        raise RequestRefused(f"The local server fills at most {MOST_FILLED} cells in one request.")


def required(given: Json, name: str) -> Json:
    """A field that must be there."""
    if name not in given:
        raise RequestRefused(f"{name} must be set.")
    found: Json = given[name]
    return found


def cut(grid_range: Json, sheet: Sheet) -> Json:
    """A GridRange as it is kept: cut at the grid, without a sheetId of 0."""
    limits = {"endRowIndex": sheet.row_count, "endColumnIndex": sheet.column_count}
    return {
        name: min(value, limits.get(name, value))
        for name, value in grid_range.items()
        if name != "sheetId" or value
    }


def check_bounds(grid_range: Json, sheet: Sheet) -> None:
    """Refuse a range that is upside down, negative, or starts outside the grid."""
    for name, size in (("Row", sheet.row_count), ("Column", sheet.column_count)):
        start = grid_range.get(f"start{name}Index", 0)
        end = grid_range.get(f"end{name}Index", size)
        if start < 0 or end < 0 or start > end:
            raise RequestRefused(f"range.{name.lower()} indexes {start} to {end} are not a range")
        if start >= size:
            raise RequestRefused(out_of_grid(sheet, grid_range_text(sheet.title, grid_range)).message)


def apply_requests(batch: Batch, requests: list[Json]) -> list[Json]:
    """Carry the requests out in their order; replies in the same order.

    The first one that is refused ends the batch with Google's 400. The caller drops the workbook then,
    so that nothing of the batch remains.
    """
    if not requests:
        raise bad_request("Must specify at least one request.")
    replies = []
    for index, request in enumerate(requests):
        if len(request) != 1:
            raise bad_request(f"Invalid requests[{index}]: exactly one kind of request must be set.")
        kind, body = next(iter(request.items()))
        handler = HANDLERS.get(kind)
        if handler is None:
            raise bad_request(f"Invalid requests[{index}].{kind}: not supported: {REFUSED[kind]}.")
        replies.append(_carry_out(batch, index, kind, handler, body))
        batch.workbook.touch()
    return replies


def _carry_out(batch: Batch, index: int, kind: str, handler: Handler, body: Json) -> Json:
    place = f"Invalid requests[{index}].{kind}: "
    try:
        reply = handler(batch, body)
    except RequestRefused as error:
        raise bad_request(place + str(error)) from None
    except InvalidPayload:
        raise
    except GoogleError as error:
        raise GoogleError(error.code, place + error.message) from None
    return {} if reply is None else {kind: reply}
