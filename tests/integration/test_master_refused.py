"""A night in which Google refuses the master, and the night after: everybody else is served."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.pipeline import Options
from sheets_sync.pipeline.run import run
from sheets_sync.store.workbooks import MASTER
from tests.integration.test_master import remark
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

MATRIX = "Tình hình nộp"
CULTURE = "2. Văn hóa - Xã hội"
OWNERS_STORAGE = {
    "error": {
        "message": "The user's Drive storage quota has been exceeded.",
        "status": "PERMISSION_DENIED",
    }
}
FORBIDDEN = {"error": {"message": "The caller does not have permission", "status": "PERMISSION_DENIED"}}
PROTECTED = {
    "error": {
        "message": "Invalid requests[0].updateCells: You are trying to edit a protected cell or object.",
        "status": "INVALID_ARGUMENT",
    }
}
DOWN = {"error": {"message": "Internal error encountered.", "status": "INTERNAL"}}
#: How the master is refused: method, status, answer, and a word of what the office is told.
WAYS = {
    "not shared any more": ("", 403, FORBIDDEN, "Editor"),
    "owner over quota": ("POST", 403, OWNERS_STORAGE, "storage"),
    "gone": ("", 404, {"error": {"message": "Not found", "status": "NOT_FOUND"}}, "--replace master"),
    "down for hours": ("", 500, DOWN, "500"),
}


def synced(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.type("TDP02", "culture_society", {"E2": "185"})
    one.sync(mails=False)


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def refuse(one: Ward, method: str, status: int, body: Any, **more: Any) -> None:
    fault = {"route": one.book(MASTER), "kind": "answer", "answer": {"status": status, "body": body}}
    rule = fault | more | ({"method": method} if method else {})
    requests.post(f"{one.base_url}/_emulator/faults", json=[rule]).raise_for_status()


@pytest.mark.parametrize("way", WAYS)
def test_units_are_told_and_mails_leave_though_the_master_is_refused(small: Ward, way: str) -> None:
    method, status, body, word = WAYS[way]
    small.type("TDP01", "culture_society", {"E3": "khoảng hai trăm"})
    small.type("TDP02", "culture_society", {"D3": "170", "E3": "176"})
    refuse(small, method, status, body)
    night = run(small.project, NEXT_EVENING, Options())
    assert (list(night.failed), night.exit_code) == ([MASTER], 4)
    assert word in night.failed[MASTER]
    assert set(night.units_changed) == {"TDP01", "TDP02"}
    assert any("E3" in str(row) for row in small.values("TDP01", "Kết quả kiểm tra"))
    # Both units hear of what they sent, and the office gets its digest.
    assert {"TDP01", "TDP02", ""} <= {one.unit for one in small.project.store.outbox.all()}
    assert small.project.store.workbooks.known()[MASTER].unreadable

    requests.delete(f"{small.base_url}/_emulator/faults").raise_for_status()
    after = run(small.project, OVERDUE_EVENING, Options())
    assert after.failed == {}
    assert small.records(CULTURE)["TDP02/VX02"]["Thực hiện"] == 176
    assert small.project.store.workbooks.known()[MASTER].unreadable == ""


def test_what_the_office_wrote_in_a_night_without_master_is_found_the_night_after(small: Ward) -> None:
    remark(small, CULTURE, "TDP02/VX01", "Ý kiến văn phòng", "Đã gọi điện")
    refuse(small, "", 403, FORBIDDEN)
    assert list(small.sync(NEXT_EVENING, mails=False).failed) == [MASTER]
    requests.delete(f"{small.base_url}/_emulator/faults").raise_for_status()
    # Drive lists the office's change no more, yet the master is read: it was refused.
    assert small.sync(OVERDUE_EVENING, mails=False).failed == {}
    ((record, found),) = small.project.store.publications.last(small.book(MASTER)).remarks.items()
    assert (record.unit, record.key, list(found.values())) == ("TDP02", "VX01", ["Đã gọi điện"])


def test_a_tab_that_is_refused_fails_alone_and_heals(small: Ward) -> None:
    before = small.values(MASTER, MATRIX)
    small.type("TDP02", "culture_society", {"D3": "170", "E3": "176"})
    # The first request concerns the first tab, whether rows are written or, after that failed, tabs.
    refuse(small, "POST", 400, PROTECTED, count=2)
    night = small.sync(NEXT_EVENING, mails=False)
    assert list(night.failed) == [MASTER]
    assert night.failed[MASTER].startswith(f"“{MATRIX}”: ")
    assert small.values(MASTER, MATRIX) == before
    # The other tabs show what is new.
    assert small.records(CULTURE)["TDP02/VX02"]["Thực hiện"] == 176
    assert small.sync(OVERDUE_EVENING, mails=False).failed == {}
    assert small.values(MASTER, MATRIX) != before
    assert small.sync(OVERDUE_EVENING, mails=False).plans == ()


def test_rows_that_are_refused_once_are_shown_the_same_night(small: Ward) -> None:
    before = small.values(MASTER, MATRIX)
    small.type("TDP02", "culture_society", {"D3": "170", "E3": "176"})
    refuse(small, "POST", 400, PROTECTED, count=1)
    assert small.sync(NEXT_EVENING, mails=False).failed == {}
    assert small.values(MASTER, MATRIX) != before
    assert small.records(CULTURE)["TDP02/VX02"]["Thực hiện"] == 176


def test_the_digest_names_the_master_and_why(small: Ward) -> None:
    refuse(small, "", 403, FORBIDDEN)
    small.type("TDP02", "culture_society", {"D3": "170", "E3": "176"})
    run(small.project, NEXT_EVENING, Options())
    (digest,) = [one for one in small.project.store.outbox.all() if one.kind == "digest"]
    text = message_from_bytes(digest.message, policy=default).get_body(("plain",))
    assert text is not None
    assert "Bảng tổng hợp: " in text.get_content()


def test_a_google_that_answers_nobody_ends_the_run(small: Ward) -> None:
    small.type("TDP02", "culture_society", {"D3": "170"})
    fault = {"route": "^/v4/", "kind": "answer", "answer": {"status": 500, "body": DOWN}}
    requests.post(f"{small.base_url}/_emulator/faults", json=[fault]).raise_for_status()
    with pytest.raises(GoogleUnavailable):
        small.sync(NEXT_EVENING)
