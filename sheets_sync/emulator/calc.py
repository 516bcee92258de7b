"""Formulas computed by IronCalc from the workbook's own cells."""

import threading
from functools import lru_cache

import ironcalc

from sheets_sync.emulator.a1 import column_name, quote_title
from sheets_sync.emulator.cells import ExtendedValue, error_value, extended, tidy_number
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.references import bounded
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Address, Workbook

GENERAL = "general"
_translation_lock = threading.Lock()
#: What IronCalc calls a formula that cannot be parsed.
UNPARSED = "#ERROR!"


def compute(workbook: Workbook) -> None:
    """Fill `workbook.computed`; nothing happens when it is up to date."""
    if workbook.computed is not None:
        return
    if not workbook.has_formulas():
        workbook.computed = {}
        return
    model, formulas = build(workbook)
    model.evaluate()
    found: dict[Address, tuple[ExtendedValue, str]] = {}
    for index, sheet, row, column in formulas:
        style = str(model.get_cell_style(index, row + 1, column + 1)["num_fmt"])
        value = _value(model, index, row + 1, column + 1)
        found[sheet.id, row, column] = value, "" if style.lower() == GENERAL else style
    workbook.computed = found


def build(workbook: Workbook) -> tuple[ironcalc.Model, list[tuple[int, Sheet, int, int]]]:
    """An IronCalc model of all values, and where its formulas are (index of the tab, tab, row, column)."""
    locale = known(workbook.locale).calculated
    model = ironcalc.create("workbook", locale, _time_zone(workbook), "en")
    for _ in workbook.sheets[1:]:
        model.new_sheet()
    # Two passes, so that a title is never the provisional one of another tab.
    for index in range(len(workbook.sheets)):
        model.rename_sheet(index, f"~{index}")
    for index, sheet in enumerate(workbook.sheets):
        model.rename_sheet(index, sheet.title)
    _define_names(workbook, model)
    formulas = []
    for index, sheet in enumerate(workbook.sheets):
        for row, column, cell in sheet.filled(sheet.bounds):
            value = cell.get("userEnteredValue")
            if value is None:
                continue
            if "formulaValue" in value:
                formulas.append((index, sheet, row, column))
                text = _for_engine(workbook, sheet, value["formulaValue"])
                model.set_user_input(index, row + 1, column + 1, translated(text, locale))
            else:
                _put(model, index, row + 1, column + 1, value)
    return model, formulas


def _time_zone(workbook: Workbook) -> str:
    zone = str(workbook.properties.get("timeZone", "UTC"))
    return zone if zone in _time_zones() else "UTC"


@lru_cache(maxsize=1)
def _time_zones() -> frozenset[str]:
    return frozenset(ironcalc.get_all_timezones())


def _define_names(workbook: Workbook, model: ironcalc.Model) -> None:
    for named in workbook.named_ranges:
        sheet = workbook.sheet(named["range"].get("sheetId", 0))
        if sheet is None:
            continue
        rect = sheet.rect(named["range"])
        first = f"${column_name(rect.left)}${rect.top + 1}"
        last = f"${column_name(rect.right - 1)}${rect.bottom}"
        place = first if first == last else f"{first}:{last}"
        model.new_defined_name(named["name"], None, f"{quote_title(sheet.title)}!{place}")


def _put(model: ironcalc.Model, index: int, row: int, column: int, value: ExtendedValue) -> None:
    if "numberValue" in value:
        model.update_cell_with_number(index, row, column, float(value["numberValue"]))
    elif "boolValue" in value:
        model.update_cell_with_bool(index, row, column, value["boolValue"])
    elif "stringValue" in value:
        model.update_cell_with_text(index, row, column, value["stringValue"])


def _for_engine(workbook: Workbook, home: Sheet, formula: str) -> str:
    """The formula with open ends closed, which IronCalc cannot read."""

    def size(title: str | None) -> tuple[int, int] | None:
        sheet = home if title is None else workbook.titled(title)
        return None if sheet is None else (sheet.row_count, sheet.column_count)

    return bounded(formula, size)


@lru_cache(maxsize=8192)
def translated(formula: str, locale: str) -> str:
    """A formula in the locale's writing; one that only reads in English, with commas, is translated.

    Google takes both from a client of the API.
    """
    if locale.startswith("en") or _parses(formula, locale):
        return formula
    if not _parses(formula, "en"):
        return formula
    with _translation_lock:
        model = ironcalc.create("translation", "en", "UTC", "en")
        model.set_user_input(0, 1, 1, formula)
        model.set_locale(locale)
        return model.get_cell_formula(0, 1, 1) or formula


def _parses(formula: str, locale: str) -> bool:
    model = ironcalc.create("check", locale, "UTC", "en")
    # Far from A1, so that a reference is seldom one to itself.
    model.set_user_input(0, 900_000, 16_000, formula)
    model.evaluate()
    return model.get_cell_value(0, 900_000, 16_000) != UNPARSED


def _value(model: ironcalc.Model, index: int, row: int, column: int) -> ExtendedValue:
    value = model.get_cell_value(index, row, column)
    if model.get_cell_type(index, row, column) == ironcalc.CellType.ErrorValue:
        return error_value(str(value))
    if value is None:
        return {"numberValue": 0}
    return {"numberValue": tidy_number(value)} if isinstance(value, float) else extended(value)
