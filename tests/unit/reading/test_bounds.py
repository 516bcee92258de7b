"""A tab is read up to its bounds; what lies beyond is told in one finding, and the rest counts."""

from typing import Any

import pytest

from sheets_sync.limits import LETTERS_OF_CELL, LETTERS_OF_PROSE, ROWS
from sheets_sync.reading import bounds
from tests.unit.builders import FORM, found, read

WORKS, PROPOSALS = FORM["works"], FORM["commendation"]


def test_a_name_longer_than_any_name_is_not_taken_and_its_beginning_is_kept() -> None:
    read_now = read(WORKS, {"name": "Đường hoa " * 2_400, "cost": 100}, {"name": "Nhà văn hóa", "cost": 200})
    assert ("B2", "text-too-long") in found(read_now)
    first, second = read_now.records
    assert first.values["name"] is None
    assert len(first.rejected["name"]) == LETTERS_OF_CELL.most + 1
    assert first.values["cost"] == 100
    assert second.values["name"] == "Nhà văn hóa"


def test_prose_may_be_longer_than_a_name_and_no_longer_than_its_own_bound() -> None:
    achievement = "Vận động bà con hiến đất làm đường. "
    told = [achievement * 100, achievement * 700]
    assert len(told[0]) < LETTERS_OF_PROSE.most < len(told[1])
    person = {"subject": "Cá nhân", "award": "Giấy khen", "undisciplined": "Có"}
    rows: list[dict[str, Any]] = [
        {**person, "name": f"Lê An {number}", "achievement": text} for number, text in enumerate(told)
    ]
    first, second = read(PROPOSALS, *rows).records
    assert first.values["achievement"] == told[0].strip()
    assert second.values["achievement"] is None


@pytest.mark.parametrize("column", ["cost", "started", "progress", "source", "location"])
def test_a_page_in_a_cell_of_any_kind_is_one_finding(column: str) -> None:
    read_now = read(WORKS, {"name": "Đường hoa", column: "khoảng 5 triệu " * 3_000})
    assert [code for _, code in found(read_now) if code == "text-too-long"] == ["text-too-long"]
    assert sum(len(one.text) for one in read_now.findings) < 3_000


def test_rows_beyond_the_bound_are_told_in_one_finding_and_the_first_ones_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = type(ROWS)(50, ROWS.what, ROWS.beyond)
    monkeypatch.setattr(bounds, "ROWS", few)
    rows = [{"name": f"Công trình {number}", "cost": 10} for number in range(49)]
    within = read(WORKS, *rows)
    assert found(within) == []
    beyond = read(WORKS, *rows, *([None] * 3 for _ in range(100)), *rows)
    assert found(beyond) == [("", "rows-too-many")]
    assert "có 99 dòng, hệ thống chỉ đọc 50 dòng đầu" in beyond.findings[0].message
    assert len(beyond.records) == 49
