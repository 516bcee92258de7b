"""What somebody took away from a unit's sheet comes back, also after a run that saw it and died."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.unit_workbook.check_tab import CHECK_NOW, CHECK_SHEET_ID, CHECK_TITLE
from tests.integration.test_master import WORKS
from tests.integration.test_review import synced
from tests.interruptions import Killed
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, Ward

UNIT = "TCKT"
STEP = timedelta(minutes=17)


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        one.type(UNIT, "works", {"B2": "Sửa nhà văn hóa", "D2": "100"})
        one.sync(EVENING + STEP, mails=False)
        yield one


def no_identity(one: Ward) -> None:
    one.type(UNIT, "works", {"A2": ""})


def another_identity(one: Ward) -> None:
    one.type(UNIT, "works", {"A2": "TDP01-works-9999"})


def no_check_tab(one: Ward) -> None:
    one.change(UNIT, {"deleteSheet": {"sheetId": CHECK_SHEET_ID}})


def a_question(one: Ward) -> None:
    one.people.type_in(one.somebody, one.book(UNIT), {f"'{CHECK_TITLE}'!F2": CHECK_NOW})


def shown(one: Ward) -> tuple[str, bool]:
    """The identity of the first work, and whether the check tab stands and answers."""
    sheets = one.get(f"/v4/spreadsheets/{one.book(UNIT)}", fields="sheets.properties.title")["sheets"]
    is_there = any(sheet["properties"]["title"] == CHECK_TITLE for sheet in sheets)
    asks = not is_there or any(CHECK_NOW in row for row in one.values(UNIT, CHECK_TITLE))
    return one.values(UNIT, WORKS)[1][0], not asks


@pytest.mark.parametrize("takes_away", [no_identity, another_identity, no_check_tab, a_question])
def test_what_was_taken_away_comes_back_after_a_run_that_saw_it_and_died(
    small: Ward, takes_away: Callable[[Ward], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(small)
    assert before[1]
    takes_away(small)
    assert shown(small) != before

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(small.project.google, "apply", dies)
        with pytest.raises(Killed):
            small.sync(NEXT_EVENING, mails=False)
    assert shown(small) != before
    small.sync(NEXT_EVENING + STEP, mails=False)
    assert shown(small) == before
