"""The roster, the configuration, the store, the clock and the disk change between two runs."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from sheets_sync.errors import ConfigError, NotProvisioned, RunInProgress
from sheets_sync.model import Timeliness, Workbook
from sheets_sync.pipeline import provision
from tests.acceptance.hostile import (
    CULTURE,
    FIGURES,
    REMOVED,
    WORKS,
    comments,
    edit,
    figures,
    opened_again,
    remark,
)
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

NEW_UNIT = "TDP03,Tổ dân phố số 3,TDP,,tdp03@phuong.example,2019-05-01,,,culture_society,VX01 VX02\n"
NEXT_PERIOD = """\
[[period]]
code = "dot-2"
title = "Bổ sung"
start = 2024-08-05
cut_off = 2024-08-15
deadline = 2024-08-20T17:00:00

"""


def store_file(ward: Ward) -> Path:
    return ward.project.config.file.parent / "sheets-sync.db"


def lose_store(ward: Ward) -> None:
    for file in store_file(ward).parent.glob("sheets-sync.db*"):
        file.unlink()


@contextmanager
def older_store(ward: Ward, tmp_path: Path) -> Iterator[None]:
    """What happens within is forgotten: the store is brought back from a backup of before."""
    backup = tmp_path / "backup.db"
    with closing(sqlite3.connect(store_file(ward))) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    yield
    lose_store(ward)
    shutil.copy(backup, store_file(ward))


def works(ward: Ward) -> list[str]:
    return [row["Tên công trình, phần việc"] for row in ward.records(WORKS).values()]


def test_a_unit_added_to_the_roster_is_told_about_until_it_is_provisioned(small: Ward) -> None:
    edit(small, "units.csv", ("TDP02,", NEW_UNIT + "TDP02,"))
    with opened_again(small) as ward:
        assert list(ward.sync(NEXT_EVENING).failed) == ["TDP03"]
        assert figures(ward) == FIGURES
        assert provision(ward.project).created == ("TDP03",)
        ward.type("TDP03", "culture_society", {"E2": "100", "D3": "90", "E3": "95"})
        ward.sync(NEXT_EVENING)
        assert figures(ward) == {**FIGURES, "TDP03/VX01": 100, "TDP03/VX02": 95}


def test_a_unit_taken_off_the_roster_by_mistake_keeps_figures_and_remarks(small: Ward) -> None:
    roster = small.project.config.file.parent / "units.csv"
    text = roster.read_text(encoding="utf-8")
    roster.write_text(
        "".join(line for line in text.splitlines(keepends=True) if line[:5] != "TDP01"), encoding="utf-8"
    )
    with opened_again(small) as ward:
        ward.sync(NEXT_EVENING)
        # What it reported for the period stays in the totals.
        assert figures(ward) == FIGURES
    roster.write_text(text, encoding="utf-8")
    with opened_again(small) as ward:
        ward.sync(OVERDUE_EVENING)
        assert figures(ward) == FIGURES
        assert comments(ward) == {"TDP01/VX02": "Đã gọi"}


def test_a_form_that_a_unit_owes_since_reaches_its_workbook_by_provisioning(small: Ward) -> None:
    edit(small, "units.csv", ("economy works,", "economy works narrative,"))
    with opened_again(small) as ward:
        ward.sync(NEXT_EVENING)
        assert provision(ward.project).completed == ("TCKT",)
        assert provision(ward.project).completed == ()
        found = ward.get(f"/v4/spreadsheets/{ward.book('TCKT')}", fields="sheets(properties(title))")
        assert "6. Thuyết minh" in [one["properties"]["title"] for one in found["sheets"]]
        assert ward.sync(NEXT_EVENING).findings == ()
        assert figures(ward) == FIGURES


def test_a_form_that_is_no_longer_owed_leaves_with_its_remarks(small: Ward) -> None:
    edit(small, "units.csv", ("economy works,", "economy,"))
    with opened_again(small) as ward:
        assert ward.sync(NEXT_EVENING).failed == {}
        assert works(ward) == []
        assert [row[2] for row in ward.values("", REMOVED)[1:]] == [WORKS, WORKS]
        assert figures(ward) == FIGURES


def test_an_indicator_that_is_switched_off_leaves_at_once_and_no_unit_is_blamed(small: Ward) -> None:
    line = "VX02,culture_society,Hộ đạt Gia đình văn hóa,hộ,integer,yes,no,no,0,15000,,TDP,"
    edit(small, "indicators.csv", (line + "yes", line + "no"))
    with opened_again(small) as ward:
        outcome = ward.sync(NEXT_EVENING)
        assert outcome.findings == ()
        assert {key for key in figures(ward) if key.endswith("VX02")} == set()
        assert ward.sync(NEXT_EVENING).plans == ()


def test_a_changed_catalogue_judges_reports_that_nobody_touched(small: Ward) -> None:
    edit(small, "indicators.csv", (",100,200000,", ",6000,200000,"))
    with opened_again(small) as ward:
        assert [one.code for one in ward.sync(NEXT_EVENING).findings] == ["value-out-of-range"]
        assert ward.sync(NEXT_EVENING).units_read == ()


def test_a_unit_that_is_renamed_keeps_its_rows_and_remarks(small: Ward) -> None:
    edit(small, "units.csv", ("Tổ dân phố số 1", "Khu phố\t1 🙂"))
    with opened_again(small) as ward:
        ward.sync(NEXT_EVENING)
        assert ward.records(CULTURE)["TDP01/VX01"]["Đơn vị"].startswith("Khu phố")
        assert comments(ward) == {"TDP01/VX02": "Đã gọi"}


def test_a_new_deadline_counts_from_the_next_run(small: Ward) -> None:
    edit(small, "campaign.toml", ("cut_off = 2024-08-15", "cut_off = 2024-08-12"))
    edit(small, "campaign.toml", ("deadline = 2024-08-16T17:00:00", "deadline = 2024-08-14T17:00:00"))
    with opened_again(small) as ward:
        late = [one for one in ward.sync(NEXT_EVENING).coverage if one.timeliness is Timeliness.LATE]
        assert {one.unit for one in late} == {"TCKT", "TDP01", "TDP02"}


def test_the_next_period_gets_workbooks_of_its_own_and_leaves_the_last_ones_alone(small: Ward) -> None:
    before = {unit: book.id for unit, book in small.project.store.workbooks.known().items()}
    basis = '[[legal_basis]]\nnumber = "163/KH-UBND"'
    edit(small, "campaign.toml", (basis, NEXT_PERIOD + basis))
    with opened_again(small) as ward:
        with pytest.raises(NotProvisioned):
            ward.sync(NEXT_EVENING)
        provision(ward.project)
        now = {unit: book.id for unit, book in ward.project.store.workbooks.known().items()}
        assert set(now) == set(before)
        assert not set(now.values()) & set(before.values())
        ward.type("TDP01", "culture_society", {"E2": "1"})
        ward.sync(NEXT_EVENING)
    assert figures(small) == FIGURES


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("campaign.toml", "deadline = 2024-08-16T17:00:00", "deadline = 2024-08-99"),
        ("units.csv", "TDP01,Tổ dân phố số 1,TDP,,tdp01@", "TDP01,Tổ dân phố số 1,TDP,,"),
        ("indicators.csv", "integer", "number"),
    ],
)
def test_a_configuration_with_mistakes_is_refused_before_anything_is_touched(
    small: Ward, file: str, old: str, new: str
) -> None:
    edit(small, file, (old, new))
    small.forget_calls()
    with pytest.raises(ConfigError, match=file), opened_again(small) as ward:
        ward.sync(NEXT_EVENING)
    assert small.calls() == []


def test_a_lost_store_is_rebuilt_from_the_workbooks_with_remarks_and_identities(small: Ward) -> None:
    remark(small, CULTURE, "TDP01/VX01", "Trạng thái xử lý", "Đã duyệt")
    small.sync(EVENING)
    lose_store(small)
    small.type("TCKT", "works", {"B4": "Cầu qua kênh"})
    with opened_again(small) as ward:
        with pytest.raises(NotProvisioned):
            ward.sync(EVENING)
        files = len(small.get("/drive/v3/files")["files"])
        provision(ward.project)
        assert len(small.get("/drive/v3/files")["files"]) == files
        ward.sync(EVENING)
        assert figures(ward) == FIGURES
        assert comments(ward) == {"TDP01/VX02": "Đã gọi"}
        assert ward.records(CULTURE)["TDP01/VX01"]["Trạng thái xử lý"] == "Đã duyệt"
        assert works(ward) == ["Đường hoa", "Nhà văn hóa", "Cầu qua kênh"]
        assert len({row[0] for row in ward.values("TCKT", WORKS)}) == 4


def test_a_store_brought_back_from_a_backup_gives_no_row_the_identity_of_another(
    small: Ward, tmp_path: Path
) -> None:
    with older_store(small, tmp_path):
        small.type("TCKT", "works", {"B4": "Cầu qua kênh"})
        remark(small, CULTURE, "TDP02/VX01", "Ý kiến văn phòng", "Sau sao lưu")
        small.sync(NEXT_EVENING)
    small.type("TCKT", "works", {"B5": "Vườn hoa"})
    with opened_again(small) as ward:
        ward.sync(NEXT_EVENING)
        assert sorted(works(ward)) == sorted(["Đường hoa", "Nhà văn hóa", "Cầu qua kênh", "Vườn hoa"])
        assert comments(ward) == {"TDP01/VX02": "Đã gọi", "TDP02/VX01": "Sau sao lưu"}


def test_a_second_run_is_refused_while_the_first_reads_and_allowed_afterwards(
    small: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    google, reading, go_on = small.project.google, Event(), Event()
    real = google.read

    def slowly(workbook: str) -> Workbook:
        reading.set()
        go_on.wait()
        return real(workbook)

    small.type("TCKT", "works", {"B4": "Cầu qua kênh"})
    with opened_again(small) as second:
        monkeypatch.setattr(google, "read", slowly)
        first = Thread(target=small.sync, args=(NEXT_EVENING,))
        first.start()
        try:
            assert reading.wait()
            with pytest.raises(RunInProgress, match=str(os.getpid())):
                second.sync(NEXT_EVENING)
        finally:
            go_on.set()
            first.join()
        assert second.sync(NEXT_EVENING).plans == ()
    assert works(small) == ["Đường hoa", "Nhà văn hóa", "Cầu qua kênh"]


@pytest.mark.parametrize(
    "wrong", [timedelta(hours=-1), timedelta(days=-365), timedelta(days=3650)], ids=["hour", "year", "ahead"]
)
def test_an_edit_made_while_the_clock_was_wrong_is_not_missed(small: Ward, wrong: timedelta) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    small.sync(EVENING + wrong)
    small.type("TDP01", "culture_society", {"E3": "200"})
    small.sync(EVENING + timedelta(hours=1))
    assert figures(small) == {**FIGURES, "TDP01/VX02": 200}
    assert small.sync(EVENING + timedelta(hours=2)).plans == ()


def test_where_the_clock_goes_back_an_hour_a_deadline_passes_once(small: Ward) -> None:
    changes = (
        ('time_zone = "Asia/Ho_Chi_Minh"', 'time_zone = "Europe/Berlin"'),
        ("end = 2024-08-15", "end = 2024-10-26"),
        ("cut_off = 2024-08-15", "cut_off = 2024-10-24"),
        ("deadline = 2024-08-16T17:00:00", "deadline = 2024-10-27T02:30:00"),
    )
    edit(small, "campaign.toml", *changes)
    with opened_again(small) as ward:
        midnight, seen = datetime(2024, 10, 27, tzinfo=UTC), []
        for minutes in (-10, 20, 40, 80, 100):
            outcome = ward.sync(midnight + timedelta(minutes=minutes))
            seen.append({one.timeliness for one in outcome.coverage if one.form == "commendation"} - {None})
    assert seen == [{Timeliness.MISSING}] * 2 + [{Timeliness.OVERDUE}] * 3


def test_mails_wait_while_their_folder_cannot_be_written(small: Ward) -> None:
    folder = small.project.config.path(small.project.config.settings.mail.folder)
    shutil.rmtree(folder)
    folder.write_text("a file", encoding="utf-8")
    small.type("TDP01", "culture_society", {"E3": "hai trăm"})
    outcome = small.sync(NEXT_EVENING)
    assert outcome.exit_code == 4
    assert small.records(CULTURE)["TDP01/VX02"]["Thực hiện"] == "hai trăm"
    folder.unlink()
    assert small.sync(NEXT_EVENING).failed == {}
    assert len(list(folder.glob("TDP01-*.eml"))) == 1


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from sheets_sync.cli import main
sys.argv = ["sheets-sync", "sync", "-c", sys.argv[2], "--as-of", "2024-08-15T20:00"]
main()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="limits of file sizes exist on POSIX only")
def test_a_full_disk_ends_the_run_with_a_remedy_and_the_next_one_makes_up_for_it(small: Ward) -> None:
    small.type("TDP01", "culture_society", {"E3": "199"})
    # More than what SQLite shares between processes, less than what a sync writes.
    limit = 10 * 4096
    command = [sys.executable, "-c", FULL_DISK, str(limit), str(small.project.config.file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "free some space and run again" in ended.stderr
    assert "Traceback" not in ended.stderr
    small.sync(NEXT_EVENING)
    assert figures(small) == {**FIGURES, "TDP01/VX02": 199}
