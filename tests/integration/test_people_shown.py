"""Where somebody is reached and which one it is, is quoted whole in the unit's own sheet and nowhere else."""

import csv
import json
import os
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from sheets_sync.campaign import findings_of
from sheets_sync.unit_workbook.check_tab import CHECK_TITLE
from tests.forked import sheets_sync
from tests.integration.test_council import PROPOSALS, propose
from tests.integration.test_master import remark
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, Ward

#: A telephone that lost its first digit, one that is none, a year that nobody was born in, and a name.
TYPED = {"G2": "912345678", "G3": "09123456789999", "D3": "1885", "C4": "https://zalo.me/0987654321"}
OFFLINE = {"SHEETS_SYNC_GOOGLE__API_BASE_URL": "http://127.0.0.1:9"}
WHOLE = ("912345678", "09123456789999", "1885", "0987654321")


def proposed(one: Ward) -> None:
    for row, name in ((2, "Lê Thị Hoa"), (3, "Trần Văn An"), (4, "Phạm Văn Bình")):
        propose(one, "TDP01", row, name, "18")
    one.type("TDP01", "commendation", TYPED)
    one.sync()


@pytest.fixture
def filled(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, proposed) as one:
        yield one


def quoted(text: str) -> list[str]:
    return [one for one in WHOLE if one in text]


def command(one: Ward, *words: str) -> str:
    folder = one.project.config.file.parent
    as_of = () if words[0] == "history" else ("--as-of", f"{EVENING:%Y-%m-%dT%H:%M}")
    done = sheets_sync(*words, *as_of, folder=folder, environment=os.environ | OFFLINE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_units_sheet_quotes_what_it_typed(filled: Ward) -> None:
    notes = [cell.get("note", "") for row in filled.cells("TDP01", PROPOSALS) for cell in row]
    told = "\n".join([*notes, *(str(cell) for row in filled.values("TDP01", CHECK_TITLE) for cell in row)])
    assert quoted(told) == list(WHOLE)


def test_the_masters_list_of_what_is_to_be_mended_shortens_it(filled: Ward) -> None:
    rows = filled.values("", "Nội dung cần sửa")
    told = "\n".join(str(cell) for row in rows for cell in row)
    assert quoted(told) == []
    assert "Nếu đúng là 09…678, đề nghị định dạng ô là văn bản và nhập lại." in told
    assert "“09…999” có 14 chữ số" in told
    assert "“https://zalo.me/09…321” giống" in told


def test_mails_shorten_it(filled: Ward) -> None:
    folder = filled.project.config.path(filled.project.config.mail.folder)
    mails = [message_from_bytes(one.read_bytes(), policy=policy.default) for one in folder.rglob("*.eml")]
    parts = [
        part.get_content() for mail in mails for part in mail.walk() if part.get_content_maintype() == "text"
    ]
    assert any("09…999" in part for part in parts)
    assert [found for part in parts if (found := quoted(part))] == []


@pytest.mark.parametrize("words", [("findings",), ("findings", "--json"), ("history", "--unit", "TDP01")])
def test_commands_shorten_it(filled: Ward, words: tuple[str, ...]) -> None:
    told = command(filled, *words)
    # History tells names as they were typed.
    assert [one for one in quoted(told) if one != "0987654321" or words[0] != "history"] == []
    assert "09…999" in told


def test_answers_and_the_public_door_have_no_second_text(filled: Ward) -> None:
    (period,) = json.loads(command(filled, "findings", "--json"))["periods"]
    assert {key for one in period["findings"] for key in one if key.endswith("_outside")} == set()
    assert quoted("".join(one.text for one in findings_of(filled.project, EVENING))) == []


def test_what_changed_since_the_office_decided_shortens_it_as_what_was_removed_does(filled: Ward) -> None:
    key = next(iter(filled.records(PROPOSALS)))
    filled.type("TDP01", "commendation", {"G2": "0912345678"})
    filled.sync()
    remark(filled, PROPOSALS, key, "Trạng thái xử lý", "Đã duyệt")
    filled.sync(NEXT_EVENING)
    filled.type("TDP01", "commendation", {"G2": "0987654321"})
    filled.sync(NEXT_EVENING)
    changed = filled.records(PROPOSALS)[key]["Thay đổi sau khi xử lý"]
    assert "Số điện thoại: 09…678 → 09…321" in changed
    filled.type("TDP01", "commendation", {f"{letter}2": "" for letter in "BCDEFGHIJKLMNOP"})
    filled.sync(NEXT_EVENING)
    (gone,) = [row for row in filled.values("", "Đã gỡ")[1:] if "Lê Thị Hoa" in row[4]]
    assert "Số điện thoại: 09…321" in gone[4]


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_exports_leave_such_columns_out_unless_people_are_asked_for(filled: Ward, tmp_path: Path) -> None:
    command(filled, "export", "--into", str(tmp_path / "plain"))
    command(filled, "export", "--into", str(tmp_path / "whole"), "--with-people")
    files = sorted(one.name for one in (tmp_path / "plain").iterdir())
    assert files == sorted(one.name for one in (tmp_path / "whole").iterdir())
    assert quoted("".join((tmp_path / "plain" / one).read_text(encoding="utf-8") for one in files)) == []
    plain, whole = (read(tmp_path / kind / f"{PROPOSALS}.csv") for kind in ("plain", "whole"))
    missing = [title for title in whole[0] if title not in plain[0]]
    assert missing == ["Năm sinh", "Giới tính", "Chức vụ, nơi công tác", "Số điện thoại"]
    assert whole[1]["Số điện thoại"] == "09123456789999"
    assert [row["Mã dòng"] for row in plain] == [row["Mã dòng"] for row in whole]
