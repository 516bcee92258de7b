"""GridData: cells with everything Google tells of them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import compute
from sheets_sync.emulator.cells import Cell, ExtendedValue
from sheets_sync.emulator.defaults import DEFAULT_FORMAT, THEME_COLOURS
from sheets_sync.emulator.fields import Mask, below, covers, select
from sheets_sync.emulator.filtering import hidden_rows
from sheets_sync.emulator.formatting import Rules
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.numberformat import formatted, pattern_of
from sheets_sync.emulator.sheet import DEFAULT_PIXELS, Sheet
from sheets_sync.emulator.spans import Axis
from sheets_sync.emulator.values import number_format
from sheets_sync.emulator.workbook import Workbook, effective

Json = dict[str, Any]
LINK_COLOUR = THEME_COLOURS["LINK"]
#: How a link looks, unless its cell says otherwise.
LINKED = {
    "underline": True,
    "foregroundColor": LINK_COLOUR,
    "foregroundColorStyle": {"rgbColor": LINK_COLOUR},
}
#: What a cell holds as it was given: nothing of it follows from anything.
ENTERED = frozenset({"userEnteredValue", "userEnteredFormat", "note", "dataValidation"})
ALIGNMENTS = {"numberValue": "RIGHT", "boolValue": "CENTER", "errorValue": "CENTER"}


def grid_data(workbook: Workbook, sheet: Sheet, rect: Rect, mask: Mask, today: date) -> Json:
    """One GridData; `mask` is that of GridData, parts it does not name are not computed.

    Cells are cut by it: there may be very many of them.
    """
    compute(workbook)
    answer: Json = {}
    if rect.top:
        answer["startRow"] = rect.top
    if rect.left:
        answer["startColumn"] = rect.left
    if covers(mask, "rowData"):
        asked = below(mask, "rowData", "values")
        rules = Rules(workbook, sheet, rect, today) if _wants_formats(mask) else None
        rows = _rows(workbook, sheet, rect, rules, asked)
        if rows:
            answer["rowData"] = rows
    if covers(mask, "rowMetadata"):
        answer["rowMetadata"] = dimension_data(workbook, sheet, "ROWS", rect.top, rect.bottom)
        for row in hidden_rows(workbook, sheet, today):
            if rect.top <= row < rect.bottom:
                former = answer["rowMetadata"][row - rect.top]
                answer["rowMetadata"][row - rect.top] = {"hiddenByFilter": True, **former}
    if covers(mask, "columnMetadata"):
        answer["columnMetadata"] = dimension_data(workbook, sheet, "COLUMNS", rect.left, rect.right)
    return answer


def _wants_formats(mask: Mask) -> bool:
    return covers(mask, "rowData", "values", "effectiveFormat")


def _rows(workbook: Workbook, sheet: Sheet, rect: Rect, rules: Rules | None, asked: Mask) -> list[Json]:
    rows: list[Json] = []
    for row, column in _told(sheet, rect, rules):
        cell = sheet.cell(row, column)
        line, place = row - rect.top, column - rect.left
        while len(rows) <= line:
            rows.append({})
        values = rows[line].setdefault("values", [])
        values.extend({} for _ in range(place - len(values)))
        values.append(select(cell_data(workbook, sheet, (row, column), cell, rules, asked), asked))
    return rows


def _told(sheet: Sheet, rect: Rect, rules: Rules | None) -> list[tuple[int, int]]:
    """Cells that there is something to tell of: filled ones, and those that a rule colours."""
    filled = [(row, column) for row, column, _ in sheet.filled(rect)]
    coloured = rules.coloured() if rules else set()
    return sorted(coloured.union(filled)) if coloured else filled


def cell_data(
    workbook: Workbook,
    sheet: Sheet,
    place: tuple[int, int],
    cell: Cell,
    rules: Rules | None,
    asked: Mask,
) -> Json:
    """CellData: what was entered and what follows from it; formats only when `rules` are given.

    What is not `asked` for need not be computed.
    """
    answer: Json = dict(cell)
    if asked and asked.keys() <= ENTERED:
        return answer
    row, column = place
    value = effective(workbook, sheet, row, column, cell)
    shape = number_format(workbook, sheet, row, column, cell)
    if value:
        answer["effectiveValue"] = value
        answer["formattedValue"] = formatted(value, shape, known(workbook.locale))
    if covers(asked, "hyperlink") and (link := hyperlink(cell)):
        answer["hyperlink"] = link
    if rules and covers(asked, "effectiveFormat"):
        layers = _layers(workbook, place, cell, value, shape, rules)
        answer["effectiveFormat"] = laid(layers, below(asked, "effectiveFormat"))
    return answer


def hyperlink(cell: Cell) -> str | None:
    """The address that a cell links to: of its format, or of a HYPERLINK formula with a constant address."""
    found = cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")
    if found:
        return str(found)
    formula = cell.get("userEnteredValue", {}).get("formulaValue", "")
    if formula.upper().startswith('=HYPERLINK("'):
        return str(formula[12:].partition('"')[0])
    return None


def _layers(
    workbook: Workbook,
    place: tuple[int, int],
    cell: Cell,
    value: ExtendedValue | None,
    shape: dict[str, str],
    rules: Rules,
) -> Iterator[Json]:
    """What makes up the effective format of a cell, lowest first."""
    yield USUAL
    if value:
        yield {"horizontalAlignment": ALIGNMENTS.get(next(iter(value)), "LEFT")}
    yield from rules.under(*place)
    if link := hyperlink(cell):
        yield {"textFormat": {"link": {"uri": link}, **LINKED}}
    yield cell.get("userEnteredFormat", {})
    if shape:
        yield {"numberFormat": {**shape, "pattern": pattern_of(shape, known(workbook.locale))}}
    yield from rules.over(*place)


def laid(layers: Iterable[Json], asked: Mask) -> Json:
    """Formats laid upon each other, or the part of them that is asked for."""
    found: Json = {}
    for layer in layers:
        part = layer
        if asked and "*" not in asked:
            part = {name: layer[name] for name in asked if name in layer}
        if part:
            found = merge(found, part)
    return found


def merge(under: Json, over: Json) -> Json:
    """`over` laid upon a copy of `under`; colours are replaced whole."""
    found = dict(under)
    for name, value in over.items():
        whole = "olor" in name or not isinstance(value, dict) or not isinstance(found.get(name), dict)
        found[name] = value if whole else merge(found[name], value)
    return found


def dimension_data(workbook: Workbook, sheet: Sheet, axis: Axis, start: int, end: int) -> list[Json]:
    """DimensionProperties of rows or columns."""
    known_ones = sheet.dimensions[axis]
    default: Json = {"pixelSize": DEFAULT_PIXELS[axis]}
    # A sheet may have millions of rows, so those that are as usual share one object.
    answer = [
        {**default, **known_ones[index]} if index in known_ones else default for index in range(start, end)
    ]
    for item in workbook.metadata:
        place = item["location"].get("dimensionRange", {})
        if place and place.get("sheetId", 0) == sheet.id and place["dimension"] == axis:
            for index in range(max(place["startIndex"], start), min(place["endIndex"], end)):
                former = answer[index - start]
                listed = [*former.get("developerMetadata", []), item]
                answer[index - start] = {**former, "developerMetadata": listed}
    return answer


#: How a cell looks that nobody formatted.
USUAL = merge(DEFAULT_FORMAT, {"hyperlinkDisplayType": "PLAIN_TEXT", "textFormat": {"fontFamily": "Arial"}})
