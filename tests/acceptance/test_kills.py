"""A run killed before and after every call to Google and every commit: the next one ends as it would."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import requests

from sheets_sync.mail.delivery import CLAIM
from sheets_sync.pipeline import run
from tests import killing
from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.seen import differences, everything, history
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward

#: Two units are enough for every step of a run.
UNITS = "\n".join(SMALL_UNITS.splitlines()[:3]) + "\n"
STATE, COMMENT = "Trạng thái xử lý", "Ý kiến văn phòng"


@dataclass
class Campaign:
    """A campaign that can be brought back to where it was kept."""

    ward: Ward
    folder: Path

    @property
    def _database(self) -> Path:
        return self.folder / "campaign" / "sheets-sync.db"

    def keep(self) -> None:
        self._control("checkpoint")
        with closing(sqlite3.connect(self._database)) as live, closing(self._copy()) as kept:
            live.backup(kept)
        self.letters = {file.name: file.read_bytes() for file in self._outbox.glob("*.eml")}

    def bring_back(self) -> None:
        self._control("rewind")
        with closing(sqlite3.connect(self._database)) as live, closing(self._copy()) as kept:
            kept.backup(live)
        for file in self._outbox.glob("*"):
            file.unlink()
        for name, content in self.letters.items():
            (self._outbox / name).write_bytes(content)

    @property
    def _outbox(self) -> Path:
        return self.folder / "campaign" / "outbox"

    def _copy(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "kept.db")

    def _control(self, name: str) -> None:
        assert requests.post(f"{self.ward.base_url}/_emulator/{name}", timeout=30).ok

    def sync(self, at: datetime, deadly: killing.Moment | None = None) -> list[killing.Moment]:
        """In a process of its own; the moments that it lived through, none when it died."""
        own = {name: text for name, text in os.environ.items() if name.startswith("SHEETS_SYNC_")}
        return killing.sync(self.folder / "campaign" / "campaign.toml", own, at, deadly)


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Campaign]:
    # The n-th call is the same one each time only when one thread makes them.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    with ward(tmp_path, monkeypatch, units=UNITS, indicators=SMALL_INDICATORS) as one:
        one.type("TCKT", "economy", {"D2": "6.000", "E2": "khoảng 5.000", "D3": "4.500", "E3": "4.420"})
        works = {"B2": "Đường hoa", "D2": "một trăm", "B3": "Nhà văn hóa", "D3": "200", "B4": "Sân chơi"}
        one.type("TCKT", "works", works)
        one.type("TDP01", "culture_society", {"E2": "210", "D3": "190", "E3": "198"})
        yield Campaign(one, tmp_path)


def delete_work(ward: Ward, row: int) -> None:
    rows = {"sheetId": sheet_id(ward, "works"), "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
    ward.change("TCKT", {"deleteDimension": {"range": rows}})


def work_called(ward: Ward, name: str) -> str:
    found = ward.records(WORKS).items()
    return next(key for key, row in found if row["Tên công trình, phần việc"] == name)


def a_second_evening(ward: Ward) -> None:
    """A changed unit and a mended mistake, one record back, one gone, decisions of the office."""
    ward.sync(EVENING)
    remark(ward, WORKS, work_called(ward, "Sân chơi"), COMMENT, "Ảnh rất đẹp")
    remark(ward, WORKS, work_called(ward, "Nhà văn hóa"), COMMENT, "Chờ quyết toán")
    remark(ward, CULTURE, "TDP01/VX01", STATE, "Đã duyệt")
    identity = ward.values("TCKT", WORKS)[3][0]
    delete_work(ward, 4)
    ward.sync(NEXT_EVENING)
    ward.type("TCKT", "works", {"A4": identity, "B4": "Sân chơi", "D2": "100", "B5": "Cống thoát nước"})
    delete_work(ward, 3)
    ward.type("TCKT", "economy", {"E2": "5.000", "E3": "rất nhiều"})
    ward.type("TDP01", "culture_society", {"E2": "211"})
    remark(ward, CULTURE, "TDP01/VX02", STATE, "Trả lại")
    remark(ward, CULTURE, "TDP01/VX02", COMMENT, "Chưa khớp với Công an phường")


@pytest.mark.parametrize(
    ("before", "at"),
    [
        pytest.param(lambda ward: None, EVENING, id="first sync"),
        pytest.param(a_second_evening, OVERDUE_EVENING, id="incremental sync"),
    ],
)
def test_a_run_killed_anywhere_is_made_up_for_by_the_next(
    campaign: Campaign, before: Callable[[Ward], None], at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    before(campaign.ward)
    campaign.keep()
    moments = campaign.sync(at)
    expected, written = everything(campaign.ward), history(campaign.ward)
    wrong: list[str] = []
    for moment in moments:
        campaign.bring_back()
        assert campaign.sync(at, moment) == [], f"lived through {moment}"
        # A mail that was being handed over waits until its claim has run out.
        run(campaign.ward.project, at, now=at + CLAIM)
        wrong += [f"killed {moment}: {one}" for one in differences(everything(campaign.ward), expected)]
        wrong += [
            f"killed {moment}: history lacks {one}" for one in written if one not in history(campaign.ward)
        ]
    with capsys.disabled():
        sys.stdout.write(f" {len(moments)} kills ")
    assert len(moments) > 50
    assert wrong == []
