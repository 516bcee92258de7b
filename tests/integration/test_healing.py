"""What heals by itself: an old page token, a unit's own protection, a part of a batch that is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from sheets_sync.pipeline import close
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward

CULTURE = "2. Văn hóa - Xã hội"
UNIT = "tdp01@phuong.example"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "250"})
        yield one


def fail(one: Ward, status: int, body: Any, **fault: Any) -> None:
    rule = {"kind": "answer", "answer": {"status": status, "body": body}, **fault}
    requests.post(f"{one.base_url}/_emulator/faults", json=[rule], timeout=30)


def sheet(one: Ward) -> int:
    return next(form.sheet_id for form in one.project.forms if form.code == "culture_society")


def protect_whole(one: Ward) -> None:
    """Somebody protects the whole tab and lets the unit edit it."""
    area = {"range": {"sheetId": sheet(one)}, "description": "của đơn vị", "editors": {"users": [UNIT]}}
    one.change("TDP01", {"addProtectedRange": {"protectedRange": area}})


def protections(one: Ward) -> list[str]:
    found = one.get(f"/v4/spreadsheets/{one.book('TDP01')}", ranges=f"'{CULTURE}'")
    return [area.get("description", "") for area in found["sheets"][0]["protectedRanges"]]


def test_a_refused_page_token_is_dropped_and_everything_looked_at(small: Ward) -> None:
    small.sync()
    small.type("TDP02", "culture_society", {"E2": "185"})
    told = {"error": {"message": "Invalid Value", "errors": [{"reason": "invalid", "location": "pageToken"}]}}
    fail(small, 400, told, route="^/drive/v3/changes$", count=1)
    night = small.sync(NEXT_EVENING)
    assert (night.failed, set(night.units_read)) == ({}, {"TCKT", "TDP01", "TDP02"})
    small.forget_calls()
    assert small.sync(OVERDUE_EVENING).failed == {}
    assert [call["status"] for call in small.calls() if "/changes?" in call["path"]] == [200]


def test_a_units_own_protection_of_its_tab_stays_and_the_lock_holds_beside_it(small: Ward) -> None:
    protect_whole(small)
    assert "tab-protected" not in {one.code for one in small.sync().findings}
    closed = close(small.project, ["TDP01"], NEXT_EVENING)
    assert closed.failed == {}
    assert [one.code for one in closed.findings].count("tab-protected") == 1
    assert {"của đơn vị", "Đã chốt số liệu"} <= set(protections(small))
    with pytest.raises(RuntimeError, match=r"400|403"):
        small.type("TDP01", "culture_society", {"E2": "1"})
    assert small.sync(OVERDUE_EVENING).failed == {}


def test_the_question_ends_with_the_protection(small: Ward) -> None:
    protect_whole(small)
    close(small.project, ["TDP01"], EVENING)
    found = small.get(f"/v4/spreadsheets/{small.book('TDP01')}", ranges=f"'{CULTURE}'")
    mine = next(
        one for one in found["sheets"][0]["protectedRanges"] if one.get("description") == "của đơn vị"
    )
    small.change("TDP01", {"deleteProtectedRange": {"protectedRangeId": mine["protectedRangeId"]}})
    assert "tab-protected" not in {one.code for one in small.sync(NEXT_EVENING).findings}


def test_the_rest_of_the_feedback_is_written_when_a_part_is_refused(small: Ward) -> None:
    book = small.book("TDP01")
    told = "Invalid requests[0].updateCells: You are trying to edit a protected cell or object."
    body = {"error": {"message": told, "status": "INVALID_ARGUMENT"}}
    fail(small, 400, body, route=f"{book}:batchUpdate", count=1)
    night = small.sync()
    assert set(night.failed) == {"TDP01"}
    assert "protected range" in night.failed["TDP01"]
    # The note was refused; the colour and the check tab are there.
    assert small.values("TDP01", "Kết quả kiểm tra")[1][0].startswith("Kiểm tra lúc 20:00")
    assert small.sync(NEXT_EVENING).failed == {}


def test_a_batch_of_which_every_part_is_refused_ends(small: Ward) -> None:
    body = {"error": {"message": "Invalid requests[0].updateCells: No.", "status": "INVALID_ARGUMENT"}}
    fail(small, 400, body, route=f"{small.book('TDP01')}:batchUpdate")
    assert set(small.sync().failed) == {"TDP01"}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("This operation is not supported for this document", "tệp Excel"),
        ("This action would increase the number of cells above the limit of 10000000 cells.", "10 triệu ô"),
    ],
)
def test_what_became_of_a_file_is_told_to_the_unit_with_what_to_do(
    small: Ward, message: str, words: str
) -> None:
    small.sync()
    small.type("TDP01", "culture_society", {"E2": "206"})
    body = {"error": {"message": message, "status": "FAILED_PRECONDITION"}}
    fail(small, 400, body, route=f"^/v4/spreadsheets/{small.book('TDP01')}$")
    night = small.sync(NEXT_EVENING)
    assert set(night.failed) == {"TDP01"}
    [told] = [one for one in night.findings if one.code == "workbook-unreadable"]
    assert words in told.message
    digest = small.project.store.outbox.last("digest")
    assert digest is not None
    requests.delete(f"{small.base_url}/_emulator/faults", timeout=30)
    assert small.sync(OVERDUE_EVENING).failed == {}
