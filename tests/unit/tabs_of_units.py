"""Tabs as units leave them, for tests of the pure modules."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import sheets_sync.demo
from schemas import FORMS
from sheets_sync.config import load
from sheets_sync.forms import Form
from sheets_sync.model import EMPTY_CELL, Area, Cell, CellKind, Grid, Indicator, Period, Unit
from sheets_sync.rows import Terms
from sheets_sync.validation import Validated, validate

CONFIG = load(
    Path(sheets_sync.demo.__file__).parent / "campaign" / "campaign.toml", [form.code for form in FORMS]
)
PERIOD = Period("dot-1", "Đợt 1", date(2024, 8, 5), date(2024, 8, 15), datetime(2024, 8, 16, 10, tzinfo=UTC))
INDICATORS: Mapping[str, Indicator] = CONFIG.indicators
TERMS = Terms(PERIOD, date(2024, 8, 5), date(2024, 8, 15), INDICATORS, {"tdp": Decimal(8)})
#: A unit that owes everything.
UNIT = Unit(
    "DV", "Đơn vị", "K", None, ("dv@phuong.example",), date(2019, 1, 1), None, None,
    tuple(form.code for form in FORMS), frozenset(INDICATORS),
)  # fmt: skip


def form(code: str) -> Form:
    return next(one for one in FORMS if one.code == code)


def cell(value: object) -> Cell:
    """Text as text, numbers as numbers, days as date cells."""
    match value:
        case None | "":
            return EMPTY_CELL
        case Cell():
            return value
        case date():
            serial = (value - date(1899, 12, 30)).days
            return Cell(CellKind.DATE, float(serial), f"{value:%d/%m/%Y}")
        case int() | float():
            return Cell(CellKind.NUMBER, float(value), f"{value:g}")
        case _:
            return Cell(CellKind.TEXT, str(value), str(value))


def grid(rows: Sequence[Sequence[object]], *, merges: tuple[Area, ...] = ()) -> Grid:
    return Grid(7, "Trang", tuple(tuple(map(cell, row)) for row in rows), merges)


def header(of: Form) -> list[str]:
    return [column.heading.title for column in of.columns]


def area_tab(of: Form, figures: Mapping[str, Mapping[str, object]]) -> Grid:
    """An area's tab as the template writes it, with figures by indicator and field."""
    rows: list[list[object]] = [list(header(of))]
    for code, fields in figures.items():
        given = {"code": code, "title": INDICATORS[code].title, **fields}
        rows.append([given.get(column.field) for column in of.columns])
    return grid(rows)


def owing(*codes: str) -> Unit:
    return replace(UNIT, indicators=frozenset(codes))


def read(tab: Grid | None, of: Form, unit: Unit = UNIT) -> Validated:
    issued = (f"N{number}" for number in range(1, 10_000))
    return validate(tab, of, unit, TERMS, issue=lambda count: [next(issued) for _ in range(count)])


def found(validated: Validated) -> list[tuple[str, str]]:
    return [(finding.cell, finding.code) for finding in validated.findings]
