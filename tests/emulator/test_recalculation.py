"""Formulas follow changed cells; what they give is what a model made anew gives."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.emulator.calc import Engine, compute
from sheets_sync.emulator.requests import Batch, apply_requests
from sheets_sync.emulator.workbook import Workbook

PLACES = [(row, column) for row in range(3) for column in range(3)]
FORMULAS = ["=A1+1", "=SUM(A1:B3)", "=Hai!A1", "=TODAY()", "=COUNT(A2:A)", "=1/0", "=B2", "=ten"]
entered = st.one_of(
    st.none(),
    st.integers(-9, 9).map(lambda number: {"numberValue": number}),
    st.sampled_from(["x", ""]).map(lambda text: {"stringValue": text or "y"}),
    st.sampled_from(FORMULAS).map(lambda text: {"formulaValue": text}),
)
writes = st.tuples(st.integers(0, 1), st.sampled_from(PLACES), entered)
ROWS = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
CHANGES: list[dict[str, Any]] = [
    {"insertDimension": {"range": ROWS}},
    {"deleteDimension": {"range": ROWS}},
    {"updateSheetProperties": {"properties": {"sheetId": 2, "title": "Ba"}, "fields": "title"}},
    {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}},
    {"duplicateSheet": {"sourceSheetId": 0}},
]


def book() -> Workbook:
    workbook = Workbook.new("1", "Sổ")
    batch(workbook, {"addSheet": {"properties": {"sheetId": 2, "title": "Hai"}}})
    place = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 1}
    batch(workbook, {"addNamedRange": {"namedRange": {"name": "ten", "range": place}}})
    workbook.saved(workbook.frame())
    return workbook


def batch(workbook: Workbook, request: dict[str, Any]) -> None:
    apply_requests(Batch(workbook, "a@b", owner=True, owner_mail="a@b", today=date(2024, 8, 14)), [request])


def results(workbook: Workbook, told: Callable[[Any], Any]) -> dict[Any, Any]:
    return {
        (sheet.id, row, column): told((sheet.id, row, column))
        for sheet in workbook.sheets
        for row, column in sheet.rows.formulas()
    }


def anew(workbook: Workbook) -> dict[Any, Any]:
    engine = Engine(workbook)
    engine.evaluate()
    return results(workbook, engine.result)


def followed(workbook: Workbook) -> dict[Any, Any]:
    compute(workbook)
    assert workbook.computed is not None
    return results(workbook, workbook.computed)


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.one_of(
            st.lists(writes, min_size=1, max_size=4),
            st.sampled_from(CHANGES),
            st.sampled_from(["save", "undo"]),
        ),
        max_size=8,
    )
)
def test_what_follows_changes_equals_what_is_made_anew(steps: list[Any]) -> None:
    workbook = book()
    for step in steps:
        if step == "save":
            workbook.saved(workbook.frame())
        elif step == "undo":
            workbook.undo()
        elif isinstance(step, dict):
            batch(workbook, step)
        else:
            for index, (row, column), value in step:
                workbook.sheets[index].put(row, column, {"userEnteredValue": value} if value else {})
            workbook.touch()
        assert followed(workbook) == anew(workbook)


def test_a_changed_cell_keeps_the_model_and_a_workbook_without_formulas_has_none() -> None:
    workbook = book()
    compute(workbook)
    assert workbook.engine is None
    workbook.sheets[0].put(0, 0, {"userEnteredValue": {"formulaValue": "=B1*2"}})
    workbook.touch()
    compute(workbook)
    engine = workbook.engine
    workbook.sheets[0].put(0, 1, {"userEnteredValue": {"numberValue": 4}})
    workbook.touch()
    assert followed(workbook) == {(0, 0, 0): ({"numberValue": 8}, "")}
    assert workbook.engine is engine
