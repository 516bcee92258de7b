"""Builders of the requests of spreadsheets.batchUpdate (Sheets API v4, discovery document sheets.v4).

Values are typed userEnteredValue: text never becomes a formula, numbers are never parsed by locale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sheets_sync.model import Area, Value
from sheets_sync.sheets.late_rows import CellRows, LateRows
from sheets_sync.vietnamese.dates import to_serial

Request = Mapping[str, object]
CellData = Mapping[str, object]

#: Longest text that a cell takes (Sheets limits).
LONGEST_TEXT = 50_000
CUT = "… (đã rút gọn)"
#: Google's own colour of links; it must be named wherever a field mask covers the text's colour.
LINK_COLOR = "#1155cc"


def grid_range(sheet_id: int, area: Area | None = None) -> dict[str, int]:
    """A GridRange: the whole tab, or an area of it."""
    if area is None:
        return {"sheetId": sheet_id}
    return {
        "sheetId": sheet_id,
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }


def area_of(found: Mapping[str, int]) -> Area:
    """The area of a GridRange that names all its bounds."""
    return Area(
        found["startRowIndex"], found["startColumnIndex"], found["endRowIndex"], found["endColumnIndex"]
    )


def entered(value: Value | datetime) -> dict[str, str | float | bool]:
    """A value as ExtendedValue; nothing for None.

    Moments are written as they read, so in the workbook's zone. Too long a text is cut with a visible mark.
    """
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | Decimal):
        return {"numberValue": float(value)}
    if isinstance(value, datetime):
        since_midnight = value.hour * 3600 + value.minute * 60 + value.second
        return {"numberValue": to_serial(value.date()) + since_midnight / 86400}
    if isinstance(value, date):
        return {"numberValue": float(to_serial(value))}
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return {"stringValue": text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT}


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; colours as `#rrggbb`."""

    #: Google number format, `@` for plain text.
    pattern: str = ""
    background: str = ""
    color: str = ""
    bold: bool = False
    wrap: bool = False
    #: In points.
    size: int = 0
    #: LEFT, CENTER or RIGHT.
    align: str = ""


PLAIN = Style()


def cell(
    value: Value | datetime = None, style: Style = PLAIN, *, link: str = "", note: str = ""
) -> dict[str, object]:
    """One CellData: a typed value, its look, an address that the whole cell links to, a note."""
    look = _cell_format(style, link)
    parts = {
        "userEnteredValue": entered(value),
        "userEnteredFormat": {**look, "verticalAlignment": "MIDDLE"} if look else {},
        "note": note,
    }
    return {name: part for name, part in parts.items() if part}


def _cell_format(style: Style, link: str) -> dict[str, object]:
    text = {
        "bold": style.bold,
        "fontSize": style.size,
        "foregroundColorStyle": _color_style(style.color or (LINK_COLOR if link else "")),
        "underline": bool(link),
        "link": {"uri": link} if link else None,
    }
    look: dict[str, object] = {
        "numberFormat": _number_format(style.pattern),
        "backgroundColorStyle": _color_style(style.background),
        "wrapStrategy": "WRAP" if style.wrap else None,
        "horizontalAlignment": style.align,
        "textFormat": {name: part for name, part in text.items() if part},
    }
    return {name: part for name, part in look.items() if part}


def _number_format(pattern: str) -> dict[str, str] | None:
    return {"type": number_format_type(pattern), "pattern": pattern} if pattern else None


def _color_style(color: str) -> dict[str, object] | None:
    return {"rgbColor": rgb(color)} if color else None


def number_format_type(pattern: str) -> str:
    """Google's type for a number format pattern."""
    if pattern == "@":
        return "TEXT"
    if "yy" in pattern:
        return "DATE_TIME" if "hh" in pattern else "DATE"
    return "NUMBER"


def rgb(color: str) -> dict[str, float]:
    """A `#rrggbb` colour as Google's Color, each part from 0 to 1: four places tell 256 steps apart."""
    parts = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return dict(zip(("red", "green", "blue"), (round(part / 255, 4) for part in parts), strict=True))


def update_cells(sheet_id: int, area: Area, rows: CellRows, fields: str) -> Request:
    """Set `fields` of every cell of the area: cells that `rows` does not cover lose them."""
    values = rows if isinstance(rows, LateRows) else [{"values": list(row)} for row in rows]
    return {"updateCells": {"range": grid_range(sheet_id, area), "rows": values, "fields": fields}}


def repeat_cell(sheet_id: int, area: Area, data: CellData, fields: str) -> Request:
    """Give every cell of the area the same `fields`."""
    return {"repeatCell": {"range": grid_range(sheet_id, area), "cell": data, "fields": fields}}


def add_sheet(
    sheet_id: int,
    title: str,
    *,
    rows: int,
    columns: int,
    frozen_rows: int = 1,
    frozen_columns: int = 0,
    color: str = "",
    index: int | None = None,
) -> Request:
    """Add a tab under an id that we chose."""
    grid = {
        "rowCount": rows,
        "columnCount": columns,
        "frozenRowCount": frozen_rows,
        "frozenColumnCount": frozen_columns,
    }
    properties: dict[str, object] = {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    if color:
        properties["tabColorStyle"] = {"rgbColor": rgb(color)}
    if index is not None:
        properties["index"] = index
    return {"addSheet": {"properties": properties}}


def set_columns(
    sheet_id: int, first: int, last: int, *, width: int | None = None, hidden: bool | None = None
) -> Request:
    """Width in pixels or visibility of the columns from `first` up to and without `last`."""
    properties: dict[str, object] = {}
    if width is not None:
        properties["pixelSize"] = width
    if hidden is not None:
        properties["hiddenByUser"] = hidden
    span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": first, "endIndex": last}
    return {
        "updateDimensionProperties": {"range": span, "properties": properties, "fields": ",".join(properties)}
    }


def dropdown(sheet_id: int, area: Area, choices: Sequence[str], hint: str = "") -> Request:
    """Offer `choices` in the area; other entries are marked, not refused, so that no paste is lost."""
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": choice} for choice in choices]}
    rule: dict[str, object] = {"condition": condition, "strict": False, "showCustomUi": True}
    if hint:
        rule["inputMessage"] = hint
    return {"setDataValidation": {"range": grid_range(sheet_id, area), "rule": rule}}


def protect(
    sheet_id: int,
    area: Area | None,
    reason: str,
    *,
    warning_only: bool = False,
    editors: Sequence[str] = (),
    free_columns: Sequence[tuple[int, int | None]] = (),
    range_id: int | None = None,
) -> Request:
    """Let only the account itself and `editors`, addresses, change an area; or only warn whoever changes it.

    `free_columns`, each from one up to another (None: all further ones), are everybody's. Under a
    `range_id` of ours the protection can be found and taken away again.
    """
    protected: dict[str, object] = {"range": grid_range(sheet_id, area), "description": reason}
    if warning_only:
        protected["warningOnly"] = True
    else:
        protected["editors"] = {"users": list(editors)}
    if free_columns:
        protected["unprotectedRanges"] = [
            {"sheetId": sheet_id, "startColumnIndex": first}
            | ({} if last is None else {"endColumnIndex": last})
            for first, last in free_columns
        ]
    if range_id is not None:
        protected["protectedRangeId"] = range_id
    return {"addProtectedRange": {"protectedRange": protected}}


def add_chart(
    sheet_id: int,
    kind: str,
    title: str,
    labels: Area,
    series: Sequence[tuple[Area, str]],
    *,
    stacked: bool,
    anchor: tuple[int, int, int],
    size: tuple[int, int],
) -> Request:
    """A chart of columns of a tab, their first row as header; an area whose bottom is 0 has no end.

    `series` are areas with a colour, `anchor` is tab id, row and column of its upper left corner, `size` is
    in pixels. A value stands at each point, for those who print without colours.
    """
    along, up = ("LEFT_AXIS", "BOTTOM_AXIS") if kind == "BAR" else ("BOTTOM_AXIS", "LEFT_AXIS")
    drawn = [
        {
            "series": _source(sheet_id, area),
            "targetAxis": up,
            "colorStyle": {"rgbColor": rgb(color)},
            "dataLabel": {"type": "DATA"},
        }
        for area, color in series
    ]
    basic: dict[str, object] = {
        "chartType": kind,
        "legendPosition": "BOTTOM_LEGEND",
        "axis": [{"position": along}, {"position": up, "viewWindowOptions": {"viewWindowMin": 0}}],
        "domains": [{"domain": _source(sheet_id, labels)}],
        "series": drawn,
        "headerCount": 1,
    }
    if stacked:
        basic["stackedType"] = "PERCENT_STACKED"
    tab, row, column = anchor
    overlay = {
        "anchorCell": {"sheetId": tab, "rowIndex": row, "columnIndex": column},
        "widthPixels": size[0],
        "heightPixels": size[1],
    }
    spec = {"title": title, "fontName": "Arial", "basicChart": basic}
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": overlay}}}}


def _source(sheet_id: int, area: Area) -> dict[str, object]:
    found = grid_range(sheet_id, area)
    if not area.bottom:
        found = {name: value for name, value in found.items() if name != "endRowIndex"}
    return {"sourceRange": {"sources": [found]}}


def append_dimension(sheet_id: int, dimension: Literal["ROWS", "COLUMNS"], length: int) -> Request:
    """Empty rows below the last one, or columns right of the last one."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": dimension, "length": length}}


def insert_rows(sheet_id: int, first: int, last: int) -> Request:
    """Empty rows before the one at `first`, which lends them its look."""
    span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": last}
    return {"insertDimension": {"range": span, "inheritFromBefore": False}}


def delete_rows(sheet_id: int, first: int, last: int) -> Request:
    """Take away the rows from `first` up to and without `last`; those below move up."""
    span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": last}
    return {"deleteDimension": {"range": span}}


def move_rows(sheet_id: int, first: int, last: int, to: int) -> Request:
    """Put the rows from `first` up to and without `last` before the one at `to`, counted before the move."""
    span = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": last}
    return {"moveDimension": {"source": span, "destinationIndex": to}}


def resize_rows(sheet_id: int, count: int) -> Request:
    """Give a tab this many rows; a second time changes nothing."""
    properties = {"sheetId": sheet_id, "gridProperties": {"rowCount": count}}
    return {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.rowCount"}}


def left_border(sheet_id: int, area: Area, color: str) -> Request:
    """A thick line along the left edge of an area."""
    edge = {"style": "SOLID_MEDIUM", "colorStyle": {"rgbColor": rgb(color)}}
    return {"updateBorders": {"range": grid_range(sheet_id, area), "left": edge}}


def filter_all(sheet_id: int) -> Request:
    """A basic filter over the whole tab, first row as header, columns and rows to come included.

    A sort through a narrower filter would tear the columns outside it from their rows.
    """
    whole = {"sheetId": sheet_id, "startRowIndex": 0, "startColumnIndex": 0}
    return {"setBasicFilter": {"filter": {"range": whole}}}


def copy_paste(
    sheet_id: int, source: Area, destination: Mapping[str, int], kind: str = "PASTE_NORMAL"
) -> Request:
    """Copy an area of a tab to a GridRange of the same size."""
    body = {"source": grid_range(sheet_id, source), "destination": destination, "pasteType": kind}
    return {"copyPaste": body}


def delete_sheet(sheet_id: int) -> Request:
    """Take a tab away."""
    return {"deleteSheet": {"sheetId": sheet_id}}


def hide_sheet(sheet_id: int, *, hidden: bool = True) -> Request:
    """Keep a tab out of sight, or bring it back."""
    properties = {"sheetId": sheet_id, "hidden": hidden}
    return {"updateSheetProperties": {"properties": properties, "fields": "hidden"}}


def retitle_sheet(sheet_id: int, title: str) -> Request:
    """Give a tab another title."""
    properties = {"sheetId": sheet_id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}
