"""Tabs that are hidden until they matter, and that are the office's to hide from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.master.tables import evaluation
from tests.integration.test_master import synced
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def hidden(small: Ward) -> set[str]:
    found = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties(title,hidden))")
    sheets = [sheet["properties"] for sheet in found["sheets"]]
    return {sheet["title"] for sheet in sheets if sheet.get("hidden")}


def test_tabs_for_a_few_days_of_the_year_are_shown_when_their_day_comes(small: Ward) -> None:
    assert hidden(small) == {"Hội đồng", "Đánh giá", "Đã gỡ", "Tiến độ nộp", "Nhật ký"}
    small.sync(OVERDUE_EVENING)
    # Nobody was proposed, nothing was removed, nothing went wrong.
    assert hidden(small) == {"Hội đồng", "Đã gỡ", "Tiến độ nộp", "Nhật ký"}


def test_a_tab_that_the_office_hides_or_shows_stays_so(small: Ward) -> None:
    small.sync(OVERDUE_EVENING)
    for shown in (True, False):
        properties = {"sheetId": evaluation.SHEET_ID, "hidden": shown}
        small.change("", {"updateSheetProperties": {"properties": properties, "fields": "hidden"}})
        small.type("TDP01", "culture_society", {"E2": "206" if shown else "207"})
        small.sync(OVERDUE_EVENING)
        assert ("Đánh giá" in hidden(small)) is shown


def test_what_was_removed_is_shown_from_the_first_removal_on(small: Ward) -> None:
    tab = next(form.sheet_id for form in small.project.forms if form.code == "works")
    row = {"sheetId": tab, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    small.change("TCKT", {"deleteDimension": {"range": row}})
    small.sync(NEXT_EVENING)
    assert "Đã gỡ" not in hidden(small)
