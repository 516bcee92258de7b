"""What each unit types in the demo, as data: entries.csv, a line a cell."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.forms.form import Form
from sheets_sync.model import Indicator, Unit
from sheets_sync.sheets.addresses import address

FILE = Path(__file__).parent / "entries.csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell typed by a unit."""

    unit: str
    form: str
    #: Natural key, or the number of the row below the header, from 1.
    row: str
    field: str
    #: As typed in the browser, in the workbook's locale.
    typed: str


def read_entries() -> tuple[Entry, ...]:
    """Every entry, by unit and form."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return tuple(
        Entry(line["unit"], line["form"], line["row"], line["field"], line["typed"].replace("\\r\\n", "\r\n"))
        for line in lines
    )


def ranges(
    entries: Iterable[Entry], unit: Unit, forms: Mapping[str, Form], indicators: Mapping[str, Indicator]
) -> dict[str, str]:
    """A1 range with tab title to the text typed there, in a workbook as the template made it."""
    return {
        f"'{forms[entry.form].title}'!{_address(entry, forms[entry.form], unit, indicators)}": entry.typed
        for entry in entries
    }


def _address(entry: Entry, form: Form, unit: Unit, indicators: Mapping[str, Indicator]) -> str:
    column = [one.field for one in form.columns].index(entry.field)
    if form.key is None:
        return address(int(entry.row), column)
    keys = [row[form.key] for row in form.prefilled(unit, indicators)]
    return address(1 + keys.index(entry.row), column)
