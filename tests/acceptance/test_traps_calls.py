"""The numbered traps about calls: quotas, atomicity, change detection, ownership, gspread (docs/develop.md).

Each test fails if the product takes the wrong way; all run the real pipeline on the local Google.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, get_ident
from typing import Any

import pytest
import requests

from schemas import FORMS
from sheets_sync.campaign import opened_config
from sheets_sync.config.loading import load
from sheets_sync.emulator import Settings, running
from sheets_sync.errors import AccessDenied
from sheets_sync.google import Google, changes, door
from sheets_sync.google.changes import ChangeList
from sheets_sync.google.quota import PERIOD_MS, Quota
from sheets_sync.master.publishing import WorkbookFull
from sheets_sync.model import Workbook, WritePlan
from sheets_sync.pipeline import provision
from tests.acceptance.hostile import (
    CULTURE,
    FIGURES,
    WORKS,
    edit,
    fault,
    figures,
    opened_again,
    sheet,
    span,
)
from tests.counted import Counted
from tests.ward import (
    EVENING,
    NEXT_EVENING,
    OVERDUE_EVENING,
    SMALL_INDICATORS,
    SMALL_UNITS,
    Ward,
    ward,
)

UNITS = {"TCKT", "TDP01", "TDP02"}


def kinds(ward: Ward) -> Counter[str]:
    return Counter(call["kind"] for call in ward.calls())


@contextmanager
def through(ward: Ward, google: Google) -> Iterator[Ward]:
    """The ward with another door to Google."""
    with google:
        yield replace(ward, project=replace(ward.project, google=google))


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that wait at the same time would be counted one after another."""
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")


def test_trap_01_calls_wait_for_the_quota_and_reads_do_not_use_up_writes(
    one_thread: None, small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted()
    monkeypatch.setattr(door, "in_memory", counted.bucket)
    monkeypatch.setattr(door, "Quota", partial(Quota, time=counted.time))
    usual = small.project.google.settings
    slow = replace(usual, reads_per_minute=1, writes_per_minute=1, quota_folder=None)
    small.type("TDP01", "culture_society", {"E3": "199"})
    with through(small, Google(slow, "provision")) as ward:
        ward.sync(NEXT_EVENING, full=True)
    # Three units and the master: three waits; the single write waits for nothing.
    assert 3 * PERIOD_MS <= 1000 * counted.seconds < 4 * PERIOD_MS
    assert figures(small)["TDP01/VX02"] == 199


def test_trap_02_reads_name_the_fields_they_need_and_no_workbook_is_read_twice(small: Ward) -> None:
    small.forget_calls()
    small.sync(full=True)
    reads = [call for call in small.calls() if call["kind"] == "read"]
    assert all("fields=" in call["path"] for call in reads)
    assert Counter(call["workbook"] for call in reads) == {small.book(unit): 1 for unit in ("", *UNITS)}


def test_trap_03_and_17_changes_are_polled_by_one_drive_call(small: Ward) -> None:
    small.forget_calls()
    small.sync(NEXT_EVENING)
    assert [call["route"] for call in small.calls()] == ["/drive/v3/changes"]


def test_trap_04_a_429_without_retry_after_passes(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.fail("TDP01", 429, count=2)
    assert small.sync(NEXT_EVENING).failed == {}
    assert figures(small)["TDP01/VX02"] == 199


def test_trap_05_a_429_that_lasts_ends_after_bounded_attempts_and_stops_nobody_else(small: Ward) -> None:
    for unit in ("TDP01", "TDP02"):
        small.type(unit, "culture_society", {"E3": "180"})
    small.fail("TDP01", 429, count=1000)
    small.forget_calls()
    outcome = small.sync(NEXT_EVENING)
    asked = [call for call in small.calls() if call["workbook"] == small.book("TDP01")]
    assert len(asked) == small.project.google.settings.attempts
    assert list(outcome.failed) == ["TDP01"]
    assert figures(small) == {**FIGURES, "TDP02/VX02": 180}


def test_trap_06_a_master_that_would_outgrow_google_is_refused_before_any_write(small: Ward) -> None:
    found = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties(gridProperties))")
    sizes = [one["properties"]["gridProperties"] for one in found["sheets"]]
    used = sum(one["rowCount"] * one["columnCount"] for one in sizes)
    large = {"title": "Lưu trữ", "gridProperties": {"rowCount": 10_000_000 - used, "columnCount": 1}}
    small.change("", {"addSheet": {"properties": large}})
    small.type("TCKT", "works", {f"B{row}": f"Công trình {row}" for row in range(4, 40)})
    small.change(
        "TCKT", {"appendDimension": {"sheetId": sheet(small, "works"), "dimension": "ROWS", "length": 99}}
    )
    small.type("TCKT", "works", {f"B{row}": f"Công trình {row}" for row in range(40, 120)})
    small.forget_calls()
    with pytest.raises(WorkbookFull, match="cells"):
        small.sync(NEXT_EVENING)
    assert kinds(small)["write"] == 0
    assert figures(small) == FIGURES


def test_trap_07_and_30_a_workbook_with_all_tabs_notes_and_locale_is_one_read(small: Ward) -> None:
    small.forget_calls()
    small.sync(full=True)
    assert kinds(small) == {"drive": 2, "read": len(UNITS) + 1}


def test_trap_08_each_workbook_is_written_by_one_batch_update_or_not_at_all(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E2": "nhiều", "E3": "hai trăm"})
    small.type("TCKT", "works", {"B4": "Cầu qua kênh"})
    small.forget_calls()
    small.sync(NEXT_EVENING)
    writes = [call for call in small.calls() if call["kind"] == "write"]
    assert Counter(call["workbook"] for call in writes) == {
        small.book(unit): 1 for unit in ("", "TDP01", "TCKT")
    }
    assert {call["route"] for call in writes} == {"/v4/spreadsheets/{id}:batchUpdate"}


def test_trap_10_tabs_keep_their_ids_so_that_the_offices_formulas_go_on(small: Ward) -> None:
    small.change("", {"addSheet": {"properties": {"title": "Của tôi"}}})
    small.people.type_in("", small.book(""), {"'Của tôi'!A1": f"=SUM('{CULTURE}'!G2:G5)"})
    before = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties(sheetId,title))")
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.sync(NEXT_EVENING)
    after = small.get(f"/v4/spreadsheets/{small.book('')}", fields="sheets(properties(sheetId,title))")
    assert after == before
    assert small.values("", "Của tôi") == [[210 + 199 + 185 + 176]]


def test_trap_11_the_master_is_read_again_just_before_it_is_written(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    small.forget_calls()
    small.sync(NEXT_EVENING)
    calls = [call for call in small.calls() if call["kind"] != "drive"]
    master = [number for number, call in enumerate(calls) if call["workbook"] == small.book("")]
    read, write = (calls[number] for number in master[:2])
    assert (read["method"], write["method"], master[1] - master[0]) == ("GET", "POST", 1)


def test_trap_12_a_503_after_success_does_not_double_rows(small: Ward) -> None:
    small.type("TCKT", "works", {"B4": "Cầu qua kênh"})
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    for unit in ("", "TCKT", "TDP01"):
        small.fail(unit, "applied-then-503", method="POST")
    assert small.sync(NEXT_EVENING).failed == {}
    names = [row["Tên công trình, phần việc"] for row in small.records(WORKS).values()]
    assert names == ["Đường hoa", "Nhà văn hóa", "Cầu qua kênh"]
    assert len(small.values("TDP01", "Kết quả kiểm tra")) == 6
    assert small.sync(NEXT_EVENING).plans == ()


def test_trap_12_a_503_after_success_does_not_delete_the_next_row_too(small: Ward) -> None:
    tab = next(form.title for form in small.project.forms if form.code == "commendation")
    small.type("TDP01", "commendation", {"C2": "Trần Thị Nhỏ", "C3": "Lê Văn Lớn"})
    small.type("TDP02", "commendation", {"C2": "Phạm Thị Hoa"})
    small.sync(EVENING)
    small.change("TDP01", {"deleteDimension": {"range": span(small, "commendation", "ROWS", 2, 3)}})
    small.fail("", "applied-then-503", method="POST")
    small.forget_calls()
    assert small.sync(NEXT_EVENING).failed == {}
    assert [row["Đơn vị"] for row in small.records(tab).values()] == ["Tổ dân phố số 1", "Tổ dân phố số 2"]
    assert [call["status"] for call in small.calls() if call["kind"] == "write"][:1] == [503]


def test_trap_13_a_list_of_changes_of_several_pages_is_read_to_its_end(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "PAGE", 1)
    for unit in ("TDP01", "TDP02"):
        small.type(unit, "culture_society", {"E3": "170"})
    small.type("TCKT", "economy", {"E2": "5.600"})
    assert set(small.sync(NEXT_EVENING).units_changed) == UNITS
    small.forget_calls()
    small.sync(NEXT_EVENING + timedelta(hours=1))
    small.sync(NEXT_EVENING + timedelta(hours=2))
    assert kinds(small)["read"] == 0


def test_trap_14_an_edit_that_reaches_drives_list_minutes_late_is_read(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    google, real = small.project.google, small.project.google.changes
    with monkeypatch.context() as too_early:
        too_early.setattr(google, "changes", lambda *asked: ChangeList(real(*asked).token, ()))
        assert small.sync(EVENING + timedelta(minutes=1)).units_read == ()
    assert small.sync(EVENING + timedelta(minutes=8)).units_changed == ("TDP01",)


def test_trap_15_a_recalculation_that_drive_does_not_tell_is_found_by_the_full_sweep(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    google, real = small.project.google, small.project.google.changes
    monkeypatch.setattr(google, "changes", lambda *asked: ChangeList(real(*asked).token, ()))
    living = google.living()
    monkeypatch.setattr(google, "living", lambda *_asked: living)
    small.type("TDP01", "culture_society", {"E3": "199"})
    assert small.sync(NEXT_EVENING).units_read == ()
    assert small.sync(NEXT_EVENING, full=True).units_changed == ("TDP01",)


def test_trap_16_an_edit_made_between_our_reading_and_our_writing_is_not_hidden(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    google, book = small.project.google, small.book("TDP01")
    real = google.apply

    def after_an_edit(plan: WritePlan, *args: Any) -> Any:
        if plan.workbook == book:
            small.type("TDP01", "culture_society", {"E3": "200"})
        return real(plan, *args)

    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(google, "apply", after_an_edit)
        small.sync(NEXT_EVENING)
    outcome = small.sync(OVERDUE_EVENING)
    assert outcome.units_changed == ("TDP01",)
    assert outcome.findings == ()
    assert figures(small)["TDP01/VX02"] == 200


@contextmanager
def without_storage(
    small: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **key: str
) -> Iterator[Ward]:
    """The campaign at a Google where service accounts own nothing; `key` changes the account's key file."""
    settings = Settings()
    config = small.project.config.file
    with running(tmp_path / "other", settings=settings) as base_url:
        made = requests.post(f"{base_url}/_emulator/service-accounts", json={"name": "sync"}).json()
        (config.parent / "service-account.json").write_text(json.dumps(made | key), encoding="utf-8")
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__API_BASE_URL", base_url)
        monkeypatch.setenv("SHEETS_SYNC_GOOGLE__AUTH", "service-account")
        monkeypatch.setenv("SHEETS_SYNC_STORE__URL", f"sqlite:///{tmp_path}/other.db")
        with opened_config(load(config, FORMS), "provision") as project:
            yield Ward(base_url, project, small.people)


def test_trap_25_a_service_account_without_storage_is_told_where_workbooks_can_be_made(
    small: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        without_storage(small, tmp_path, monkeypatch) as ward,
        pytest.raises(AccessDenied, match="shared drive"),
    ):
        provision(ward.project)


def test_trap_26_google_sends_nobody_a_mail_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ward(tmp_path, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        calls = one.calls()
    shared = [call for call in calls if call["path"].split("?")[0].endswith("/permissions")]
    granted = [call["path"] for call in shared if call["method"] == "POST"]
    assert len(granted) == len(UNITS) + 1
    assert all("sendNotificationEmail=false" in path for path in granted)


def test_trap_27_sharing_that_is_too_fast_for_google_goes_on_and_resumes(small: Ward) -> None:
    line = "TDP0{0},Tổ dân phố số {0},TDP,,tdp0{0}@phuong.example,2019-05-01,,,culture_society,VX01 VX02\n"
    edit(small, "units.csv", ("TDP02,", line.format(3) + line.format(4) + "TDP02,"))
    with opened_again(small) as ward:
        fault(ward, kind="403", route="/permissions", method="POST", count=2)
        assert set(provision(ward.project).created) == {"TDP03", "TDP04"}
        for unit, email in (("TDP03", "tdp03@phuong.example"), ("TDP04", "tdp04@phuong.example")):
            assert ward.project.google.shared_with(ward.book(unit))[email] == "writer"
    assert provision(small.project).created == ()


@pytest.mark.parametrize("cell", ["A1", "E1"])
def test_trap_28_a_unit_cannot_change_protected_headers_and_can_type_its_figures(
    small: Ward, cell: str
) -> None:
    with pytest.raises(RuntimeError, match="protected"):
        small.type("TDP01", "culture_society", {cell: "khác"})
    small.type("TDP01", "culture_society", {"E3": "199"})
    assert small.values("TDP01", CULTURE)[2][4] == 199


@pytest.mark.parametrize("kind", ["502", "503", "500", "reset", "truncated"])
def test_trap_31_web_pages_and_broken_connections_pass(small: Ward, kind: str) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    for unit in ("TDP01", ""):
        fault(small, kind=kind, route=f"/v4/spreadsheets/{small.book(unit)}$", method="GET", count=2)
    assert small.sync(NEXT_EVENING).failed == {}
    assert figures(small) == {**FIGURES, "TDP01/VX02": 199}


def test_trap_32_an_answer_that_never_comes_ends_and_is_asked_for_again(small: Ward) -> None:
    # On a slow machine other answers may take as long, and are asked for again as well.
    impatient = replace(small.project.google.settings, timeout=(3600, 3), attempts=1000)
    small.type("TDP01", "culture_society", {"E3": "199"})
    fault(small, kind="timeout", route=f"{small.book('TDP01')}$", seconds=36_000, count=1)
    with through(small, Google(impatient, "provision")) as ward:
        assert ward.sync(NEXT_EVENING).failed == {}
    assert figures(small)["TDP01/VX02"] == 199


def test_trap_32_an_account_that_is_no_longer_known_is_told_so(
    small: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        without_storage(small, tmp_path, monkeypatch, client_email="nobody@x.example") as ward,
        pytest.raises(AccessDenied, match="invalid_grant"),
    ):
        provision(ward.project)


def test_trap_33_every_call_goes_to_the_configured_address(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    small.forget_calls()
    before = len(small.project.google.log.calls)
    small.sync(NEXT_EVENING, full=True)
    assert len(small.calls()) == len(small.project.google.log.calls) - before > 0


def test_trap_34_each_worker_thread_reads_through_a_client_of_its_own(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    google, used = small.project.google, dict[int, set[int]]()
    real, together = google.read, Barrier(len(UNITS))

    def noted(workbook: str, *args: Any) -> Workbook:
        used.setdefault(get_ident(), set()).add(id(google.client.session))
        if workbook != small.book(""):
            together.wait()
        return real(workbook, *args)

    monkeypatch.setattr(google, "read", noted)
    small.sync(NEXT_EVENING, full=True)
    sessions = [session for found in used.values() for session in found]
    assert len(used) > len(UNITS)
    assert len(sessions) == len(set(sessions)) == len(used)
