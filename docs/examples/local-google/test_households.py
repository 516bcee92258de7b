"""What the report does, and what becomes of it when Google refuses."""

import gspread
import pytest
from households import close, households

from sheets_sync.emulator.handle import Handle


def test_households_are_added_up(google_is_local: Handle, key: str) -> None:
    assert households(google_is_local.credentials(), key) == 405


def test_the_sum_is_written_once_however_often_it_is_asked_for(google_is_local: Handle, key: str) -> None:
    for _ in range(2):
        close(google_is_local.credentials(), key)
    tab = gspread.authorize(google_is_local.credentials()).open_by_key(key).sheet1
    assert tab.get("A4:B9") == [["Cộng", "405"]]


def test_each_test_begins_with_the_same_spreadsheet(google_is_local: Handle, key: str) -> None:
    assert gspread.authorize(google_is_local.credentials()).open_by_key(key).sheet1.row_count == 3


def test_somebody_else_may_not_read_it(google_is_local: Handle, key: str) -> None:
    with pytest.raises(PermissionError):
        households(google_is_local.credentials("somebody@example.com"), key)


def test_a_used_up_quota_is_told_as_google_tells_it(google_is_local: Handle, key: str) -> None:
    google_is_local.fault(status=429, count=1)
    with pytest.raises(gspread.exceptions.APIError, match="429"):
        households(google_is_local.credentials(), key)
    assert [call["status"] for call in google_is_local.calls()] == [429]
