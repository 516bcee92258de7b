"""Reading by column, and what is remembered meanwhile, changes nothing of what is read of any row."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.faults import FAULTS, FAULTY, KINDS, Work, good, work
from sheets_sync.model import Finding, Record
from sheets_sync.reading.rows import Terms
from sheets_sync.reading.validation import Validated, validate
from tests.unit.builders import FORM, FORMS, INDICATORS, issuer, tab, terms, unit
from tests.unit.reading.test_validation_is_total import CELLS

WORKS = FORM["works"]
#: Two rows of each kind of fault and the good ones between them, as the version before this one read them: a
#: row at a time, each by a call of its model and of a validator a cell.
RECORDED = Path(__file__).with_name("works_as_read.json")
COUNT = 2 * FAULTY * len(KINDS)
OWNER = unit(indicators=tuple(INDICATORS))
#: The tab's own: they look at several rows.
OF_COLUMNS = {"number-mixed-separators", "merged-cells", "key-cloned", "rows-filled-down", "total-mismatch"}


def typed(row: Work) -> dict[str, Any]:
    return {field: text or None for field, text in row.texts.items()}


def told(record: Record, findings: Sequence[Finding]) -> dict[str, Any]:
    """All that was read of a row."""
    row = str(record.row + 1)
    return {
        "values": {field: None if value is None else str(value) for field, value in record.values.items()},
        "rejected": dict(record.rejected),
        "cells": dict(record.cells),
        "findings": [
            [one.cell, one.label, one.code, one.severity, one.message, one.mend]
            for one in findings
            if one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == row
        ],
    }


def read_all() -> list[dict[str, Any]]:
    rows = [typed(work(number)) for number in range(COUNT)]
    made = validate(tab(WORKS, *rows), WORKS, OWNER, terms(), issue=issuer())
    return [told(record, made.findings) for record in made.records]


def test_works_are_read_as_row_by_row_with_every_kind_of_fault() -> None:
    expected = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert read_all() == expected
    asked = [KINDS[number // FAULTY % len(KINDS)] for number, row in enumerate(expected) if row["findings"]]
    assert asked == [*KINDS, *KINDS]


def alone(made: Validated, row: int) -> tuple[Any, ...]:
    """What is told of one row, wherever it stands."""
    records = [
        (dict(one.values), dict(one.rejected), dict(one.in_words), list(one.cells))
        for one in made.records
        if one.row == row
    ]
    findings = [
        (one.cell.rstrip("0123456789"), one.label, one.code, one.message, one.mend)
        for one in made.findings
        if one.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(row + 1) and one.code not in OF_COLUMNS
    ]
    return records, findings


SHARED: Terms = terms()
FAULTY_WORKS = st.builds(
    lambda number, kind: good(number) | FAULTS[kind](number), st.integers(0, 200), st.sampled_from(KINDS)
)
GOOD_WORKS = st.builds(good, st.integers(0, 200))


@settings(max_examples=25, deadline=None)
@given(st.lists(FAULTY_WORKS | GOOD_WORKS, min_size=1, max_size=8))
def test_a_row_is_read_the_same_alone_and_among_others_already_read(rows: list[dict[str, str]]) -> None:
    given_rows = [{name: text or None for name, text in row.items()} for row in rows]
    for number, row in enumerate(given_rows):
        row["row_id"] = f"r{number}"
    together = validate(tab(WORKS, *given_rows), WORKS, OWNER, SHARED, issue=issuer())
    for number, row in enumerate(given_rows):
        single = validate(tab(WORKS, row), WORKS, OWNER, terms(), issue=issuer())
        assert alone(together, number + 1) == alone(single, 1)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), st.lists(st.lists(CELLS, max_size=20), max_size=5))
def test_what_was_read_before_changes_nothing_of_what_is_read_now(form: Any, rows: list[list[Any]]) -> None:
    grid = tab(form, *rows)
    first = validate(grid, form, OWNER, terms(), issue=issuer())
    again = validate(grid, form, OWNER, SHARED, issue=issuer())
    warm = validate(grid, form, OWNER, SHARED, issue=issuer())
    assert first == again == warm


def test_another_locale_another_campaign_and_another_form_of_one_code_are_read_apart() -> None:
    under = terms()
    for locale, said in (("vi_VN", "5/8"), ("en_US", "8/5"), ("vi_VN", "5/8")):
        grid = replace(tab(WORKS, {"name": "Đường", "cost": 45509}), locale=locale)
        dated = replace(grid, rows=(grid.rows[0], tuple(map(as_date, grid.rows[1]))))
        [found] = [
            one for one in validate(dated, WORKS, OWNER, under, issue=issuer()).findings if one.cell == "D2"
        ]
        assert said in found.message
    other = replace(WORKS, title="Trang khác")
    assert under.readers(WORKS, "vi_VN") is under.readers(WORKS, "vi_VN")
    assert under.readers(other, "vi_VN") is not under.readers(WORKS, "vi_VN")


def as_date(cell: Any) -> Any:
    from sheets_sync.model import CellKind

    return replace(cell, kind=CellKind.DATE, shown="05/08/2024") if cell.value == 45509 else cell
