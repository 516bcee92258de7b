"""Rows a second through the whole of validation, beside a plain pydantic loop and frictionless.

Works of many units, one row in twenty with something to mend, and among our own rows people whom they
propose, so that there is something to compare between units. The plain loop and frictionless check types
and constraints of works; neither knows what people mean, nor tells them how to mend it.
"""

import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from pydantic import BaseModel, ValidationError

from schemas.commendation import FORM as PROPOSALS
from schemas.works import FORM
from sheets_sync.forms.form import Form
from sheets_sync.judging.crosscheck import crosscheck
from sheets_sync.master.tables import records_table
from sheets_sync.model import EMPTY_CELL, Cell, CellKind, Grid, Period, Submission, Unit
from sheets_sync.reading.lastgood import Circumstances, submission
from sheets_sync.reading.rows import Terms
from sheets_sync.reading.validation import validate

WORKS_OF_UNIT, PROPOSALS_OF_UNIT = 480, 20
ROWS_OF_UNIT = WORKS_OF_UNIT + PROPOSALS_OF_UNIT
#: One row in so many has something to mend.
MESSY = 20
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLES = ("Văn", "Thị", "Đức", "Hữu", "Ngọc", "Minh", "Thu", "Quang", "Thanh", "Xuân", "Kim")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hòa",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
)
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


def proposal(number: int) -> tuple[Cell, ...]:
    """One person as proposed: most names are borne by several people."""
    chance = Random(number)  # noqa: S311 -- the same people in every run
    name = " ".join(map(chance.choice, (FAMILIES, MIDDLES, MIDDLES, GIVEN)))
    texts = {
        "subject": "Cá nhân",
        "name": name,
        "born": chance.choice(("", *map(str, range(1950, 2000)))),
        "award": "Giấy khen",
        "achievement": f"Vận động {number} hộ tham gia tổng vệ sinh",
        "undisciplined": "Có",
        "row_id": f"C-{number:07d}",
    }
    return tuple(_text(texts[one.field]) if one.field in texts else EMPTY_CELL for one in PROPOSALS.columns)


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
    forms = (FORM.code, PROPOSALS.code)
    one = Unit("U", "Đơn vị", "K", None, (), date(2019, 1, 1), None, None, forms, frozenset())
    return [replace(one, code=f"U{number:05d}") for number in range(rows // ROWS_OF_UNIT)]


def tabs(roster: Iterable[Unit]) -> Iterator[tuple[Unit, Form, Grid]]:
    """Two tabs for each unit, made when they are needed."""
    for place, unit in enumerate(roster):
        for form, make, count in ((FORM, row, WORKS_OF_UNIT), (PROPOSALS, proposal, PROPOSALS_OF_UNIT)):
            header = tuple(_text(column.heading.title) for column in form.columns)
            yield (
                unit,
                form,
                Grid(1, form.title, (header, *map(make, range(place * count, (place + 1) * count)))),
            )


def _no_link(*_: object) -> str:
    return ""


def own(rows: int) -> dict[str, float]:
    """Seconds of each step, without those that making the rows takes."""
    roster = units(rows)
    spent = {"bind + validate": 0.0}
    taken: list[Submission] = []
    for unit, form, grid in tabs(roster):
        began = time.perf_counter()
        found = validate(grid, form, unit, TERMS, issue=lambda count: ["x"] * count)
        taken.append(submission(found, None, unit, form, PERIOD.code, grid, Circumstances(AT)))
        spent["bind + validate"] += time.perf_counter() - began
    by_code = {unit.code: unit for unit in roster}
    began = time.perf_counter()
    between = crosscheck(taken, (FORM, PROPOSALS), by_code, {})
    spent["cross-check"] = time.perf_counter() - began
    findings = (*between, *(finding for one in taken for finding in one.findings))
    began = time.perf_counter()
    tables = [
        records_table(form, [one for one in taken if one.form == form.code], findings, by_code, _no_link, {})
        for form in (FORM, PROPOSALS)
    ]
    spent["consolidate"] = time.perf_counter() - began
    assert sum(len(table.rows) for table in tables) == len(roster) * ROWS_OF_UNIT  # noqa: S101
    assert between  # noqa: S101
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
