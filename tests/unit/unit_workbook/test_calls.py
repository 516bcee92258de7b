"""What a unit is shown goes out in calls that Google takes."""

import json

from sheets_sync.model import WritePlan
from sheets_sync.unit_workbook.calls import in_calls
from tests.unit.builders import finding
from tests.unit.unit_workbook.test_feedback import bodies, planned, report

WORDS = {"typed": "x" * 300, "measure": "hộ"}


def test_a_small_plan_is_one_call_and_an_empty_one_none() -> None:
    plan = planned(report(("VX01", "nhiều")), findings=(finding("number-unreadable", "B2", params=WORDS),))
    assert list(in_calls(plan)) == [plan]
    assert list(in_calls(WritePlan("book", ()))) == []


def test_a_large_plan_is_several_calls_in_its_order() -> None:
    requests = tuple({"deleteSheet": {"sheetId": number, "note": "ế" * 90}} for number in range(100))
    calls = list(in_calls(WritePlan("book", requests), most=2_000))
    assert [request for call in calls for request in call.requests] == list(requests)
    assert len(calls) > 10
    assert all(len(json.dumps(call.requests, ensure_ascii=False).encode()) < 2_500 for call in calls)


def test_ten_thousand_bad_rows_are_shown_in_one_call_of_a_megabyte_or_two() -> None:
    findings = tuple(finding("number-unreadable", f"B{row}", params=WORDS) for row in range(2, 10_002))
    ids = {7: {f"C{row}": f"W-{row:07d}" for row in range(2, 10_002)}}
    plan = planned(report(*[("VX01", "nhiều")] * 10_000), findings=findings, row_ids=ids)
    assert len(list(in_calls(plan))) <= 2
    identities = [one for one in bodies(plan, "updateCells", 7) if one["fields"] == "userEnteredValue"]
    assert [len(one["rows"]) for one in identities] == [10_000]
