"""A short campaign whose store was kept by an earlier version, to be played again by the present one.

`tests/stores/before_codes.sql` is the store that this story left behind when the version before revision 0008
played it: `python -m tests.upgrade_story FILE`, run in that version, writes it. Addresses and ids are the
same in every play, so that a store of one play fits the workbooks of another.
"""

import itertools
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sheets_sync.emulator import routes_files, routes_sheets
from sheets_sync.pipeline import Project
from sheets_sync.sheets.addresses import Web, column_letters
from tests.office import APPROVED, STATE
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, SMALL_INDICATORS, SMALL_UNITS, Ward, ward

CULTURE, WORKS, PROPOSALS = "2. Văn hóa - Xã hội", "7. Công trình, phần việc", "8. Đề nghị khen thưởng"
COMMENT, OWN = "Ý kiến văn phòng", "Người phụ trách"
MATRIX, COUNCIL, POINTS = "Tình hình nộp", "Hội đồng", "Đánh giá"


class SameAddresses(Project):
    """A project whose links are Google's own, whatever port the local Google has."""

    @property
    def web(self) -> Web:
        return Web()


@contextmanager
def stage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    """A small campaign before the first sync."""
    numbers = itertools.count(1)
    for module in (routes_files, routes_sheets):
        monkeypatch.setattr(module, "new_file_id", lambda: f"1{next(numbers):043d}")
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    with ward(folder, monkeypatch, units=SMALL_UNITS, indicators=SMALL_INDICATORS) as one:
        known = {field.name: getattr(one.project, field.name) for field in fields(Project)}
        yield Ward(one.base_url, SameAddresses(**known), one.people)


def play(one: Ward) -> None:
    """Three evenings: reported, reviewed in every way, changed and removed since."""
    one.people.set_clock(EVENING)
    one.type("TDP01", "culture_society", {"D2": "200", "E2": "205", "D3": "190", "E3": "198,5"})
    one.type("TDP02", "culture_society", {"E2": "185", "D3": "170", "E3": "176"})
    one.type("TCKT", "works", {"B2": "Đường hoa", "D2": "100", "G2": "12/8/2024"})
    one.type("TCKT", "works", {"B3": "Nhà văn hóa", "D3": "1.234,5"})
    one.type("TCKT", "works", {"B4": "Cầu dân sinh", "D4": "khoảng 300"})
    one.type("TCKT", "works", {"B5": "Vườn rau", "D5": "7"})
    people = {"B2": "Cá nhân", "C2": "Nguyễn Thị Hạnh", "L2": "Vận động xây 3 nhà văn hóa", "N2": "30"}
    one.type("TDP01", "commendation", {**people, "O2": "31", "P2": "Có", "M2": "10/8/2024"})
    one.sync(EVENING, mails=False)

    write(one, CULTURE, "TDP01/VX01", STATE, APPROVED)
    write(one, CULTURE, "TDP01/VX02", STATE, APPROVED)
    write(one, CULTURE, "TDP02/VX02", STATE, "Trả lại")
    write(one, CULTURE, "TDP02/VX02", COMMENT, "Chưa khớp với Công an phường")
    write(one, CULTURE, "TDP02/VX01", STATE, "hỏi lại anh Dương")
    write(one, WORKS, key_of(one, "Đường hoa"), STATE, APPROVED)
    write(one, WORKS, key_of(one, "Nhà văn hóa"), STATE, "Đã tiếp nhận")
    write(one, WORKS, key_of(one, "Cầu dân sinh"), STATE, "Trả lại")
    write(one, WORKS, key_of(one, "Vườn rau"), COMMENT, "Xem ảnh nghiệm thu")
    add_column(one, WORKS, "works", OWN)
    write(one, WORKS, key_of(one, "Vườn rau"), OWN, "Chị Mai")
    write(one, WORKS, key_of(one, "Đường hoa"), OWN, "Anh Dương")
    [proposal] = one.records(PROPOSALS)
    write(one, PROPOSALS, proposal, STATE, APPROVED)
    for title, text in (("Số phiếu đồng ý", "9"), ("Số người dự họp", "11"), ("Kết luận", "Đề nghị khen")):
        write(one, COUNCIL, proposal, title, text)
    write(one, MATRIX, "TDP02", "Ghi chú của văn phòng", "Đã gọi điện")
    write(one, POINTS, "TDP01", "Điểm điều chỉnh", "80")
    one.people.set_clock(NEXT_EVENING)
    one.sync(NEXT_EVENING, mails=False)

    one.type("TDP01", "culture_society", {"E3": "199"})
    one.type("TDP02", "culture_society", {"E3": "175"})
    one.type("TCKT", "works", {"D4": "350"})
    tab = next(form.sheet_id for form in one.project.forms if form.code == "works")
    rows = {"sheetId": tab, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}
    one.change("TCKT", {"deleteDimension": {"range": rows}})
    write(one, POINTS, "TDP01", "Lý do", "Có sáng kiến")
    one.people.set_clock(OVERDUE_EVENING)
    one.project.store.closings.close("TDP02", OVERDUE_EVENING)
    one.sync(OVERDUE_EVENING, mails=False)


def key_of(one: Ward, name: str) -> str:
    """Key of a work in the master."""
    return next(key for key, row in one.records(WORKS).items() if row["Tên công trình, phần việc"] == name)


def write(one: Ward, tab: str, key: str, column: str, text: str) -> None:
    """Type into the master as the office."""
    rows = one.values("", tab)
    place = f"{column_letters(rows[0].index(column))}{[row[0] for row in rows].index(key) + 1}"
    one.people.type_in(one.project.config.office.emails[0], one.book(""), {f"'{tab}'!{place}": text})


def add_column(one: Ward, tab: str, form: str, title: str) -> None:
    """A column of the office's own, right of all others."""
    sheet = next(known.sheet_id for known in one.project.forms if known.code == form)
    width = len(one.values("", tab)[0])
    one.change("", {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": 1}})
    one.people.type_in("", one.book(""), {f"'{tab}'!{column_letters(width)}1": title})


def master(one: Ward) -> dict[str, list[list[object]]]:
    """The values of every tab of the master."""
    found = one.get(f"/v4/spreadsheets/{one.book('')}", fields="sheets(properties(title))")
    titles = [sheet["properties"]["title"] for sheet in found["sheets"]]
    return {title: one.values("", title) for title in titles}


def main(target: Path) -> None:
    """Play, and write the store as SQL and the master's values as JSON beside it."""
    with pytest.MonkeyPatch.context() as monkeypatch, TemporaryDirectory() as folder:
        with stage(Path(folder), monkeypatch) as one:
            play(one)
            shown = json.dumps(master(one), ensure_ascii=False, indent=0)
        with closing(sqlite3.connect(Path(folder) / "campaign" / "sheets-sync.db")) as store:
            target.write_text("\n".join(store.iterdump()) + "\n", encoding="utf-8")
    target.with_suffix(".master.json").write_text(shown + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
