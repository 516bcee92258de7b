"""`people erase --history`: what was put right in the sheet is right everywhere, and stays so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.people.remembering import after_restore
from sheets_sync.pipeline.person import erase
from sheets_sync.store.copying import back_up, restore
from sheets_sync.vietnamese.erased import ERASED
from tests.integration.test_erasing import COMMENT, HOA, PHONE, PROPOSALS, everything, proposed
from tests.integration.test_master import remark
from tests.shared import Shared
from tests.ward import NEXT_EVENING, OVERDUE_EVENING, Ward

#: What was wrong: a name, a telephone, a year, and the telephone of somebody who has it still.
WRONG, OTHER, LAN = "Nguyễn Thị Hoàn", "0977111222", "0966555444"
OLD = (WRONG, OTHER, "977111222", "1917")


def corrected(one: Ward) -> None:
    """A row was wrong in all that it holds, was told in a remark, and was mended; another one went."""
    proposed(one)
    wrong = {"C2": WRONG, "D2": "1917", "G2": f"'{OTHER}"}
    # Another is proposed with the telephone that the first one was given by mistake, and one row goes.
    lan = {"B4": "Cá nhân", "C4": "Lê Thị Lan", "G4": f"'{LAN}", "L4": "Nuôi 5 trẻ", "P4": "Có"}
    gone = {"B5": "Cá nhân", "C5": HOA, "D5": "1973", "G5": f"'{OTHER}", "L5": "Viết hai lần", "P5": "Có"}
    one.type("TDP01", "commendation", {**wrong, **lan, **gone})
    one.sync()
    one.type("TDP01", "commendation", {"G2": f"'{LAN}"})
    one.sync()
    key = next(key for key, row in one.records(PROPOSALS).items() if WRONG in row.values())
    remark(one, PROPOSALS, key, COMMENT, f"Gọi {WRONG}, {OTHER} hoặc {LAN}")
    one.sync(NEXT_EVENING)
    one.type("TDP01", "commendation", {f"{column}5": "" for column in "BCDGLP"})
    one.sync(NEXT_EVENING + timedelta(minutes=20))
    one.type("TDP01", "commendation", {"C2": HOA, "D2": "1971", "G2": f"'{PHONE}"})
    one.sync(NEXT_EVENING + timedelta(hours=1))


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, corrected) as one:
        yield one


def left(one: Ward) -> list[str]:
    held = everything(one)
    return [text for text in (*OLD, "Viết hai lần", "1973") if text in held]


def drop(one: Ward) -> None:
    assert erase([one.project], [HOA], "đã sửa", "", OVERDUE_EVENING, history=True) == {}


def test_old_values_go_from_store_and_office_tabs_and_what_is_right_stays(small: Ward) -> None:
    assert left(small) == [*OLD, "Viết hai lần", "1973"]
    row = small.records(PROPOSALS)
    before = {key: {**held, COMMENT: ""} for key, held in row.items()}
    removed = small.values("", "Đã gỡ")
    assert HOA in str(removed)
    drop(small)
    assert left(small) == []
    held = everything(small)
    assert all(text in held for text in (HOA, PHONE, "1971", LAN, "Lê Thị Lan"))
    after = small.records(PROPOSALS)
    assert {key: {**held, COMMENT: ""} for key, held in after.items()} == before
    # Whose telephone it is now, is somebody else's: it stays.
    comments = [held[COMMENT] for held in after.values() if held[COMMENT]]
    assert comments == [f"Gọi {ERASED}, {ERASED} hoặc {LAN}"]
    removed = small.values("", "Đã gỡ")
    assert len(removed) == 2
    assert HOA not in str(removed)
    assert small.values("TDP01", PROPOSALS)[1][2] == HOA
    assert small.sync(OVERDUE_EVENING + timedelta(days=1)).plans == ()


def test_they_are_gone_again_after_a_backup_came_back_and_a_night(small: Ward, tmp_path: Path) -> None:
    store = small.project.store
    back_up(store, tmp_path / "before.db")
    drop(small)
    restore(store, tmp_path / "before.db", tmp_path / "aside.db", lambda: None)
    store.workbooks.forget_tokens()
    after_restore(small.project.config, store)
    assert OTHER in everything(small)
    assert small.sync(OVERDUE_EVENING + timedelta(hours=1)).failed == {}
    assert left(small) == []
    assert store.erasures.unfinished() == ()
    # A row of the same name may be reported again: nobody was erased.
    small.type("TDP01", "commendation", {"B6": "Cá nhân", "C6": HOA, "G6": f"'{PHONE}", "P6": "Có"})
    found = small.sync(OVERDUE_EVENING + timedelta(days=1)).findings
    assert "person-erased" not in {one.code for one in found}


def test_where_google_refuses_the_master_the_next_run_makes_up_for_it(small: Ward) -> None:
    small.fail("", 403)
    failed = erase([small.project], [HOA], "đã sửa", "", OVERDUE_EVENING, history=True)
    assert list(failed) == ["master"]
    assert small.project.store.erasures.unfinished() == ()
    assert left(small) == []
