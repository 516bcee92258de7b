"""The tables of the master for other programs: plain values, and no text that becomes a formula."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sheets_sync.master.publishing import text_of
from sheets_sync.model import SHORTENED, Personal, Remarks, Table, TableColumn, Value
from sheets_sync.vietnamese.shortening import discreet

KEY_TITLE = "Mã dòng"
#: With these a spreadsheet program begins a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Where a program that takes another separator begins a cell, before what begins a formula.
HIDDEN_FORMULA = re.compile(r"""([;,|\t\r\n]["'\s]*)(?=[=+\-@])""")
#: What no file system or no spreadsheet program has in a name.
FORBIDDEN = re.compile(r"[\\/:*?\"<>|\[\]\x00-\x1f]")

Plain = Value | datetime


@dataclass(frozen=True, slots=True)
class Extent:
    """Which columns a file has: those that tell where or which one somebody is only where it is asked for."""

    with_people: bool = False

    def covers(self, column: TableColumn) -> bool:
        """Whether a column is written."""
        return self.with_people or column.personal not in SHORTENED

    def told(self, column: TableColumn, value: Plain) -> Plain:
        """A value of a column that is written: telephones and births stand in sentences, too."""
        is_open = self.with_people or column.personal is Personal.NOBODY
        return discreet(value) if isinstance(value, str) and not is_open else value


def header(table: Table, extent: Extent) -> list[str]:
    """Titles of the columns, the row's identity first."""
    return [KEY_TITLE, *(column.title for column in table.columns if extent.covers(column))]


def rows(
    table: Table, remarks: Mapping[str, Remarks], zone: ZoneInfo, extent: Extent
) -> Iterator[list[Plain]]:
    """Every row, with what the office wrote, by row key. Moments are local."""
    for row in table.rows:
        written, cells = remarks.get(row.key, {}), iter(row.cells)
        values = [
            (column, text_of(column, written.get(column.office, "")) if column.remark else next(cells).value)
            for column in table.columns
        ]
        told = (extent.told(column, value) for column, value in values if extent.covers(column))
        yield [
            row.key,
            *(one.astimezone(zone) if isinstance(one, datetime) and one.tzinfo else one for one in told),
        ]


def patterns(table: Table, extent: Extent) -> Iterator[list[str]]:
    """The number formats of every row's cells, aligned with `rows`; empty where there is none to tell."""
    for row in table.rows:
        cells = iter(row.cells)
        found = [(column, "" if column.remark else next(cells).pattern) for column in table.columns]
        yield ["", *(pattern for column, pattern in found if extent.covers(column))]


def csv_text(value: Plain) -> str:
    """A value as CSV has it: numbers with a point, days as 2024-08-05, texts never as a formula.

    An apostrophe marks what would begin one, wherever a reader that separates by `,`, `;`, `|` or tabs takes
    the beginning of a cell to be.
    """
    if isinstance(value, str):
        marked = HIDDEN_FORMULA.sub(r"\1'", value)
        return f"'{marked}" if marked.startswith(FORMULA) else marked
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def file_name(table: Table) -> str:
    """The table's title, as a file may be named."""
    return FORBIDDEN.sub("-", table.title).strip(" .")
