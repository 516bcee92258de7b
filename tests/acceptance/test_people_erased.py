"""Thirty people planted everywhere: every place is found, and what is erased stays so whatever comes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.people.finding import Spotted, Wanted, Where, find
from sheets_sync.people.making_up import make_up
from sheets_sync.people.remembering import after_restore, remember
from sheets_sync.people.staying import BACKUP, FILE, ROSTER, staying
from sheets_sync.store.copying import back_up, restore
from sheets_sync.store.derived import DERIVED
from sheets_sync.vietnamese.mentions import Sought, needle
from tests.integration.test_master import remark
from tests.planted import PEOPLE, Person, files, sheets, tables, where
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, SMALL_UNITS, Ward

#: Whom the roster names: the office has to put somebody else there.
IN_ROSTER = PEOPLE[29]
UNITS = (
    SMALL_UNITS.replace("culture_society commendation", "culture_society narrative commendation exemplar")
    .replace("indicators\n", "indicators,contact\n", 1)
    .replace("KT01 KT02\n", f"KT01 KT02,{IN_ROSTER.name}\n")
    .replace("VX01 VX02\n", "VX01 VX02,\n")
)
#: Where our search does not look: what stands there is computed from a report that it tells.
COMPUTED = {table.name for table in DERIVED}
PROPOSALS, KEY = "8. Đề nghị khen thưởng", b"k" * 32


def planted(one: Ward) -> None:
    """Everybody somewhere: fields, prose, notes, remarks, former versions, removed rows, strangers' tabs."""
    rows: dict[str, dict[str, str]] = {"TDP01": {}, "TDP02": {}}
    for person in PEOPLE[:12]:
        unit, row = ("TDP01", "TDP02")[person.number % 2], 2 + person.number // 2
        rows[unit] |= {
            f"B{row}": "Cá nhân", f"C{row}": person.written, f"D{row}": "1971", f"F{row}": "Tổ trưởng",
            f"G{row}": f"'{person.called}", f"L{row}": f"{person.name} vận động 40 hộ", f"P{row}": "Có",
        }  # fmt: skip
    for unit, cells in rows.items():
        one.type(unit, "commendation", cells)
    for person in PEOPLE[12:18]:
        row = 2 + person.number - 12
        cells = {f"B{row}": person.written, f"D{row}": f"'{person.called}"}
        one.type("TDP01", "exemplar", cells | {f"F{row}": "Nhiều việc tốt", f"H{row}": "Có"})
    told = "; ".join(f"{person.written} ({person.called})" for person in PEOPLE[18:24])
    one.type("TDP02", "narrative", {"C2": f"Tiêu biểu: {told}.", "D2": f"Nhờ {PEOPLE[24].written}"})
    one.type("TDP01", "culture_society", {"E2": "205", "D3": "190", "E3": "198", "G2": PEOPLE[25].written})
    one.type("TDP02", "culture_society", {"E2": "310", "D3": "300", "E3": "abc", "G3": PEOPLE[26].called})
    one.type("TCKT", "works", {"B2": f"Nhà văn hóa, do {PEOPLE[27].written} hiến đất", "D2": "100"})
    one.sync()
    stranger = {"addSheet": {"properties": {"sheetId": 77, "title": f"Của {PEOPLE[28].name}"}}}
    note = {"range": {"sheetId": 77, "startRowIndex": 0, "endRowIndex": 1}, "fields": "note"}
    noted = {"updateCells": {**note, "rows": [{"values": [{"note": f"gọi {PEOPLE[28].called}"}]}]}}
    one.change("TDP01", stranger, noted)
    key = next(iter(one.records(PROPOSALS)))
    remark(one, PROPOSALS, key, "Trạng thái xử lý", "Trả lại")
    remark(one, PROPOSALS, key, "Ý kiến văn phòng", f"Hỏi {PEOPLE[27].name}, {PEOPLE[0].phone}")
    one.sync(NEXT_EVENING)
    # A row goes, a name is corrected: the history and “Đã gỡ” hold what stood there.
    one.type("TDP01", "commendation", {f"{column}7": "" for column in "ABCDEFGLP"})
    one.type("TDP02", "commendation", {"C3": "Vũ Minh Tâm", "G3": "'0988111222"})
    one.sync(NEXT_EVENING + timedelta(minutes=30))
    folder = one.project.config.file.parent
    (folder / "danh-sach.csv").write_text(f"TT,Họ tên\n1,{PEOPLE[3].name}\n", encoding="utf-8")


@pytest.fixture
def small(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, planted, units=UNITS) as one:
        yield one


def found(one: Ward) -> dict[Person, list[Spotted]]:
    """Where our own search finds each of them."""
    texts = [text for person in PEOPLE for text in (person.name, person.phone)]
    sought = Sought(tuple(needle(text, KEY) for text in texts), KEY)
    known = find(one.project.holdings, Wanted(sought), one.project.web).sure
    return {person: [it for it in known if person.is_in(it.spelt)] for person in PEOPLE}


@pytest.mark.long
def test_everybody_is_found_everywhere_and_erased_for_good(small: Ward, tmp_path: Path) -> None:
    folder, store = small.project.config.file.parent, small.project.store
    back_up(store, folder / "backups" / "sheets-sync-20240815-200000.db")
    in_sheets, in_store, in_files = (
        where(sheets(small)),
        where(tables(folder / "sheets-sync.db")),
        where(files(folder)),
    )
    known = found(small)
    for person in PEOPLE:
        by_kind = {kind: [one for one in known[person] if one.where is kind] for kind in Where}
        assert in_sheets[person] or in_files[person], person
        # The looks at every byte and our own agree: as many cells, the same tables, the same files.
        told = [one.place for one in by_kind[Where.SHEET]]
        assert len(set(told)) >= len(set(in_sheets[person])), (person, told, in_sheets[person])
        in_tables = {one.place.split()[0] for one in by_kind[Where.STORE]}
        assert in_tables == set(in_store[person]) - COMPUTED, person
        assert "submissions" in in_tables or COMPUTED.isdisjoint(in_store[person]), person
        assert {one.place.rpartition(":")[0] for one in by_kind[Where.FILE]} == set(in_files[person]), person
    assert sum(map(len, known.values())) > 300

    before = small.sync(NEXT_EVENING + timedelta(hours=1)).coverage
    holdings = small.project.holdings
    texts = [text for person in PEOPLE for text in (person.name, person.phone)]
    remember(holdings.config, store, texts, "theo yêu cầu", "", EVENING)
    assert make_up(holdings, OVERDUE_EVENING) == {}
    _nothing_is_left(small)
    after = small.sync(OVERDUE_EVENING).coverage
    assert {(one.unit, one.form, one.days_late) for one in after if one.timeliness == "on-time"} >= {
        (one.unit, one.form, one.days_late) for one in before if one.timeliness == "on-time"
    }
    _nothing_is_left(small)
    left = [one for places in found(small).values() for one in places]
    reasons = {
        str(one["reason"]) for one in staying(left, holdings.config.path(holdings.config.settings.units))
    }
    assert reasons == {FILE, ROSTER, BACKUP}

    restore(store, folder / "backups" / "sheets-sync-20240815-200000.db", tmp_path / "aside.db", lambda: None)
    store.workbooks.forget_tokens()
    after_restore(holdings.config, store)
    assert any(where(tables(folder / "sheets-sync.db")).values())
    assert small.sync(OVERDUE_EVENING + timedelta(days=1)).failed == {}
    _nothing_is_left(small)


def _nothing_is_left(one: Ward) -> None:
    folder = one.project.config.file.parent
    # The master tells whom to call, as long as the roster names somebody.
    erased = [person for person in PEOPLE if person is not IN_ROSTER]
    for found in (where(sheets(one)), where(tables(folder / "sheets-sync.db"))):
        assert {person.name: places for person in erased if (places := found[person])} == {}
    raw = b"".join(file.read_bytes() for file in folder.glob("sheets-sync.db*"))
    assert [one for one in erased if one.name.encode() in raw or one.phone.encode() in raw] == []
    in_files = where(files(folder))
    kept = {place for person in erased for place in in_files[person]}
    assert {Path(place).name for place in kept} <= {"danh-sach.csv", "units.csv"}
