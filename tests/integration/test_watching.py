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
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


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


def test_whom_no_mail_reaches_and_that_none_leaves_stand_in_the_first_tab_within_minutes(small: Ward) -> None:
    store, office = small.project.store, small.project.config.office.emails[0]
    email, full = small.project.units["TDP02"].emails[0], "452 4.2.2 Mailbox full"
    store.addresses.unreached(email, full, MORNING - 3 * DAY, "full-mailbox", permanent=True)
    store.addresses.unreached(office, full, MORNING, "full-mailbox", permanent=True)
    store.post.barred("554 5.7.1 Relay access denied", "relay", MORNING - DAY)
    look(small, MINUTE)
    assert kinds(small) == {"drive": 1, "read": 1, "write": 1}
    seen = {key: row["Việc cần làm"] for key, row in small.records(TITLE).items()}
    # After the totals, before everything else.
    assert list(seen)[1] == "@sender"
    assert "Không gửi được thư nào từ 09:00 14/8/2024, 1 ngày" in seen["@sender"]
    assert "Relay access denied" in seen["@sender"]
    assert f"{email} (từ 12/8/2024, 3 ngày): hộp thư đầy" in seen["TDP02/@call"]
    assert f"– {office} (từ 15/8/2024): hộp thư đầy" in seen["@mails"]
    # Nothing more to tell until another day begins.
    look(small, 6 * MINUTE)
    assert kinds(small) == {"drive": 1}
    store.addresses.forget([office, email])
    store.post.open()
    look(small, 11 * MINUTE)
    assert not {"@sender", "@mails", "TDP02/@call"} & small.records(TITLE).keys()


def test_a_deadline_that_passes_is_seen_by_the_next_look(small: Ward) -> None:
    look(small, OVERDUE_EVENING - MORNING)
    assert "Quá hạn" in small.records(TITLE)["TDP02/@call"]["Việc cần làm"]
