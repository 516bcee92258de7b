"""The office works in the master while the sync writes it: between our reading and our writing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

COMMENT = "Ý kiến văn phòng"


def remarked(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "176"})
    one.type("TCKT", "works", {f"B{row}": f"Việc {row}" for row in range(2, 8)})
    one.sync()
    for key in one.records(CULTURE):
        remark(one, CULTURE, key, COMMENT, f"về {key}")
    for key, row in one.records(WORKS).items():
        remark(one, WORKS, key, COMMENT, f"về {row['Tên công trình, phần việc']}")


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, remarked) as one:
        yield one


def sort(small: Ward, form: str, column: int, order: str = "DESCENDING", rows: int = 8) -> None:
    area = {"sheetId": sheet_id(small, form), "startRowIndex": 1, "endRowIndex": rows}
    spec = [{"dimensionIndex": column, "sortOrder": order}]
    small.change("", {"sortRange": {"range": area, "sortSpecs": spec}})


def sync_while(small: Ward, act: Callable[[], None]) -> int:
    """Sync; the office acts once, just before the master is written. How often it was written."""
    apply, waiting, writes = small.project.google.apply, [act], 0

    def between(plan: Any, *echo: Any) -> Any:
        nonlocal writes
        if plan.workbook == small.book(""):
            writes += 1
            if waiting:
                waiting.pop()()
        return apply(plan, *echo)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(small.project.google, "apply", between)
        small.sync(NEXT_EVENING)
    assert not waiting
    return writes


def check(small: Ward) -> None:
    """Each remark beside its record, each record once with its values, nothing left to write."""
    culture = small.records(CULTURE)
    assert {key: row[COMMENT] for key, row in culture.items()} == {key: f"về {key}" for key in culture}
    assert len(culture) == 4
    works = [(row["Tên công trình, phần việc"], row[COMMENT]) for row in small.records(WORKS).values()]
    assert sorted(works) == sorted({(name, f"về {name}") for name, _ in works})
    small.sync(OVERDUE_EVENING)
    assert small.sync(OVERDUE_EVENING).plans == ()


def test_a_sort_while_one_row_is_written_moves_no_remark(small: Ward) -> None:
    small.type("TDP02", "culture_society", {"E3": "170"})
    sync_while(small, lambda: sort(small, "culture_society", 1, rows=5))
    assert small.records(CULTURE)["TDP02/VX02"]["Thực hiện"] == 170
    check(small)


def test_a_sort_while_every_row_is_written_moves_no_remark(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E2": "201", "D3": "191", "E3": "192"})
    small.type("TDP02", "culture_society", {"E2": "181", "D3": "171", "E3": "172"})
    sync_while(small, lambda: sort(small, "culture_society", 1, rows=5))
    assert [row["Thực hiện"] for _, row in sorted(small.records(CULTURE).items())] == [201, 192, 181, 172]
    check(small)


def test_a_sort_while_rows_are_deleted_and_added_loses_no_record(small: Ward) -> None:
    rows = {"sheetId": sheet_id(small, "works"), "dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    small.change("TCKT", {"deleteDimension": {"range": rows}})
    small.type("TCKT", "works", {"D2": "50"})
    sync_while(small, lambda: sort(small, "works", 3))
    names = sorted(row["Tên công trình, phần việc"] for row in small.records(WORKS).values())
    assert names == ["Việc 4", "Việc 5", "Việc 6", "Việc 7"]
    check(small)


def test_the_offices_own_rows_survive_a_sort_while_rows_are_written(small: Ward) -> None:
    own = {f"'{CULTURE}'!C6": "Dòng riêng của văn phòng", f"'{CULTURE}'!E6": "999"}
    small.people.type_in("", small.book(""), own)
    small.sync()
    small.type("TDP01", "culture_society", {"E2": "201", "D3": "191", "E3": "192"})
    sync_while(small, lambda: sort(small, "culture_society", 4, rows=6))
    rows = [row for row in small.values("", CULTURE) if "Dòng riêng của văn phòng" in row]
    assert len(rows) == 1
    assert rows[0][0] == ""
    found = {row[0]: row for row in small.values("", CULTURE)[1:] if row[0]}
    assert len(found) == 4
    small.sync(OVERDUE_EVENING)
    assert small.sync(OVERDUE_EVENING).plans == ()


def test_a_remark_written_in_that_moment_stays_and_costs_no_repair(small: Ward) -> None:
    small.type("TDP02", "culture_society", {"E3": "170"})
    writes = sync_while(small, lambda: remark(small, CULTURE, "TDP01/VX01", COMMENT, "vừa ghi"))
    assert writes == 1
    assert small.records(CULTURE)["TDP01/VX01"][COMMENT] == "vừa ghi"
    small.sync(OVERDUE_EVENING)
    assert small.records(CULTURE)["TDP01/VX01"][COMMENT] == "vừa ghi"


def test_a_row_that_the_office_adds_in_that_moment_stays_whole(small: Ward) -> None:
    below = len(small.values("", WORKS)) + 1
    small.type("TCKT", "works", {"B8": "Việc 8"})

    def act() -> None:
        cells = {f"'{WORKS}'!B{below}": "Cộng", f"'{WORKS}'!C{below}": "6"}
        small.people.type_in(small.somebody, small.book(""), cells)

    assert sync_while(small, act) == 1
    [row] = [row for row in small.values("", WORKS) if row[1] == "Cộng"]
    assert row[2] == 6
    assert "Việc 8" in {row["Tên công trình, phần việc"] for row in small.records(WORKS).values()}
