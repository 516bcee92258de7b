"""Cells as Google's CellData, reduced to what was entered; values, colours and formats of one cell."""

import marshal
import struct
from functools import lru_cache
from typing import Any

from sheets_sync.emulator.defaults import THEME_COLOURS

#: CellData without what is computed from it.
Cell = dict[str, Any]
#: {"numberValue": 1}, {"stringValue": …}, {"boolValue": …}, {"formulaValue": …} or {"errorValue": …}.
ExtendedValue = dict[str, Any]

#: The fields of CellData that a client may set.
WRITABLE = (
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
    "chipRuns",
    "pivotTable",
    "dataSourceFormula",
    "dataSourceTable",
)
#: Marshal's version without references between objects: equal values give equal bytes.
PLAIN = 2
#: The most characters that a cell holds.
LONGEST_TEXT = 50_000
ERROR_TYPES = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
    "#CIRC!": "REF",
}
ERROR_TEXTS = {kind: text for text, kind in reversed(ERROR_TYPES.items())}
#: Fields of a ColorStyle, which are no colours with a style of their own.
PARTS_OF_STYLE = ("rgbColor", "themeColor")
#: Levels of a colour's part: Google keeps 8 bits of each.
LEVELS = 255
#: Keeps a level that was rounded to single precision from falling to the one below.
ROUNDING = 1e-3


def extended(value: str | float | bool) -> ExtendedValue:
    """A plain value with its kind."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}


def error_value(text: str) -> ExtendedValue:
    """`#DIV/0!` as errorValue."""
    kind = ERROR_TYPES.get(text, "ERROR")
    return {"errorValue": {"type": kind, "message": f"The formula ended in {text}."}}


def plain(value: ExtendedValue | None) -> str | float | bool:
    """The value as JSON has it; an error as its text, nothing as the empty text."""
    if not value:
        return ""
    if error := value.get("errorValue"):
        return ERROR_TEXTS.get(error.get("type", ""), "#ERROR!")
    found: str | float | bool = next(iter(value.values()))
    return found


def tidy_number(number: float) -> float:
    """1.0 as 1, as Google writes numbers."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return int(number)
    return number


def tidy_value(value: ExtendedValue) -> ExtendedValue | None:
    """The value as it is kept: an empty text is no value."""
    if not value or value.get("stringValue") == "":
        return None
    if "numberValue" in value:
        return {"numberValue": tidy_number(value["numberValue"])}
    return value


def tidy_format(value: Any) -> Any:
    """A format, or any object with colours, as Google returns it: no zero parts, colour and style equal."""
    if isinstance(value, list):
        return [tidy_format(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: tidy_format(item) for name, item in value.items()}
    for name in [name.removesuffix("Style") for name in value if _is_colour(name.removesuffix("Style"))]:
        _tidy_pair(found, name)
    return found


def tidy_look(value: dict[str, Any]) -> dict[str, Any]:
    """The same for a cell's format; equal ones become one object, never changed in place."""
    return _tidy_look(marshal.dumps(value, PLAIN))


@lru_cache(maxsize=10_000)
def _tidy_look(written: bytes) -> dict[str, Any]:
    tidied: dict[str, Any] = tidy_format(marshal.loads(written))  # noqa: S302 (written here)
    return tidied


def _is_colour(name: str) -> bool:
    return (name == "color" or name.endswith("Color")) and name not in PARTS_OF_STYLE


def _tidy_pair(found: dict[str, Any], name: str) -> None:
    """Make a colour and its style say the same; a colour of nothing is none."""
    style, colour = found.get(f"{name}Style"), found.get(name)
    if isinstance(style, dict) and "rgbColor" in style:
        colour = style["rgbColor"]
    elif isinstance(style, dict) and "themeColor" in style:
        found[name] = dict(THEME_COLOURS.get(style["themeColor"], {}))
        return
    elif not isinstance(colour, dict) or not colour:
        found.pop(name, None)
        found.pop(f"{name}Style", None)
        return
    found[name] = tidy_colour(colour)
    found[f"{name}Style"] = {"rgbColor": found[name]}


def tidy_colour(colour: dict[str, Any]) -> dict[str, Any]:
    """A colour with 8 bits a part, without its zero parts."""
    levels = {part: _level(level) if part != "alpha" else level for part, level in colour.items()}
    return {part: level for part, level in levels.items() if level}


@lru_cache(maxsize=10_000)
def _level(level: float) -> float:
    """The level below, in the shortest text that is the same number of single precision."""
    exact = int(min(max(level, 0), 1) * LEVELS + ROUNDING) / LEVELS
    single = struct.pack("f", exact)
    texts = (float(f"{exact:.{digits}g}") for digits in range(1, 10))
    return tidy_number(next(text for text in texts if struct.pack("f", text) == single))


def tidy_cell(cell: Cell) -> Cell:
    """A cell as it is kept, from CellData that a client sent."""
    kept = {name: cell[name] for name in WRITABLE if cell.get(name) not in (None, {}, "")}
    if "userEnteredValue" in kept:
        value = tidy_value(kept["userEnteredValue"])
        if value is None:
            del kept["userEnteredValue"]
        else:
            kept["userEnteredValue"] = value
    if "userEnteredFormat" in kept:
        kept["userEnteredFormat"] = tidy_look(kept["userEnteredFormat"])
    return kept
