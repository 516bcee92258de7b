"""What colours cells apart from their own format: alternating colours and conditional formats."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.cells import tidy_format
from sheets_sync.emulator.conditions import Judge, Place
from sheets_sync.emulator.gradients import gradient
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
#: Cells and what each of them takes from a rule.
Layer = tuple[Collection[Place], Callable[[Place], Json]]


class Rules:
    """The formats that lie on a part of a tab. Values of formulas must have been computed."""

    def __init__(self, workbook: Workbook, sheet: Sheet, part: Rect, today: date) -> None:
        judge = Judge(workbook, sheet, today)
        bands = [layer for item in sheet.lists["bandedRanges"] if (layer := _banded(judge, item, part))]
        rules = [_layer(judge, rule, part) for rule in sheet.lists["conditionalFormats"]]
        # A tab has far more cells than a rule colours: each knows its formats, the others cost nothing.
        self._under = _by_place(bands)
        self._over = _by_place(reversed(rules))

    def under(self, row: int, column: int) -> list[Json]:
        """Formats below the cell's own: those of alternating colours."""
        return self._under.get((row, column), [])

    def over(self, row: int, column: int) -> list[Json]:
        """Formats of the rules that hold for a cell, weakest first: the first rule of the list wins."""
        return self._over.get((row, column), [])

    def coloured(self) -> set[Place]:
        """Every cell that takes a format from a rule."""
        return {*self._under, *self._over}


def _by_place(layers: Iterable[Layer]) -> dict[Place, list[Json]]:
    found: dict[Place, list[Json]] = {}
    for places, told in layers:
        for place in places:
            found.setdefault(place, []).append(told(place))
    return found


def _layer(judge: Judge, rule: Json, part: Rect) -> Layer:
    ranges = [judge.sheet.rect(found) for found in rule["ranges"]]
    if "gradientRule" in rule:
        colours = gradient(judge, rule["gradientRule"], ranges, part)
        return colours, colours.__getitem__
    given = rule["booleanRule"]
    look = tidy_format(given.get("format", {}))
    return judge.places(given["condition"], ranges, part), lambda _: look


def _banded(judge: Judge, item: Json, part: Rect) -> Layer | None:
    rect = judge.sheet.rect(item["range"])
    area = rect.overlap(part)
    if area is None:
        return None
    rows, columns = item.get("rowProperties", {}), item.get("columnProperties", {})

    def told(place: Place) -> Json:
        found = _band(rows, place[0] - rect.top, rect.height) + _band(
            columns, place[1] - rect.left, rect.width
        )
        # Headers and footers come before bands, rows before columns.
        style = next((style for _, style in sorted(found, key=lambda pair: pair[0])), None)
        return tidy_format({"backgroundColorStyle": style}) if style else {}

    return set(judge.all_of(area)), told


def _band(properties: Json, index: int, count: int) -> list[tuple[int, Json]]:
    """The colours that a line of a banded range may take, each with its rank."""
    header = "headerColorStyle" in properties
    first = (index - header) % 2 == 0
    candidates = (
        (0, "headerColorStyle", index == 0),
        (0, "footerColorStyle", index == count - 1),
        (1, "firstBandColorStyle", first),
        (2, "secondBandColorStyle", not first),
    )
    return [(rank, properties[name]) for rank, name, here in candidates if here and name in properties]
