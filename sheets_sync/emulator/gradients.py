"""Colour scales: a colour between two or three points for every number of a range."""

from itertools import pairwise
from typing import Any

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.cells import tidy_format
from sheets_sync.emulator.conditions import Judge, Place
from sheets_sync.emulator.defaults import THEME_COLOURS

Json = dict[str, Any]
#: Where a number lies, and the colour there.
Point = tuple[float, Json]
PARTS = ("red", "green", "blue")


def gradient(judge: Judge, rule: Json, ranges: list[Rect], part: Rect) -> dict[Place, Json]:
    """The format of every cell of the part that holds a number."""
    numbers: dict[Place, float] = {}
    for rect in ranges:
        for row, column, _ in judge.sheet.filled(rect):
            value = judge.value(row, column)
            if isinstance(value, int | float) and not isinstance(value, bool):
                numbers[row, column] = float(value)
    if not numbers:
        return {}
    ordered = sorted(numbers.values())
    given = (rule[name] for name in ("minpoint", "midpoint", "maxpoint") if name in rule)
    points = [(_at(judge, point, ordered), _colour(point)) for point in given]
    return {
        place: tidy_format({"backgroundColorStyle": {"rgbColor": _between(points, number)}})
        for place, number in numbers.items()
        if part.has(*place)
    }


def _colour(point: Json) -> Json:
    style = point.get("colorStyle", {})
    if "themeColor" in style:
        return dict(THEME_COLOURS.get(style["themeColor"], {}))
    colour: Json = style.get("rgbColor", point.get("color", {}))
    return colour


def _at(judge: Judge, point: Json, ordered: list[float]) -> float:
    """The number that a point means."""
    low, high = ordered[0], ordered[-1]
    kind = point.get("type")
    if kind in ("MIN", "MAX"):
        return low if kind == "MIN" else high
    value = judge.operand({"userEnteredValue": point.get("value", "")})
    number = float(value) if isinstance(value, int | float) else 0.0
    if kind == "PERCENT":
        return low + (high - low) * number / 100
    if kind == "PERCENTILE":
        place = (len(ordered) - 1) * min(max(number, 0), 100) / 100
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    return number


def _between(points: list[Point], number: float) -> Json:
    """The colour of a number: that of the point beyond which it lies, or a mixture of two."""
    if number <= points[0][0]:
        return points[0][1]
    for (low, first), (high, second) in pairwise(points):
        if number < high:
            share = (number - low) / (high - low)
            return {
                part: first.get(part, 0) + (second.get(part, 0) - first.get(part, 0)) * share
                for part in PARTS
            }
    return points[-1][1]
