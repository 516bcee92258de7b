"""A run killed before and after every call to Google and every commit: the next one ends as it would."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sheets_sync.mail.sending.delivery import CLAIM
from sheets_sync.pipeline.run import run
from tests import killing
from tests.integration.test_master import CULTURE, WORKS, remark, sheet_id
from tests.kept import Kept
from tests.killing import Moment, Sync, live
from tests.seen import differences, everything, history
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward

#: Two units are enough for every step of a run.
UNITS = "\n".join(SMALL_UNITS.splitlines()[:3]) + "\n"
#: Reports that do not fit into one call where little does.
MUCH = (
    ("TCKT", "works", {f"B{row}": f"Công trình số {row} " + "rất dài " * 20 for row in range(5, 25)}),
    ("TDP01", "culture_society", {"E2": "211"}),
)
STATE, COMMENT = "Trạng thái xử lý", "Ý kiến văn phòng"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    # The n-th call is the same one each time only when one thread makes them.
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    with ward(tmp_path, monkeypatch, units=UNITS, indicators=SMALL_INDICATORS) as one:
        one.type("TCKT", "economy", {"D2": "6.000", "E2": "khoảng 5.000", "D3": "4.500", "E3": "4.420"})
        works = {"B2": "Đường hoa", "D2": "một trăm", "B3": "Nhà văn hóa", "D3": "200", "B4": "Sân chơi"}
        one.type("TCKT", "works", works)
        one.type("TDP01", "culture_society", {"E2": "210", "D3": "190", "E3": "198"})
        yield one


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


def what_is_wrong(ward: Ward, kept: Kept, sync: Sync, moments: Iterable[Moment]) -> Iterator[str]:
    """Where the run after a killed one ends otherwise than the last run, which was not killed."""
    expected, written = everything(ward), history(ward)
    for moment in moments:
        kept.bring_back()
        assert live(sync, moment) == [], f"lived through {moment}"
        # A mail that was being handed over waits until its claim has run out, which began within the run.
        run(ward.project, sync.at, now=sync.at + 2 * CLAIM)
        yield from (f"killed {moment}: {one}" for one in differences(everything(ward), expected))
        said = history(ward)
        yield from (f"killed {moment}: history lacks {one}" for one in written if one not in said)


def of_this_process(kept: Kept, at: datetime, limit: int | None = None) -> Sync:
    own = {name: text for name, text in os.environ.items() if name.startswith("SHEETS_SYNC_")}
    return Sync(kept.campaign, at, own, limit)


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "at"),
    [
        pytest.param(lambda ward: None, EVENING, id="first sync"),
        pytest.param(a_second_evening, OVERDUE_EVENING, id="incremental sync"),
    ],
)
def test_a_run_killed_anywhere_is_made_up_for_by_the_next(
    small: Ward, before: Callable[[Ward], None], at: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    before(small)
    kept = Kept(small)
    sync = of_this_process(kept, at)
    moments = live(sync)
    assert list(what_is_wrong(small, kept, sync, moments)) == []
    assert len(moments) > 50
    with capsys.disabled():
        sys.stdout.write(f" {len(moments)} kills ")


@pytest.mark.long
def test_a_master_written_in_pieces_is_made_up_for_after_a_kill_between_any_two(
    small: Ward, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.sync(EVENING)
    for unit, tab, cells in MUCH:
        small.type(unit, tab, cells)
    kept = Kept(small)
    sync = of_this_process(kept, NEXT_EVENING, limit=16_000)
    killing.write_in_pieces(16_000, monkeypatch.setattr)
    calls = [moment for moment in live(sync) if moment.kind == "call"]
    assert list(what_is_wrong(small, kept, sync, calls)) == []
    assert len(calls) > 20
    with capsys.disabled():
        sys.stdout.write(f" {len(calls)} kills ")
