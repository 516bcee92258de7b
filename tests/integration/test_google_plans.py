import pytest

from sheets_sync.errors import GoogleUnavailable, RequestRefused
from sheets_sync.google import Google
from sheets_sync.model import Area, WritePlan
from sheets_sync.sheets.batch import add_sheet, cell, update_cells

from .conftest import LocalGoogle

DELETE_ROW = {
    "deleteDimension": {"range": {"sheetId": 7, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}
}


def fill(book: str, text: str) -> WritePlan:
    return WritePlan(book, (update_cells(7, Area(0, 0, 1, 1), [[cell(text)]], "userEnteredValue"),))


def test_a_plan_is_one_call_and_text_stays_text(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    google.apply(fill(book, "=1+1"))
    assert [call["kind"] for call in local.calls()] == ["write"]
    assert local.shown(book, "A1") == [["=1+1"]]


def test_an_empty_plan_is_no_call(google: Google, local: LocalGoogle) -> None:
    google.apply(WritePlan("any", ()))
    assert local.calls() == []
    assert google.log.calls == ()


def test_a_refused_plan_changes_nothing_and_is_sent_once(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    broken = WritePlan(book, (*fill(book, "x").requests, {"deleteSheet": {"sheetId": 12345}}))
    with pytest.raises(RequestRefused):
        google.apply(broken)
    assert len(local.calls()) == 1
    assert local.shown(book, "A1") == []


@pytest.mark.parametrize("kind", ["429", "500", "502", "503", "reset", "truncated", "applied-then-503"])
def test_a_harmless_plan_is_carried_out_in_spite_of_a_passing_failure(
    google: Google, local: LocalGoogle, kind: str
) -> None:
    book = local.workbook()
    local.fail(kind, count=2)
    google.apply(fill(book, "xong"))
    assert len(local.calls(at_least=3)) == 3
    assert local.shown(book, "A1") == [["xong"]]
    [call] = google.log.calls
    assert (call.method, call.route, call.kind) == ("POST", "/v4/spreadsheets/ID:batchUpdate", "write")
    assert (call.status, call.attempts) == (200, 3)


@pytest.mark.parametrize("kind", ["applied-then-503", "truncated"])
def test_a_harmful_plan_is_not_sent_again_after_an_unknown_outcome(
    google: Google, local: LocalGoogle, kind: str
) -> None:
    book = local.workbook()
    local.type(book, "A1:A3", [["một"], ["hai"], ["ba"]])
    local.fail(kind, count=1)
    with pytest.raises(GoogleUnavailable, match="not known"):
        google.apply(WritePlan(book, (DELETE_ROW,)))
    assert [call.attempts for call in google.log.calls] == [1]
    assert len(local.calls(at_least=1)) == 1
    assert local.shown(book, "A1:A3") == [["hai"], ["ba"]]


def test_a_harmful_plan_is_sent_again_when_google_surely_did_nothing(
    google: Google, local: LocalGoogle
) -> None:
    book = local.workbook()
    local.type(book, "A1:A3", [["một"], ["hai"], ["ba"]])
    local.fail("429", count=1)
    google.apply(WritePlan(book, (DELETE_ROW,)))
    assert local.shown(book, "A1:A3") == [["hai"], ["ba"]]


def test_a_plan_found_already_done_is_no_defect_of_ours(google: Google, local: LocalGoogle) -> None:
    book = local.workbook()
    local.type(book, "A1:A3", [["một"], ["hai"], ["ba"]])
    local.fail("applied-then-503", count=1)
    # Deleting twice would do harm, but the new tab makes Google refuse the second time as a whole.
    with pytest.raises(GoogleUnavailable, match="earlier attempt"):
        google.apply(WritePlan(book, (add_sheet(9, "Biểu 2", rows=5, columns=3), DELETE_ROW)))
    assert len(local.calls()) == 2
    assert local.shown(book, "A1:A3") == [["hai"], ["ba"]]
    assert [grid.sheet_id for grid in google.read(book).grids].count(9) == 1
