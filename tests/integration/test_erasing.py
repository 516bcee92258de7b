"""Somebody is erased: from sheets, store and mails, for good, while everything else stays as it was."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.people.making_up import make_up
from sheets_sync.people.remembering import remember
from sheets_sync.vietnamese.erased import ERASED
from tests.integration.test_master import remark
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

BOUNDARY = re.compile("={5,}[0-9]{10,}=*")
HOA, PHONE = "Nguyễn Thị Hòa", "0912345678"
PROPOSALS = "8. Đề nghị khen thưởng"
STATE, COMMENT = "Trạng thái xử lý", "Ý kiến văn phòng"


def proposed(one: Ward) -> None:
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198", "G2": f"bà {HOA} ủng hộ"})
    one.type(
        "TDP01",
        "commendation",
        {
            "B2": "Cá nhân", "C2": HOA, "D2": "1971", "E2": "Nữ", "F2": "Tổ trưởng", "G2": f"'{PHONE}",
            "J2": "Văn hóa - Xã hội", "K2": "Giấy khen", "L2": "Vận động 40 hộ hiến đất", "M2": "10/8/2024",
            "N2": "20", "O2": "22", "P2": "Có",
            "B3": "Cá nhân", "C3": "Nguyễn Thị Hóa", "G3": "'0987654321", "L3": "Thăm 12 nhà", "P3": "Có",
        },
    )  # fmt: skip
    one.sync()


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, proposed) as one:
        yield one


def erase(one: Ward, *texts: str) -> None:
    holdings = one.project.holdings
    remember(holdings.config, holdings.store, texts, "bà yêu cầu", "", NEXT_EVENING)
    assert make_up(holdings, NEXT_EVENING) == {}


def everything(one: Ward) -> str:
    """All that the workbooks and the store hold."""
    texts = []
    for _, _unit, book in one.project.store.workbooks.of_all_periods():
        for grid in one.project.google.read(book).grids:
            texts += [grid.title, *(f"{cell.value}\n{cell.note}" for row in grid.rows for cell in row)]
    file = one.project.config.file.parent / "sheets-sync.db"
    texts += [part.read_bytes().decode("utf-8", "replace") for part in file.parent.glob("sheets-sync.db*")]
    texts += [mail.read_text() for mail in file.parent.glob("outbox/*")]
    # What parts a mail is drawn by chance, and may have a year in it.
    return BOUNDARY.sub("", unicodedata.normalize("NFC", "\n".join(texts)))


def test_nothing_is_left_of_somebody_and_everybody_else_stays(small: Ward) -> None:
    key = next(iter(small.records(PROPOSALS)))
    remark(small, PROPOSALS, key, STATE, "Đã duyệt")
    remark(small, PROPOSALS, key, COMMENT, f"Đã gọi bà Nguyễn Thị Hoà, {PHONE}")
    small.sync(NEXT_EVENING)
    assert HOA in everything(small)
    before = small.sync(NEXT_EVENING).coverage
    erase(small, HOA, PHONE)
    after = small.sync(NEXT_EVENING + timedelta(minutes=20))
    held = everything(small)
    for text in (HOA, "Nguyễn Thị Hoà", PHONE, "912345678", "1971", "40 hộ hiến đất", "Tổ trưởng"):
        assert text not in held, text
    row = small.records(PROPOSALS)[key]
    assert row["Họ và tên / Tên tập thể"] == ERASED
    assert row[STATE] == "Đã duyệt"
    assert row[COMMENT] == f"Đã gọi bà {ERASED}, {ERASED}"
    assert "Nguyễn Thị Hóa" in held
    # But for the question whether two alike names are one person's.
    kept = [one for one in after.coverage if one.form != "commendation"]
    assert kept == [one for one in before if one.form != "commendation"]
    assert not after.failed


def test_a_place_that_may_be_meant_stays_until_it_is_named(small: Ward) -> None:
    told = "Ng. T. Hòa góp 5 triệu, bà Hòa và Nguyễn Thị Hòa Bình giúp"
    small.type("TDP02", "culture_society", {"E2": "310", "G2": told})
    small.sync(NEXT_EVENING)
    erase(small, HOA)
    assert small.values("TDP02", "2. Văn hóa - Xã hội")[1][6] == told
    erase(small, HOA, "Ng. T. Hòa")
    left = f"{ERASED} góp 5 triệu, bà Hòa và Nguyễn Thị Hòa Bình giúp"
    assert small.values("TDP02", "2. Văn hóa - Xã hội")[1][6] == left
    assert told not in everything(small)


def test_who_is_pasted_again_is_not_kept_and_the_unit_is_asked(small: Ward) -> None:
    erase(small, HOA)
    small.type("TDP01", "commendation", {"C5": HOA.upper(), "G5": f"'{PHONE}", "L5": "Nhiều việc tốt"})
    small.sync(OVERDUE_EVENING)
    asked = [one for one in small.sync(OVERDUE_EVENING).findings if one.code == "person-erased"]
    assert [one.cell for one in asked] == ["C5"]
    store = (small.project.config.file.parent / "sheets-sync.db").read_bytes().decode("utf-8", "replace")
    assert HOA.upper() not in store
    assert PHONE not in store
    assert HOA.upper() not in str(small.values("", PROPOSALS))
    # Nobody wrote over what the unit has in its sheet.
    assert small.values("TDP01", PROPOSALS)[4][2] == HOA.upper()
    small.type("TDP01", "commendation", {"C5": "", "G5": "", "L5": ""})
    found = small.sync(OVERDUE_EVENING + timedelta(days=1)).findings
    assert "person-erased" not in {one.code for one in found}


def test_killed_before_the_sheets_the_next_run_makes_up_for_it(small: Ward) -> None:
    holdings = small.project.holdings
    remember(holdings.config, holdings.store, (HOA, PHONE), "bà yêu cầu", "", EVENING)
    small.sync(NEXT_EVENING)
    held = everything(small)
    assert HOA not in held
    assert PHONE not in held
    assert holdings.store.erasures.unfinished() == ()
