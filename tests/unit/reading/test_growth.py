"""What a tab costs and shows grows as its rows do, up to the bounds; calls and bytes are counted."""

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from sheets_sync.findings.listing import listed
from sheets_sync.limits import FINDINGS_OF_UNIT
from sheets_sync.reading.validation import Validated
from tests.unit.builders import FORM, read
from tests.unit.unit_workbook.test_feedback import planned, report

#: Growth with ten times the rows: at most 1.2 times linear.
MOST = 1.2
BAD = "khoảng gì đó số "


def bad(form: str, rows: int) -> Validated:
    """A tab in which nothing is right."""
    columns = [column.field for column in FORM[form].columns if column.field != "row_id"]
    lines = [dict.fromkeys(columns, f"{BAD}{number}") for number in range(rows)]
    return read(FORM[form], *lines)


def calls(work: Callable[[], Any]) -> int:
    """How many functions were called, Python's and built-in ones: no clock is asked."""
    count = 0

    def counted(_frame: Any, event: str, _given: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("form", ["works", "commendation"])
def test_the_work_of_reading_bad_rows_grows_as_they_do(form: str) -> None:
    bad(form, 8)
    few, many = calls(lambda: bad(form, 8)), calls(lambda: bad(form, 80))
    assert many <= MOST * 10 * few


def test_what_a_unit_is_shown_of_bad_rows_stays_within_its_bound() -> None:
    sizes = {}
    for rows in (100, 400):
        found = bad("works", rows).findings
        assert len(found) >= rows
        shown = planned(report(("VX01", "nhiều")), findings=found)
        sizes[rows] = len(json.dumps(shown.requests, ensure_ascii=False).encode())
        assert len(listed(found)) <= FINDINGS_OF_UNIT.most
    assert sizes[400] <= MOST * sizes[100]
