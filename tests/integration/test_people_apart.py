"""What is about people in a workbook of its own: the master shows counts, no remark is lost on the way."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.config.people import PeopleSettings
from sheets_sync.pipeline import provision
from sheets_sync.pipeline.auditing import about_people, audit
from sheets_sync.pipeline.person import erase
from sheets_sync.store.copying import back_up, restore
from sheets_sync.store.workbooks import APART
from tests.forked import sheets_sync
from tests.integration.test_council import COUNCIL, PROPOSALS, propose
from tests.interruptions import Interruptions, Killed, Moment, watched
from tests.shared import Shared
from tests.ward import EVENING, NEXT_EVENING, OVERDUE_EVENING, Ward

KEEPER = "thidua@phuong.example"
OWN = "Đã xác minh"
STATE, COMMENT = "Trạng thái xử lý", "Ý kiến văn phòng"


def reviewed(one: Ward) -> None:
    """Three proposals, one of them with a telephone that is none, and what the office wrote about them."""
    propose(one, "TDP01", 2, "Lê Thị Hoa", "18")
    propose(one, "TDP01", 3, "Trần Văn An", "15")
    propose(one, "TDP02", 2, "Phạm Văn Bình", "19")
    one.type("TDP01", "commendation", {"G3": "0912"})
    one.sync()
    header = one.values("", PROPOSALS)[0]
    sheet = next(form.sheet_id for form in one.project.forms if form.title == PROPOSALS)
    one.change("", {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": 1}})
    write(one, "", PROPOSALS, 0, {len(header): OWN})
    places = {title: place for place, title in enumerate([*header, OWN])}
    write(one, "", PROPOSALS, 1, {places[COMMENT]: "Gọi lại chị Hoa", places[OWN]: "12/8, tại nhà"})
    write(one, "", PROPOSALS, 3, {places[STATE]: "Đã duyệt"})
    council = {title: place for place, title in enumerate(one.values("", COUNCIL)[0])}
    write(one, "", COUNCIL, 1, {council["Ghi chú"]: "Chờ xác minh"})
    one.sync(NEXT_EVENING)


def write(one: Ward, book: str, tab: str, row: int, texts: dict[int, str]) -> None:
    letters = {place: chr(65 + place) if place < 26 else f"A{chr(39 + place)}" for place in texts}
    cells = {f"'{tab}'!{letters[place]}{row + 1}": text for place, text in texts.items()}
    one.people.type_in(one.somebody, id_of(one, book), cells)


def id_of(one: Ward, book: str) -> str:
    return one.project.store.workbooks.with_office()[book].id


@pytest.fixture
def one(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    with shared.ward(tmp_path, monkeypatch, reviewed) as found:
        yield found


def with_people(one: Ward, **given: Any) -> Ward:
    config = one.project.config
    settings = config.settings.model_copy(update={"people": PeopleSettings(**given)})
    # As every other campaign.toml has another mark.
    config = replace(config, settings=settings, mark=f"{config.mark}{sorted(given)}")
    return replace(one, project=replace(one.project, config=config))


def moved(one: Ward) -> Ward:
    apart = with_people(one, apart=True, emails=(KEEPER,))
    made = provision(apart.project)
    assert made.failed == {}
    assert APART in made.created
    apart.sync(OVERDUE_EVENING)
    return apart


def tabs(one: Ward, book: str) -> dict[str, list[list[Any]]]:
    path = f"/v4/spreadsheets/{id_of(one, book)}"
    found = one.get(path, fields="sheets(properties(title))")
    titles = [sheet["properties"]["title"] for sheet in found["sheets"]]
    return {title: one.get(f"{path}/values/'{title}'").get("values", []) for title in titles}


def beside(rows: list[list[Any]], *titles: str) -> dict[str, tuple[str, ...]]:
    """By name what stands in these columns."""
    header = rows[0]
    name = next(title for title in header if title.startswith("Họ và tên"))
    padded = [row + [""] * (len(header) - len(row)) for row in rows[1:]]
    return {row[header.index(name)]: tuple(row[header.index(title)] for title in titles) for row in padded}


REMARKS = {
    "Lê Thị Hoa": ("", "Gọi lại chị Hoa", "12/8, tại nhà"),
    "Trần Văn An": ("", "", ""),
    "Phạm Văn Bình": ("Đã duyệt", "", ""),
}


def test_it_moves_with_every_remark_and_the_master_keeps_counts(one: Ward) -> None:
    assert beside(tabs(one, "")[PROPOSALS], STATE, COMMENT, OWN) == REMARKS
    apart = moved(one)
    second, master = tabs(apart, APART), tabs(apart, "")
    assert beside(second[PROPOSALS], STATE, COMMENT, OWN) == REMARKS
    assert beside(second[COUNCIL], "Ghi chú")["Lê Thị Hoa"] == ("Chờ xác minh",)
    assert set(second) == {
        PROPOSALS,
        "9. Gương điển hình",
        COUNCIL,
        "Nội dung cần sửa (về người)",
        "Đã gỡ (về người)",
    }
    assert set(second) & set(master) == set()
    everything = "\n".join(str(cell) for rows in master.values() for row in rows for cell in row)
    assert [name for name in REMARKS if name in everything] == []
    assert "0912" not in everything
    counts = {row[1]: row[2:4] for row in master["Số lượng (về người)"][1:]}
    assert counts["Tổ dân phố số 1"] == ["2", "0"]
    assert counts["Tổ dân phố số 2"] == ["1", "1"]
    assert any(
        "0912" in str(cell) or "…" in str(cell)
        for row in second["Nội dung cần sửa (về người)"]
        for cell in row
    )
    apart.forget_calls()
    assert apart.sync(OVERDUE_EVENING).plans == ()


def test_of_one_that_nobody_knew_of_when_somebody_was_erased_this_one_goes_when_it_is_found(
    one: Ward,
) -> None:
    apart = moved(one)
    second, header = id_of(apart, APART), tabs(apart, APART)[PROPOSALS][0]
    write(apart, APART, PROPOSALS, 2, {header.index(COMMENT): "Hỏi Lê Thị Hoa"})
    one.project.store.workbooks.forget(APART)
    assert erase([apart.project], ["Lê Thị Hoa"], "theo yêu cầu", "", OVERDUE_EVENING) == {}
    assert provision(apart.project).failed == {}
    apart.sync(OVERDUE_EVENING)
    assert id_of(apart, APART) == second
    comments = [row[0] for row in beside(tabs(apart, APART)[PROPOSALS], COMMENT).values()]
    assert "Hỏi (đã xóa)" in comments
    assert "Lê Thị Hoa" not in str(tabs(apart, APART))


def test_a_backup_of_before_loses_no_remark_that_was_written_there(one: Ward, tmp_path: Path) -> None:
    store = one.project.store
    back_up(store, tmp_path / "before.db")
    apart = moved(one)
    second, header = id_of(apart, APART), tabs(apart, APART)[PROPOSALS][0]
    write(apart, APART, PROPOSALS, 2, {header.index(COMMENT): "Hỏi lại tổ trưởng"})
    restore(store, tmp_path / "before.db", tmp_path / "aside.db", lambda: None)
    store.workbooks.forget_tokens()
    assert id_of(apart, APART) == second
    # The office wants them in the master again.
    one.sync(OVERDUE_EVENING)
    assert beside(tabs(one, "")[PROPOSALS], COMMENT)["Trần Văn An"] == ("Hỏi lại tổ trưởng",)
    assert APART not in store.workbooks.with_office()


def test_one_that_was_deleted_for_good_is_made_again_with_every_remark(one: Ward) -> None:
    apart = moved(one)
    deleted = apart.people.session.delete(f"{apart.base_url}/drive/v3/files/{id_of(apart, APART)}")
    assert deleted.ok
    (told,) = apart.sync(OVERDUE_EVENING).failed.values()
    assert "--replace @people" in told
    assert provision(apart.project, replace=(APART,)).created == (APART,)
    apart.sync(OVERDUE_EVENING)
    assert beside(tabs(apart, APART)[PROPOSALS], STATE, COMMENT)["Phạm Văn Bình"] == ("Đã duyệt", "")
    assert "Gọi lại chị Hoa" in beside(tabs(apart, APART)[PROPOSALS], COMMENT)["Lê Thị Hoa"][0]
    assert beside(tabs(apart, APART)[COUNCIL], "Ghi chú")["Lê Thị Hoa"] == ("Chờ xác minh",)


def test_the_commands_call_it_by_its_name(one: Ward) -> None:
    file = one.project.config.file
    given = f'\n[people]\napart = true\nemails = ["{KEEPER}"]\n'
    file.write_text(file.read_text(encoding="utf-8") + given, encoding="utf-8")
    for words in (("provision",), ("audit", "--people"), ("status",)):
        done = sheets_sync(*words, folder=file.parent, environment=dict(os.environ))
        assert done.returncode == 0, done.stderr
        if words[0] != "status":
            assert "Bảng tổng hợp về người" in done.stdout


def test_only_those_named_open_it(one: Ward) -> None:
    apart = moved(one)
    found = {who.who for who in audit(apart.project) if who.unit == APART}
    assert KEEPER in found
    assert apart.project.config.office.emails[0] not in found
    known = apart.project.store.workbooks.with_office()
    assert PROPOSALS in about_people(apart.project, APART, known)
    assert about_people(apart.project, "", known) == ()


def test_what_the_office_decides_there_counts_and_it_moves_back_with_it(one: Ward) -> None:
    apart = moved(one)
    header = tabs(apart, APART)[PROPOSALS][0]
    rows = list(beside(tabs(apart, APART)[PROPOSALS], STATE))
    place = {title: number for number, title in enumerate(header)}
    row = rows.index("Trần Văn An") + 1
    write(
        apart, APART, PROPOSALS, row, {place[STATE]: "Trả lại", place[COMMENT]: "Đề nghị ghi số điện thoại"}
    )
    outcome = apart.sync(OVERDUE_EVENING)
    assert "Đề nghị ghi số điện thoại" in "".join(finding.text for finding in outcome.findings)
    back = with_people(one)
    back.sync(OVERDUE_EVENING)
    written = REMARKS | {"Trần Văn An": ("Trả lại", "Đề nghị ghi số điện thoại", "")}
    assert beside(tabs(back, "")[PROPOSALS], STATE, COMMENT, OWN) == written
    assert beside(tabs(back, "")[COUNCIL], "Ghi chú")["Lê Thị Hoa"] == ("Chờ xác minh",)
    assert "Số lượng (về người)" not in tabs(back, "")
    assert APART not in back.project.store.workbooks.with_office()
    assert back.sync(OVERDUE_EVENING).plans == ()
    assert EVENING < OVERDUE_EVENING


def test_where_it_ends_half_way_the_next_run_takes_the_rest_away(one: Ward) -> None:
    apart = with_people(one, apart=True, emails=(KEEPER,))
    provision(apart.project)
    # The tabs stand in the second workbook by then, and still in the master.
    apart.fail("", 403, "POST")
    apart.sync(OVERDUE_EVENING)
    assert beside(tabs(apart, APART)[PROPOSALS], STATE, COMMENT, OWN) == REMARKS
    assert beside(tabs(apart, "")[PROPOSALS], STATE, COMMENT, OWN) == REMARKS
    apart.sync(OVERDUE_EVENING)
    assert beside(tabs(apart, APART)[PROPOSALS], STATE, COMMENT, OWN) == REMARKS
    assert PROPOSALS not in tabs(apart, "")
    assert apart.sync(OVERDUE_EVENING).plans == ()


def own_row(one: Ward, book: str, text: str) -> None:
    """A row of the office's own, without a key, two rows below the table."""
    rows = tabs(one, book)[PROPOSALS]
    place = rows[0].index(COMMENT)
    write(one, book, PROPOSALS, len(rows), {place: text})


def note(one: Ward, book: str, row: int, text: str) -> None:
    sheet = next(form.sheet_id for form in one.project.forms if form.title == PROPOSALS)
    area = {"sheetId": sheet, "startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": 2}
    noted = {"range": {**area, "endColumnIndex": 3}, "rows": [{"values": [{"note": text}]}], "fields": "note"}
    path = f"{one.base_url}/v4/spreadsheets/{id_of(one, book)}:batchUpdate"
    assert one.people.session.post(path, json={"requests": [{"updateCells": noted}]}).ok


def test_rows_and_notes_of_the_offices_own_move_too(one: Ward) -> None:
    own_row(one, "", "Họp Hội đồng ngày 20/8")
    note(one, "", 1, "chờ biên bản")
    apart = moved(one)
    rows = tabs(apart, APART)[PROPOSALS]
    told = [[cell for cell in row if cell] for row in rows]
    assert ["Họp Hội đồng ngày 20/8"] in told
    assert any("chờ biên bản" in row for row in told)
    assert "Ghi chú ở ô" in "".join(rows[0])
    assert apart.sync(OVERDUE_EVENING).plans == ()


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Interruptions]:
    monkeypatch.setenv("SHEETS_SYNC_GOOGLE__THREADS", "1")
    with watched(monkeypatch) as found:
        yield found


#: Calls of the run that moves; a test says when there are more.
CALLS = 7
ROW_OF_HOA, ROW_OF_AN, ROW_OF_BINH = 1, 2, 3


def written_now(one: Ward) -> list[str]:
    """What an owner writes in whichever tabs stand there at a moment, protected or not."""
    made = []
    for book, row, text in (("", ROW_OF_AN, "viết ở trang cũ"), (APART, ROW_OF_BINH, "viết ở trang mới")):
        if PROPOSALS in tabs(one, book):
            place = tabs(one, book)[PROPOSALS][0].index(COMMENT)
            write(one, book, PROPOSALS, row, {place: text})
            own_row(one, book, f"dòng riêng, {text}")
            made += [text, f"dòng riêng, {text}"]
    return made


@pytest.mark.parametrize("call", range(CALLS))
def test_what_is_written_in_either_tab_while_moving_ends_half_way_stays(
    one: Ward, line: Interruptions, call: int
) -> None:
    apart = with_people(one, apart=True, emails=(KEEPER,))
    provision(apart.project)
    line.begin()
    line.at[Moment(call, after=True)] = line.die
    with pytest.raises(Killed):
        apart.sync(OVERDUE_EVENING)
    line.begin()
    texts = written_now(apart)
    assert texts
    at = OVERDUE_EVENING + timedelta(minutes=11)
    apart.sync(at)
    _stands_apart_with(apart, texts)
    apart.sync(at)
    assert apart.sync(at).plans == ()


def _stands_apart_with(apart: Ward, texts: list[str]) -> None:
    assert PROPOSALS not in tabs(apart, "")
    rows = tabs(apart, APART)[PROPOSALS]
    cells = [cell for row in rows for cell in row]
    assert {text: cells.count(text) for text in texts} == dict.fromkeys(texts, 1)
    found = beside(rows, STATE, COMMENT, OWN)
    assert found["Lê Thị Hoa"] == REMARKS["Lê Thị Hoa"]
    assert found["Phạm Văn Bình"][0] == "Đã duyệt"


def test_the_run_that_moves_makes_as_many_calls_as_are_tried(one: Ward, line: Interruptions) -> None:
    apart = with_people(one, apart=True, emails=(KEEPER,))
    provision(apart.project)
    line.begin()
    apart.sync(OVERDUE_EVENING)
    assert line.calls == CALLS


def test_what_is_written_in_the_old_tab_between_the_two_writes_is_taken_along(
    one: Ward, line: Interruptions
) -> None:
    apart = with_people(one, apart=True, emails=(KEEPER,))
    provision(apart.project)
    texts: list[str] = []
    line.begin()
    made = Moment(("POST", f"{id_of(apart, APART)}:batchUpdate"), after=True)
    line.at[made] = lambda: texts.extend(written_now(apart))
    assert apart.sync(OVERDUE_EVENING).failed == {}
    assert texts
    apart.sync(OVERDUE_EVENING)
    _stands_apart_with(apart, texts)
    assert apart.sync(OVERDUE_EVENING).plans == ()


def test_two_different_decisions_are_both_told(one: Ward, line: Interruptions) -> None:
    apart = with_people(one, apart=True, emails=(KEEPER,))
    provision(apart.project)
    line.begin()
    line.at[Moment(("POST", f"{id_of(apart, APART)}:batchUpdate"), after=True)] = line.die
    with pytest.raises(Killed):
        apart.sync(OVERDUE_EVENING)
    line.begin()
    for book, state in (("", "Trả lại"), (APART, "Đã duyệt")):
        header = tabs(apart, book)[PROPOSALS][0]
        write(apart, book, PROPOSALS, ROW_OF_HOA, {header.index(STATE): state, header.index(COMMENT): state})
    apart.sync(OVERDUE_EVENING + timedelta(minutes=11))
    found = beside(tabs(apart, APART)[PROPOSALS], STATE, COMMENT, f"{STATE} (ở trang cũ)")
    assert found["Lê Thị Hoa"] == ("Đã duyệt", "Đã duyệt\nTrả lại", "Trả lại")


def test_it_moves_back_with_what_is_written_meanwhile(one: Ward, line: Interruptions) -> None:
    apart = moved(one)
    back = with_people(apart)
    line.begin()
    line.at[Moment(("POST", f"{id_of(back, '')}:batchUpdate"), after=True)] = line.die
    with pytest.raises(Killed):
        back.sync(OVERDUE_EVENING)
    line.begin()
    place = tabs(back, APART)[PROPOSALS][0].index(COMMENT)
    write(back, APART, PROPOSALS, ROW_OF_AN, {place: "viết ở bảng về người"})
    back.sync(OVERDUE_EVENING + timedelta(minutes=11))
    assert beside(tabs(back, "")[PROPOSALS], COMMENT)["Trần Văn An"] == ("viết ở bảng về người",)
    assert APART not in back.project.store.workbooks.with_office()
