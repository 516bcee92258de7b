"""Rows a second through the whole of validation, beside a plain pydantic loop and frictionless.

The same rows everywhere: works of many units, one row in twenty with something to mend. The plain loop and
frictionless check types and constraints; neither knows what people mean, nor tells them how to mend it.
"""

import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from schemas.works import FORM
from sheets_sync.consolidation import records_table
from sheets_sync.crosscheck import crosscheck
from sheets_sync.lastgood import Circumstances, submission
from sheets_sync.model import Cell, CellKind, Grid, Period, Submission, Unit
from sheets_sync.rows import Terms
from sheets_sync.validation import validate

ROWS_OF_UNIT = 500
#: One row in so many has something to mend.
MESSY = 20
HEADER = [column.heading.title for column in FORM.columns]
PERIOD = Period("p", "p", date(2024, 8, 5), date(2024, 8, 15), datetime(2024, 8, 16, tzinfo=UTC))
TERMS = Terms(PERIOD, date(2024, 8, 5), date(2024, 8, 15), {}, {})
AT = datetime(2024, 8, 14, tzinfo=UTC)
PLACES = tuple(f"Tổ dân phố số {number}" for number in range(1, 40))


class PlainWork(BaseModel):
    """What a reader would be that trusts its rows."""

    row_id: str
    name: str
    location: str
    cost: Decimal
    source: str
    started: date
    completed: date
    progress: Decimal


def _text(text: str) -> Cell:
    return Cell(CellKind.TEXT, text, text)


def row(number: int) -> tuple[Cell, ...]:
    """One work as it is read from a sheet."""
    cost: Cell = Cell(CellKind.NUMBER, 100.5 + number, f"{100 + number},5")
    if number % MESSY == 0:
        cost = _text(f"gần {number} triệu đồng")
    return (
        _text(f"W-{number:07d}"),
        _text(f"Công trình vệ sinh môi trường số {number}"),
        _text(PLACES[number % len(PLACES)]),
        cost,
        _text("Xã hội hóa"),
        Cell(CellKind.DATE, 45509.0, "05/08/2024"),
        Cell(CellKind.DATE, 45518.0, "14/08/2024"),
        Cell(CellKind.NUMBER, 100.0, "100"),
    )


def plain_row(number: int) -> dict[str, Any]:
    """The same for readers that know no sheets."""
    messy = number % MESSY == 0
    return {
        "row_id": f"W-{number:07d}",
        "name": f"Công trình vệ sinh môi trường số {number}",
        "location": PLACES[number % len(PLACES)],
        "cost": f"gần {number} triệu đồng" if messy else 100.5 + number,
        "source": "Xã hội hóa",
        "started": "2024-08-05",
        "completed": "2024-08-14",
        "progress": 100.0,
    }


def units(rows: int) -> list[Unit]:
    """As many units as it takes."""
    one = Unit("U", "Đơn vị", "K", None, (), date(2019, 1, 1), None, None, (FORM.code,), frozenset())
    return [replace(one, code=f"U{number:05d}") for number in range(rows // ROWS_OF_UNIT)]


def grids(count: int) -> Iterator[Grid]:
    """One tab for each unit, made when it is needed."""
    header = tuple(map(_text, HEADER))
    for place in range(count):
        numbers = range(place * ROWS_OF_UNIT, (place + 1) * ROWS_OF_UNIT)
        yield Grid(1, FORM.title, (header, *map(row, numbers)))


def own(rows: int) -> dict[str, float]:
    """Seconds of each step, without those that making the rows takes."""
    roster = units(rows)
    spent = {"bind + validate": 0.0}
    taken: list[Submission] = []
    for unit, grid in zip(roster, grids(len(roster)), strict=True):
        began = time.perf_counter()
        found = validate(grid, FORM, unit, TERMS, issue=lambda count: ["x"] * count)
        taken.append(submission(found, None, unit, FORM, PERIOD.code, grid, Circumstances(AT)))
        spent["bind + validate"] += time.perf_counter() - began
    by_code = {unit.code: unit for unit in roster}
    began = time.perf_counter()
    between = crosscheck(taken, (FORM,), by_code, {})
    spent["cross-check"] = time.perf_counter() - began
    findings = (*between, *(finding for one in taken for finding in one.findings))
    began = time.perf_counter()
    table = records_table(FORM, taken, findings, by_code, lambda *_: "", {})
    spent["consolidate"] = time.perf_counter() - began
    assert len(table.rows) == rows // ROWS_OF_UNIT * ROWS_OF_UNIT  # noqa: S101
    return spent


def plain(rows: int) -> float:
    """Seconds of the plain loop."""
    numbers = [plain_row(number) for number in range(rows)]
    began = time.perf_counter()
    for one in numbers:
        try:
            PlainWork.model_validate(one)
        except ValidationError as error:
            error.errors()
    return time.perf_counter() - began


def frictionless(rows: int) -> float | None:
    """Seconds of frictionless; None where it is not installed."""
    try:
        from frictionless import Resource, Schema, fields, formats, system
    except ImportError:
        return None
    kinds = {"cost": fields.NumberField, "progress": fields.NumberField}
    days = dict.fromkeys(("started", "completed"), fields.DateField)
    schema = Schema(
        fields=[(kinds | days).get(name, fields.StringField)(name=name) for name in PlainWork.model_fields]
    )
    data = [plain_row(number) for number in range(rows)]
    began = time.perf_counter()
    with system.use_context(trusted=True):
        resource_ = Resource(data=data, schema=schema, format="inline", control=formats.InlineControl())
        resource_.validate(limit_errors=rows)
    return time.perf_counter() - began


def peak() -> float:
    """Most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(rows: int) -> Iterable[tuple[str, float, str]]:
    """Name, rows a second (MB for memory), ratio to the plain loop."""
    base = plain(rows)
    yield f"plain pydantic loop, {rows:,} rows", rows / base, "1.00"
    yield "  most memory so far, MB", peak(), "–"
    other = frictionless(min(rows, 100_000))
    if other is not None:
        rate = min(rows, 100_000) / other
        yield "frictionless, 100,000 of them", rate, f"{rate * base / rows:.2f}"
        yield "  most memory so far, MB", peak(), "–"
    spent = own(rows)
    for name, seconds in (*spent.items(), ("all of it", sum(spent.values()))):
        yield name, rows / seconds, f"{base / seconds:.2f}"
    yield "  most memory, MB", peak(), "–"
