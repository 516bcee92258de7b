"""Every few minutes: what changed and rests is carried over while people are still there."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.master.tables.today import TITLE
from sheets_sync.pipeline import Outcome
from sheets_sync.unit_workbook.check_tab import CHECK_NOW, CHECK_TITLE
from tests.integration.test_master import CULTURE, remark
from tests.integration.test_review import STATE
from tests.shared import Shared
from tests.ward import EVENING, OVERDUE_EVENING, Ward

MORNING = EVENING + timedelta(hours=13)
MINUTE = timedelta(minutes=1)


def synced(one: Ward) -> None:
    one.people.set_clock(EVENING - timedelta(hours=1))
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198"})
    one.sync(EVENING, mails=False)
    one.sync(EVENING + timedelta(hours=1), mails=False)


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        one.people.set_clock(MORNING)
        yield one


def look(small: Ward, after: timedelta) -> Outcome:
    small.people.set_clock(MORNING + after)
    small.forget_calls()
    return small.sync(MORNING + after, mails=False, watch=True)


def kinds(small: Ward) -> Counter[str]:
    return Counter(call["kind"] for call in small.calls())


def told(small: Ward, unit: str = "TDP01") -> str:
    return "\n".join(str(row) for row in small.values(unit, CHECK_TITLE))


def test_nothing_changed_is_one_call_and_no_run(small: Ward) -> None:
    runs = small.project.store.runs.latest(100)
    assert look(small, MINUTE).units_read == ()
    assert kinds(small) == {"drive": 1}
    assert small.project.store.runs.latest(100) == runs


def test_a_mistake_is_told_while_the_clerk_is_still_there_once_the_cell_rests(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "nhiều"})
    assert look(small, MINUTE).units_read == ()
    assert "nhiều" not in told(small)
    assert look(small, 3 * MINUTE).units_read == ("TDP01",)
    assert "nhiều" in told(small)
    # Its own note and colour are no change of the unit's.
    assert look(small, 8 * MINUTE).units_read == ()
    assert kinds(small) == {"drive": 1}
    assert small.project.store.outbox.all() == ()


def test_the_unit_may_ask_to_be_checked_at_once(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "nhiều"})
    email = small.project.units["TDP01"].emails[0]
    small.people.type_in(email, small.book("TDP01"), {f"'{CHECK_TITLE}'!F2": CHECK_NOW})
    assert look(small, MINUTE).units_read == ("TDP01",)
    assert "nhiều" in told(small)
    assert CHECK_NOW not in small.values("TDP01", CHECK_TITLE)[1]


def test_the_office_may_ask_for_everything_at_once(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    remark(small, TITLE, "totals", "Quyết định", "Kiểm tra ngay")
    assert look(small, MINUTE).units_read == ("TDP01",)
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == 199
    assert small.records(TITLE)["totals"]["Quyết định"] == ""


def test_what_the_office_decides_is_carried_over_in_the_next_look(small: Ward) -> None:
    remark(small, TITLE, "TDP01/culture_society", "Quyết định", "Duyệt các dòng hợp lệ")
    look(small, 5 * MINUTE)
    assert kinds(small) == {"drive": 1, "read": 1, "write": 1}
    assert {row[STATE] for row in small.records(CULTURE).values()} == {"Đã duyệt"}


def test_more_than_its_share_waits_for_the_next_look(small: Ward) -> None:
    object.__setattr__(small.project.config.settings.jobs, "watch_most", 1)
    for unit in ("TDP01", "TDP02"):
        small.type(unit, "culture_society", {"E2": "300"})
    first, second = look(small, 3 * MINUTE), look(small, 8 * MINUTE)
    assert sorted((*first.units_read, *second.units_read)) == ["TDP01", "TDP02"]
    assert look(small, 13 * MINUTE).units_read == ()


def test_a_deadline_that_passes_is_seen_by_the_next_look(small: Ward) -> None:
    look(small, OVERDUE_EVENING - MORNING)
    assert "Quá hạn" in small.records(TITLE)["TDP02/@call"]["Việc cần làm"]
