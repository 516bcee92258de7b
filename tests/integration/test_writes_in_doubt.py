"""The office decides about what the master shows, and nobody knows whether it was written before or after."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.errors import GoogleUnavailable
from sheets_sync.judging.decisions import SEEN_UNKNOWN
from tests.integration.test_deciding import VALID, choose, states
from tests.integration.test_master import CULTURE, WORKS, remark
from tests.integration.test_review import CHANGE, STATE, synced
from tests.interruptions import Killed
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

VX02 = "TDP01/VX02"
Ends = Callable[[], None]


def dies() -> None:
    raise Killed


def gets_no_answer() -> None:
    raise GoogleUnavailable("The connection was closed before the answer.")


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def sync_whose_write(small: Ward, ends: Ends, before: Ends, number: int = 1, *, carried: bool = True) -> None:
    """Sync; just `before` its n-th write of the master the office acts, and then the write `ends`."""
    apply, writes = small.project.google.apply, 0

    def between(plan: Any, *echo: Any) -> Any:
        nonlocal writes
        writes += plan.workbook == small.book("")
        if plan.workbook != small.book("") or writes != number:
            return apply(plan, *echo)
        before()
        answer = apply(plan, *echo) if carried else None
        ends()
        return answer

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(small.project.google, "apply", between)
        with suppress(Killed):
            small.sync(NEXT_EVENING)
    assert writes >= number


@pytest.mark.parametrize("ends", [dies, gets_no_answer])
def test_what_was_approved_before_a_write_that_nobody_saw_end_waits_for_another_look(
    small: Ward, ends: Ends
) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    sync_whose_write(small, ends, lambda: remark(small, CULTURE, VX02, STATE, "Đã duyệt"))
    small.sync(NEXT_EVENING)
    record = small.records(CULTURE)[VX02]
    assert (record["Thực hiện"], record[STATE], record[CHANGE]) == (199, "Chờ duyệt", SEEN_UNKNOWN)
    remark(small, CULTURE, VX02, STATE, "Đã duyệt")
    small.sync(OVERDUE_EVENING)
    again = small.records(CULTURE)[VX02]
    assert (again[STATE], again.get(CHANGE, "")) == ("Đã duyệt", "")


@pytest.mark.parametrize("ends", [dies, gets_no_answer])
def test_what_a_write_that_nobody_saw_end_did_not_touch_is_approved(small: Ward, ends: Ends) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    sync_whose_write(small, ends, lambda: remark(small, CULTURE, "TDP01/VX01", STATE, "Đã duyệt"))
    small.sync(NEXT_EVENING)
    assert states(small)["TDP01/VX01"] == "Đã duyệt"


def test_a_doubt_outlives_a_run_that_dies_before_it_writes(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    sync_whose_write(small, dies, lambda: remark(small, CULTURE, VX02, STATE, "Đã duyệt"))
    sync_whose_write(small, dies, lambda: None, carried=False)
    small.sync(NEXT_EVENING)
    assert states(small)[VX02] == "Chờ duyệt"
    small.sync(OVERDUE_EVENING)
    assert small.sync(OVERDUE_EVENING).plans == ()


def test_a_choice_about_a_form_does_not_reach_a_row_that_such_a_write_brought(small: Ward) -> None:
    def add_and_choose() -> None:
        choose(small, VALID, "TCKT/works")

    small.type("TCKT", "works", {"B4": "Cầu dân sinh", "D4": "50"})
    sync_whose_write(small, dies, add_and_choose)
    small.sync(NEXT_EVENING)
    found = {row["Tên công trình, phần việc"]: row[STATE] for row in small.records(WORKS).values()}
    assert found["Đường hoa"] == "Đã duyệt"
    assert found["Cầu dân sinh"] == ""


def test_whoever_decides_about_a_row_that_such_a_write_brought_saw_it(small: Ward) -> None:
    small.type("TCKT", "works", {"B4": "Cầu dân sinh", "D4": "50"})
    sync_whose_write(small, dies, lambda: None)
    key = next(
        key for key, row in small.records(WORKS).items() if row["Tên công trình, phần việc"] == "Cầu dân sinh"
    )
    remark(small, WORKS, key, STATE, "Đã duyệt")
    small.sync(OVERDUE_EVENING)
    assert states(small, WORKS)[key] == "Đã duyệt"


def test_a_run_that_dies_before_it_looks_again_forgets_no_decision_of_that_moment(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})

    def approve_and_die_on_the_next_look() -> None:
        remark(small, CULTURE, VX02, STATE, "Đã duyệt")
        patched.setattr(small.project.google, "read", lambda *_: dies())

    with pytest.MonkeyPatch.context() as patched:
        sync_whose_write(small, lambda: None, approve_and_die_on_the_next_look)
    record = small.records(CULTURE)[VX02]
    assert (record["Thực hiện"], record[STATE]) == (199, "Đã duyệt")
    small.sync(OVERDUE_EVENING)
    assert states(small)[VX02] == "Chờ duyệt"
