"""Rows a second through bind and validate, beside a plain pydantic loop over the same rows."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from pydantic import BaseModel

from schemas.works import FORM
from sheets_sync.model import Cell, CellKind, Grid, Period, Unit
from sheets_sync.rows import Terms
from sheets_sync.validation import validate

ROWS = 5_000
HEADER = [column.heading.title for column in FORM.columns]


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


def grid() -> Grid:
    """A tab of works without a mistake."""
    header = tuple(Cell(CellKind.TEXT, title, title) for title in HEADER)
    return Grid(1, FORM.title, (header, *(_row(number) for number in range(ROWS))))


def _row(number: int) -> tuple[Cell, ...]:
    text, number_, day = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE
    return (
        Cell(text, f"W-{number:05d}", f"W-{number:05d}"),
        Cell(text, f"Công trình {number}", f"Công trình {number}"),
        Cell(text, "Nhà văn hóa", "Nhà văn hóa"),
        Cell(number_, 100.5 + number, ""),
        Cell(text, "Xã hội hóa", "Xã hội hóa"),
        Cell(day, 45509.0, "05/08/2024"),
        Cell(day, 45518.0, "14/08/2024"),
        Cell(number_, 100.0, "100"),
    )


def seconds(work: Callable[[], object]) -> float:
    """The best of three."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def report() -> list[tuple[str, float, str]]:
    """Name, rows a second, ratio to the baseline."""
    tab = grid()
    period = Period("p", "p", date(2024, 8, 5), date(2024, 8, 15), datetime(2024, 8, 16, tzinfo=UTC))
    terms = Terms(period, date(2024, 8, 5), date(2024, 8, 15), {}, {})
    unit = Unit("U", "Đơn vị", "K", None, (), date(2019, 1, 1), None, None, (FORM.code,), frozenset())
    rows = [
        dict(zip(PlainWork.model_fields, [cell.value for cell in row], strict=True)) for row in tab.rows[1:]
    ]
    plain_rows = [{**row, "started": "2024-08-05", "completed": "2024-08-14"} for row in rows]
    plain = seconds(lambda: [PlainWork.model_validate(row) for row in plain_rows])
    own = seconds(lambda: validate(tab, FORM, unit, terms, issue=lambda count: ["x"] * count))
    return [
        ("plain pydantic loop", ROWS / plain, "1.00"),
        ("bind + validate", ROWS / own, f"{plain / own:.2f}"),
    ]
