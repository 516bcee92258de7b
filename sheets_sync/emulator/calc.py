"""Formulas computed by IronCalc from the workbook's own cells."""

import json
import re
import threading
from dataclasses import replace
from functools import lru_cache

import ironcalc

from sheets_sync.emulator.a1 import column_name, quote_title
from sheets_sync.emulator.cells import Cell, ExtendedValue, error_value, extended, tidy_number
from sheets_sync.emulator.locales import known
from sheets_sync.emulator.references import Reference, bounded, rewrite
from sheets_sync.emulator.sheet import Sheet
from sheets_sync.emulator.workbook import Address, Workbook

GENERAL = "general"
_translation_lock = threading.Lock()
#: Letters of a title that Excel and IronCalc take, and what they do not: characters, or a 32nd letter.
_LONGEST = 31
_UNKNOWN = re.compile(r"[\\/?*\[\]:']|(?<=^.{31}).", re.DOTALL)
#: What IronCalc calls a formula that cannot be parsed.
UNPARSED = "#ERROR!"


class Engine:
    """An IronCalc model of a workbook that follows changes of cells; anything else needs a new one."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.model = _outlined(workbook)
        #: Whether a formula has an open end, so that the sizes of the tabs count.
        self.open_ended = False
        self._known: dict[Address, tuple[ExtendedValue, str]] = {}
        self._index = {sheet.id: index for index, sheet in enumerate(workbook.sheets)}
        for index, sheet in enumerate(workbook.sheets):
            for row, column, cell in sheet.filled(sheet.bounds):
                self._put(index, sheet, row, column, cell)
        self.outline = self._outline()

    def _outline(self) -> tuple[object, ...]:
        """Whatever the model rests on apart from cells."""
        workbook = self.workbook
        sizes = [(sheet.row_count, sheet.column_count) for sheet in workbook.sheets if self.open_ended]
        titles = [(sheet.id, sheet.title) for sheet in workbook.sheets]
        return workbook.locale, _time_zone(workbook), titles, sizes, json.dumps(workbook.named_ranges)

    def follows(self) -> bool:
        """Whether nothing but single cells changed since the model was made."""
        unknown = any(sheet.rows.changed is None for sheet in self.workbook.sheets)
        return not unknown and self.outline == self._outline()

    def evaluate(self) -> None:
        """Take over the changed cells and compute every formula."""
        for index, sheet in enumerate(self.workbook.sheets):
            for row, column in sheet.rows.changed or ():
                self.model.range_clear_all(index, row + 1, column + 1, row + 1, column + 1)
                self._put(index, sheet, row, column, sheet.cell(row, column))
        self.outline = self._outline()
        self._known.clear()
        self.model.evaluate()

    def _put(self, index: int, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
        value = cell.get("userEnteredValue", {})
        if "formulaValue" in value:
            text = _for_engine(self.workbook, sheet, value["formulaValue"])
            self.open_ended = self.open_ended or text != value["formulaValue"]
            locale = known(self.workbook.locale).calculated
            self.model.set_user_input(index, row + 1, column + 1, translated(text, locale))
        else:
            _put(self.model, index, row + 1, column + 1, value)

    def result(self, address: Address) -> tuple[ExtendedValue, str]:
        """The value of a formula, and the number format that it brings along."""
        found = self._known.get(address)
        if found is None:
            place = self._index[address[0]], address[1] + 1, address[2] + 1
            style = str(self.model.get_cell_style(*place)["num_fmt"])
            found = _value(self.model, *place), "" if style.lower() == GENERAL else style
            self._known[address] = found
        return found


def compute(workbook: Workbook) -> None:
    """Let `workbook.computed` tell the value of every formula; nothing happens when it does already."""
    if workbook.computed is not None:
        return
    engine = workbook.engine
    if not workbook.has_formulas():
        workbook.engine, workbook.computed = None, _nothing
        for sheet in workbook.sheets:
            sheet.rows.changed = None
        return
    if not isinstance(engine, Engine) or not engine.follows():
        engine = workbook.engine = Engine(workbook)
    engine.evaluate()
    for sheet in workbook.sheets:
        sheet.rows.changed = set()
    workbook.computed = engine.result


def _nothing(address: Address) -> tuple[ExtendedValue, str]:
    raise KeyError(address)


def build(workbook: Workbook) -> ironcalc.Model:
    """An IronCalc model of all values that nobody else uses, not evaluated."""
    return Engine(workbook).model


def _outlined(workbook: Workbook) -> ironcalc.Model:
    """A model with the tabs and names, without cells."""
    model = ironcalc.create("workbook", known(workbook.locale).calculated, _time_zone(workbook), "en")
    for _ in workbook.sheets[1:]:
        model.new_sheet()
    # Two passes, so that a title is never the provisional one of another tab.
    for index in range(len(workbook.sheets)):
        model.rename_sheet(index, f"~{index}")
    for index, title in enumerate(_stand_ins(workbook).values()):
        model.rename_sheet(index, title)
    _define_names(workbook, model)
    return model


def _stand_ins(workbook: Workbook) -> dict[str, str]:
    """Titles in lower case to what the engine calls the tabs: it takes no more than Excel does."""
    taken = {sheet.title.casefold() for sheet in workbook.sheets if not _UNKNOWN.search(sheet.title)}
    found = {}
    for index, sheet in enumerate(workbook.sheets):
        title = sheet.title
        if _UNKNOWN.search(title):
            title = _UNKNOWN.sub("_", title)[:_LONGEST].strip()
            while title.casefold() in taken:
                title = f"{title[: _LONGEST - 4]}~{index}"
            taken.add(title.casefold())
        found[sheet.title.casefold()] = title
    return found


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
        title = _stand_ins(workbook)[sheet.title.casefold()]
        model.new_defined_name(named["name"], None, f"{quote_title(title)}!{place}")


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

    return known_titles(workbook, bounded(formula, size))


def known_titles(workbook: Workbook, formula: str) -> str:
    """The formula with the tabs called as the engine calls them."""
    stand_ins = _stand_ins(workbook)

    def named(found: Reference) -> Reference:
        title = found.title if found.title is None else stand_ins.get(found.title.casefold(), found.title)
        return found if title is None or title == found.title else replace(found, title=title)

    return rewrite(formula, named)


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
