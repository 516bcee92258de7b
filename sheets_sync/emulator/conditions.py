"""Conditions of conditional formats and filters: for which cells they hold."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import ironcalc

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import build, known_titles, translated
from sheets_sync.emulator.cells import plain
from sheets_sync.emulator.entry import parse_entry
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.references import Reference, bounded, rewrite, shift
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook, effective

Json = dict[str, Any]
Place = tuple[int, int]
Plain = str | float | bool
#: DATE_EQ with a stretch of time, as the past week: from a day up to another.
WITHIN = "DATE_WITHIN"
NUMBERS: dict[str, Callable[[float, list[float]], bool]] = {
    "NUMBER_GREATER": lambda value, given: value > given[0],
    "NUMBER_GREATER_THAN_EQ": lambda value, given: value >= given[0],
    "NUMBER_LESS": lambda value, given: value < given[0],
    "NUMBER_LESS_THAN_EQ": lambda value, given: value <= given[0],
    "NUMBER_EQ": lambda value, given: value == given[0],
    "NUMBER_NOT_EQ": lambda value, given: value != given[0],
    "NUMBER_BETWEEN": lambda value, given: min(given[:2]) <= value <= max(given[:2]),
    "NUMBER_NOT_BETWEEN": lambda value, given: not min(given[:2]) <= value <= max(given[:2]),
    "DATE_BEFORE": lambda value, given: value < given[0],
    "DATE_AFTER": lambda value, given: value >= given[0] + 1,
    "DATE_EQ": lambda value, given: int(value) == int(given[0]),
    WITHIN: lambda value, given: given[0] <= value < given[1] + 1,
}
TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_EQ": lambda text, given: text == given,
    "TEXT_CONTAINS": lambda text, given: given in text,
    "TEXT_NOT_CONTAINS": lambda text, given: given not in text,
    "TEXT_STARTS_WITH": lambda text, given: text.startswith(given),
    "TEXT_ENDS_WITH": lambda text, given: text.endswith(given),
}
#: Conditions that can hold for a cell that holds nothing.
OF_BLANKS = ("BLANK", "TEXT_NOT_CONTAINS", "CUSTOM_FORMULA")
#: Cells that are coloured although they hold nothing.
MOST_BLANKS = 100_000
#: How many operands a condition needs before it can hold.
OPERANDS = {"NUMBER_BETWEEN": 2, "NUMBER_NOT_BETWEEN": 2, "BLANK": 0, "NOT_BLANK": 0}


#: Days of a relative date before today, of those that are one day.
DAYS_AGO = {"TODAY": 0, "YESTERDAY": 1, "TOMORROW": -1}
#: Of those that are a stretch of time.
PAST = {"PAST_WEEK": timedelta(days=7), "PAST_MONTH": timedelta(days=30), "PAST_YEAR": timedelta(days=365)}


def is_known(kind: str) -> bool:
    """Whether a condition can be computed; all that Google supports in conditional formats can."""
    return kind in (*NUMBERS, *TEXTS, "BLANK", "NOT_BLANK", "CUSTOM_FORMULA") and kind != WITHIN


class Judge:
    """Tells where conditions hold on a tab. Values of formulas must have been computed.

    A custom formula that names cells is looked at only down to the last row that holds something.
    """

    def __init__(self, workbook: Workbook, sheet: Sheet, today: date) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.today = today
        self._rules = known(workbook.locale)

    def places(self, condition: Json, ranges: list[Rect], part: Rect) -> set[Place]:
        """The cells of the ranges, within a part of the tab, that a condition holds for."""
        kind, given = str(condition.get("type", "")), condition.get("values", [])
        if len(given) < OPERANDS.get(kind, 1):
            return set()
        areas = [area for found in ranges if (area := found.overlap(part))]
        if kind == "CUSTOM_FORMULA":
            return self._by_formula(str(given[0].get("userEnteredValue", "")), ranges[0], areas)
        relative = given[0].get("relativeDate") if given else None
        if relative in PAST and kind == "DATE_EQ":
            kind, operands = WITHIN, self._past(relative)
        else:
            operands = [self.operand(item) for item in given]
        return {
            place
            for area in areas
            for place in self._candidates(kind, area)
            if _holds(kind, operands, self.value(*place))
        }

    def _candidates(self, kind: str, area: Rect) -> Iterator[Place]:
        if kind in OF_BLANKS:
            return self.all_of(area)
        return ((row, column) for row, column, _ in self.sheet.filled(area))

    def all_of(self, area: Rect) -> Iterator[Place]:
        """All cells of an area; of a vast one, down to the last row that holds something."""
        if area.height * area.width <= MOST_BLANKS:
            return area.cells()
        return self._down_to_last(area).cells()

    def _down_to_last(self, area: Rect) -> Rect:
        return Rect(area.top, area.left, min(area.bottom, self.sheet.last_row() + 1), area.right)

    def value(self, row: int, column: int) -> Plain:
        """What a cell holds."""
        return plain(effective(self.workbook, self.sheet, row, column, self.sheet.cell(row, column)))

    def _past(self, relative: str) -> list[Plain]:
        return [serial(self.today - PAST[relative]), serial(self.today)]

    def operand(self, item: Json) -> Plain:
        """The value of a ConditionValue: as typed, computed, or a day counted from today."""
        if relative := item.get("relativeDate"):
            if relative in PAST:
                return serial(self.today - PAST[relative])
            return serial(self.today - timedelta(days=DAYS_AGO.get(relative, 0)))
        text = str(item.get("userEnteredValue", ""))
        value, _ = parse_entry(text, self._rules, self.today)
        return self._evaluate([text])[0] if "formulaValue" in value else plain(value)

    def _by_formula(self, formula: str, home: Rect, areas: list[Rect]) -> set[Place]:
        if not _depends(formula):
            holds = _true(constant(formula, self._rules.calculated))
            return {place for area in areas for place in self.all_of(area)} if holds else set()
        places = [place for area in areas for place in self._down_to_last(area).cells()]
        formulas = [shift(formula, row - home.top, column - home.left) for row, column in places]
        return {place for place, value in zip(places, self._evaluate(formulas), strict=True) if _true(value)}

    def _evaluate(self, formulas: list[str]) -> list[Plain]:
        """Values of formulas as if they stood on this tab: on a tab of their own, all at once."""
        if not formulas:
            return []
        model = build(self.workbook)
        model.new_sheet()
        index = len(self.workbook.sheets)
        for number, formula in enumerate(formulas, 1):
            text = known_titles(self.workbook, self._abroad(formula))
            text = translated(text, self._rules.calculated)
            model.set_user_input(index, number, 1, text)
        model.evaluate()
        values = (model.get_cell_value(index, number, 1) for number in range(1, len(formulas) + 1))
        return ["" if value is None else value for value in values]

    def _abroad(self, formula: str) -> str:
        """The formula with this tab's title before references that have none."""

        def titled(found: Reference) -> Reference:
            title = self.sheet.title if found.title is None else found.title
            return Reference(title, found.first, found.last)

        def size(title: str | None) -> tuple[int, int] | None:
            sheet = self.sheet if title is None else self.workbook.titled(title)
            return None if sheet is None else (sheet.row_count, sheet.column_count)

        return rewrite(bounded(formula, size), titled)


def serial(day: date) -> int:
    """A day as spreadsheets count them."""
    return (day - date(1899, 12, 30)).days


def _holds(kind: str, operands: list[Plain], value: Plain) -> bool:
    if kind in ("BLANK", "NOT_BLANK"):
        return (value == "") is (kind == "BLANK")
    if kind in TEXTS:
        return TEXTS[kind](_text(value).casefold(), _text(operands[0]).casefold())
    if kind not in NUMBERS or isinstance(value, str | bool):
        return False
    numbers = [float(operand) for operand in operands if isinstance(operand, int | float)]
    return len(numbers) == len(operands) and NUMBERS[kind](float(value), numbers)


def _true(value: Plain) -> bool:
    return isinstance(value, bool | int | float) and bool(value)


@lru_cache(maxsize=4096)
def constant(formula: str, locale: str) -> Plain:
    """The value of a formula that names no cell."""
    model = ironcalc.create("constant", locale, "UTC", "en")
    model.set_user_input(0, 1, 1, translated(formula, locale))
    model.evaluate()
    value = model.get_cell_value(0, 1, 1)
    return "" if value is None else value


def _depends(formula: str) -> bool:
    return rewrite(formula, lambda _: None) != formula


def _text(value: Plain) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:g}"
