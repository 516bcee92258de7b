"""Figures of the report, found again in the units' sheets by other means than those that made them."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sheets_sync.model import Record, State, Submission
from sheets_sync.pipeline.reporting import material_of
from sheets_sync.report.content.content import build
from sheets_sync.report.content.wording import Wording
from sheets_sync.templates import templates
from tests.machine.unit_at_work import WORKS
from tests.report_trace import wrong_figures, wrong_sums
from tests.ward import Ward


@cache
def _wording() -> Wording:
    return Wording(templates("report"))


def wrong_in_the_report(ward: Ward, at: datetime) -> Iterator[str]:
    """Figures that the records do not give, sums that are none, and records that no cell of a unit gives."""
    material = material_of(ward.project, at, include_unreviewed=True)
    made = build(material, _wording())
    yield from wrong_figures(material, made)
    yield from wrong_sums(made)
    for one in material.submissions:
        is_read = one.unit in ward.project.config.unit_codes
        if one.form == "works" and one.state is State.CURRENT and is_read:
            yield from _untraced(ward, one)


def _untraced(ward: Ward, held: Submission) -> Iterator[str]:
    """Costs that their cells do not show: of a tab that counts as it is, each has one."""
    rows = ward.values(held.unit, WORKS)
    for record in held.records:
        cost = record.values.get("cost")
        if isinstance(cost, Decimal) and _shown(rows, record) != float(cost):
            yield f"{record.identity}: {cost} is not in {record.cells['cost']}: {_shown(rows, record)!r}"


def _shown(rows: list[list[Any]], record: Record) -> float | None:
    cell = record.cells["cost"]
    column, number = ord(cell[0]) - ord("A"), int(cell[1:])
    row = rows[number - 1] if number <= len(rows) else []
    found = row[column] if column < len(row) else None
    return float(found) if isinstance(found, int | float) else None
