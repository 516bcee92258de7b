"""Conditional formats: which rules hold for a cell."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import ironcalc

from sheets_sync.emulator.a1 import Rect
from sheets_sync.emulator.calc import build, translated
from sheets_sync.emulator.cells import ExtendedValue, plain
from sheets_sync.emulator.entry import parse_entry
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.references import rewrite, shift
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Workbook

Json = dict[str, Any]
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
}
TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_EQ": lambda text, given: text == given,
    "TEXT_CONTAINS": lambda text, given: given in text,
    "TEXT_NOT_CONTAINS": lambda text, given: given not in text,
    "TEXT_STARTS_WITH": lambda text, given: text.startswith(given),
    "TEXT_ENDS_WITH": lambda text, given: text.endswith(given),
}
#: How many operands a condition needs before it can hold.
OPERANDS = {"NUMBER_BETWEEN": 2, "NUMBER_NOT_BETWEEN": 2, "BLANK": 0, "NOT_BLANK": 0}


class Rules:
    """The conditional formats of a tab, ready to be asked about its cells."""

    def __init__(self, workbook: Workbook, sheet: Sheet, today: date) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.today = today
        self._rules = [
            ([sheet.rect(found) for found in rule["ranges"]], rule["booleanRule"])
            for rule in sheet.lists["conditionalFormats"]
            if "booleanRule" in rule
        ]
        self._formulas: dict[str, bool] = {}
        self._model: ironcalc.Model | None = None

    def formats(self, row: int, column: int, value: ExtendedValue | None) -> Iterator[Json]:
        """Formats of the rules that hold, weakest first: the first rule of the list wins."""
        for ranges, rule in reversed(self._rules):
            if any(rect.has(row, column) for rect in ranges) and self._holds(
                rule["condition"], ranges[0], (row, column), value
            ):
                yield rule.get("format", {})

    def _holds(
        self, condition: Json, home: Rect, place: tuple[int, int], value: ExtendedValue | None
    ) -> bool:
        kind = str(condition.get("type", ""))
        given = [str(item.get("userEnteredValue", "")) for item in condition.get("values", [])]
        if len(given) < OPERANDS.get(kind, 1):
            return False
        found = plain(value)
        if kind in ("BLANK", "NOT_BLANK"):
            return bool(found == "") is (kind == "BLANK")
        if kind == "CUSTOM_FORMULA":
            return self._true(shift(given[0], place[0] - home.top, place[1] - home.left))
        if kind in TEXTS:
            return TEXTS[kind](_text(found).casefold(), _text(self._operand(given[0])).casefold())
        if kind not in NUMBERS or isinstance(found, str | bool):
            return False
        numbers = [self._operand(text) for text in given]
        floats = [float(number) for number in numbers if isinstance(number, int | float)]
        return len(floats) == len(numbers) and NUMBERS[kind](float(found), floats)

    def _operand(self, text: str) -> str | float | bool:
        value, _ = parse_entry(text, known(self.workbook.locale), self.today)
        if "formulaValue" in value:
            return self._evaluate(text)
        return plain(value)

    def _true(self, formula: str) -> bool:
        if formula not in self._formulas:
            found = self._evaluate(formula)
            self._formulas[formula] = isinstance(found, bool | int | float) and bool(found)
        return self._formulas[formula]

    def _evaluate(self, formula: str) -> str | float | bool:
        """The value of a formula in a cell of its own, just beyond the grid."""
        if not _depends(formula):
            return constant(formula, known(self.workbook.locale).calculated)
        if self._model is None:
            self._model, _ = build(self.workbook)
        index = self.workbook.sheets.index(self.sheet)
        row, column = self.sheet.row_count + 2, min(self.sheet.column_count + 2, 16_000)
        locale = known(self.workbook.locale).calculated
        self._model.set_user_input(index, row, column, translated(formula, locale))
        self._model.evaluate()
        value = self._model.get_cell_value(index, row, column)
        self._model.clear_cell_contents(index, row, column)
        return "" if value is None else value


@lru_cache(maxsize=4096)
def constant(formula: str, locale: str) -> str | float | bool:
    """The value of a formula that names no cell."""
    model = ironcalc.create("constant", locale, "UTC", "en")
    model.set_user_input(0, 1, 1, translated(formula, locale))
    model.evaluate()
    value = model.get_cell_value(0, 1, 1)
    return "" if value is None else value


def _depends(formula: str) -> bool:
    return rewrite(formula, lambda _: None) != formula


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:g}"
