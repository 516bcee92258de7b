"""A master too large for one call is still written as a whole or not at all."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.master import publishing
from sheets_sync.master.publishing import staging
from tests.integration.test_master import WORKS, remark, sheet_id
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

ROWS = 120
LIMIT = 60_000
PLACE = "Khu phố trung tâm, gần nhà văn hóa"


def grown(one: Ward) -> None:
    grown = {"sheetId": sheet_id(one, "works"), "dimension": "ROWS", "length": ROWS}
    one.change("TCKT", {"appendDimension": grown})
    names = {f"B{row}": f"=Công trình số {row}" for row in range(2, ROWS + 2)}
    budgets = {f"D{row}": f"{row},5" for row in range(2, ROWS + 2)}
    one.type("TCKT", "works", {**names, **budgets})


@pytest.fixture
def large(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """A unit with many rows, and a limit that they exceed."""
    monkeypatch.setattr(publishing, "staged", partial(staging.staged, limit=LIMIT))
    with shared.ward(tmp_path, monkeypatch, grown) as one:
        yield one


def writes(large: Ward) -> list[dict[str, Any]]:
    book = large.book("")
    return [call for call in large.calls() if call["kind"] == "write" and book in call["path"]]


def looks(large: Ward) -> list[list[Any]]:
    keys = ("userEnteredValue", "userEnteredFormat", "dataValidation")
    return [[{key: cell.get(key) for key in keys} for cell in row] for row in large.cells("", WORKS)]


def titles(large: Ward) -> list[str]:
    found = large.get(f"/v4/spreadsheets/{large.book('')}", fields="sheets(properties(title))")
    return [sheet["properties"]["title"] for sheet in found["sheets"]]


def test_what_comes_in_pieces_looks_as_what_comes_at_once(
    large: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.forget_calls()
    large.sync()
    assert len(writes(large)) > 3
    assert staging.TITLE not in titles(large)
    in_pieces = looks(large)
    assert len(in_pieces) > ROWS
    assert large.sync(NEXT_EVENING).plans == ()
    large.change("", {"deleteSheet": {"sheetId": sheet_id(large, "works")}})
    monkeypatch.setattr(publishing, "staged", lambda plan, _current: (plan,))
    large.forget_calls()
    large.sync(NEXT_EVENING)
    assert len(writes(large)) == 1
    assert looks(large) == in_pieces


def test_the_offices_colours_and_remarks_stay_when_most_rows_change(large: Ward) -> None:
    large.sync()
    key = list(large.records(WORKS))[7]
    remark(large, WORKS, key, "Ý kiến văn phòng", "Đã gọi")
    area = {"sheetId": sheet_id(large, "works"), "startRowIndex": 8, "endRowIndex": 9, "endColumnIndex": 3}
    yellow = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1}}}}
    fields = "userEnteredFormat.backgroundColorStyle"
    large.change("", {"repeatCell": {"range": area, "cell": yellow, "fields": fields}})
    large.type(
        "TCKT", "works", {f"C{row}": "Khu phố trung tâm, gần nhà văn hóa" for row in range(2, ROWS + 2)}
    )
    large.forget_calls()
    large.sync(NEXT_EVENING)
    assert len(writes(large)) > 2
    found = large.records(WORKS)
    assert len(found) == ROWS
    assert all(PLACE in str(row) for row in found.values())
    assert found[key]["Ý kiến văn phòng"] == "Đã gọi"
    color = large.cells("", WORKS)[8][2]["userEnteredFormat"]["backgroundColorStyle"]["rgbColor"]
    assert color == {"red": 1, "green": 1}


@pytest.mark.parametrize("place", [0, 1, 2, -1])
def test_a_failure_between_the_pieces_changes_nothing_that_is_seen(large: Ward, place: int) -> None:
    large.sync()
    before = looks(large)
    large.type(
        "TCKT", "works", {f"C{row}": "Khu phố trung tâm, gần nhà văn hóa" for row in range(2, ROWS + 2)}
    )
    apply, made = large.project.google.apply, []

    def failing(plan: Any, *echo: Any) -> Any:
        made.append(plan)
        last = any("deleteSheet" in request for request in plan.requests)
        if len(made) == place + 1 or (place == -1 and last):
            raise SystemExit("killed")
        return apply(plan, *echo)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(large.project.google, "apply", failing)
        with pytest.raises(SystemExit):
            large.sync(NEXT_EVENING)
    assert looks(large) == before
    large.sync(OVERDUE_EVENING)
    assert staging.TITLE not in titles(large)
    assert all(PLACE in str(row) for row in large.records(WORKS).values())
    assert large.sync(OVERDUE_EVENING).plans == ()


@pytest.mark.parametrize("kind", [503, "reset"])
def test_an_answer_lost_between_the_pieces_is_looked_into(large: Ward, kind: int | str) -> None:
    for _ in range(3):
        large.fail("", kind, method="POST")
    try:
        large.sync()
    except GoogleUnavailable:
        large.sync()
    assert len(large.records(WORKS)) == ROWS
    assert large.sync(NEXT_EVENING).plans == ()
