"""The master's tables as files: complete, typed, and nothing in them that a spreadsheet program would run."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from sheets_sync.master.plain_tables import FORMULA, csv_text
from sheets_sync.master.tables.wording import COMMENT_TITLE
from tests.acceptance.hostile import remark
from tests.forked import sheets_sync
from tests.shared import Shared
from tests.ward import EVENING, Ward

EVIL = '=HYPERLINK("http://evil.example";"Bấm vào đây")'


def synced(one: Ward) -> None:
    one.type("TCKT", "economy", {"D2": "6.000", "E2": "5.570,5"})
    one.type("TCKT", "works", {"B2": "'" + EVIL, "D2": "100", "B3": "'-1+1 Nhà văn hóa", "D3": "200"})
    one.sync()
    remark(one, title(one, "works"), next(iter(one.records(title(one, "works")))), COMMENT_TITLE, "@Đã gọi")
    one.sync()


@pytest.fixture
def filled(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, synced) as one:
        yield one


def title(one: Ward, form: str) -> str:
    return next(known.title for known in one.project.forms if known.code == form)


#: Nobody is at this address: what is written comes from the store.
NOBODY = {"SHEETS_SYNC_GOOGLE__API_BASE_URL": "http://127.0.0.1:9"}


def words(one: Ward, into: Path, *options: str) -> list[str]:
    file = one.project.config.file
    return ["export", "--into", str(into), "--config", str(file), "--as-of", "2024-08-14T20:00", *options]


def command(one: Ward, into: Path, *options: str) -> CompletedProcess[str]:
    return sheets_sync(*words(one, into, *options), folder=into.parent, environment=os.environ | NOBODY)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_every_tab_of_the_master_is_a_file_with_the_office_s_remarks(filled: Ward, tmp_path: Path) -> None:
    done = command(filled, tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    files = {Path(name).stem for name in json.loads(done.stdout)["periods"][0]["files"]}
    book = filled.get(f"/v4/spreadsheets/{filled.book('')}", fields="sheets(properties(title,hidden))")
    shown = {tab["properties"]["title"] for tab in book["sheets"]}
    assert {name.replace("/", "-") for name in shown} == files
    works = read(tmp_path / "out" / f"{title(filled, 'works')}.csv")
    master = filled.records(title(filled, "works"))
    assert [row["Mã dòng"] for row in works] == list(master)
    assert [row[COMMENT_TITLE] for row in works] == ["'@Đã gọi", ""]


def test_numbers_are_numbers_and_no_text_begins_a_formula(filled: Ward, tmp_path: Path) -> None:
    assert command(filled, tmp_path / "out").returncode == 0
    economy = read(tmp_path / "out" / f"{title(filled, 'economy')}.csv")
    assert "5570.5" in economy[0].values()
    cells = [cell for file in (tmp_path / "out").glob("*.csv") for row in read(file) for cell in row.values()]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


@pytest.mark.parametrize(
    "text", ["a;=1+1", 'a";=1+1', "a,+1", "a\t@x", "a|-1", "a; =1+1", "a\n=1+1", ";;=1;=2"]
)
def test_no_separator_that_a_reader_may_take_makes_a_formula(text: str) -> None:
    written = StringIO()
    csv.writer(written).writerow(["x", csv_text(text), "y"])
    for separator in ",;\t|":
        for row in csv.reader(StringIO(written.getvalue()), delimiter=separator):
            assert [cell for cell in row if cell.strip(' "').startswith(("=", "+", "-", "@"))] == []


def test_what_is_no_formula_keeps_its_hyphens() -> None:
    assert csv_text("Kim Liên - Phương Mai; 3-4 hộ") == "Kim Liên - Phương Mai; 3-4 hộ"


def test_exports_the_store_and_mails_are_their_owners_alone(filled: Ward, tmp_path: Path) -> None:
    campaign = filled.project.config.file.parent
    store = campaign / "sheets-sync.db"
    store.chmod(0o644)
    before = os.umask(0)
    try:
        assert command(filled, tmp_path / "out").returncode == 0
        done = sheets_sync("store", "backup", folder=campaign, environment=dict(os.environ))
        assert done.returncode == 0, done.stderr
    finally:
        os.umask(before)
    files = [*(tmp_path / "out").iterdir(), store, *(campaign / "backups").iterdir()]
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}


@pytest.mark.parametrize("first", FORMULA)
def test_a_text_is_marked_as_text_whatever_begins_a_formula(first: str) -> None:
    assert csv_text(f"{first}1+1") == f"'{first}1+1"


def test_values_are_written_for_programs() -> None:
    assert csv_text(Decimal("-5.50")) == "-5.50"
    assert csv_text(Decimal("1E+3")) == "1000"
    assert csv_text(date(2024, 8, 5)) == "2024-08-05"
    assert csv_text(datetime(2024, 8, 5, 20, 30, tzinfo=UTC)) == "2024-08-05 20:30:00"
    assert csv_text(None) == ""
    assert csv_text(EVENING) == "2024-08-14 20:00:00"


def test_a_workbook_has_a_tab_a_table_and_no_formula(filled: Ward, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `export` is not installed")
    done = command(filled, tmp_path / "out", "--format", "xlsx", "--json")
    assert done.returncode == 0, done.stderr
    (name,) = json.loads(done.stdout)["periods"][0]["files"]
    book = openpyxl.load_workbook(name)
    assert title(filled, "economy") in book.sheetnames
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert EVIL in {cell.value for cell in cells}
    assert 5570.5 in {cell.value for cell in book[title(filled, "economy")][2]}


def test_without_openpyxl_the_message_says_what_to_install(filled: Ward, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "openpyxl.py").write_text("raise ImportError('not installed')")
    path = os.pathsep.join([str(tmp_path / "empty"), os.environ.get("PYTHONPATH", "")])
    # A process that is forked has imported it already.
    done = subprocess.run(
        [sys.executable, "-m", "sheets_sync", *words(filled, tmp_path / "out", "--format", "xlsx")],
        env=os.environ | NOBODY | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "extra `export`" in done.stderr
