"""The sync on the local Google: what it costs in calls, what it keeps, what it survives."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Semaphore
from types import SimpleNamespace

import pytest

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.errors import RunInProgress
from sheets_sync.model import Completeness, State, Timeliness
from sheets_sync.pipeline import locking, provision
from sheets_sync.pipeline.run import run
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

ECONOMY = "1. Kinh tế"
CULTURE = "2. Văn hóa - Xã hội"


def typed(one: Ward) -> None:
    one.type("TCKT", "economy", {"D2": "6.000", "E2": "5.570,5", "D3": "4.500", "E3": "4.420"})
    one.type("TDP01", "culture_society", {"E2": "210", "D3": "190", "E3": "198"})
    one.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "176"})


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, typed) as one:
        yield one


def test_first_sync_reads_each_unit_once_and_writes_the_master_and_each_answer_once(small: Ward) -> None:
    small.forget_calls()
    small.sync()
    calls = small.calls()
    assert [call["kind"] for call in calls].count("drive") == 2
    assert [call["kind"] for call in calls].count("read") == 3 + 1
    written = sorted(call["workbook"] for call in calls if call["kind"] == "write")
    assert written == sorted(small.book(unit) for unit in ("", *small.project.units))


def test_second_sync_with_nothing_changed_is_one_call_and_no_write(small: Ward) -> None:
    small.type("TCKT", "economy", {"E2": "5 tỷ 570 triệu"})
    small.sync()
    small.forget_calls()
    outcome = small.sync()
    assert [(call["kind"], call["route"]) for call in small.calls()] == [("drive", "/drive/v3/changes")]
    assert outcome.plans == ()
    assert outcome.mails_queued == 0


def test_one_changed_unit_costs_its_read_one_read_of_the_master_and_one_publication(small: Ward) -> None:
    small.sync()
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.forget_calls()
    outcome = small.sync(NEXT_EVENING)
    kinds = [call["kind"] for call in small.calls() if call["caller"].startswith("owner")]
    assert (kinds.count("drive"), kinds.count("read"), kinds.count("write")) == (1, 2, 1)
    assert outcome.units_changed == ("TDP01",)
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == 199


def test_feedback_is_one_write_for_each_unit_whose_findings_changed(small: Ward) -> None:
    small.sync()
    small.type("TDP01", "culture_society", {"E2": "", "E3": "khoảng 190"})
    small.type("TDP02", "culture_society", {"E3": "177"})
    small.forget_calls()
    small.sync(NEXT_EVENING)
    written = [
        call["workbook"]
        for call in small.calls()
        if call["kind"] == "write" and call["caller"][:5] == "owner"
    ]
    assert sorted(written) == sorted([small.book(""), small.book("TDP01")])


def test_an_edit_made_around_our_own_feedback_is_not_hidden(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    small.sync()
    small.type("TDP01", "culture_society", {"E3": "200"})
    outcome = small.sync(NEXT_EVENING)
    assert outcome.units_changed == ("TDP01",)
    assert outcome.findings == ()


def test_an_unreadable_workbook_keeps_its_last_good_data_and_stops_nobody_else(small: Ward) -> None:
    small.sync()
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.type("TDP02", "culture_society", {"E3": "180"})
    small.fail("TDP01", 403)
    outcome = small.sync(NEXT_EVENING)
    assert outcome.exit_code == 4
    assert list(outcome.failed) == ["TDP01"]
    records = small.records(CULTURE)
    assert (records["TDP01/VX02"]["Thực hiện"], records["TDP01/VX02"]["Kiểm tra"]) == (
        198,
        "Số liệu lần trước",
    )
    assert records["TDP02/VX02"]["Thực hiện"] == 180
    assert {one.unit for one in outcome.coverage if one.unreadable} == {"TDP01"}

    recovered = small.sync(NEXT_EVENING)
    assert recovered.exit_code == 0
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == 199


def test_a_broken_header_keeps_the_last_good_rows_and_tells_the_unit(small: Ward) -> None:
    small.sync()
    small.people.type_in("", small.book("TCKT"), {f"'{ECONOMY}'!E1": "Thục hiện", f"'{ECONOMY}'!E2": "1"})
    outcome = small.sync(NEXT_EVENING)
    assert [(one.code, one.cell) for one in outcome.findings] == [("header-suspect", "E")]
    assert small.records(ECONOMY)["TCKT/KT01"]["Thực hiện"] == 5570.5
    latest = small.project.store.submissions.latest("dot-1")
    assert latest["TCKT", "economy"].state is State.LAST_GOOD


def test_a_tab_emptied_at_once_does_not_empty_the_master(small: Ward) -> None:
    small.sync()
    small.type("TCKT", "economy", {"D2": "", "E2": "", "D3": "", "E3": ""})
    outcome = small.sync(NEXT_EVENING)
    assert [one.code for one in outcome.findings] == ["rows-emptied"]
    assert small.records(ECONOMY)["TCKT/KT01"]["Thực hiện"] == 5570.5


def test_statuses_follow_the_deadline_and_the_arrival(small: Ward) -> None:
    def timeliness(unit: str, form: str) -> Timeliness | None:
        return next(one.timeliness for one in outcome.coverage if (one.unit, one.form) == (unit, form))

    outcome = small.sync(EVENING)
    assert timeliness("TCKT", "economy") is Timeliness.ON_TIME
    assert timeliness("TCKT", "works") is Timeliness.NOT_DUE
    outcome = small.sync(OVERDUE_EVENING)
    assert timeliness("TCKT", "works") is Timeliness.OVERDUE
    small.type("TCKT", "works", {"B2": "Không có"})
    outcome = small.sync(OVERDUE_EVENING)
    late = next(one for one in outcome.coverage if (one.unit, one.form) == ("TCKT", "works"))
    assert (late.timeliness, late.days_late, late.completeness) == (Timeliness.LATE, 2, Completeness.COMPLETE)


def test_the_summary_adds_up_the_units_in_charge(small: Ward) -> None:
    small.sync()
    rows = {row[0]: row for row in small.values("", "Tổng hợp chỉ tiêu")}
    assert rows["VX02"][4:7] == [360, 374, 103.9]
    assert rows["KT01"][4:7] == [6000, 5570.5, 92.8]
    assert rows["VX02"][10] == "2/2"


def test_a_dry_run_writes_nothing_anywhere(small: Ward) -> None:
    small.forget_calls()
    outcome = small.sync(dry_run=True)
    assert [call["kind"] for call in small.calls()].count("write") == 0
    assert outcome.plans
    assert small.project.store.submissions.latest("dot-1") == {}
    assert small.project.store.outbox.all() == ()


def test_one_unit_can_be_synced_alone_and_the_others_are_not_forgotten(small: Ward) -> None:
    small.sync(unit="TDP01")
    assert set(small.records(CULTURE)) == {"TDP01/VX01", "TDP01/VX02"}
    small.sync()
    assert len(small.records(CULTURE)) == 4


def test_sorted_and_copied_rows_keep_and_get_their_identities(small: Ward) -> None:
    small.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100", "B3": "Nhà văn hóa", "D3": "200"})
    small.sync()
    tab = "7. Công trình, phần việc"
    before = {row[1]: row[0] for row in small.values("TCKT", tab)[1:]}
    assert len(set(before.values())) == 2
    works = next(form for form in small.project.forms if form.code == "works").sheet_id
    both = {"sheetId": works, "startRowIndex": 1, "endRowIndex": 3}
    order = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    small.change("TCKT", {"sortRange": {"range": both, "sortSpecs": order}})
    first = {**both, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 8}
    copy = {**first, "startRowIndex": 3, "endRowIndex": 4}
    small.change("TCKT", {"copyPaste": {"source": first, "destination": copy, "pasteType": "PASTE_NORMAL"}})
    outcome = small.sync(NEXT_EVENING)
    rows = small.values("TCKT", tab)[1:4]
    assert {row[1]: row[0] for row in rows[:2]} == before
    assert rows[2][1] == rows[0][1]
    assert rows[2][0] not in before.values()
    assert [one.code for one in outcome.findings] == ["key-cloned"]
    assert len(small.records(tab)) == 3


@pytest.mark.parametrize("status", ["503", "applied-then-503", "reset"])
def test_a_write_with_an_unknown_outcome_is_planned_anew_and_doubles_nothing(
    small: Ward, status: str
) -> None:
    small.type("TCKT", "works", {"B2": "Đường hoa", "D2": "một trăm"})
    small.sync()
    small.type("TCKT", "works", {"B3": "Nhà văn hóa", "D3": "hai trăm"})
    small.type("TDP01", "culture_society", {"E3": ""})
    for unit in ("", "TCKT"):
        small.fail(unit, status, method="POST")
    outcome = small.sync(NEXT_EVENING)
    assert outcome.exit_code == 0
    works = [row["Tên công trình, phần việc"] for row in small.records("7. Công trình, phần việc").values()]
    assert works == ["Đường hoa", "Nhà văn hóa"]
    assert [line[0] for line in small.values("TCKT", "Kết quả kiểm tra")[5:]] == ["D2", "D3"]
    assert small.sync(NEXT_EVENING).plans == ()


def test_a_second_run_is_told_who_is_at_work(small: Ward) -> None:
    small.project.store.locks.acquire("run", "another machine", EVENING, EVENING + timedelta(hours=1))
    with pytest.raises(RunInProgress, match="another machine"):
        small.sync()
    small.sync(EVENING + timedelta(hours=2))


def test_a_dry_run_neither_waits_for_a_run_nor_holds_one_up(small: Ward) -> None:
    small.project.store.locks.acquire("run", "another machine", EVENING, EVENING + timedelta(hours=1))
    assert small.sync(dry_run=True).plans


def test_a_run_killed_on_this_machine_does_not_hold_up_the_next(small: Ward) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    holder = f"process {ended.pid} on {socket.gethostname()}, thread 1"
    small.project.store.locks.acquire("run", holder, EVENING, EVENING + timedelta(hours=1))
    assert small.sync().units_read


def test_a_long_run_keeps_its_lock(small: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    # Renewals follow each other at once; to each the lease seems to be a quarter further on.
    monkeypatch.setattr(locking, "RENEWAL", 0)
    looks, looked = count(), Semaphore(0)

    def monotonic() -> float:
        looked.release()
        return next(looks) * locking.LEASE.total_seconds() / 4

    monkeypatch.setattr(locking, "time", SimpleNamespace(monotonic=monotonic))
    store, other, later = small.project.store, "process 1 on elsewhere, thread 1", EVENING + 2 * locking.LEASE
    with locking.held(store, EVENING):
        # One look at the beginning, eight for two leases; the ninth comes after the eighth was noted.
        for _ in range(10):
            looked.acquire()
        assert store.locks.acquire("run", other, later, later + timedelta(minutes=1)) is not None
    assert store.locks.acquire("run", other, later, later + timedelta(minutes=1)) is None


def test_every_workbook_is_read_once_a_week_whatever_drive_tells(small: Ward) -> None:
    small.sync()
    assert small.sync(EVENING + timedelta(days=6)).units_read == ()
    assert set(small.sync(EVENING + timedelta(days=7)).units_read) == {"TCKT", "TDP01", "TDP02"}
    assert small.sync(EVENING + timedelta(days=8)).units_read == ()


def test_a_run_of_one_unit_is_no_weekly_reading(small: Ward) -> None:
    small.sync(unit="TCKT", full=True)
    assert set(small.sync(NEXT_EVENING).units_read) == {"TCKT", "TDP01", "TDP02"}


def test_a_unit_new_in_the_roster_is_told_until_it_has_a_workbook(small: Ward) -> None:
    small.sync()
    roster = small.project.config.file.parent / "units.csv"
    more = "TDP03,Tổ dân phố số 3,TDP,,tdp03@phuong.example,2019-05-01,,,culture_society,VX01\n"
    roster.write_text(roster.read_text(encoding="utf-8") + more, encoding="utf-8")
    config = load(small.project.config.file, FORMS)
    with opened_config(config, "provision") as project:
        outcome = run(project, NEXT_EVENING)
        assert list(outcome.failed) == ["TDP03"]
        assert "provision" in outcome.failed["TDP03"]
        row = next(row for row in small.values("", "Tình hình nộp") if row[0] == "TDP03")
        assert row[2] == "Chưa có bảng tính"
        provision(project)
        assert run(project, NEXT_EVENING).failed == {}


def test_a_relation_written_into_the_catalogue_is_held_against_reports_that_nobody_touched(
    small: Ward,
) -> None:
    small.type("TCKT", "economy", {"E2": "500", "E3": "600"})
    file = small.project.config.file.parent / "indicators.csv"
    header, *lines = (line.rpartition(",")[0] for line in file.read_text(encoding="utf-8").splitlines())
    file.write_text("\n".join((header, *lines)), encoding="utf-8")
    with opened_config(load(small.project.config.file, FORMS)) as project:
        assert "part-exceeds-whole" not in {one.code for one in run(project, EVENING).findings}
    wholes = {"KT02": "KT01"}
    related = [f"{line},{wholes.get(line.partition(',')[0], '')}" for line in lines]
    file.write_text("\n".join((f"{header},part_of", *related)), encoding="utf-8")
    with opened_config(load(small.project.config.file, FORMS)) as project:
        outcome = run(project, NEXT_EVENING)
        assert ("E3", "part-exceeds-whole") in {(one.cell, one.code) for one in outcome.findings}
        assert run(project, NEXT_EVENING).units_read == ()


def test_a_run_keeps_the_calls_that_it_made(small: Ward) -> None:
    small.sync()
    small.sync(NEXT_EVENING)
    kept = [run.summary["calls"] for run in small.project.store.runs.latest(2)]
    assert kept == [{"read": 0, "write": 0, "drive": 1}, {"read": 4, "write": 4, "drive": 2}]


def test_a_run_keeps_what_was_tried_again(small: Ward) -> None:
    small.fail("TDP01", 503, count=2)
    small.sync()
    (kept,) = (run.summary["call_log"] for run in small.project.store.runs.latest(1))
    assert kept["statuses"] == {"200": 10, "503": 2}
    assert kept["attempts"] == sum(kept["routes"].values()) + 2
